"""How long a question to the packaged world takes, asked for the first time, against 0.3 seconds; and a whole brief.

    python -m benchmarks.questions [--k 10]

The questions are those of the packaged hindcasts. The world and its rules are loaded before, as they are once a process; of a
question nothing is kept from another. Wall seconds, one after the other, on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import time
from datetime import date
from statistics import median
from typing import Any

from catspaw.report.briefing.content import gather
from catspaw.routes.find import Finder

GOAL = 0.3
EVENT = "dprk-recognises-dpr-lpr"


def timed(finder: Finder, k: int) -> list[tuple[float, str]]:
    """Seconds for the k best routes of each question, as asked for the first time."""
    rows = [row.data for row in finder.world.rows("hindcast")]
    finder.search(finder.ask("KP", "CN", "coal", date(2018, 1, 1))).routes(k)  # what is made once a process
    found = []
    for row in rows:
        question = finder.ask(row["from"], row["to"], row["goods"], row["on"], row["known"])
        start = time.perf_counter()
        finder.search(question).routes(k)
        found.append((time.perf_counter() - start, row["id"]))
    return sorted(found)


def main() -> None:
    """Time all questions and a brief, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions", description=__doc__)
    parser.add_argument("--k", type=int, default=10, help="how many routes")
    given: Any = parser.parse_args()
    start = time.perf_counter()
    finder = Finder()
    loaded = time.perf_counter() - start
    found = timed(finder, given.k)
    seconds = [one for one, _ in found]
    within = sum(one <= GOAL for one in seconds)
    print(f"{len(found)} questions, the {given.k} best routes of each; loading the world {loaded:.2f} s")
    print(f"median {median(seconds):.2f} s = {median(seconds) / GOAL:.1f} x the goal of {GOAL} s; {within} within it")
    print(f"slowest {seconds[-1]:.2f} s ({found[-1][1]}), nine of ten within {seconds[int(len(seconds) * 0.9)]:.2f} s")
    start = time.perf_counter()
    gather(Finder(), EVENT)
    print(f"a brief on {EVENT}, world included: {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
