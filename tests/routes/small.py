"""Small graphs with everything that makes routes hard, and all their routes by trying every way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import strategies as st

from catspaw.routes.graph import Graph

COSTS = (0.0, 0.0, 1.0, 1.0, 2.0, 0.5, 0.1, 0.2, 0.3, 2.5)
Edge = tuple[int, int, float]


@dataclass(frozen=True)
class Small:
    """A graph as a list of edges (tail, head, cost)."""

    nodes: int
    edges: tuple[Edge, ...]

    @property
    def graph(self) -> Graph:
        """The same as columns."""
        tail, head, cost = zip(*self.edges, strict=True) if self.edges else ((), (), ())
        return Graph.of(self.nodes, list(tail), list(head), list(cost))

    def cost(self, edges: tuple[int, ...]) -> float:
        """What a route costs, on the grid."""
        return sum(round(self.edges[number][2] * 2**32) for number in edges) / 2**32

    def walks(self, source: int, target: int) -> list[tuple[float, tuple[int, ...]]]:
        """All simple routes as (cost, edges), best first."""
        return sorted((self.cost(way), way) for way in self._ways(source, target, (), {source}))

    def _ways(self, node: int, target: int, way: tuple[int, ...], seen: set[int]) -> Iterator[tuple[int, ...]]:
        if node == target:
            yield way
            return
        for number, (tail, head, _) in enumerate(self.edges):
            if tail == node and head not in seen:
                yield from self._ways(head, target, (*way, number), seen | {head})

    def without(self, gone: set[int]) -> Small:
        """The graph without the edges of some nodes."""
        return Small(self.nodes, tuple(edge for edge in self.edges if not {edge[0], edge[1]} & gone))


def clique(size: int, cheap: float = 0.01, dear: float = 10.0) -> Small:
    """The trap: `size` nodes joined all to all for next to nothing, which leave for the target by one dear edge.

    The source is node `size`, the target the one after; a dear road leads from the one to the other past the clique.
    """
    inner = [(a, b, cheap) for a in range(size) for b in range(size) if a != b]
    return Small(size + 2, (*inner, (size, 0, 0.0), (size - 1, size + 1, dear), (size, size + 1, dear)))


@st.composite
def small_graphs(draw: st.DrawFn, most_edges: int = 14) -> Small:
    """Up to six nodes, with cycles, edges to oneself, parallel and free edges; node 0 is a source and node 1 a target."""
    nodes = draw(st.integers(2, 6))
    node = st.integers(0, nodes - 1)
    edges = draw(st.lists(st.tuples(node, node, st.sampled_from(COSTS)), max_size=most_edges))
    return Small(nodes, tuple(edges))
