"""The whole `screen` on generated books of several sizes, with 20,000 listings: rows a second, memory, share of stages.

    python -m benchmarks.screening [--sizes 10000,100000,1000000]

Each size runs in a process of its own, so that peak memory is its own. The book is a CSV file, the listings are a file
in the layout of OpenSanctions' targets.simple.csv, the report is written as HTML and CSV. Interrupting and going on is
timed too: the run is stopped after a third of the parts, started again, and must end with the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.book import parts
from benchmarks.judging import flat
from catspaw.lists import read_lists
from catspaw.report.write import write_all
from catspaw.screen import screen as screening
from catspaw.screen.engine import Engine
from catspaw.screen.read import read_book

LISTINGS = 20_000
HEADINGS = ("id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions", "phones",
            "emails", "program_ids", "dataset", "first_seen", "last_seen", "last_change")  # fmt: skip
RENAMED = {"day": "date", "contract": "contract_date", "hs": "goods_hs", "text": "goods_text",
           "quantity": "goods_quantity", "unit": "goods_unit"}  # fmt: skip


class Stages:
    """Seconds by stage, taken by wrapping the functions that are the stages."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, timed."""

        @wraps(work)
        def wrapped(*given: Any, **named: Any) -> Any:
            start = time.perf_counter()
            try:
                return work(*given, **named)
            finally:
                self.seconds[stage] += time.perf_counter() - start

        return wrapped

    def drawn(self, stage: str, work: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        """The same generator, with the time of each step counted."""

        @wraps(work)
        def wrapped(*given: Any, **named: Any) -> Iterator[Any]:
            steps = work(*given, **named)
            while True:
                start = time.perf_counter()
                item = next(steps, None)
                self.seconds[stage] += time.perf_counter() - start
                if item is None:
                    return
                yield item

        return wrapped


def make_book(path: Path, size: int) -> None:
    """A CSV book."""
    with path.open("wb") as file:
        for number, part in enumerate(parts(size, 50_000)):
            flat(part).rename(RENAMED).write_csv(file, include_header=number == 0)


def make_lists(path: Path, count: int = LISTINGS) -> None:
    """Listings with made-up names; a few hundred are parties of the generated book."""
    rng = random.Random(7)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADINGS)
        for number in range(count):
            role = rng.choice(("Seller", "Buyer"))
            name = (
                f"Example {role} {number} Ltd" if number < 200 else f"Made Up {rng.randrange(10**6)} Trading {number}"
            )
            rows.writerow([f"x-{number}", "Company", name, "", "", "cn", "", "", "", "", "", "", "us_ofac_sdn",
                           "2020-01-01T00:00:00", "", ""])  # fmt: skip


def run(book: Path, lists: Path, out: Path) -> dict[str, Any]:
    """One screen with its stages timed, and a second one that is stopped and goes on."""
    stages = Stages()
    start = time.perf_counter()
    listings = stages.timed("read lists", read_lists)([lists])
    Engine.__init__ = stages.timed("load facts, index lists", Engine.__init__)  # type: ignore[method-assign]
    Engine.judge = stages.timed("resolve and judge", Engine.judge)  # type: ignore[method-assign]
    Engine.explain = stages.drawn("explain", Engine.explain)  # type: ignore[method-assign]
    screening.read_book = stages.drawn("read the book", read_book)  # type: ignore[attr-defined]
    findings = screening.screen(book, listings)
    summary = write_all(findings, [out / "a.html", out / "a.csv"])
    total = time.perf_counter() - start
    stages.seconds["write"] = total - sum(stages.seconds.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    shares = {name: seconds / total for name, seconds in stages.seconds.items()}
    return {"seconds": total, "peak": peak, "dealings": summary.dealings, "shares": shares, "counts": summary.counts(),
            "resumed": _interrupted(book, listings, out)}  # fmt: skip


def _interrupted(book: Path, listings: Any, out: Path) -> dict[str, Any]:
    """Stop after a third of the parts, go on, compare the bytes."""
    work = out / "work"
    stopped = screening.screen(book, listings, work=work)
    parts_wanted = max(1, sum(1 for _ in book.open("rb")) // 50_000 // 3)
    for _ in stopped:
        if len(list(work.rglob("part-*.jsonl"))) >= parts_wanted:
            break
    start = time.perf_counter()
    write_all(screening.screen(book, listings, work=work), [out / "b.html", out / "b.csv"])
    same = all(_digest(out / f"a.{kind}") == _digest(out / f"b.{kind}") for kind in ("html", "csv"))
    return {"seconds": time.perf_counter() - start, "same bytes": same, "parts before": parts_wanted}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Run each size in a process of its own and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screening", description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--run", nargs=3, type=Path, metavar=("BOOK", "LISTS", "OUT"))
    given = parser.parse_args()
    if given.run:
        print(json.dumps(run(*given.run)))
        return
    print("| dealings | seconds | dealings/s | peak MiB | goes on s | same bytes | share of stages |")
    print("| ---: | ---: | ---: | ---: | ---: | --- | --- |")
    with TemporaryDirectory() as folder:
        lists = Path(folder) / "lists.csv"
        make_lists(lists)
        for size in map(int, given.sizes.split(",")):
            print(_row(Path(folder), lists, size), flush=True)


def _row(folder: Path, lists: Path, size: int) -> str:
    book, out = folder / "book.csv", folder / f"out-{size}"
    make_book(book, size)
    out.mkdir()
    command = [sys.executable, "-m", "benchmarks.screening", "--run", str(book), str(lists), str(out)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    shares = ", ".join(f"{name} {share:.0%}" for name, share in sorted(found["shares"].items(), key=lambda s: -s[1]))
    again = found["resumed"]
    return (
        f"| {size:,} | {found['seconds']:.1f} | {size / found['seconds']:,.0f} | {found['peak']:,.0f} "
        f"| {again['seconds']:.1f} | {again['same bytes']} | {shares} |"
    )


if __name__ == "__main__":
    main()
