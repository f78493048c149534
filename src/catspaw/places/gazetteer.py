"""All places the world knows, as columns, with an index of their names.

Places are numbered; states and contested territories are places too (from the actors), so one tree runs from a bay to
a state. A state ends the chain: a dependency with a code of its own (HK) is not read as its parent.

Invariants: a gazetteer is never changed after loading; `chain(i)` starts with the place itself and ends with a state,
and is cut where a parent is not known; a sea has no chain beyond itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from catspaw.places.fold import key
from catspaw.places.names import NameIndex
from catspaw.places.namesakes import COMMON
from catspaw.places.spans import Series, Span, span
from catspaw.places.tables import Tables, packaged_root, read_tables

KOATUU_TRAP = "replaced by KATOTTG in November 2020; still in papers from held areas"
STATE_KINDS = frozenset({"state", "union"})


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a contested territory is: places within these, held by one of those on the day (empty: by name)."""

    code: str
    within: frozenset[str]
    held_by: frozenset[str]
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class TerritoryPart:
    """One code of a regime's territory with its dates."""

    regime: str
    territory: str
    title: str
    article: str
    code: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Code:
    """A prefix of a code system and the place it points to."""

    kind: str
    prefix: str
    pattern: str
    place: int
    since: date
    until: date
    trap: str


class HasCodes(Protocol):
    """Codes that lead to places."""

    def get(self, code: str, /) -> int | None:
        """The place that a code points to, or None."""
        ...


class Gazetteer:
    """The places of a world. `load_gazetteer()` makes one."""

    def __init__(self, tables: Tables) -> None:
        self.ids: list[str] = []
        self.kinds: list[str] = []
        self.labels: list[str] = []
        self.positions: list[tuple[float, float] | None] = []
        self.sources: list[tuple[str, ...]] = []
        self.numbers: dict[str, int] = {}
        self.common: set[int] = set()  # villages whose name says little alone
        self._parents: list[str] = []
        names = NameIndex()
        self._add_actors(tables["actor"], names, first=True)
        self._add_places(tables["place"], names)
        self._add_actors(tables["actor"], names, first=False)
        self.names = names
        self.control: Mapping[int, Series] = self._series(tables["control"], "place", "holder")
        self.claims = self._claims(tables["fact"])
        self.extents = [extent for row in tables["actor"] if (extent := _extent(row))]
        self.parts = list(_parts(tables["territory"]))
        self.codes = list(self._codes(tables))
        dates = {str(row["key"]): row.get("date") for row in tables["source"]}
        self.checked: date | None = dates.get("geo-deepstate")
        self.packaged = len(self.ids)  # places of this number and above were imported
        self.aliases: Mapping[str, int] = {}  # imported codes of units that are no places of their own
        self.locodes: HasCodes = self.aliases
        self._chains: dict[int, tuple[int, ...]] = {}

    def add_place(
        self, code: str, kind: str, label: str, parent: str, position: tuple[float, float] | None, source: tuple[str, ...]
    ) -> int:  # fmt: skip
        """Add an imported place while loading; one of this code that is there already stays as it is."""
        number = self.numbers.setdefault(code, len(self.ids))
        if number == len(self.ids):
            self.ids.append(code)
            self.kinds.append(kind)
            self.labels.append(label)
            self._parents.append(parent)
            self.positions.append(position)
            self.sources.append(source)
        return number

    def _add(self, code: str, kind: str, label: str, parent: str, row: Mapping[str, Any]) -> int:
        number = self.numbers.get(code)
        if number is not None:
            return number
        number = self.numbers[code] = len(self.ids)
        self.ids.append(code)
        self.kinds.append(kind)
        self.labels.append(label)
        self._parents.append(parent)
        is_place = "within" in row and "lat" in row and "lon" in row  # an actor's position only draws it on a map
        self.positions.append((float(row["lat"]), float(row["lon"])) if is_place else None)
        self.sources.append(tuple(row.get("source", ())))
        return number

    def _add_places(self, rows: Iterable[Mapping[str, Any]], names: NameIndex) -> None:
        for row in rows:
            number = self._add(row["id"], row["kind"], row["name"], row["within"], row)
            if row["kind"] == "village" and any(key(name) in COMMON for name in [row["name"], *_names(row)]):
                self.common.add(number)
            names.add(number, row["kind"], [row["name"], *_names(row)])

    def _add_actors(self, rows: Iterable[Mapping[str, Any]], names: NameIndex, first: bool) -> None:
        """States come before the places, contested territories after them: a place of the same name goes first."""
        for row in rows:
            kind, extent = row["kind"], row.get("extent")
            is_state = kind in STATE_KINDS or not extent or len(row["code"]) == 2  # Taiwan, Kosovo: codes of their own
            if kind not in STATE_KINDS | {"contested"} or is_state != first:
                continue
            within = extent["within"][0] if extent else ""
            inside = within if within != row["code"] else row.get("parent", "")
            place_kind = "union" if kind == "union" else "country" if first else "region"
            number = self._add(row["code"], place_kind, row["name"], "" if first else inside, row)
            names.add(number, place_kind, [row["name"], *_names(row)], weak=not first)
            names.add_code(number, row["code"])

    def _series(self, rows: Iterable[Mapping[str, Any]], key: str, value: str) -> dict[int, Series]:
        spans: dict[int, list[Span]] = defaultdict(list)
        for row in rows:
            number = self.numbers.get(row[key])
            if number is not None:
                spans[number].append(span(row, row[value]))
        return {number: Series(found) for number, found in spans.items()}

    def _claims(self, rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Span]]:
        """Who claims, annexed or controls a region or contested territory, by the object's code."""
        found: dict[str, list[Span]] = defaultdict(list)
        for row in rows:
            found[row["object"]].append(span(row, row["subject"]))
        return dict(found)

    def _codes(self, tables: Tables) -> Iterable[Code]:
        for row in tables["code"]:
            number = self.numbers.get(row["place"])
            if number is not None:
                since, until = row.get("since") or date.min, row.get("until") or date.max
                prefix, pattern, trap = row.get("prefix", ""), row.get("pattern", ""), row.get("trap", "")
                yield Code(row["kind"], prefix, pattern, number, since, until, trap)
        for row in tables["place"]:
            number = self.numbers[row["id"]]
            if "locode" in row:
                yield Code("locode", row["locode"], "", number, date.min, date.max, "")
            katottg = row.get("katottg") or row["id"]
            if katottg.startswith("UA") and len(katottg) == 19:
                yield Code("katottg", katottg, "", number, date.min, date.max, "")
            if "koatuu" in row:
                yield Code(
                    "koatuu", row["koatuu"][:5] + row["koatuu"][5:].rstrip("0"), "", number, date.min, date.max, ""
                )
            if row["id"].startswith("KOATUU"):
                yield Code("koatuu", row["id"][6:13].rstrip("0"), "", number, date.min, date.max, "")

    def chain(self, number: int) -> tuple[int, ...]:
        """The place, what it lies in, and so on up to the state."""
        found = self._chains.get(number)
        if found is None:
            steps = [number]
            while self.kinds[steps[-1]] not in ("country", "sea", "union"):
                parent = self.numbers.get(self._parents[steps[-1]])
                if parent is None or parent in steps:
                    break
                steps.append(parent)
            found = self._chains[number] = tuple(steps)
        return found

    def codes_of(self, number: int) -> tuple[str, ...]:
        """The chain as codes."""
        return tuple(self.ids[step] for step in self.chain(number))

    @cached_property
    def below(self) -> Mapping[int, Sequence[int]]:
        """All places below a place, at any depth; imported ones only if something is said of who holds them."""
        found: dict[int, list[int]] = defaultdict(list)
        says = getattr(self.control, "has_own", self.control.__contains__)
        for number in range(len(self.ids)):
            if number >= self.packaged and not says(number):
                continue
            for above in self.chain(number)[1:]:
                found[above].append(number)
        return found

    @cached_property
    def friends(self) -> Mapping[str, frozenset[str]]:
        """States whose papers may name a place of a contested territory as theirs, by code of a chain."""
        found: dict[str, set[str]] = defaultdict(set)
        for extent in self.extents:
            parents = {self.codes_of(self.numbers[code])[-1] for code in extent.within if code in self.numbers}
            claimed = {one.value for code in (extent.code, *extent.within) for one in self.claims.get(code, ())}
            claimed |= {code for code in extent.held_by if len(code) == 2}
            for code in extent.within:
                if code not in parents:
                    found[code] |= {one for one in claimed if len(one) == 2} | parents
        return {code: frozenset(states) for code, states in found.items()}


def load_gazetteer(root: Path | None = None, *more: Path) -> Gazetteer:
    """Read the places, control and codes of a folder of facts (None: the packaged one)."""
    return Gazetteer(read_tables([root or packaged_root(), *more]))


def _names(row: Mapping[str, Any]) -> list[str]:
    return [name for names in row.get("names", {}).values() for name in names]


def _extent(row: Mapping[str, Any]) -> Extent | None:
    extent = row.get("extent")
    if not extent:
        return None
    held_by = frozenset(extent.get("held_by", ()))
    since, until = row.get("since") or date.min, row.get("until") or date.max
    return Extent(row["code"], frozenset(extent["within"]), held_by, since, until)


def _parts(rows: Iterable[Mapping[str, Any]]) -> Iterable[TerritoryPart]:
    for row in rows:
        for part in row.get("part", ()):
            since, until = part.get("since") or date.min, part.get("until") or date.max
            title = row.get("title", row["id"])
            article = row.get("article") or title
            yield TerritoryPart(row["regime"], row["id"], title, article, part["code"], since, until)
