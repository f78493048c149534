"""Read the tables that places need from a folder of facts, or take them from a world that was read already.

Only what this package looks at is kept. Schema and references are the business of `catspaw check`; here a row that
lacks a key it must have is left out, so that a half-written file of a user does not stop a look-up.

Invariants: rows come in the order of the sorted files; a territory row carries its regime under "regime".
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

RawRow = Mapping[str, Any]
Tables = Mapping[str, Sequence[RawRow]]
NAMES = ("place", "control", "code", "actor", "fact", "territory", "source")
CLAIMING = frozenset({"claims", "annexes", "controls"})
_MUST = {
    "place": ("id", "kind", "name", "within"),
    "control": ("place", "holder"),
    "code": ("kind", "place"),
    "actor": ("code", "kind", "name"),
    "fact": ("subject", "relation", "object"),
}


class HasRows(Protocol):
    """What this package needs of a loaded world: its rows by table, each with its data and its file."""

    def rows(self, table: str) -> Sequence[Any]:
        """All rows of one table."""
        ...


def packaged_root() -> Path:
    """The folder of the facts that come with the package."""
    return Path(str(resources.files("catspaw") / "world"))


def read_tables(roots: Iterable[Path]) -> Tables:
    """Read the tables from folders laid out like the packaged world."""
    found: dict[str, list[RawRow]] = defaultdict(list)
    for root in roots:
        for path in _files(root):
            text = path.read_text(encoding="utf-8")
            if path.parent.name == "facts" and not any(f'"{word}"' in text for word in CLAIMING):
                continue
            _take(tomllib.loads(text), path, found)
    return _kept(found)


def world_tables(world: HasRows) -> Tables:
    """The same tables from a world that was read already."""
    found: dict[str, list[RawRow]] = defaultdict(list)
    for name in NAMES[:-2]:
        found[name] = [row.data for row in world.rows(name)]
    for row in world.rows("territory"):
        found["territory"].append({**row.data, "regime": row.file.regime})
    sources = getattr(world, "sources", {})
    found["source"] = [{**data, "key": key} for key, data in sources.items()]
    return _kept(found)


def _files(root: Path) -> list[Path]:
    folders = [root / name for name in ("actors", "facts", "places")]
    paths = [path for folder in folders if folder.is_dir() for path in folder.rglob("*.toml")]
    return sorted(paths) + sorted(root.glob("regimes/*/regime.toml"))


def _take(data: Mapping[str, Any], path: Path, found: dict[str, list[RawRow]]) -> None:
    for name in ("place", "control", "code", "actor", "fact"):
        found[name] += data.get(name, [])
    if path.name == "regime.toml":
        regime = str(data.get("id", path.parent.name))
        found["territory"] += [{**row, "regime": regime} for row in data.get("territory", [])]
    sources = data.get("source", {})
    if isinstance(sources, Mapping):  # the head of a regime names its sources under the same word
        found["source"] += [{**row, "key": key} for key, row in sources.items()]


def _kept(found: Mapping[str, list[RawRow]]) -> Tables:
    kept: dict[str, list[RawRow]] = {}
    for name in NAMES:
        must = _MUST.get(name, ())
        kept[name] = [row for row in found.get(name, []) if all(key in row for key in must)]
    kept["fact"] = [row for row in kept["fact"] if row["relation"] in CLAIMING]
    return kept
