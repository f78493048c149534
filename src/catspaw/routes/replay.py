"""Whether a route follows from its own evidence: derive it again from the statements that it names, and nothing else.

Invariant: what finds a route also explains it; a route that its evidence does not bear out is a fault of the program.
"""

from __future__ import annotations

from itertools import permutations

from catspaw.routes.find import Finder, Search
from catspaw.routes.route import Route
from catspaw.routes.settlement import payers


def statements_of(route: Route) -> frozenset[str]:
    """The ids of all statements that a route's legs and covers name."""
    legs = (tie.id for leg in route.legs for tie in leg.ties)
    covers = (tie.id for leg in route.legs for cover in leg.covers for tie in cover.ties)
    return frozenset((*legs, *covers))


def replayed(finder: Finder, route: Route) -> Route | None:
    """The same route, found again from its own statements alone; None if they do not bear it out.

    Precedents, goods and law are as in the question; of ties there are none but those that the route names.
    """
    search = Search(finder, route.question, statements_of(route))
    places = dict.fromkeys(
        (*payers(route.question), *(code for leg in route.settlement for code in (leg.start, leg.end)))
    )
    search.pairs = list(permutations(places, 2))
    wanted = (route.of_goods, tuple(leg.technique for leg in route.settlement))
    for found, _ in search.each_path():
        if (found.of_goods, tuple(leg.technique for leg in found.settlement)) == wanted:
            return found
    return None
