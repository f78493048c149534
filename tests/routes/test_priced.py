"""What an edge is worth, and what it opens, equal what trying every way says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catspaw.routes.graph import Graph
from catspaw.routes.priced import price, used
from catspaw.routes.search import toward
from routes.small import Small, small_graphs


def best(small: Small, source: int, target: int) -> float:
    """The cost of the best route, by trying every way."""
    walks = small.walks(source, target)
    return walks[0][0] if walks else np.inf


def marks(data: st.DataObject, small: Small) -> list[bool]:
    """Some edges marked."""
    return data.draw(st.lists(st.booleans(), min_size=len(small.edges), max_size=len(small.edges)))


@given(small_graphs())
def test_the_price_of_an_edge_is_the_way_to_it_and_the_way_from_it(small: Small) -> None:
    """The best of both by trying every way; inf where one is missing."""
    expected = [
        best(small, 0, tail) + small.cost((number,)) + best(small, head, 1)
        for number, (tail, head, _) in enumerate(small.edges)
    ]
    found = price(small.graph, 0, 1, list(range(len(small.edges))))
    assert found.tolist() == expected
    assert price(small.graph, 0, 1, [], toward(small.graph, 1)).tolist() == []


@given(small_graphs())
def test_no_simple_route_through_an_edge_is_cheaper_than_its_price(small: Small) -> None:
    """And the cheapest edge's price is that of the best route."""
    found = price(small.graph, 0, 1, list(range(len(small.edges))))
    for cost, way in small.walks(0, 1):
        assert all(found[number] <= cost for number in way)
    assert min(found, default=np.inf) == best(small, 0, 1)


@given(small_graphs(), st.data())
def test_an_edge_that_is_left_out_has_no_price(small: Small, data: st.DataObject) -> None:
    """And the others have that of the graph without it."""
    alive = marks(data, small)
    found = price(small.graph.subgraph(alive), 0, 1, list(range(len(small.edges))))
    rest = [number for number, kept in enumerate(alive) if kept]
    alone = Small(small.nodes, tuple(small.edges[number] for number in rest))
    assert found[rest].tolist() == price(alone.graph, 0, 1, list(range(len(rest)))).tolist()
    assert all(np.isinf(found[number]) for number, kept in enumerate(alive) if not kept)


@settings(max_examples=300, deadline=None)
@given(small_graphs(), st.data())
def test_what_marked_edges_open_is_the_difference_of_two_exhaustive_searches(small: Small, data: st.DataObject) -> None:
    """The routes with all edges that are not routes with the unmarked alone, best first."""
    marked = marks(data, small)
    every = small.walks(0, 1)
    before = {walk for walk in every if not any(marked[number] for number in walk[1])}
    opened = used(small.graph, marked)
    assert [(path.cost, path.edges) for path in opened.routes(0, 1, 10_000)] == [w for w in every if w not in before]
    assert all(any(marked[number] for number in walk.edges) for walk in opened.each_walk(0, 1))


def test_a_walk_may_go_to_a_marked_edge_and_back() -> None:
    """It is no route that anyone takes: only what is simple in the nodes counts as opened."""
    graph = Graph.of(4, [0, 2, 3, 2], [2, 3, 2, 1], [1.0, 1.0, 1.0, 1.0])
    opened = used(graph, [False, True, False, False])
    assert [walk.edges for walk in opened.each_walk(0, 1)] == [(0, 1, 2, 3)]
    assert opened.routes(0, 1, 5) == []


@pytest.mark.parametrize("dead_ends", [10, 200])
def test_dead_ends_at_the_beginning_cost_little(dead_ends: int) -> None:
    """Ways to a marked edge and back to where they came from are not tried one by one."""
    hub = [(0, 2, 1.0), (2, 1, 9.0)]
    spokes = [edge for spoke in range(3, 3 + dead_ends) for edge in ((2, spoke, 0.1), (spoke, 2, 0.1))]
    small = Small(3 + dead_ends, (*hub, *spokes))
    marked = [edge[0] == 2 and edge[1] != 1 for edge in small.edges]
    search = used(small.graph, marked).search(0, 1, 2)
    assert list(search) == []
    assert search.expanded <= 10 * dead_ends
