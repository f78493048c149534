"""The cheapest measures that close routes: all that there are, or the k likeliest; and what goes another way after it.

A route needs goods and payment at once, so the cheapest set is found as an implicit hitting set (exact, or with its bound
when the clock runs out): each surviving route names the closures of which one must be taken. Places that every route
passes are the polynomial question beside it: a minimum cut of nodes, exact.

Invariants: a cut is checked, not believed: with its closures no route (of those asked for) is left; `bound` is a proof that
no cheaper set does it. A measure is assumed to work fully where it is taken; what it does to likelihoods elsewhere is not
modelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from catspaw.errors import InputError
from catspaw.routes.find import SHAPE, Search, finder_of
from catspaw.routes.flow import node_cut
from catspaw.routes.graph import Graph
from catspaw.routes.hitting import Measures, cheapest
from catspaw.routes.measures import Closure, Closures, Key
from catspaw.routes.places import HUBS
from catspaw.routes.question import Question
from catspaw.routes.route import Route
from catspaw.routes.search import Path, shaped

if TYPE_CHECKING:
    from catspaw.facts.world import World

SECONDS = 20.0
AT_ONCE = 4  # surviving routes taken into account a round


@dataclass(frozen=True)
class Cut:
    """Measures that close routes, what they cost, and the proof."""

    question: Question
    measures: tuple[Closure, ...]
    cost: float
    bound: float
    optimal: bool
    possible: bool
    proof: tuple[tuple[str, ...], ...]  # for each route that forced the answer, the closures that would stop it
    closed: tuple[Route, ...]
    rerouted: tuple[Route, ...]  # what is still there afterwards, likeliest first
    chokepoints: tuple[str, ...]  # places that all ways pass, as few as there are
    everything: bool

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "measures": [closure.as_dict() for closure in self.measures], "cost": self.cost if self.possible else None,
            "bound": self.bound if self.possible else None, "optimal": self.optimal, "possible": self.possible,
            "closes": "all routes" if self.everything else f"the {len(self.closed)} likeliest",
            "proof": [list(one) for one in self.proof], "closed": [route.as_dict() for route in self.closed],
            "rerouted": [route.as_dict() for route in self.rerouted], "chokepoints": list(self.chokepoints),
        }  # fmt: skip


def cut(
    routes_or_query: Iterable[Route] | Question | dict[str, Any], k: int | None = None, seconds: float = SECONDS,
    world: World | None = None,
) -> Cut:  # fmt: skip
    """The cheapest measures that close routes.

    Args:
        routes_or_query: routes as `routes` gives them, or a question (source, target, goods, on, known, by).
        k: of a question, close only the k likeliest routes; None: all.
        seconds: after so many, the best answer so far is given with its bound.
        world: the facts; None: the packaged ones.

    Raises:
        InputError: no routes, routes of several questions, or a question that can't be read.
    """
    finder = finder_of(world)
    if isinstance(routes_or_query, Question):
        return of_search(finder.search(routes_or_query), k, seconds)
    if isinstance(routes_or_query, dict):
        return of_search(finder.search(finder.ask(**routes_or_query)), k, seconds)
    wanted = list(routes_or_query)
    if len({route.question for route in wanted}) != 1:
        raise InputError("cut: expected routes of one question, or a question; close the routes of each question apart")
    return of_search(finder.search(wanted[0].question), len(wanted), seconds, wanted)


def of_search(search: Search, k: int | None, seconds: float = SECONDS, wanted: Sequence[Route] = ()) -> Cut:
    """The cheapest measures that close the routes of a search: all, the k likeliest, or those wanted."""
    closures = Closures(search, search.finder.catalogue)
    keys = list(closures.all)
    number = {key: index for index, key in enumerate(keys)}
    closer = _Closer(search, closures, number, k, wanted)
    found = cheapest([closures.all[key].cost for key in keys], closer.survivors, seconds)
    chosen = tuple(closures.all[keys[index]] for index in sorted(found.chosen))
    proof = tuple(tuple(closures.all[keys[i]].says for i in sorted(one)) for one in found.sets[:50])
    after = closer.after(found.chosen) if found.possible else iter(())
    return Cut(
        search.question, chosen, found.cost, found.bound, found.optimal, found.possible, proof, tuple(closer.likeliest),
        tuple(_distinct(search, after, 5)), chokepoints(search), k is None and not wanted,
    )  # fmt: skip


class _Closer:
    """Says which routes survive closures."""

    def __init__(
        self, search: Search, closures: Closures, number: dict[Key, int], k: int | None, wanted: Sequence[Route]
    ) -> None:
        self._search, self._number = search, number
        self._stops = [frozenset(number[key] for key in closures.stops(leg)) for leg in range(len(search.network.legs))]
        self._kinds = search.network.kinds()
        self.likeliest = list(wanted) or search.routes(k or 5)
        self._wanted = [*self._of_routes({route.of_goods for route in self.likeliest})] if k is not None else None

    def _of_routes(self, asked: set[object]) -> Iterator[tuple[Measures, list[Measures]]]:
        """For each route asked for: what stops its goods, and for each way to pay what stops that."""
        paying = [
            self._stops[leg] for leg, way in enumerate(self._search.network.legs) if way.kind == "settle"
        ]  # fmt: skip
        for route, path in self._search.each_found():
            if route.of_goods in asked:
                yield self._of(path.edges[:-1]), paying
                asked = asked - {route.of_goods}
                if not asked:
                    return

    def survivors(self, chosen: Measures) -> list[Measures]:
        """For some routes that survive, the closures that would stop each."""
        if self._wanted is None:
            return [self._of(path.edges) for path in islice(self.after(chosen), AT_ONCE)]
        left = (
            goods | paid for goods, paying in self._wanted if not goods & chosen for paid in paying if not paid & chosen
        )
        return list(islice(left, AT_ONCE))

    def after(self, chosen: Measures) -> Iterator[Path]:
        """The paths that are left after closures, likeliest first."""
        alive = np.array([not stops & chosen for stops in self._stops], dtype=np.bool_)
        graph = self._search.graph.subgraph(alive[self._search.network.leg])
        return self._search.straight(shaped(graph, self._kinds, SHAPE), alive)

    def _of(self, edges: Iterable[int]) -> Measures:
        return frozenset[int]().union(*(self._stops[self._search.network.leg[edge]] for edge in edges))


def _distinct(search: Search, paths: Iterable[Path], k: int) -> list[Route]:
    found: dict[Any, Route] = {}
    for path in islice(paths, 200):
        route = search.route(path)
        found.setdefault(route.of_goods, route)
        if len(found) == k:
            break
    return list(found.values())


def chokepoints(search: Search) -> tuple[str, ...]:
    """The fewest places (no source, target or open sea) that all ways of the goods pass; none where there is no such set.

    A minimum cut of nodes over the places that the network joins, whatever is hidden on the way: exact, polynomial.
    """
    pairs = {(way.start, way.end) for way in search.network.legs if way.kind == "move"}
    places = sorted({place for pair in pairs for place in pair})
    at = {place: index for index, place in enumerate(places)}
    ends = (search.question.source, search.question.target)
    if not all(end in at for end in ends):
        return ()
    tail, head = ([at[pair[side]] for pair in sorted(pairs)] for side in (0, 1))
    graph = Graph.of(len(places), tail, head, [0.0] * len(pairs))
    cost = [np.inf if place in ends or place in HUBS else 1.0 for place in places]
    found = node_cut(graph, [at[ends[0]]], [at[ends[1]]], cost)
    return tuple(places[index] for index in found.members) if found.possible else ()
