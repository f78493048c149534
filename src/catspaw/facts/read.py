"""Read folders of TOML facts into rows that remember where they stand.

Invariants: reading never stops at the first fault; a row keeps its file and its path in it, so that any later fault can
name the line; nothing outside the given folders is read (a link that leads out of them is a fault).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from catspaw.errors import Fault, InputError, nearest
from catspaw.facts.locate import Lines
from catspaw.facts.locate import Path as Within
from catspaw.facts.schema import REGIME, SOURCE, TABLES, check_table
from catspaw.facts.schema_parts import Table

PACKAGED = Path(__file__).resolve().parent.parent / "world"
MAX_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One table of a file: its data and where it stands."""

    data: Mapping[str, Any]
    file: FactsFile
    path: Within

    def fault(self, message: str, *key: str | int) -> Fault:
        """A fault of this row, or of one of its keys, with file and line."""
        return self.file.fault((*self.path, *key), message)


@dataclass
class FactsFile:
    """One TOML file: its text, its tables, and the folder that names its regime."""

    name: str
    text: str
    data: dict[str, Any]

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    def fault(self, path: Within, message: str) -> Fault:
        """A fault at a path of this file."""
        return Fault(self.name, self._lines.line(path), message)

    @property
    def regime(self) -> str:
        """The regime folder that the file lies in, or ''."""
        parts = Path(self.name).parts
        return parts[-2] if len(parts) >= 3 and parts[-3] == "regimes" else ""


@dataclass
class RawWorld:
    """All rows by table name, all sources by key, and the faults met while reading."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})
    sources: dict[str, Row] = field(default_factory=dict)
    regimes: dict[str, Row] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_folders(folders: Iterable[Path], check: bool = False) -> RawWorld:
    """Read all `*.toml` below the folders, in the order of their names.

    With `check`, every table is held against the schema and its faults are gathered; without, only what makes a file
    unreadable is.
    """
    raw = RawWorld()
    for folder in folders:
        if not folder.is_dir():
            raise InputError(f"{folder}: expected a folder of facts (TOML files); there is none")
        for path in sorted(folder.rglob("*.toml")):
            name = path.relative_to(folder.parent).as_posix()
            if not path.resolve().is_relative_to(folder.resolve()):
                raw.faults.append(
                    Fault(name, 1, "the link leads out of the folder; facts are read from inside it only")
                )
            elif file := _parse(path, name, raw):
                _take(file, raw, check)
    return raw


def _parse(path: Path, name: str, raw: RawWorld) -> FactsFile | None:
    if path.stat().st_size > MAX_BYTES:
        raw.faults.append(Fault(name, 1, f"larger than {MAX_BYTES:,} bytes: split it, one idea a file"))
        return None
    try:
        text = path.read_text(encoding="utf-8")
        return FactsFile(name, text, tomllib.loads(text))
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raw.faults.append(Fault(name, line, "not UTF-8; save the file as UTF-8"))
    except tomllib.TOMLDecodeError as error:
        line = int(str(error).partition("at line ")[2].partition(",")[0] or text.count("\n") + 1)
        raw.faults.append(Fault(name, line, f"not TOML: {error}"))
    except RecursionError:
        raw.faults.append(Fault(name, 1, "nested too deeply; no fact needs that"))
    except OSError as error:
        raw.faults.append(Fault(name, 1, f"can't be read: {error.strerror}"))
    return None


def _take(file: FactsFile, raw: RawWorld, check: bool) -> None:
    is_regime = Path(file.name).name == "regime.toml"
    if is_regime:
        head = Row(file.data, file, ())
        first = raw.regimes.setdefault(file.regime or str(file.data.get("id")), head)
        if first is not head:
            raw.faults.append(
                head.fault(f"the regime's head stands already in {first.file.name}; add rules beside it", "id")
            )
    known = {*TABLES, "source", *(REGIME if is_regime else ())}

    def say(path: Within, message: str) -> None:
        raw.faults.append(file.fault(path, message))

    if check and is_regime:
        keys = {key: value for key, value in file.data.items() if key not in TABLES and not _are_sources(key, value)}
        check_table(keys, Table(REGIME), (), say)
    for table, found in file.data.items():
        if _are_sources(table, found):
            _take_sources(file, found, raw, check)
        elif table in TABLES:
            _take_rows(file, table, found, raw, check)
        elif not is_regime:
            say((table,), f'unknown table "{table}"{nearest(table, known)}')


def _are_sources(table: str, found: Any) -> bool:
    return table == "source" and isinstance(found, dict)


def _take_rows(file: FactsFile, table: str, found: Any, raw: RawWorld, check: bool) -> None:
    if not isinstance(found, list):
        raw.faults.append(file.fault((table,), f"expected [[{table}]], found [{table}]"))
        return
    for index, data in enumerate(found):
        row = Row(data, file, (table, index))
        if check:
            check_table(data, TABLES[table], row.path, lambda path, text: raw.faults.append(file.fault(path, text)))
        if isinstance(data, dict):
            raw.rows[table].append(row)


def _take_sources(file: FactsFile, found: Mapping[str, Any], raw: RawWorld, check: bool) -> None:
    for key, data in found.items():
        row = Row(data, file, ("source", key))
        if check:
            check_table(data, SOURCE, row.path, lambda path, text: raw.faults.append(file.fault(path, text)))
        first = raw.sources.setdefault(key, row)
        same = first is row or {**first.data, "read": 0, "note": 0} == {**data, "read": 0, "note": 0}
        if check and not same:
            raw.faults.append(row.fault(f'source "{key}" is defined otherwise in {first.file.name}'))
