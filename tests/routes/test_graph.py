"""A graph holds what it was given, in columns, and gives it back turned round or in part."""

from __future__ import annotations

import re
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catspaw.routes.graph import Graph, positions
from routes.small import Edge, Small, small_graphs


def listed(graph: Graph) -> dict[int, Edge]:
    """The edges by the caller's number."""
    columns = (graph.number, graph.tail, graph.head, graph.cost)
    return {number: (tail, head, cost) for number, tail, head, cost in zip(*(c.tolist() for c in columns), strict=True)}


@given(small_graphs())
def test_every_edge_keeps_its_number_and_its_ends(small: Small) -> None:
    """Parallel edges and edges to oneself too; costs are rounded to the grid."""
    expected = {n: (tail, head, small.cost((n,))) for n, (tail, head, _) in enumerate(small.edges)}
    assert listed(small.graph) == expected
    assert small.graph.nodes == small.nodes


@given(small_graphs())
def test_the_reverse_has_the_same_edges_turned_round(small: Small) -> None:
    """Under the same numbers; turned twice it is as before."""
    graph = small.graph
    assert listed(graph.reverse) == {n: (head, tail, cost) for n, (tail, head, cost) in listed(graph).items()}
    assert listed(graph.reverse.reverse) == listed(graph)


@given(small_graphs(), st.randoms(use_true_random=False), st.booleans())
def test_a_subgraph_has_the_marked_edges_alone(small: Small, random: Random, turned_before: bool) -> None:
    """Under their old numbers, also in its reverse, also a subgraph of a subgraph."""
    graph = small.graph
    if turned_before:
        assert graph.reverse.edges == len(small.edges)
    mask = np.array([random.random() < 0.6 for _ in small.edges], dtype=np.bool_)
    part = graph.subgraph(mask).subgraph(mask)
    kept = {n: edge for n, edge in listed(graph).items() if mask[n]}
    assert listed(part) == kept
    assert listed(part.reverse) == {n: (head, tail, cost) for n, (tail, head, cost) in kept.items()}
    assert [int(p) >= 0 for p in part.position] == mask.tolist()


@given(small_graphs())
def test_what_is_reached_is_what_has_a_distance(small: Small) -> None:
    """From several sources: what any of them reaches; edges that cost nothing lead on like others."""
    graph = small.graph
    far = np.minimum(graph.distances(0), graph.distances(1))
    assert graph.reached([0, 1]).tolist() == np.isfinite(far).tolist()
    assert not graph.reached([]).any()


def test_sums_of_costs_do_not_depend_on_the_order() -> None:
    """On the grid 0.1 + 0.2 is 0.3."""
    graph = Graph.of(2, [0, 0, 0], [1, 1, 1], [0.1, 0.2, 0.3])
    assert graph.cost[0] + graph.cost[1] == pytest.approx(graph.cost[2], abs=2**-31)
    assert (graph.cost * 2**32 == np.rint(graph.cost * 2**32)).all()
    assert not np.signbit(Graph.of(2, [0], [1], [-0.0]).cost).any()


def test_a_graph_does_not_change() -> None:
    """Its columns can't be written to."""
    graph = Graph.of(2, [0], [1], [1.0])
    with pytest.raises(ValueError, match="read-only"):
        graph.cost[0] = 2.0


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (([0, 0], [1], [1.0]), "tail, head and cost have 2, 1 and 1 entries; one an edge expected"),
        (([2], [1], [1.0]), "tail must hold whole numbers from 0 to 1"),
        (([0], [-1], [1.0]), "head must hold whole numbers from 0 to 1"),
        (([0], [1.5], [1.0]), "head must hold whole numbers from 0 to 1"),
        (([0], [1], [-0.5]), "each cost must be at least 0"),
        (([0], [1], [float("inf")]), "each cost must be at least 0"),
        (([0], [1], [float("nan")]), "each cost must be at least 0"),
    ],
)
def test_what_can_not_be_a_graph_is_refused(columns: tuple[list[int], list[int], list[float]], message: str) -> None:
    """With what was expected."""
    with pytest.raises(ValueError, match=re.escape(message)):
        Graph.of(2, *columns)


def test_numbers_and_masks_must_be_those_of_the_graph() -> None:
    """A mask has an entry an edge; an edge that was never numbered is no edge."""
    graph = Graph.of(2, [0], [1], [1.0])
    with pytest.raises(ValueError, match="the mask has 2 entries; the graph was built from 1 edges"):
        graph.subgraph([True, True])
    with pytest.raises(ValueError, match="edges are numbered from 0 to 0"):
        positions(graph, [1])
    with pytest.raises(ValueError, match="there is no node 2"):
        graph.distances(2)
