"""The world: all facts, read once and kept as columns, with the day and the knowledge of it left to a view.

Invariants: a world is never changed after loading; `version` is a digest of the files' contents, so that the same world
gives the same answers and says so; user folders are read after the packaged one and may add to it, not silently
replace it (a second row of one id is a fault).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from catspaw.errors import FaultsError, InputError, nearest
from catspaw.facts.read import PACKAGED, RawWorld, Row, read_folders

if TYPE_CHECKING:
    from catspaw.facts.view import View

FACT_COLUMNS: Mapping[str, Any] = {
    "id": pl.String, "subject": pl.String, "relation": pl.String, "object": pl.String, "since": pl.Date,
    "until": pl.Date, "precision": pl.String, "by": pl.String, "announced": pl.Date, "reported": pl.Date,
    "known": pl.Date, "event": pl.String, "value": pl.Float64, "unit": pl.String, "confidence": pl.String,
    "verified": pl.Boolean, "disputed": pl.String, "note": pl.String, "source": pl.List(pl.String),
}  # fmt: skip


class World:
    """All facts that Catspaw knows. `load_world()` makes one; `at(day)` gives a view of it."""

    def __init__(self, raw: RawWorld, version: str) -> None:
        self._raw = raw
        self.version = version

    def rows(self, table: str) -> Sequence[Row]:
        """All rows of one table (actor, event, listing, rule, ...), in the order of the files."""
        return self._raw.rows[table]

    @property
    def regime_rows(self) -> Mapping[str, Row]:
        """The head of each regime's `regime.toml`, by its folder."""
        return self._raw.regimes

    @cached_property
    def facts(self) -> pl.DataFrame:
        """All dated relations: between actors, control of places (relation `controls`), and ties (links, supply, ...)."""
        rows = [_fact(row.data) for row in self.rows("fact")]
        rows += [_control(row.data) for row in self.rows("control")]
        rows += [_tie(row.data) for row in self.rows("tie")]
        return pl.DataFrame(rows, schema=dict(FACT_COLUMNS), orient="row")

    @cached_property
    def actors(self) -> Mapping[str, Mapping[str, Any]]:
        """Actors by code."""
        return {row.data["code"]: row.data for row in self.rows("actor")}

    @cached_property
    def events(self) -> Mapping[str, Mapping[str, Any]]:
        """Events by id."""
        return {row.data["id"]: row.data for row in self.rows("event")}

    @cached_property
    def sources(self) -> Mapping[str, Mapping[str, Any]]:
        """Sources by key: ref, date, url."""
        return {key: row.data for key, row in self._raw.sources.items()}

    @cached_property
    def values(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Dated numbers (caps, thresholds, deadlines) by regime."""
        found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in self.rows("value"):
            found[row.file.regime].append(row.data)
        return found

    @cached_property
    def _codes_by_name(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for code, actor in self.actors.items():
            for name in [actor["name"], *(n for names in actor.get("names", {}).values() for n in names)]:
                found.setdefault(_folded(name), code)
        return found | {_folded(code): code for code in self.actors}

    def code(self, name: str) -> str:
        """The code of an actor given as a code or a usual name in any script, case-blind (DNR, ДНР -> UA-DPR).

        Raises:
            InputError: no such actor; the message offers the nearest.
        """
        try:
            return self._codes_by_name[_folded(name)]
        except KeyError:
            near = nearest(_folded(name), self._codes_by_name)
            raise InputError(f'"{name}": no actor has this code or name{near}; catspaw facts lists them') from None

    def at(self, day: str | date, known: str | date | None = None, by: str | None = None) -> View:
        """The world on a day, as it was known by a day, according to someone.

        Args:
            day: ISO date; facts with since <= day < until hold.
            known: only what had become public by this day (None: all that is known now).
            by: an actor; facts that others state against it are left out (None: undisputed and all perspectives).
        """
        from catspaw.facts.view import View

        return View(self, as_date(day), as_date(known) if known else None, self.code(by) if by else None)


def load_world(folders: Iterable[str | Path] = (), packaged: bool = True) -> World:
    """Read the packaged facts and the user's own folders.

    Raises:
        FaultsError: files that can't be read, and tables of the user's folders that are not as they must be, all at
            once. (`catspaw check` also holds facts against each other.)
    """
    roots = [*([PACKAGED] if packaged else []), *map(Path, folders)]
    raw = read_folders(roots, check=len(roots) > int(packaged))
    if raw.faults:
        raise FaultsError(raw.faults)
    return World(raw, _version(roots))


def _version(roots: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for root in roots:
        for path in sorted(root.rglob("*.toml")):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def as_date(day: str | date) -> date:
    """A date from an ISO text.

    Raises:
        InputError: not an ISO date.
    """
    if isinstance(day, date):
        return day.date() if isinstance(day, datetime) else day
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise InputError(f'"{day}": expected an ISO date such as 2022-07-13') from None


def _folded(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())


def _fact(row: Mapping[str, Any]) -> list[Any]:
    announced = row.get("announced")
    filled = {"precision": "day", "known": row.get("known") or announced or row.get("since"), **row}
    return [filled.get(column) for column in FACT_COLUMNS]


def _tie(row: Mapping[str, Any]) -> list[Any]:
    """Other than a fact, a tie without `known` is in no view of the past."""
    filled = {"precision": "day", "value": row.get("quantity"), **row, "note": row["says"]}
    return [filled.get(column) for column in FACT_COLUMNS]


def _control(row: Mapping[str, Any]) -> list[Any]:
    since = row.get("since")
    filled = {
        "precision": "day", "known": since, **row, "id": f"control:{row['place']}:{row['holder']}:{since or 'always'}",
        "subject": row["holder"], "relation": "controls", "object": row["place"],
    }  # fmt: skip
    return [filled.get(column) for column in FACT_COLUMNS]
