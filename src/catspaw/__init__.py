"""Catspaw finds how sanctions are got round through proxies and cut-outs, and catches it in real books of business.

The names in `__all__` are the public API; they are kept stable. Each is imported when it is first asked for, so that the
command line answers at once.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from catspaw.errors import CatspawError, FaultsError, InputError
    from catspaw.facts.world import World, load_world
    from catspaw.lists.listing import read_lists
    from catspaw.names.compare import compare
    from catspaw.names.screener import Screener
    from catspaw.places.where import where
    from catspaw.routes.cut import cut
    from catspaw.routes.find import routes
    from catspaw.routes.opened import opened
    from catspaw.screen.findings import Findings
    from catspaw.screen.screen import judge, screen

__version__ = "0.1.0"
__all__ = [
    "CatspawError", "FaultsError", "InputError", "Screener", "World", "compare", "cut", "judge", "load_world",
    "opened", "read_lists", "routes", "screen", "where",
]  # fmt: skip
HOMES = {
    "CatspawError": "errors", "FaultsError": "errors", "InputError": "errors", "Screener": "names.screener",
    "World": "facts.world", "compare": "names.compare", "cut": "routes.cut", "judge": "screen.screen",
    "load_world": "facts.world", "opened": "routes.opened", "read_lists": "lists.listing", "routes": "routes.find",
    "screen": "screen.screen", "where": "places.where",
}  # fmt: skip
for _package in ("routes", "screen"):  # packages and functions: the packages first, so that they never hide these
    import_module(f"{__name__}.{_package}")
    delattr(sys.modules[__name__], _package)


def __getattr__(name: str) -> Any:
    """A public name, from its home."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    if name == "screen":
        import_module(f"{__name__}.screen.findings").Findings.writer = _write  # reports lie above the screen
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])


def _write(findings: "Findings", path: Path) -> None:
    from catspaw.report.write import write

    write(findings, path)
