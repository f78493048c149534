"""Which codes of places the rules on some goods ask for on a day: places that differ in no such code are alike to them.

Invariant: a code that is left out is asked for only by clauses that can't hold for these goods, acts and day; when in
doubt a code stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catspaw.routes.question import Question
from catspaw.rules.answer import goods_answers
from catspaw.rules.compile import Block, Clause, Compiled
from catspaw.rules.conditions import CODES, OF_KIND, Condition
from catspaw.rules.facets import Goods

ACTS_OF = {  # acts as which legs are judged, and those that their roles imply
    "export": {"export"}, "employment": {"employment", "transport"}, "service": {"service"}, "payment": {"payment"},
}  # fmt: skip


def relevant_codes(compiled: Compiled, question: Question, act: str) -> frozenset[str]:
    """Codes in conditions on places of all clauses that could hold for the question's goods, act and day."""
    goods = Goods(question.hs or None, frozenset(), bool(question.hs) or question.form in ("goods", "service"))
    acts = ACTS_OF[act] | {"payment"}
    asked = _Asked(goods, acts, question.day)
    found: set[str] = set()
    for block in (compiled.main, compiled.excepted, compiled.bound):
        for clause in asked.clauses(block):
            for condition in clause.conditions:
                if condition.field in CODES:
                    found |= {value.partition(OF_KIND)[0] for value in condition.values}
    return frozenset(found)


class _Asked:
    """Tests clauses; each distinct condition on goods once."""

    def __init__(self, goods: Goods, acts: set[str], day: date) -> None:
        self._goods, self._acts, self._day = goods, acts, day
        self._kept: dict[Condition, bool] = {}

    def clauses(self, block: Block) -> Iterator[Clause]:
        """The clauses of a block that could hold."""
        for clause in block.clauses:
            if clause.span.since <= self._day < clause.span.until and all(map(self._may_hold, clause.conditions)):
                yield clause

    def _may_hold(self, condition: Condition) -> bool:
        if condition.field == "act" and not condition.negated:
            return bool(condition.values & self._acts)
        if condition.field != "goods" or self._goods.hs is None:
            return True
        if condition not in self._kept:
            self._kept[condition] = bool(goods_answers(condition, [self._goods])[1][0])
        return self._kept[condition]
