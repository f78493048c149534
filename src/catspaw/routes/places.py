"""The places of a question and the links between them that are open on its day.

Invariants: a link counts when it is open or limited, carries the form asked for, and is not kept for other goods; a
place where nothing can change is left out unless it lies on a short way between places that matter (`LONGER`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from catspaw.facts.ties import Tie
from catspaw.routes.graph import Floats
from catspaw.routes.known import Known
from catspaw.routes.question import Question

CARRIED_AS = {"goods": "goods", "people": "people", "service": "goods", "money": "people"}
HUBS = frozenset(("high-seas", "EU"))
LONGER = 1  # links that a way through a place where nothing changes may be longer than the shortest
Links = Mapping[tuple[str, str], Sequence[Tie]]


def links_of(known: Known, question: Question, kin: frozenset[str]) -> dict[tuple[str, str], list[Tie]]:
    """The open links by (from, to), open ones before limited ones; none into the source or out of the target."""
    found: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for start, end, tie in chain(_links(known, question, kin), _beyond_links(known, question)):
        if end != question.source and start != question.target and start != end:
            found[start, end].append(tie)
    return {pair: sorted(ties, key=lambda t: (t.status in ("limited", "closed"), t.id)) for pair, ties in found.items()}


def _links(known: Known, question: Question, kin: frozenset[str]) -> Iterator[tuple[str, str, Tie]]:
    status = {"open", "limited", "closed"} if question.reopened else {"open", "limited"}
    form = CARRIED_AS[question.form]
    for tie in known.find("link"):
        carries = not tie.carries or form in tie.carries or tie.status == "closed"
        if tie.status in status and carries and (not tie.goods or tie.goods & kin):
            yield tie.subject, tie.object, tie
            if not tie.one_way:
                yield tie.object, tie.subject, tie


def _beyond_links(known: Known, question: Question) -> Iterator[tuple[str, str, Tie]]:
    """People who are with a host already, and services, which need no crossing."""
    if question.form == "people":
        for tie in known.find("hosts_labour", "", question.source):
            yield question.source, tie.subject, tie
    if question.form == "service":
        for tie in known.any(("supplies", "supplies_technology"), question.source):
            for end in (*tie.partners, *((tie.object,) if tie.object in known.world.actors else ())):
                yield question.source, end, tie


def without_detours(links: Links, keep: Iterable[str]) -> dict[tuple[str, str], Sequence[Tie]]:
    """The links between places that matter: those to keep (where something can change), and those on short ways between them.

    A place where nothing changes stays only if it lies on a way between two kept places that is at most one link longer
    than the shortest; a way through any other is a detour.
    """
    kept = frozenset(keep)
    places = sorted({place for pair in links for place in pair} | kept)
    at = {place: index for index, place in enumerate(places)}
    rows, columns = ([at[pair[side]] for pair in links] for side in (0, 1))
    steps = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(places), len(places)))
    ends = np.array([at[place] for place in sorted(kept)])
    away = csgraph.dijkstra(steps, unweighted=True, indices=ends)
    back = csgraph.dijkstra(steps.T.tocsr(), unweighted=True, indices=ends)
    direct = away[:, ends]
    np.fill_diagonal(direct, -np.inf)
    useful = {place for place in places if place in kept or _on_a_way(away[:, at[place]], back[:, at[place]], direct)}
    return {pair: ties for pair, ties in links.items() if useful.issuperset(pair)}


def _on_a_way(away: Floats, back: Floats, direct: Floats) -> bool:
    """Whether a place is on a way between two others at most `LONGER` than their shortest."""
    ways = away[:, None] + back[None, :]
    return bool(np.any((ways <= direct + LONGER) & np.isfinite(ways)))
