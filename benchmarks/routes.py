"""The best routes in a graph of a million edges: ours beside igraph and networkx; prices of opened edges; a cut of nodes.

    python -m pip install --group bench
    python -m benchmarks.routes [--edges 1000000] [--k 100] [--limit 90]

The graph is made up, from a fixed seed: eight layers; of the edges out of a layer 10 % skip one and 5 % lead back. Each engine
has a process of its own, all on the same graph, one after the other, in processor seconds; costs must be equal, or the run stops.
"""

from __future__ import annotations

import argparse
import multiprocessing
import platform
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice, pairwise
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from catspaw.routes.flow import cuts, node_cut
from catspaw.routes.graph import Floats, Graph, Integers
from catspaw.routes.priced import price, used
from catspaw.routes.search import routes

LAYERS, DEGREE, DOORS, OPENED, SIDE = 8, 5, 20, 200, 2000
MEMORY = "peak memory over the edges"
Timed = tuple[str, float, list[float]]  # what was done, processor seconds, the costs found
Work = Iterator[tuple[str, list[float]]]


@dataclass(frozen=True)
class Edges:
    """A graph to be built: no two edges join the same nodes, as networkx can't tell them apart."""

    nodes: int
    tail: Integers
    head: Integers
    cost: Floats

    @property
    def source(self) -> int:
        """The node before the first layer."""
        return self.nodes - 2

    @property
    def target(self) -> int:
        """The node after the last layer."""
        return self.nodes - 1

    @property
    def prices(self) -> Floats:
        """What it costs to cut each node: 1 to 9, but for the source and the target."""
        found = np.random.default_rng(3).integers(1, 10, self.nodes).astype(np.float64)
        found[[self.source, self.target]] = np.inf
        return found

    def sides(self) -> tuple[list[int], list[int]]:
        """Many nodes of the first layer, and of the last."""
        width = (self.nodes - 2) // LAYERS
        count = min(SIDE, width // 5)
        return list(range(count)), list(range(self.nodes - 2 - count, self.nodes - 2))


def layered(edges: int, seed: int = 1) -> Edges:
    """The made-up graph."""
    rng = np.random.default_rng(seed)
    width = max(edges // DEGREE // LAYERS, DOORS)
    layer = rng.integers(0, LAYERS, edges * 5 // 4)
    kind = rng.random(len(layer))
    to = layer + np.where(kind < 0.10, 2, np.where(kind < 0.15, -1, 1))
    layer, to = layer[(to >= 0) & (to < LAYERS)], to[(to >= 0) & (to < LAYERS)]
    tail, head = layer * width + rng.integers(0, width, len(layer)), to * width + rng.integers(0, width, len(to))
    nodes = width * LAYERS + 2
    _, first = np.unique(tail * nodes + head, return_index=True)
    first = rng.permutation(first)[: edges - 2 * DOORS]
    doors = np.arange(DOORS)
    tail = np.concatenate([tail[first], np.full(DOORS, nodes - 2), width * (LAYERS - 1) + doors])
    head = np.concatenate([head[first], doors, np.full(DOORS, nodes - 1)])
    cost = np.rint(-np.log(rng.uniform(0.2, 1.0, len(tail))) * 2**32) / 2**32
    return Edges(nodes, tail.astype(np.int32), head.astype(np.int32), cost)


def with_catspaw(edges: Edges, k: int) -> Work:
    """Ours."""
    graph = Graph.of(edges.nodes, edges.tail, edges.head, edges.cost)
    assert graph.reverse.nodes == graph.nodes  # noqa: S101 - turned round while building
    yield "build", []
    yield "best routes", [path.cost for path in routes(graph, edges.source, edges.target, k)]
    opened = np.random.default_rng(2).choice(len(edges.cost), OPENED, replace=False).astype(np.int32)
    yield "price of opened edges", price(graph, edges.source, edges.target, opened).tolist()
    marked = np.zeros(len(edges.cost), dtype=np.bool_)
    marked[opened] = True
    yield "best routes opened", [path.cost for path in used(graph, marked).routes(edges.source, edges.target, k)]
    cut = node_cut(graph, *edges.sides(), edges.prices)
    yield "cheapest cut of nodes", [cut.cost]
    if cut.flow != cut.cost or not cuts(graph, *edges.sides(), nodes=cut.members):
        raise AssertionError("the cut is not what it says")


def with_igraph(edges: Edges, k: int) -> Work:
    """igraph, written in C."""
    import igraph

    graph = igraph.Graph(edges.nodes, list(zip(edges.tail.tolist(), edges.head.tolist(), strict=True)), directed=True)
    weights = edges.cost.tolist()
    yield "build", []
    found = graph.get_k_shortest_paths(edges.source, edges.target, k=k, weights=weights, output="epath")
    yield "best routes", [sum(weights[number] for number in way) for way in found]
    n, (sources, targets) = edges.nodes, edges.sides()
    split = [(node, node + n) for node in range(n)]
    split += zip((edges.tail + n).tolist(), edges.head.tolist(), strict=True)
    split += [(2 * n, node) for node in sources] + [(node + n, 2 * n + 1) for node in targets]
    capacity = np.concatenate([np.minimum(edges.prices, 1e9), np.full(len(split) - n, 1e9)])
    halved = igraph.Graph(2 * n + 2, split, directed=True)
    yield "build, each node split", []
    yield "cheapest cut of nodes", [halved.mincut(2 * n, 2 * n + 1, capacity=capacity.tolist()).value]


def with_networkx(edges: Edges, k: int) -> Work:
    """networkx, written in Python."""
    import networkx as nx

    graph = nx.DiGraph()
    columns = (edges.tail.tolist(), edges.head.tolist(), edges.cost.tolist())
    graph.add_weighted_edges_from(zip(*columns, strict=True))
    yield "build", []
    found = islice(nx.shortest_simple_paths(graph, edges.source, edges.target, weight="weight"), k)
    yield "best routes", [sum(graph[a][b]["weight"] for a, b in pairwise(path)) for path in found]


ENGINES: dict[str, Callable[[Edges, int], Work]] = {
    "catspaw": with_catspaw, "igraph": with_igraph, "networkx": with_networkx,
}  # fmt: skip


def _child(name: str, size: int, k: int, out: Connection) -> None:
    edges = layered(size)
    before, start = _peak(), time.process_time()
    for what, costs in ENGINES[name](edges, k):
        out.send((what, time.process_time() - start, costs))
        start = time.process_time()
    out.send((MEMORY, _peak() - before, []))
    out.close()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(name: str, size: int, k: int, limit: float) -> list[Timed]:
    """What one engine did; a step over the limit ends it, and is listed as inf seconds."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(name, size, k, theirs))
    child.start()
    theirs.close()
    found: list[Timed] = []
    try:
        while ours.poll(limit):
            found.append(ours.recv())
        found.append(("over the limit", float("inf"), []))
    except EOFError:
        pass
    child.kill()
    child.join()
    return found


def report(results: dict[str, list[Timed]], limit: float) -> str:
    """The results as a table in Markdown; ratios are to ours."""
    mine = {what: seconds for what, seconds, _ in results["catspaw"]}
    lines = ["| engine | what | processor s | : ours |", "| --- | --- | ---: | ---: |"]
    for name, found in results.items():
        for what, seconds, costs in (step for step in found if step[0] != MEMORY):
            ratio = f"{seconds / mine[what]:.1f}" if name != "catspaw" and costs and mine.get(what) else ""
            count = f" ({len(costs)})" if len(costs) > 1 else ""
            shown = f"{seconds:,.3f}" if seconds < np.inf else f"> {limit:g} (wall)"
            lines.append(f"| {name} | {what}{count} | {shown} | {ratio} |")
    peaks = [f"{name} {mib:,.0f} MiB" for name, found in results.items() for what, mib, _ in found if what == MEMORY]
    return "\n".join([*lines, "", f"{MEMORY}: {', '.join(peaks)}"])


def agree(results: dict[str, list[Timed]]) -> None:
    """Costs of the same thing are equal, whoever found them."""
    expected: dict[str, Sequence[float]] = {what: costs for what, _, costs in results["catspaw"]}
    for name, found in results.items():
        for what, _, costs in found:
            if costs and not np.allclose(costs, expected[what], rtol=0, atol=1e-6):
                raise AssertionError(f"{name}: {what}: other costs than ours")


def main() -> None:
    """Run all engines and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.routes", description=__doc__)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--k", type=int, default=100, help="how many routes")
    parser.add_argument("--limit", type=float, default=90, help="wall seconds for a step of an engine")
    given: Any = parser.parse_args()
    results = {name: run(name, given.edges, given.k, given.limit) for name in ENGINES}
    agree(results)
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "igraph", "networkx"))
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}; {libraries}")
    print(f"{given.edges:,} edges, {layered(given.edges).nodes:,} nodes\n")
    print(report(results, given.limit))


if __name__ == "__main__":
    main()
