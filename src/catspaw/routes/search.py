"""The likeliest routes from one node to another, one after the other and as many as the caller takes.

One Dijkstra backwards from the target gives what is left to pay from every node. With it, each cost is turned into a detour
(cost of the edge + what is left from its head - what is left from its tail), so that the best route is the one without
detours and a search goes straight for the target. Routes then follow by Yen's algorithm (Yen 1971) in Lawler's form (Lawler
1972: the ways that are left are split without overlap, so none is found twice), each spur by A* (Hart, Nilsson and Raphael
1968) on those distances, which stay a lower bound however much is barred. A spur is searched only when its bound comes up.

Cost: one Dijkstra, then for each route at most as many spurs as the route has edges, each at most E + V log V. Routes out of the
common run need a few nodes a spur. Growing routes best-first instead would be exponential on a cheap clique.

Invariants: routes are simple (no node twice) and come in the order of their cost, equal ones in the order of their edges'
numbers. The least of each part of what is left is least by (cost, edges), as a search by that key closes a node for good with
the least way to it: costs are exact, and lengthening two ways alike keeps their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice

import numpy as np
from numpy.typing import ArrayLike

from catspaw.routes.graph import MOST, Floats, Graph, Integers

Step = tuple[int, int, float]  # an edge's number, the node it leads to, the detour up to there
Way = tuple[Step, ...]
Row = list[tuple[float, int, int]]  # the edges of a node: detour, number, head; the least first
NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Path:
    """A route: the caller's numbers of its edges, what they cost together, and the nodes from source to target."""

    edges: tuple[int, ...]
    cost: float
    nodes: tuple[int, ...]

    @property
    def simple(self) -> bool:
        """Whether it visits no node twice."""
        return len(set(self.nodes)) == len(self.nodes)


def toward(graph: Graph, target: int, alive: ArrayLike | None = None) -> Floats:
    """What is left to pay from each node to `target`, inf where no way leads there; `alive` marks the edges to use.

    One reverse Dijkstra (1959). The distances serve every source, and every search with the same edges or fewer.
    """
    used = graph if alive is None else graph.subgraph(alive)
    return used.reverse.distances(target)


def each_route(graph: Graph, source: int, target: int, left: Floats | None = None) -> Iterator[Path]:
    """The simple routes from the likeliest on, found as they are asked for; `left` is `toward` the target if at hand."""
    return iter(Search(graph, source, target, left))


def routes(graph: Graph, source: int, target: int, k: int, left: Floats | None = None) -> list[Path]:
    """The `k` likeliest simple routes, or all if there are fewer."""
    return list(islice(each_route(graph, source, target, left), k))


class Search:
    """A search for routes, to go through once; `expanded` counts the nodes it went on from.

    `width` joins nodes in runs of that many: a route is simple then if it enters no run twice (the step within the first run
    included). A product with an automaton is searched so for routes that are simple in the nodes of the graph it came from.
    """

    def __init__(self, graph: Graph, source: int, target: int, left: Floats | None = None, width: int = 1) -> None:
        self.left = toward(graph, target) if left is None else left
        self.expanded = 0
        self._graph, self._source, self._target, self._width = graph, source, target, width
        self._rows: dict[int, Row] = {}

    def __iter__(self) -> Iterator[Path]:
        if self._source == self._target or self.left[self._source] == np.inf:
            yield from [Path((), 0.0, (self._source,))] if self._source == self._target else []
            return
        # an entry is a part of all ways: those that begin with `way` (its first `kept` steps, once the best of them is
        # found) and go on by no edge that is barred
        parts: list[tuple[float, bool, Way, int, frozenset[int]]] = [(0.0, False, (), 0, NONE)]
        while parts:
            _, found, way, kept, barred = heappop(parts)
            if found:
                if self._width == 1 or self._is_simple(way):
                    yield self._path(way)
                for bound, prefix, out in self._split(way, kept, barred):
                    heappush(parts, (bound, False, prefix, len(prefix), out))
            elif spur := self._spur(way, barred):
                heappush(parts, (spur[-1][2], True, way + spur, kept, barred))

    def _path(self, way: Way) -> Path:
        numbers, nodes, detours = zip(*way, strict=True)
        return Path(numbers, float(self.left[self._source]) + detours[-1], (self._source, *nodes))

    def _split(self, way: Way, kept: int, barred: frozenset[int]) -> Iterator[tuple[float, Way, frozenset[int]]]:
        """The rest of a part without its best way, by the step that leaves that way, each with a lower bound."""
        shut = self._shut(way[:kept])
        for index in range(kept, len(way)):
            node, detour = (way[index - 1][1], way[index - 1][2]) if index else (self._source, 0.0)
            out = frozenset((*(barred if index == kept else NONE), way[index][0]))
            for least, number, head in self._row(node):
                if head not in shut and number not in out:
                    yield detour + least, way[:index], out
                    break
            if way[index][1] in shut:
                return  # from here on no way is simple
            shut.update(self._run(way[index][1]))

    def _spur(self, prefix: Way, barred: frozenset[int]) -> Way | None:
        """The least way from the end of a prefix to the target, by (detour, edges); it enters no node of the prefix."""
        node, detour = (prefix[-1][1], prefix[-1][2]) if prefix else (self._source, 0.0)
        shut = self._shut(prefix)
        ahead: list[tuple[float, Way, Row, int, float, frozenset[int]]] = []

        def push(before: Way, row: Row, first: int, spent: float, out: frozenset[int]) -> None:
            """Put the next edge of a node in line; those after it wait until it is taken."""
            for index in range(first, len(row)):
                extra, number, head = row[index]
                if head not in shut and number not in out:
                    cost = spent + extra
                    heappush(ahead, (cost, (*before, (number, head, cost)), row, index, spent, out))
                    return

        push((), self._row(node), 0, detour, barred)
        self.expanded += 1
        while ahead:
            cost, way, row, index, spent, out = heappop(ahead)
            head = way[-1][1]
            if head == self._target:
                return way
            if head not in shut:
                shut.add(head)
                self.expanded += 1
                push(way, self._row(head), 0, cost, NONE)
            push(way[:-1], row, index + 1, spent, out)
        return None

    def _row(self, node: int) -> Row:
        found = self._rows.get(node)
        if found is None:
            part = slice(int(self._graph.start[node]), int(self._graph.start[node + 1]))
            head = self._graph.head[part]
            extra = self._graph.cost[part] + self.left[head] - self.left[node]
            listed = zip(extra.tolist(), self._graph.number[part].tolist(), head.tolist(), strict=True)
            found = self._rows[node] = sorted(edge for edge in listed if edge[0] < np.inf)
        return found

    def _run(self, node: int) -> range:
        first = node - node % self._width
        return range(first, first + self._width)

    def _shut(self, way: Way) -> set[int]:
        shut = set(self._run(self._source))
        for _, node, _ in way:
            shut.update(self._run(node))
        return shut

    def _is_simple(self, way: Way) -> bool:
        runs = {self._source // self._width, *(node // self._width for _, node, _ in way)}
        return len(runs) == len(way) + 1


@dataclass(frozen=True, slots=True)
class Automaton:
    """Which kinds of edge may follow which: `steps[state][kind]` is the next state, or -1 where that is not lawful."""

    steps: Sequence[Sequence[int]]
    start: int
    accepting: Sequence[int]

    def table(self) -> Integers:
        """The steps as an array, checked."""
        steps = np.asarray(self.steps, dtype=np.int32)
        if steps.ndim != 2 or steps.min(initial=0) < -1 or steps.max(initial=-1) >= len(steps):
            raise ValueError("steps must be a table of states by kinds that holds states, or -1")
        if not {self.start, *self.accepting} <= set(range(len(steps))):
            raise ValueError(f"states are numbered from 0 to {len(steps) - 1}")
        return steps


@dataclass(frozen=True, slots=True)
class Product:
    """A graph times an automaton: nodes are (node, state), and after them one end a node, reached from accepting states.

    Edges here are first the steps to an end, `ends` in all, then for each of the caller's edges one a state. Routes come in the
    caller's numbers and nodes.
    """

    graph: Graph
    states: int
    start: int
    ends: int

    def at(self, node: int, state: int) -> int:
        """The node here for a node and a state there."""
        return node * self.states + state

    def end(self, node: int) -> int:
        """The node here where a lawful route that ends at `node` arrives."""
        return self._inner + node

    def place(self, here: int) -> tuple[int, int]:
        """The (node, state) of a node here; the state is -1 for an end."""
        return (here - self._inner, -1) if here >= self._inner else divmod(here, self.states)

    @property
    def _inner(self) -> int:
        return self.graph.nodes // (self.states + 1) * self.states

    def path(self, found: Path) -> Path:
        """A path that ends at an end, in the caller's edges and nodes."""
        edges = tuple((number - self.ends) // self.states for number in found.edges[:-1])
        return Path(edges, found.cost, tuple(self.place(node)[0] for node in found.nodes[:-1]))

    def each_walk(self, source: int, target: int) -> Iterator[Path]:
        """Lawful routes that are simple in (node, state), best first: a node may come again in another state."""
        return map(self.path, self.search(source, target, 1))

    def each_route(self, source: int, target: int) -> Iterator[Path]:
        """Lawful routes that are simple in the nodes, best first.

        Still exact, but no longer polynomial: whether any simple route through a given edge exists is already NP-complete
        (Fortune, Hopcroft and Wyllie 1980). Ways that come back to a node of their beginning are never looked at;
        others are found and passed over.
        """
        return map(self.path, self.search(source, target, self.states))

    def routes(self, source: int, target: int, k: int) -> list[Path]:
        """The `k` likeliest lawful routes that are simple in the nodes."""
        return list(islice(self.each_route(source, target), k))

    def search(self, source: int, target: int, width: int) -> Search:
        """The search for lawful routes, to count its work; its paths are in the numbers here, see `path`."""
        return Search(self.graph, self.at(source, self.start), self.end(target), width=width)


def shaped(graph: Graph, kinds: ArrayLike, automaton: Automaton) -> Product:
    """The graph whose routes are the lawful ones: `kinds` holds the kind of each of the caller's edges; edges x states."""
    steps, kind = automaton.table(), np.asarray(kinds, dtype=np.int32)
    if len(kind) != graph.edges or kind.min(initial=0) < 0 or kind.max(initial=-1) >= steps.shape[1]:
        raise ValueError(f"kinds must hold one of 0 to {steps.shape[1] - 1} for each of {graph.edges} edges")
    states, node = len(steps), np.arange(graph.nodes, dtype=np.int32)
    ends = graph.nodes * len(automaton.accepting)
    if max(graph.nodes * (states + 1), ends + graph.edges * states) > MOST:
        raise ValueError(f"{states} states are too many for this graph: over {MOST:,} nodes or edges")
    after = steps.T[kind[graph.number]]
    row, state = (found.astype(np.int32) for found in np.nonzero(after >= 0))
    last = np.repeat(node, len(automaton.accepting)), np.tile(np.asarray(automaton.accepting, np.int32), graph.nodes)
    product = Graph.numbered(
        graph.nodes * (states + 1),
        np.concatenate([graph.tail[row] * states + state, last[0] * states + last[1]]),
        np.concatenate([graph.head[row] * states + after[row, state], last[0] + graph.nodes * states]),
        np.concatenate([graph.cost[row], np.zeros(ends)]),
        np.concatenate([graph.number[row] * states + state + ends, np.arange(ends, dtype=np.int32)]),
        ends + graph.edges * states,
    )
    return Product(product, states, automaton.start, ends)
