"""What given edges are worth: the best way through each, and the best routes that use at least one of them.

Both answer "what did an event open": the given edges are then those that the event adds. The price of an edge is found by one
Dijkstra forwards and one backwards for all edges together. A price is that of a walk, which may come by a node twice; it is
never more than the cost of the best simple route through the edge.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from catspaw.routes.graph import Floats, Graph, Integers, positions
from catspaw.routes.search import Automaton, Product, shaped, toward

ONCE = Automaton(steps=((0, 1), (1, 1)), start=0, accepting=(1,))  # kind 1 is a marked edge


def price(
    graph: Graph, source: int, target: int, edges: Sequence[int] | Integers, left: Floats | None = None
) -> Floats:
    """The cost of the best walk from source to target through each of the edges, inf where none goes through.

    Two Dijkstras (1959), E + V log V, and a sum for each edge; `left` is `toward` the target if at hand.
    """
    spent = graph.distances(source)
    left = toward(graph, target) if left is None else left
    place = positions(graph, edges)
    found = np.full(len(place), np.inf)
    here = place >= 0
    place = place[here]
    found[here] = spent[graph.tail[place]] + graph.cost[place] + left[graph.head[place]]
    return found


def used(graph: Graph, marked: ArrayLike) -> Product:
    """The graph whose routes use a marked edge at least once (`marked`: a mask over the caller's edges); twice the edges.

    It is the product with one bit, "has used a marked edge". Its `each_walk` gives routes that are simple in (node, bit): one
    may come by a node before and again after its first marked edge, as far as a marked edge and back. `each_route` and `routes`
    give those that are simple in the nodes: exactly the simple routes of the graph that are not routes of the graph without
    the marked edges.
    """
    return shaped(graph, np.asarray(marked, dtype=np.bool_), ONCE)
