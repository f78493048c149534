"""A directed graph as columns: where the edges of each node start, where each leads, what each costs.

Invariants:
**Costs are on a grid.** A cost is -log(likelihood), not negative, rounded to 2**-32. Sums below 2**21 are then exact in 64-bit
floats whatever the order of the additions, so equal routes are equal and distances can be compared with ==.
**Edges keep the caller's number.** `number` gives it for each position; parallel edges and edges to oneself stay apart.
**Nothing changes.** A graph without some edges is another graph, made in one pass over the columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.sparse import csgraph

Integers = NDArray[np.int32]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Column = TypeVar("Column", Integers, Floats)

GRID = 2.0**32
LONGEST = 2.0**21  # sums below this are exact on the grid
MOST = 2**31 - 1  # nodes and edges are counted in 32 bits, as scipy wants them


@dataclass(frozen=True, eq=False)
class Graph:
    """Edges in rows, one row a tail; `edges` is how many the caller numbered, of which some may be left out here."""

    start: Integers
    head: Integers
    cost: Floats
    number: Integers
    edges: int

    @classmethod
    def of(cls, nodes: int, tail: ArrayLike, head: ArrayLike, cost: ArrayLike) -> Graph:
        """The graph of these edges, numbered as they stand; linear in nodes and edges.

        Raises:
            ValueError: columns of unequal length, a node out of range, a cost that is negative or not finite.
        """
        tails, heads = _nodes("tail", tail, nodes), _nodes("head", head, nodes)
        costs = _costs(cost)
        if not len(tails) == len(heads) == len(costs):
            raise ValueError(
                f"tail, head and cost have {len(tails)}, {len(heads)} and {len(costs)} entries; one an edge expected"
            )
        return cls.numbered(nodes, tails, heads, costs, np.arange(len(tails), dtype=np.int32), len(tails))

    @classmethod
    def numbered(cls, nodes: int, tail: Integers, head: Integers, cost: Floats, number: Integers, edges: int) -> Graph:
        """The graph of columns that are sound already, under numbers that the caller gives them, all below `edges`."""
        start, order = _grouped(tail, nodes)
        return cls(start, head[order], cost[order], number[order], edges)

    def __post_init__(self) -> None:
        for column in (self.start, self.head, self.number):
            _fixed(column)
        _fixed(self.cost)

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.start) - 1

    @cached_property
    def tail(self) -> Integers:
        """Where the edge at each position comes from."""
        return _fixed(np.repeat(np.arange(self.nodes, dtype=np.int32), np.diff(self.start)))

    @cached_property
    def position(self) -> Integers:
        """Where each of the caller's edges stands; -1 for those left out."""
        found = np.full(self.edges, -1, dtype=np.int32)
        found[self.number] = np.arange(len(self.number), dtype=np.int32)
        return _fixed(found)

    @cached_property
    def matrix(self) -> sparse.csr_array:
        """The same columns as scipy reads them: explicit zeros are edges that cost nothing, the cheapest parallel one counts."""
        return sparse.csr_array((self.cost, self.head, self.start), shape=(self.nodes, self.nodes))

    @cached_property
    def reverse(self) -> Graph:
        """Every edge turned round, under the same number; kept, and carried over to subgraphs."""
        return Graph.numbered(self.nodes, self.head, self.tail, self.cost, self.number, self.edges)

    def subgraph(self, alive: ArrayLike) -> Graph:
        """The graph with only the edges whose number is marked in `alive` (a mask over the caller's numbers); linear."""
        marked = np.asarray(alive, dtype=np.bool_)
        if len(marked) != self.edges:
            raise ValueError(f"the mask has {len(marked)} entries; the graph was built from {self.edges} edges")
        found = self._kept(marked)
        if "reverse" in self.__dict__:
            found.__dict__["reverse"] = self.reverse._kept(marked)
        return found

    def _kept(self, marked: Mask) -> Graph:
        keep = marked[self.number]
        before = np.zeros(len(keep) + 1, dtype=np.int32)
        np.cumsum(keep, out=before[1:])
        return Graph(before[self.start], self.head[keep], self.cost[keep], self.number[keep], self.edges)

    def distances(self, source: int) -> Floats:
        """What the cheapest way from `source` costs to each node, inf where there is none (Dijkstra 1959; E + V log V)."""
        if not 0 <= source < self.nodes:
            raise ValueError(f"there is no node {source}; the graph has {self.nodes}")
        found: Floats = csgraph.dijkstra(self.matrix, directed=True, indices=source)
        return found

    def reached(self, sources: Iterable[int]) -> Mask:
        """The nodes that can be reached from any of `sources`, themselves among them; linear."""
        first = np.fromiter(sources, dtype=np.int32)
        start = np.append(self.start, self.start[-1] + len(first)).astype(
            np.int32
        )  # one node more, which leads to all of them
        head = np.append(self.head, first).astype(np.int32)
        wide = sparse.csr_array((np.ones(len(head)), head, start), shape=(self.nodes + 1, self.nodes + 1))
        found = np.zeros(self.nodes + 1, dtype=np.bool_)
        found[csgraph.breadth_first_order(wide, self.nodes, return_predecessors=False)] = True
        return found[:-1]


def _grouped(key: Integers, groups: int) -> tuple[Integers, Integers]:
    """Where each group starts, and the stable order by group: a counting sort, as scipy turns rows to columns."""
    count = np.arange(len(key) + 1, dtype=np.int32)
    turned = sparse.csr_array((count[:-1], key, count), shape=(len(key), groups)).tocsc()
    return turned.indptr.astype(np.int32, copy=False), turned.data


def _nodes(name: str, column: ArrayLike, nodes: int) -> Integers:
    values = np.asarray(column)
    if values.size and (values.dtype.kind not in "iu" or int(values.min()) < 0 or int(values.max()) >= nodes):
        raise ValueError(f"{name} must hold whole numbers from 0 to {nodes - 1}")
    if values.size > MOST or nodes > MOST:
        raise ValueError(f"a graph has at most {MOST:,} nodes and edges")
    return values.astype(np.int32)


def _costs(column: ArrayLike) -> Floats:
    values = np.asarray(column, dtype=np.float64) * GRID
    np.rint(values, out=values)
    values /= GRID
    values += 0.0  # no negative zeros
    if not np.all((values >= 0) & (values < LONGEST)):
        raise ValueError(f"each cost must be at least 0 and under {LONGEST:,.0f} (-log of a likelihood over 0)")
    return values


def _fixed(column: Column) -> Column:
    column.flags.writeable = False
    return column


def positions(graph: Graph, edges: Sequence[int] | Integers) -> Integers:
    """Where the caller's edges stand; -1 for those left out.

    Raises:
        ValueError: an edge that the caller never numbered.
    """
    asked = np.asarray(edges, dtype=np.int64)
    if asked.size and (int(asked.min()) < 0 or int(asked.max()) >= graph.edges):
        raise ValueError(f"edges are numbered from 0 to {graph.edges - 1}")
    return graph.position[asked]
