"""The cheapest nodes or edges that cut all ways from some nodes to others: minimum cuts, exact, in polynomial time.

A cut is as dear as the greatest flow is large (Ford and Fulkerson 1956), so the flow proves it: no cheaper cut exists. The
flow is scipy's, by Dinic (1970; at most V**2 E, in practice near linear). A node is split into a way in and a way out, with
its cost between.

Invariants:
**Costs become whole numbers** by a power of two and rounding down, so that all that may be cut sums to under 2**30 and 32 bits
hold it. The flow, divided by that power, is then a true lower bound; it equals the cost of the cut where costs are whole
numbers (or halves, quarters ...) that fit, else it lies below by less than the rounding.
**A cost of inf can't be cut.** If ways go through such alone, there is no cut, and no flow is asked for.
**The cut is that nearest the sources**, which does not depend on the flow found, and every member of it is needed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.sparse import csgraph

from catspaw.routes.graph import Floats, Graph, Integers, Mask

FULL = 2**30  # more than all that may be cut together
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cut:
    """The nodes or edges to cut, what they cost, and the flow that proves that no cut costs less; cost inf: none exists."""

    members: tuple[int, ...]
    cost: float
    flow: float

    @property
    def possible(self) -> bool:
        """Whether anything that may be cut cuts all ways."""
        return self.cost < math.inf


NO_CUT = Cut((), math.inf, math.inf)


def node_cut(graph: Graph, sources: Sequence[int], targets: Sequence[int], node_cost: ArrayLike) -> Cut:
    """The cheapest nodes without which no way leads from a source to a target; sources and targets may be among them.

    `node_cost` has a cost for each node, inf for one that can't be cut (as sources and targets often can't).
    """
    cost = _costs(node_cost, graph.nodes)
    firm = np.isinf(cost)
    blocked = np.flatnonzero(~firm)
    if not cuts(graph, sources, targets, nodes=blocked):
        return NO_CUT
    capacity, scale = _capacities(cost)
    into = 2 * np.arange(graph.nodes)  # the way in of each node; the way out comes next to it
    tail = np.concatenate([into, 2 * graph.tail.astype(np.int64) + 1])
    head = np.concatenate([into + 1, 2 * graph.head.astype(np.int64)])
    flow, near = _greatest_flow(
        2 * graph.nodes, tail, head, np.concatenate([capacity, np.full(len(graph.head), FULL)]),
        2 * np.asarray(sources, dtype=np.int64), 2 * np.asarray(targets, dtype=np.int64) + 1,
    )  # fmt: skip
    found = np.flatnonzero(near[::2] & ~near[1::2])
    members = _needed_nodes(graph, sources, targets, found)
    return Cut(tuple(members.tolist()), math.fsum(cost[members]), flow / scale)


def edge_cut(graph: Graph, sources: Sequence[int], targets: Sequence[int], edge_cost: ArrayLike) -> Cut:
    """The cheapest edges without which no way leads from a source to a target, by the caller's numbers, in which costs are too.

    There is none if a source is a target.
    """
    cost = _costs(edge_cost, graph.edges)
    if not cuts(graph, sources, targets, edges=np.flatnonzero(~np.isinf(cost))):
        return NO_CUT
    capacity, scale = _capacities(np.where(graph.position >= 0, cost, 0.0))
    flow, near = _greatest_flow(
        graph.nodes, graph.tail.astype(np.int64), graph.head.astype(np.int64), capacity[graph.number],
        np.asarray(sources, dtype=np.int64), np.asarray(targets, dtype=np.int64),
    )  # fmt: skip
    found = graph.number[near[graph.tail] & ~near[graph.head]]
    members = np.sort(_needed_edges(graph, sources, targets, found))
    return Cut(tuple(members.tolist()), math.fsum(cost[members]), flow / scale)


def cuts(
    graph: Graph, sources: Iterable[int], targets: Iterable[int], nodes: ArrayLike = (), edges: ArrayLike = ()
) -> bool:
    """Whether no way is left from a source to a target without these nodes and edges; linear."""
    shut = _marked(nodes, graph.nodes)
    open_sources = [node for node in sources if not shut[node]]
    open_targets = [node for node in targets if not shut[node]]
    reached = _without(graph, nodes, edges).reached(open_sources)
    return not reached[open_targets].any()


def _costs(column: ArrayLike, count: int) -> Floats:
    cost = np.asarray(column, dtype=np.float64)
    if len(cost) != count or not np.all(cost >= 0):
        raise ValueError(f"{count} costs of at least 0 expected (inf: can't be cut)")
    return cost


def _capacities(cost: Floats) -> tuple[Whole, float]:
    """Costs as whole numbers under a common power of two, inf as more than all the others together."""
    finite = cost[np.isfinite(cost)]
    total = max(math.fsum(finite), 2.0**-500)
    scale = 2.0 ** math.floor(math.log2((FULL - 1) / total))
    capacity = np.full(len(cost), FULL, dtype=np.int64)
    capacity[np.isfinite(cost)] = np.floor(finite * scale).astype(np.int64)
    return capacity, scale


def _greatest_flow(
    nodes: int, tail: Whole, head: Whole, capacity: Whole, sources: Whole, targets: Whole
) -> tuple[int, Mask]:
    """The greatest flow from all sources to all targets, and the nodes on the sources' side of the cut nearest to them."""
    source, target = nodes, nodes + 1
    tail = np.concatenate([tail, np.full(len(sources), source), targets])
    head = np.concatenate([head, sources, np.full(len(targets), target)])
    capacity = np.concatenate([capacity, np.full(len(sources) + len(targets), FULL)])
    used = (capacity > 0) & (tail != head)
    joined = sparse.coo_array((capacity[used], (tail[used], head[used])), shape=(nodes + 2, nodes + 2)).tocsr()
    narrow = sparse.csr_array(
        (np.minimum(joined.data, FULL).astype(np.int32), joined.indices.astype(np.int32), joined.indptr.astype(np.int32)),
        shape=joined.shape,
    )  # fmt: skip
    result = csgraph.maximum_flow(narrow, source, target, method="dinic")
    residual = narrow - result.flow
    residual.eliminate_zeros()
    near = np.zeros(nodes + 2, dtype=np.bool_)
    near[csgraph.breadth_first_order(residual, source, return_predecessors=False)] = True
    return int(result.flow_value), near[:nodes]


def _needed_nodes(graph: Graph, sources: Sequence[int], targets: Sequence[int], found: NDArray[np.int64]) -> Whole:
    """Of the nodes of a cut, those next to both sides: what costs nothing may be in it for nothing."""
    for view, begins in ((graph.reverse, targets), (graph, sources)):
        shut = _marked(found, graph.nodes)
        beyond = _without(view, found, ()).reached([node for node in begins if not shut[node]])
        touched = _marked(view.head[beyond[view.tail]], graph.nodes)
        touched[list(begins)] = True
        found = found[touched[found]]
    return found


def _needed_edges(graph: Graph, sources: Sequence[int], targets: Sequence[int], found: Integers) -> Integers:
    """Of the edges of a cut, those that join both sides."""
    for view, begins in ((graph.reverse, targets), (graph, sources)):
        beyond = _without(view, (), found).reached(begins)
        found = found[beyond[view.tail[view.position[found]]]]
    return found


def _marked(numbers: ArrayLike, count: int) -> Mask:
    mask = np.zeros(count, dtype=np.bool_)
    mask[np.asarray(numbers, dtype=np.int64)] = True
    return mask


def _without(graph: Graph, nodes: ArrayLike, edges: ArrayLike) -> Graph:
    """The graph without these edges, and without the edges of these nodes."""
    shut, gone = _marked(nodes, graph.nodes), _marked(edges, graph.edges)
    gone[graph.number[shut[graph.tail] | shut[graph.head]]] = True
    return graph.subgraph(~gone)
