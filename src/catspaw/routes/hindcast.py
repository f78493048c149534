"""Look for documented systems by what was known the day before each was documented, and say at what rank they appear.

Invariants: a hindcast sees only statements and precedents that were public by its `known` day, which lies before the day
of documentation; a miss is reported as a miss; the rank is that of the first route that has all of the documented places
in their order and the documented techniques (a way to pay may be any that was found; the lower of the two ranks counts).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from catspaw.routes.find import Finder, Search
from catspaw.routes.question import Question
from catspaw.routes.route import Route


@dataclass(frozen=True, slots=True)
class Hindcast:
    """A documented system and where its route came among those found; rank None: not among the first `looked`."""

    id: str
    title: str
    question: Question
    nodes: tuple[str, ...]
    techniques: tuple[str, ...]
    documented: date
    rank: int | None
    looked: int
    of_places: int | None  # the rank of the first route through these places, whatever its techniques
    route: Route | None
    best: Route | None

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        q = self.question
        return {
            "id": self.id, "title": self.title, "from": q.source, "to": q.target, "goods": q.good.id, "on": q.day.isoformat(),
            "known": q.known.isoformat() if q.known else None, "documented": self.documented.isoformat(),
            "nodes": list(self.nodes), "techniques": list(self.techniques), "rank": self.rank,
            "rank_of_places": self.of_places, "looked_at": self.looked,
            "route": self.route.as_dict() if self.route else None,
        }  # fmt: skip


def hindcasts(finder: Finder, most: int = 100) -> list[Hindcast]:
    """All hindcasts of the world, in the order of the day on which they were documented."""
    rows = sorted((row.data for row in finder.world.rows("hindcast")), key=lambda row: (row["documented"], row["id"]))
    return [_hindcast(finder, row, most) for row in rows]


def _hindcast(finder: Finder, row: Any, most: int) -> Hindcast:
    question = finder.ask(row["from"], row["to"], row["goods"], row["on"], row["known"])
    search = finder.search(question)
    found = list(islice(search.each_route(), most))
    nodes = tuple(row["nodes"])
    wanted = _Wanted(search, tuple(row.get("techniques", ())), tuple(row.get("any_technique", ())))
    by_places = [(rank, route) for rank, route in enumerate(found, start=1) if in_order(nodes, route.nodes)]
    exact = [(full, route) for rank, route in by_places if (full := wanted.rank(rank, route)) is not None]
    rank, route = min(exact, key=lambda one: one[0], default=(None, None))
    return Hindcast(
        row["id"], row["title"], question, nodes, (*wanted.all, *wanted.some), row["documented"], rank, len(found),
        by_places[0][0] if by_places else None, route, found[0] if found else None,
    )  # fmt: skip


class _Wanted:
    """The documented techniques; those that pay may be of any of the ways to pay, whose rank then counts too."""

    def __init__(self, search: Search, wanted: tuple[str, ...], some: tuple[str, ...]) -> None:
        self.all, self.some = wanted, some
        self._paying = [frozenset(step.technique for step in chain) for chain in search.chains]

    def rank(self, rank: int, route: Route) -> int | None:
        """The rank of a route with the techniques: the lower of the ranks of its goods and of its payment."""
        own = frozenset(route.techniques)
        if self._fit(own):
            return rank
        for place, paying in enumerate(self._paying, start=1):
            if self._fit(own | paying):
                return max(rank, place)
        return None

    def _fit(self, used: frozenset[str]) -> bool:
        return used.issuperset(self.all) and (not self.some or bool(used.intersection(self.some)))


def in_order(wanted: Sequence[str], nodes: Sequence[str]) -> bool:
    """Whether all wanted places are among the nodes in this order; others may stand between."""
    rest = iter(nodes)
    return all(place in rest for place in wanted)
