"""Run the benchmarks: python -m benchmarks [--sizes 10000,100000,1000000]."""

from __future__ import annotations

import argparse
import platform

from benchmarks.judging import report, run
from catspaw.facts.world import load_world
from catspaw.rules.compile import compile_world


def main() -> None:
    """Time judging and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000", help="numbers of dealings, with commas")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    compiled = compile_world(load_world())
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    print(report(run(sizes), len(compiled.rules), len(compiled.main.clauses)))


if __name__ == "__main__":
    main()
