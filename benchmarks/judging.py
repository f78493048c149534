"""Judging against all rules: by bits, beside a Polars filter a rule (two ways), and beside reading the file.

    make bench          (or: python -m benchmarks --sizes 10000,100000,1000000)

Each part of a book is timed by all of them in turn, in one run. The number of hits must be equal, or the run stops.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np
import polars as pl

from benchmarks.book import parts
from benchmarks.filters import columns_of, on_classes, on_columns
from catspaw.rules.asked import Asked, Memory
from catspaw.rules.facets import Facets
from catspaw.rules.judge import CERTAIN, Judge, possible_hits, settle
from catspaw.screen.book import Book
from catspaw.screen.engine import Engine

T = TypeVar("T")
PART = 100_000


@dataclass
class Timed:
    """Seconds by stage for one size, and the hits that each side counted."""

    size: int
    read: float = 0.0
    resolve: float = 0.0
    judge: float = 0.0
    scan: float = 0.0
    on_classes: float = 0.0
    on_columns: float = 0.0
    verdicts: int = 0


def run(sizes: Sequence[int]) -> list[Timed]:
    """Time each size."""
    engine = Engine()
    return [_size(engine, size) for size in sizes]


def _size(engine: Engine, size: int) -> Timed:
    timed = Timed(size)
    judge, memory = Judge(engine.compiled), Memory(engine.compiled.main)
    with TemporaryDirectory() as folder:
        for book in parts(size, PART):
            path = Path(folder) / "book.csv"
            flat(book).write_csv(path)
            timed.read += _clock(partial(pl.read_csv, path, infer_schema=False))[0]
            seconds, resolved = _clock(partial(engine.resolver.resolve, book))
            timed.resolve += seconds
            seconds, verdicts = _clock(partial(judge.judge, resolved.facets))
            timed.judge, timed.verdicts = timed.judge + seconds, timed.verdicts + len(verdicts)
            _alternatives(timed, memory, resolved.facets)
    return timed


def _alternatives(timed: Timed, memory: Memory, facets: Facets) -> None:
    """The judge's first question (which clauses hold) by bits, and by filters on classes and on columns."""
    seconds, (possible, certain) = _clock(partial(_scan, memory, facets))
    timed.scan += seconds
    seconds, count = _clock(partial(on_classes, facets, memory))
    timed.on_classes += seconds
    _same(possible, count, "filters on classes")
    frame = columns_of(facets)
    seconds, count = _clock(partial(on_columns, frame, memory.block))
    timed.on_columns += seconds
    _same(certain, count, "filters on columns")


def _same(mine: int, theirs: int, side: str) -> None:
    if mine != theirs:
        raise AssertionError(f"{side}: {theirs:,} hits where the judge has {mine:,}")


def _scan(memory: Memory, facets: Facets) -> tuple[int, int]:
    asked = Asked(memory, facets)
    lines, clauses = possible_hits(asked)
    return len(lines), int(np.count_nonzero(settle(asked, lines, clauses)["status"] == CERTAIN))


def _clock(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def flat(book: Book) -> pl.DataFrame:
    """The book as one flat table, as a bank would send it."""
    wide = book.deals.select("deal", "day", "act", "value", "currency", "contract")
    wide = wide.join(book.goods, on="deal", how="left")
    for role in ("seller", "buyer", "bank", "vessel"):
        one = book.parties.filter(pl.col("role") == role)
        named = one.select("deal", pl.col("name", "country", "address").name.prefix(f"{role}_"))
        wide = wide.join(named, on="deal", how="left")
    return wide.drop("deal")


def report(results: Sequence[Timed], rules: int, clauses: int) -> str:
    """The results as tables in Markdown."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [
        f"{rules} rules, {clauses} clauses; peak memory {peak:,.0f} MiB",
        "",
        "| dealings | read CSV s | resolve s | judge s | dealings/s judged | judge : read | verdicts |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in results:
        lines.append(
            f"| {one.size:,} | {one.read:.2f} | {one.resolve:.2f} | {one.judge:.2f} | {one.size / one.judge:,.0f} "
            f"| {one.judge / one.read:.1f} | {one.verdicts:,} |"
        )
    lines += [
        "",
        "The first question alone (which clauses hold on which lines), equal hits on all sides:",
        "",
        "| dealings | bits s | filter a rule on columns s | : bits | : whole judge | filter a rule on classes s | : bits |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in results:
        lines.append(
            f"| {one.size:,} | {one.scan:.2f} | {one.on_columns:.2f} | {one.on_columns / one.scan:.1f} "
            f"| {one.on_columns / one.judge:.1f} | {one.on_classes:.2f} | {one.on_classes / one.scan:.1f} |"
        )
    return "\n".join(lines)
