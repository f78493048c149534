"""Catspaw finds how sanctions are got round through proxies and cut-outs, and catches it in real books of business.

The names below are the public API; they are kept stable.
"""

from pathlib import Path

from catspaw.errors import CatspawError, FaultsError, InputError
from catspaw.facts.world import World, load_world
from catspaw.lists.listing import read_lists
from catspaw.names.compare import compare
from catspaw.names.screener import Screener
from catspaw.places.where import where
from catspaw.screen.findings import Findings
from catspaw.screen.screen import judge, screen


def _write(findings: Findings, path: Path) -> None:
    from catspaw.report.write import write

    write(findings, path)


Findings.writer = _write
__version__ = "0.1.0"
__all__ = [
    "CatspawError", "FaultsError", "InputError", "Screener", "World", "compare", "judge", "load_world", "read_lists",
    "screen", "where",
]  # fmt: skip
