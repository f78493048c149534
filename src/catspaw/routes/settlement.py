"""How a route is paid for: the likeliest chains of payments from the receiver's side to the supplier's.

Goods and payment are both needed, and neither decides the other: the best ways to pay are found apart and closed onto each
way of the goods, so that the search for routes sees both at once.

Invariants: each payment has its covers as a move has; where no way to pay is known the route is kept, at a likelihood that
says so, and the brief names it as a gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from catspaw.routes.changes import Change, Changes
from catspaw.routes.covers import Covers, chance
from catspaw.routes.graph import Graph
from catspaw.routes.known import Known
from catspaw.routes.legality import NOTHING, Leg, Legality
from catspaw.routes.likelihood import ASSUMED, CERTAIN, Range, product
from catspaw.routes.question import Question
from catspaw.routes.route import Step
from catspaw.routes.search import each_route

MONEY = ("settles_with", "banks_for", "barters_with", "pays_crypto", "pays_in_gold", "pays_cash", "finances", "directs")
WAYS = 8
NOT_KNOWN = "no way to pay is known"
Chain = tuple[Step, ...]


def payers(question: Question) -> tuple[str, str]:
    """Who pays whom: the receiver the supplier; where money itself travels, the source the target."""
    if question.form == "money":
        return question.source, question.target
    return question.target, question.source


def links_between(
    question: Question, known: Known, changes: Changes, legality: Legality, covers: Covers,
    pairs: Sequence[tuple[str, str]] | None = None,
) -> list[Chain]:  # fmt: skip
    """All payments that could be made between those who may take part, in no order.

    A use that passes through a third place makes two payments, which go together.
    """
    uses = list(changes.payments(pairs if pairs is not None else _pairs(known, *payers(question))))
    legs = [Leg(*part, hidden) for use in uses for part in _parts(use) for hidden in (NOTHING, use.after & {"payment"})]
    legality.learn(legs, payment=True)
    found = ([_step(use, *part, known, legality, covers, question) for part in _parts(use)] for use in uses)
    return [tuple(step for step in steps if step) for steps in found if all(steps)]


def payments(question: Question, links: Sequence[Chain]) -> list[Chain]:
    """The likeliest chains of payments from the payer to the payee, at most `WAYS`."""
    codes = dict.fromkeys((*payers(question), *(code for link in links for code in (link[0].start, link[-1].end))))
    number = {code: index for index, code in enumerate(codes)}
    tails, heads = [number[link[0].start] for link in links], [number[link[-1].end] for link in links]
    costs = [product(step.likelihood for step in link).cost for link in links]
    graph = Graph.of(len(number), tails, heads, costs)
    found = (tuple(chain(*(links[edge] for edge in path.edges))) for path in islice(each_route(graph, 0, 1), 10 * WAYS))
    return list(islice(_telling(found), WAYS))


def step_key(step: Step) -> tuple[str, str, str]:
    """What tells one payment from another: technique and pair."""
    return (step.technique, step.start, step.end)


def not_known(question: Question, known: Known, likelihood: Range = ASSUMED.unknown_payment) -> Chain:
    """The step that stands for a payment of which nothing is known."""
    payer, payee = payers(question)
    says = f"{known.name(payer)} pays {known.name(payee)}: {NOT_KNOWN}"
    return (Step("settle", payer, payee, "", frozenset(), (), (), likelihood, "assumed", says, "assumed: no record"),)


def _pairs(known: Known, payer: str, payee: str) -> list[tuple[str, str]]:
    """The pairs between which a payment may go: directly, through one other, and through two only where one is not enough."""
    around: dict[str, set[str]] = defaultdict(set)
    for tie in known.any(MONEY):
        around[tie.subject].add(tie.object)
        around[tie.object].add(tie.subject)
    found = {(payer, payee): None}
    between = sorted((around[payer] & around[payee]) - {payer, payee})
    territories = (around[payer] | around[payee]) & known.contested - {payer, payee}  # whose banks may serve anyone
    for middle in sorted({*between, *territories}):
        found[payer, middle] = found[middle, payee] = None
    if not between:
        ends = around[payee] - {payer, payee}
        for first in sorted(around[payer] - {payer, payee}):
            for last in sorted(around[first] & ends):
                found[payer, first] = found[first, last] = found[last, payee] = None
    return list(found)


def _parts(use: Change) -> list[tuple[str, str]]:
    """The payments that a use is made of: two where it passes through a third place."""
    if use.through:
        return [(use.place, use.through), (use.through, use.next)]
    return [(use.place, use.next)]


def _step(
    use: Change, start: str, end: str, known: Known, legality: Legality, covers: Covers, question: Question
) -> Step | None:
    hidden = use.after & {"payment"}
    about = frozenset((question.source, question.target))
    true, seen = (legality.bans(Leg(start, end, h), payment=True) for h in (frozenset[str](), hidden))
    found, wall = covers.find(start, end, true, seen, about)
    if wall:
        return None
    base = covers.assumed.out_of_reach if found else covers.assumed.lawful
    whole = use.weighed.likelihood if start == use.place else CERTAIN  # of two payments the first counts the technique
    likelihood = product((base, chance(found), whole))
    says = f"{known.name(start)} pays {known.name(end)}: {use.technique.title.lower()}"
    return Step(
        "settle", start, end, use.technique.id, hidden, found, use.ties, likelihood, use.weighed.basis, says,
        use.weighed.because,
    )  # fmt: skip


def _telling(chains: Iterable[Chain]) -> Iterator[Chain]:
    """Chains that differ in their techniques; one that only adds a step to a likelier one is left out."""
    seen: list[tuple[frozenset[str], frozenset[str]]] = []
    for one in chains:
        used = frozenset(step.technique for step in one)
        places = frozenset(place for step in one for place in (step.start, step.end))
        if not any(used >= techniques and places >= through for techniques, through in seen):
            seen.append((used, places))
            yield one
