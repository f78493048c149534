"""The best routes are those that trying every way finds, in the same order, and quickly also where there are very many."""

from __future__ import annotations

from itertools import islice, pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catspaw.routes.graph import Graph
from catspaw.routes.search import Automaton, Search, each_route, routes, shaped, toward
from routes.small import Small, clique, small_graphs

ALL = 10_000
WORDS = Automaton(steps=((1, -1, 0), (1, 2, -1), (-1, 2, 2)), start=0, accepting=(1, 2))  # some 2, some 0, then 1 and 2


@settings(max_examples=400, deadline=None)
@given(small_graphs(), st.integers(0, 1))
def test_the_best_routes_are_those_of_an_exhaustive_search(small: Small, target: int) -> None:
    """All of them, with their exact costs, equal ones by their edges' numbers; parallel edges give routes of their own."""
    found = routes(small.graph, 0, target, ALL)
    assert [(path.cost, path.edges) for path in found] == small.walks(0, target)
    for path in found:
        assert path.simple
        assert path.nodes == (0, *(small.edges[number][1] for number in path.edges))


@given(small_graphs(), st.integers(0, 12))
def test_the_first_few_routes_are_the_first_of_all(small: Small, k: int) -> None:
    """However many are asked for; no more than there are."""
    every = small.walks(0, 1)
    assert [(path.cost, path.edges) for path in routes(small.graph, 0, 1, k)] == every[:k]
    assert [(path.cost, path.edges) for path in islice(each_route(small.graph, 0, 1), k)] == every[:k]


@given(small_graphs())
def test_costs_are_those_of_networkx(small: Small) -> None:
    """On the graph with the cheapest of parallel edges, which is what networkx knows."""
    best: dict[tuple[int, int], float] = {}
    for tail, head, cost in small.edges:
        best[tail, head] = min(cost, best.get((tail, head), cost))
    plain = Small(small.nodes, tuple((tail, head, cost) for (tail, head), cost in best.items()))
    other = nx.DiGraph()
    other.add_nodes_from(range(plain.nodes))
    other.add_weighted_edges_from(plain.edges)
    try:
        paths = list(nx.shortest_simple_paths(other, 0, 1, weight="weight"))
    except nx.NetworkXNoPath:
        paths = []
    costs = [sum(best[step] for step in pairwise(path)) for path in paths]
    assert [path.cost for path in routes(plain.graph, 0, 1, ALL)] == pytest.approx(costs, abs=1e-6)


@given(small_graphs(), st.data())
def test_routes_without_some_edges_are_those_of_the_subgraph(small: Small, data: st.DataObject) -> None:
    """Distances with all edges still serve: they never say too much."""
    alive = np.array(
        data.draw(st.lists(st.booleans(), min_size=len(small.edges), max_size=len(small.edges))), dtype=bool
    )
    expected = [walk for walk in small.walks(0, 1) if all(alive[number] for number in walk[1])]
    graph = small.graph
    for left in (toward(graph, 1), toward(graph, 1, alive)):
        found = routes(graph.subgraph(alive), 0, 1, ALL, left)
        assert [(path.cost, path.edges) for path in found] == expected


@given(small_graphs())
def test_what_is_left_to_pay_is_the_cost_of_the_best_route(small: Small) -> None:
    """From every node; inf where there is no way."""
    left = toward(small.graph, 1)
    for node in range(small.nodes):
        walks = small.walks(node, 1)
        assert left[node] == (walks[0][0] if walks else np.inf)


def test_an_edge_that_costs_nothing_is_an_edge() -> None:
    """Sparse matrices that drop zeros would lose it."""
    assert [path.edges for path in routes(Graph.of(3, [0, 1, 0], [1, 2, 2], [0.0, 0.0, 1.0]), 0, 2, 5)] == [
        (0, 1),
        (2,),
    ]


def test_there_is_one_way_to_stay_where_one_is() -> None:
    """It has no edges."""
    assert [path.edges for path in routes(Graph.of(2, [0, 1, 0], [1, 0, 0], [1.0, 1.0, 0.0]), 0, 0, 5)] == [()]


@pytest.mark.parametrize("cheap", [0.0, 0.01])
def test_a_cheap_clique_is_no_trap(cheap: float) -> None:
    """There are more ways through thirty nodes than atoms in the world: the work grows with routes asked for, not with them."""
    small = clique(30, cheap)
    search = Search(small.graph, 30, 31)
    found = list(islice(search, 50))
    assert len({path.edges for path in found}) == 50
    assert [path.cost for path in found] == sorted(path.cost for path in found)
    spurs = sum(len(path.edges) for path in found) + 1
    assert search.expanded <= spurs * small.nodes


def test_a_search_goes_straight_for_the_target() -> None:
    """The best of a million routes costs as many steps as it is long."""
    ladder = [(step, step + 1, float(side)) for step in range(20) for side in (0, 1)]
    search = Search(Small(21, tuple(ladder)).graph, 0, 20)
    assert next(iter(search)).edges == tuple(range(0, 40, 2))
    assert search.expanded == 20


def accepted(small: Small, kinds: list[int], automaton: Automaton) -> list[tuple[float, tuple[int, ...]]]:
    """The simple routes of lawful shape, by trying every way."""
    lawful = []
    for cost, way in small.walks(0, 1):
        state = automaton.start
        for number in way:
            state = automaton.steps[state][kinds[number]] if state >= 0 else -1
        if state in automaton.accepting:
            lawful.append((cost, way))
    return lawful


@settings(max_examples=300, deadline=None)
@given(small_graphs(), st.data())
def test_routes_of_a_lawful_shape_are_the_lawful_ones_of_all(small: Small, data: st.DataObject) -> None:
    """In the same order."""
    count = len(small.edges)
    kinds = data.draw(st.lists(st.integers(0, 2), min_size=count, max_size=count))
    product = shaped(small.graph, kinds, WORDS)
    assert [(path.cost, path.edges) for path in product.routes(0, 1, ALL)] == accepted(small, kinds, WORDS)
    for path in product.each_route(0, 1):
        assert path.nodes == (0, *(small.edges[number][1] for number in path.edges))


@given(small_graphs(most_edges=9), st.data())
def test_walks_of_a_lawful_shape_may_come_back_in_another_state(small: Small, data: st.DataObject) -> None:
    """They are the simple routes of the product, and those that are simple in the nodes are the routes."""
    count = len(small.edges)
    kinds = data.draw(st.lists(st.integers(0, 2), min_size=count, max_size=count))
    product = shaped(small.graph, kinds, WORDS)
    walks = list(product.each_walk(0, 1))
    assert [(walk.cost, walk.edges) for walk in walks] == sorted((walk.cost, walk.edges) for walk in walks)
    assert [walk for walk in walks if walk.simple] == product.routes(0, 1, ALL)
    for walk in product.search(0, 1, 1):
        states = [product.place(node) for node in walk.nodes]
        assert len(set(states)) == len(states)
        assert states[0] == (0, WORDS.start)
        assert states[-1] == (1, -1)


def test_a_shape_is_checked() -> None:
    """States and kinds must be those of the table."""
    graph = Graph.of(2, [0], [1], [1.0])
    with pytest.raises(ValueError, match="kinds must hold one of 0 to 2 for each of 1 edges"):
        shaped(graph, [3], WORDS)
    with pytest.raises(ValueError, match="steps must be a table of states by kinds"):
        shaped(graph, [0], Automaton(((2,), (0,)), 0, (1,)))
    with pytest.raises(ValueError, match="states are numbered from 0 to 1"):
        shaped(graph, [0], Automaton(((1,), (0,)), 0, (2,)))
