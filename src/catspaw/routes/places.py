"""The places of a question and the links between them that are open on its day.

Invariants: a link counts when it is open or limited, carries the form asked for, and is not kept for other goods; a
place where nothing can change and that leads nowhere else is left out, since a way through it is a detour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from catspaw.facts.ties import Tie
from catspaw.routes.known import Known
from catspaw.routes.question import Question

CARRIED_AS = {"goods": "goods", "people": "people", "service": "goods", "money": "people"}
HUBS = frozenset(("high-seas", "EU"))
Links = Mapping[tuple[str, str], Sequence[Tie]]


def links_of(known: Known, question: Question, kin: frozenset[str]) -> dict[tuple[str, str], list[Tie]]:
    """The open links by (from, to), open ones before limited ones; none into the source or out of the target."""
    form = CARRIED_AS[question.form]
    found: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in known.find("link"):
        if tie.status not in ("open", "limited") or (tie.carries and form not in tie.carries):
            continue
        if tie.goods and not tie.goods & kin:
            continue
        for start, end in ((tie.subject, tie.object), (tie.object, tie.subject))[: 1 if tie.one_way else 2]:
            if end != question.source and start != question.target and start != end:
                found[start, end].append(tie)
    if question.form == "service":
        for tie in known.any(("supplies", "supplies_technology"), question.source):
            for end in (*tie.partners, *((tie.object,) if tie.object in known.world.actors else ())):
                found[question.source, end].append(tie)
    return {pair: sorted(ties, key=lambda t: (t.status != "open", t.id)) for pair, ties in found.items()}


def without_detours(links: Links, keep: Iterable[str]) -> dict[tuple[str, str], Sequence[Tie]]:
    """The links without places (other than those to keep) that lead back only, or to hubs that are joined anyway."""
    kept, left = frozenset(keep) | HUBS, dict(links)
    while True:
        around: dict[str, set[str]] = defaultdict(set)
        for start, end in left:
            around[start].add(end)
            around[end].add(start)
        idle = {place for place, near in around.items() if place not in kept and (len(near) < 2 or near <= HUBS)}
        if not idle:
            return left
        left = {pair: ties for pair, ties in left.items() if not idle.intersection(pair)}
