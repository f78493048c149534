"""Look for documented systems by what was known the day before each was documented, and say at what rank they appear.

Invariants: a hindcast sees only statements and precedents that were public by its `known` day, which lies before the day
of documentation; a miss is reported as a miss; the rank is that of the first route that has all of the documented places
in their order and the documented techniques.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from catspaw.routes.find import Finder
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
    found = list(islice(finder.search(question).each_route(), most))
    nodes, techniques = tuple(row["nodes"]), tuple(row.get("techniques", ()))
    some = tuple(row.get("any_technique", ()))
    ranks = _ranks(route for route in found)
    by_places = [(rank, route) for rank, route in ranks if in_order(nodes, route.nodes)]
    exact = [(rank, route) for rank, route in by_places if _uses(route, techniques, some)]
    rank, route = exact[0] if exact else (None, None)
    return Hindcast(
        row["id"], row["title"], question, nodes, (*techniques, *some), row["documented"], rank, len(found),
        by_places[0][0] if by_places else None, route, found[0] if found else None,
    )  # fmt: skip


def _ranks(routes: Iterable[Route]) -> Iterator[tuple[int, Route]]:
    yield from enumerate(routes, start=1)


def _uses(route: Route, techniques: Sequence[str], some: Sequence[str]) -> bool:
    used = set(route.techniques)
    return used.issuperset(techniques) and (not some or bool(used.intersection(some)))


def in_order(wanted: Sequence[str], nodes: Sequence[str]) -> bool:
    """Whether all wanted places are among the nodes in this order; others may stand between."""
    rest = iter(nodes)
    return all(place in rest for place in wanted)
