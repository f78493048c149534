"""The places of a question and the links between them that are open on its day.

Invariants: a link counts when it is open or limited, carries the form asked for, and is not kept for other goods; a
place where nothing can change is left out unless it lies on a short way to or from places that matter (`LONGER`).
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
        if question.good.bulk and tie.mode in ("air", "foot"):
            continue
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


def without_detours(
    links: Links, question: Question, changing: Iterable[str]
) -> tuple[dict[tuple[str, str], Sequence[Tie]], frozenset[str]]:
    """The links between places that matter, and the places that may be passed where nothing is done.

    A place matters if something can change there, or if it lies on a way, at most `LONGER` links longer than the shortest,
    from the source to such a place, or from it to the target. It may be passed with nothing done if it lies on a shortest one.
    """
    ends = frozenset((question.source, question.target))
    keys = frozenset(changing) | ends
    places = sorted({place for pair in links for place in pair} | keys)
    at = {place: index for index, place in enumerate(places)}
    rows, columns = ([at[pair[side]] for pair in links] for side in (0, 1))
    steps = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(places), len(places)))
    via = np.array([at[place] for place in sorted(keys)])
    away = csgraph.dijkstra(steps, unweighted=True, indices=at[question.source])
    left = csgraph.dijkstra(steps.T.tocsr(), unweighted=True, indices=at[question.target])
    to_key = csgraph.dijkstra(steps.T.tocsr(), unweighted=True, indices=via)
    from_key = csgraph.dijkstra(steps, unweighted=True, indices=via)
    longer = np.minimum(
        _longer(away[None, :] + to_key, away[via][:, None]), _longer(from_key + left[None, :], left[via][:, None])
    )
    useful = {place for place in places if place in keys or longer[at[place]] <= LONGER}
    free = frozenset(place for place in places if place in ends | HUBS or longer[at[place]] <= 0)
    return {pair: ties for pair, ties in links.items() if useful.issuperset(pair)}, free


def _longer(ways: Floats, shortest: Floats) -> Floats:
    """By how many links the best way through each place is longer than the shortest without it."""
    with np.errstate(invalid="ignore"):
        found: Floats = np.nanmin(np.where(np.isfinite(ways), ways - shortest, np.inf), axis=0)
    return found
