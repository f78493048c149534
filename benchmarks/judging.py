"""Judging against all rules: bits a clause, beside a Polars filter a clause on the same classes, and reading the file.

    make bench          (or: python -m benchmarks --sizes 10000,100000,1000000)

The filters get the same classes of the same book and answer the first question only (which clauses may hold on which
lines); the hits of both are counted and must be equal. Judging goes on to settle, bind and except them.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl

from benchmarks.book import parts
from catspaw.rules.asked import Asked, Memory
from catspaw.rules.compile import DIMENSIONS
from catspaw.rules.facets import Facets
from catspaw.rules.judge import Judge, possible_hits
from catspaw.screen.engine import Engine


@dataclass
class Timed:
    """Seconds by stage for one size."""

    size: int
    read: float = 0.0
    resolve: float = 0.0
    judge: float = 0.0
    scan: float = 0.0
    filters: float = 0.0
    hits: int = 0
    filter_hits: int = 0


def run(sizes: Sequence[int], part: int = 100_000) -> list[Timed]:
    """Time each size; the first part is judged once before to warm caches of both sides."""
    engine = Engine()
    return [_size(engine, size, part) for size in sizes]


def _size(engine: Engine, size: int, part: int) -> Timed:
    timed = Timed(size)
    judge, memory = Judge(engine.compiled), Memory(engine.compiled.main)
    with TemporaryDirectory() as folder:
        for number, book in enumerate(parts(size, part)):
            path = Path(folder) / f"{number}.csv"
            _flat(book).write_csv(path)
            timed.read += _clock(lambda p=path: pl.read_csv(p, infer_schema=False))[0]
            seconds, resolved = _clock(lambda b=book: engine.resolver.resolve(b))
            timed.resolve += seconds
            facets = resolved.facets
            timed.judge += _clock(lambda f=facets: judge.judge(f))[0]
            seconds, found = _clock(lambda f=facets: possible_hits(Asked(memory, f)))
            timed.scan, timed.hits = timed.scan + seconds, timed.hits + len(found[0])
            seconds, count = _clock(lambda f=facets: _filters(f, memory))
            timed.filters, timed.filter_hits = timed.filters + seconds, timed.filter_hits + count
    if timed.hits != timed.filter_hits:
        raise AssertionError(f"the two sides differ: {timed.hits} and {timed.filter_hits} hits")
    return timed


def _clock(work):  # type: ignore[no-untyped-def]
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def _flat(book) -> pl.DataFrame:  # type: ignore[no-untyped-def]
    """The book as one flat table, as a bank would send it."""
    wide = book.deals.select("deal", "day", "act", "value", "currency", "contract").join(book.goods, on="deal", how="left")
    for role in ("seller", "buyer", "bank", "vessel"):
        one = book.parties.filter(pl.col("role") == role).select("deal", pl.col("name", "country", "address").name.prefix(f"{role}_"))
        wide = wide.join(one, on="deal", how="left")
    return wide.drop("deal")


def _filters(facets: Facets, memory: Memory) -> int:
    """One Polars filter a clause: class columns in sets, and the day in its span. The number of hits."""
    asked = Asked(memory, facets)
    columns = {d: asked.rows[d] for d in DIMENSIONS if d not in ("contract", "number", "open")}
    frame = pl.DataFrame({"day": asked.day, **columns}).with_row_index("line")
    block = memory.block
    wanted: list[list[pl.Expr]] = [[] for _ in block.clauses]
    for dimension in DIMENSIONS:
        for test in block.tests[dimension]:
            possible = asked.possible[id(test)]
            if dimension == "open":
                continue
            if dimension in ("contract", "number"):
                frame = frame.with_columns(pl.Series(f"n{id(test)}", possible))
                expression = pl.col(f"n{id(test)}")
            else:
                expression = pl.col(dimension).is_in(np.flatnonzero(possible).tolist())
            for clause in test.clauses:
                wanted[clause].append(expression)
    lazy = frame.lazy()
    queries = [
        lazy.filter(pl.col("day") >= int(block.since[c]), pl.col("day") < int(block.until[c]), *wanted[c]).select(pl.len())
        for c in range(len(block.clauses))
    ]
    return sum(int(found.item()) for found in pl.collect_all(queries))


def report(results: Sequence[Timed], rules: int, clauses: int) -> str:
    """The results as a table in Markdown."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [
        f"{rules} rules, {clauses} clauses; peak memory {peak:,.0f} MiB", "",
        "| dealings | read CSV s | resolve s | judge s | rows/s judged | judge / read | filter a clause s | filters / scan | filters / judge |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]  # fmt: skip
    for one in results:
        lines.append(
            f"| {one.size:,} | {one.read:.2f} | {one.resolve:.2f} | {one.judge:.2f} | {one.size / one.judge:,.0f} | "
            f"{one.judge / one.read:.1f} | {one.filters:.2f} | {one.filters / one.scan:.1f} | {one.filters / one.judge:.1f} |"
        )
    return "\n".join(lines)
