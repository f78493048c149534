"""Which codes of places the rules on some goods ask for on a day: places that differ in no such code are alike to them.

Invariant: a code that is left out is asked for only by clauses that can't hold for these goods, acts and day; when in
doubt a code stays.
"""

from __future__ import annotations

from datetime import date

from catspaw.routes.question import Question
from catspaw.rules.answer import goods_answers
from catspaw.rules.compile import Clause, Compiled
from catspaw.rules.conditions import CODES, OF_KIND, Condition
from catspaw.rules.facets import Goods


def relevant_codes(compiled: Compiled, question: Question, acts: set[str]) -> frozenset[str]:
    """Codes in conditions on places of all clauses that could hold for the question's goods, act and day.

    Rules that only report a sign are left out, and with a rule its exceptions and grounds.
    """
    goods = Goods(question.hs or None, frozenset(), bool(question.hs) or question.form in ("goods", "service"))
    asked = _Asked(goods, acts, question.day)
    rules = {
        int(owner)
        for clause, owner in zip(compiled.main.clauses, compiled.main.owner, strict=True)
        if compiled.rules[owner].effect != "report" and asked.may_hold(clause)
    }
    parts = (
        (compiled.main, [number for number, owner in enumerate(compiled.main.owner) if int(owner) in rules]),
        (compiled.excepted, [int(number) for rule in rules for number in compiled.exceptions_of[rule]]),
        (compiled.bound, [int(number) for rule in rules for number in compiled.grounds_of[rule]]),
    )
    found: set[str] = set()
    for block, numbers in parts:
        for clause in (block.clauses[number] for number in set(numbers)):
            if asked.may_hold(clause):
                for condition in clause.conditions:
                    if condition.field in CODES:
                        found |= {value.partition(OF_KIND)[0] for value in condition.values}
    return frozenset(found)


class _Asked:
    """Tests clauses; each distinct condition on goods once."""

    def __init__(self, goods: Goods, acts: set[str], day: date) -> None:
        self._goods, self._acts, self._day = goods, acts, day
        self._kept: dict[Condition, bool] = {}

    def may_hold(self, clause: Clause) -> bool:
        """Whether a clause could hold."""
        return clause.span.since <= self._day < clause.span.until and all(map(self._possible, clause.conditions))

    def _possible(self, condition: Condition) -> bool:
        if condition.field == "act" and not condition.negated:
            return bool(condition.values & self._acts)
        if condition.field != "goods" or self._goods.hs is None:
            return True
        if condition not in self._kept:
            self._kept[condition] = bool(goods_answers(condition, [self._goods])[1][0])
        return self._kept[condition]
