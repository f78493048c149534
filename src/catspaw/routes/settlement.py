"""How a route is paid for: the likeliest chains of payments from the receiver's side to the supplier's.

Goods and payment are both needed, and neither decides the other: the best ways to pay are found apart and closed onto each
way of the goods, so that the search for routes sees both at once.

Invariants: each payment has its covers as a move has; where no way to pay is known the route is kept, at a likelihood that
says so, and the brief names it as a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from catspaw.routes.changes import Change, Changes
from catspaw.routes.covers import Covers, chance
from catspaw.routes.graph import Graph
from catspaw.routes.known import Known
from catspaw.routes.legality import Leg, Legality
from catspaw.routes.likelihood import LAWFUL, OUT_OF_REACH, UNKNOWN_PAYMENT, Range, product
from catspaw.routes.question import Question
from catspaw.routes.route import Step
from catspaw.routes.search import each_route

MONEY = ("settles_with", "banks_for", "barters_with", "pays_crypto", "pays_in_gold", "pays_cash", "finances", "directs")
WAYS = 12
NOT_KNOWN = "no way to pay is known"
Chain = tuple[Step, ...]


def payers(question: Question) -> tuple[str, str]:
    """Who pays whom: the receiver the supplier; where money itself travels, the source the target."""
    if question.form == "money":
        return question.source, question.target
    return question.target, question.source


def payments(
    question: Question, known: Known, changes: Changes, legality: Legality, covers: Covers, banned: frozenset[str] = frozenset()
) -> list[Chain]:  # fmt: skip
    """The likeliest chains of payments, at most `WAYS`; `banned` are keys of steps that may not be used."""
    payer, payee = payers(question)
    pairs = _pairs(known, payer, payee)
    uses = list(changes.payments(pairs))
    legs = [Leg(c.place, c.next, hidden) for c in uses for hidden in (frozenset[str](), c.after & {"payment"})]
    legality.learn(legs, payment=True)
    steps = [step for use in uses if (step := _step(use, known, legality, covers, question))]
    steps = [step for step in steps if step_key(step) not in banned]
    number = {
        code: index
        for index, code in enumerate(dict.fromkeys((payer, payee, *(c for s in steps for c in (s.start, s.end)))))
    }
    graph = Graph.of(
        len(number),
        [number[s.start] for s in steps],
        [number[s.end] for s in steps],
        [s.likelihood.cost for s in steps],
    )
    return [tuple(steps[edge] for edge in path.edges) for path in islice(each_route(graph, 0, 1), WAYS)]


def step_key(step: Step) -> str:
    """What tells one payment from another: technique and pair."""
    return f"{step.technique}:{step.start}>{step.end}"


def not_known(question: Question, known: Known) -> Chain:
    """The step that stands for a payment of which nothing is known."""
    payer, payee = payers(question)
    says = f"{known.name(payer)} pays {known.name(payee)}: {NOT_KNOWN}"
    return (
        Step("settle", payer, payee, "", frozenset(), (), (), UNKNOWN_PAYMENT, "assumed", says, "assumed: no record"),
    )


def _pairs(known: Known, payer: str, payee: str) -> list[tuple[str, str]]:
    found = {(payer, payee): None}
    around: dict[str, set[str]] = {}
    for tie in known.any(MONEY):
        for start, end in ((tie.subject, tie.object), (tie.object, tie.subject)):
            around.setdefault(start, set()).add(end)
    near = {payer, payee, *around.get(payer, ()), *around.get(payee, ())}
    for start in sorted(near):
        for end in sorted(around.get(start, ())):
            if end in near and end != payer and start != payee:
                found[start, end] = None
    return list(found)


def _step(use: Change, known: Known, legality: Legality, covers: Covers, question: Question) -> Step | None:
    hidden = use.after & {"payment"}
    about = frozenset((question.source, question.target))
    true, seen = (legality.bans(Leg(use.place, use.next, h), payment=True) for h in (frozenset[str](), hidden))
    found, wall = covers.find(use.place, use.next, true, seen, about)
    if wall:
        return None
    base: Range = OUT_OF_REACH if found else LAWFUL
    likelihood = product((base, chance(found), use.weighed.likelihood))
    says = f"{known.name(use.place)} pays {known.name(use.next)}: {use.technique.title.lower()}"
    return Step(
        "settle", use.place, use.next, use.technique.id, hidden, found, use.ties, likelihood, use.weighed.basis, says,
        use.weighed.because,
    )  # fmt: skip


def cheapest(chains: Iterable[Chain]) -> Mapping[str, Chain]:
    """The likeliest chain by its techniques, so that one way of paying is not shown many times."""
    found: dict[str, Chain] = {}
    for one in chains:
        found.setdefault(" ".join(step.technique for step in one), one)
    return found
