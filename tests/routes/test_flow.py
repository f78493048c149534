"""A cut cuts, nothing in it is needless, and no cheaper one exists: by trying every set, and by networkx."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catspaw.routes.flow import cuts, edge_cut, node_cut
from catspaw.routes.graph import Graph
from routes.small import Small, small_graphs

PRICES = st.sampled_from([0.0, 1.0, 1.0, 2.0, 3.0, 0.25, math.inf])


def subsets(count: int) -> Iterator[tuple[int, ...]]:
    """Every set of numbers below `count`."""
    for size in range(count + 1):
        yield from combinations(range(count), size)


def ends(data: st.DataObject, small: Small) -> tuple[list[int], list[int]]:
    """One or two sources and targets, which may be the same."""
    some = st.lists(st.integers(0, small.nodes - 1), min_size=1, max_size=2)
    return data.draw(some), data.draw(some)


def least(prices: Sequence[float], sets: Iterator[tuple[int, ...]]) -> float:
    """The cost of the cheapest set."""
    return min((sum(prices[number] for number in found) for found in sets), default=math.inf)


@settings(max_examples=200, deadline=None)
@given(small_graphs(), st.data())
def test_no_cheaper_nodes_cut(small: Small, data: st.DataObject) -> None:
    """Sources and targets may be among them; the flow proves it; with any one put back a way is open."""
    graph, (sources, targets) = small.graph, ends(data, small)
    prices = data.draw(st.lists(PRICES, min_size=small.nodes, max_size=small.nodes))
    cut = node_cut(graph, sources, targets, prices)
    cutting = (found for found in subsets(small.nodes) if cuts_by_trying(small, sources, targets, set(found)))
    assert cut.cost == cut.flow == least(prices, cutting)
    assert cut.possible == (cut.cost < math.inf)
    if cut.possible:
        assert cuts(graph, sources, targets, nodes=cut.members)
        for member in cut.members:
            assert not cuts(graph, sources, targets, nodes=[node for node in cut.members if node != member])


def cuts_by_trying(small: Small, sources: Sequence[int], targets: Sequence[int], gone: set[int]) -> bool:
    """Whether no route is left without these nodes."""
    rest = small.without(gone)
    return not any(rest.walks(a, b) for a in set(sources) - gone for b in set(targets) - gone)


@settings(max_examples=200, deadline=None)
@given(small_graphs(most_edges=9), st.data())
def test_no_cheaper_edges_cut(small: Small, data: st.DataObject) -> None:
    """Also of a graph from which some edges are left out, under their old numbers."""
    (sources, targets), count = ends(data, small), len(small.edges)
    prices = data.draw(st.lists(PRICES, min_size=count, max_size=count))
    alive = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)), dtype=bool)
    graph = small.graph.subgraph(alive)
    routes = [way for a in sources for b in targets for _, way in small.walks(a, b) if all(alive[n] for n in way)]
    cut = edge_cut(graph, sources, targets, prices)
    assert (
        cut.cost
        == cut.flow
        == least(prices, (found for found in subsets(count) if all(set(found) & {*w} for w in routes)))
    )
    if cut.possible:
        assert cuts(graph, sources, targets, edges=cut.members)
        for member in cut.members:
            assert not cuts(graph, sources, targets, edges=[edge for edge in cut.members if edge != member])


@given(small_graphs(), st.data())
def test_the_cost_of_an_edge_cut_is_that_of_networkx(small: Small, data: st.DataObject) -> None:
    """Its capacities of parallel edges added up."""
    count = len(small.edges)
    prices = data.draw(st.lists(st.integers(0, 9), min_size=count, max_size=count))
    other = nx.DiGraph()
    other.add_nodes_from(range(small.nodes))
    for (tail, head, _), cost in zip(small.edges, prices, strict=True):
        before = other.get_edge_data(tail, head, {"capacity": 0})["capacity"]
        other.add_edge(tail, head, capacity=before + cost)
    assert edge_cut(small.graph, [0], [1], prices).cost == nx.minimum_cut_value(other, 0, 1)


def test_nothing_cuts_a_way_through_what_can_not_be_cut() -> None:
    """Many such ways at once do not run over."""
    graph = Graph.of(5, [0, 0, 0, 2, 3, 4], [2, 3, 4, 1, 1, 1], [1.0] * 6)
    assert not node_cut(graph, [0], [1], [math.inf] * 5).possible
    assert not edge_cut(graph, [0], [1], [math.inf] * 6).possible
    assert not edge_cut(graph, [0, 1], [1], [1.0] * 6).possible
    assert node_cut(graph, [0], [1], [math.inf, math.inf, 1.0, 2.0, 3.0]).members == (2, 3, 4)


@pytest.mark.parametrize("factor", [1e-100, 1e-6, 0.3, 1.0, 1e6, 2.0**40, 1e100])
def test_a_cut_does_not_depend_on_the_unit_of_cost(factor: float) -> None:
    """Costs are scaled to what the flow can count; the flow never says more than the cut costs."""
    graph = Graph.of(5, [0, 2, 2, 3, 4], [2, 3, 4, 1, 1], [1.0] * 5)
    cut = node_cut(graph, [0], [1], [math.inf, math.inf, 5 * factor, 1 * factor, 3 * factor])
    assert cut.members == (3, 4)
    assert cut.cost == pytest.approx(4 * factor)
    assert cut.flow <= cut.cost
    assert cut.flow == pytest.approx(cut.cost, rel=1e-6)


def test_of_equal_cuts_the_one_nearest_the_sources_is_taken() -> None:
    """Whatever the flow went through."""
    assert node_cut(Graph.of(4, [0, 2, 3], [2, 3, 1], [1.0] * 3), [0], [1], [math.inf, math.inf, 1, 1]).members == (2,)


def test_costs_are_checked() -> None:
    """One for each, none negative."""
    graph = Graph.of(2, [0], [1], [1.0])
    with pytest.raises(ValueError, match="2 costs of at least 0 expected"):
        node_cut(graph, [0], [1], [1.0])
    with pytest.raises(ValueError, match="1 costs of at least 0 expected"):
        edge_cut(graph, [0], [1], [-1.0])
