"""A gazetteer with what the user imported: settlements, positions, codes, and control by list and polygons.

Invariants: the packaged places keep their numbers, labels and names, imported ones come after them; a settlement that is
packaged already gains names and a position only; a name that many settlements share is never sure alone; without imports
nothing here runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from catspaw.places.fold import key
from catspaw.places.gazetteer import Gazetteer
from catspaw.places.imports.geonames import OBLASTS
from catspaw.places.layers import LayeredControl, PolygonMap
from catspaw.places.namesakes import COMMON
from catspaw.places.official import OfficialList
from catspaw.places.store import PlaceStore
from catspaw.places.words import COMPANY, COMPASS, FILLERS, QUALIFIERS, SEA_SIDE, STREET_AFTER, STREET_BEFORE

REGIONS = {"01": "43", "44": "09", "73": "77", "80": "30", "85": "40"}  # KATOTTG's number of an oblast -> ISO 3166-2
PREFIXES = {f"UA-{REGIONS.get(digits, digits)}": f"UA{digits}" for digits in OBLASTS.values()}
ISO_OF = {prefix: iso for iso, prefix in PREFIXES.items()}
KINDS = {"M": "town", "T": "town", "X": "village", "C": "village"}
SETTLEMENTS = ("city", "town", "village", "port", "crossing")
OFTEN = 5
BIG, MIDDLE = 100_000, 10_000
PLAIN_WORDS = frozenset(QUALIFIERS) | STREET_BEFORE | STREET_AFTER | COMPANY | FILLERS | COMPASS | SEA_SIDE
CODIFIER, GEONAMES = ("geo-katottg",), ("geo-names",)


class Tables(NamedTuple):
    """The imported tables; None for what is not imported."""

    katottg: pl.DataFrame | None
    occupied: pl.DataFrame | None
    polygons: pl.DataFrame | None
    geonames: pl.DataFrame | None
    locode: pl.DataFrame | None
    listed: date | None  # the day of the official list


def imported(store: PlaceStore) -> Tables:
    """What a store holds."""
    kept = store.get("occupied")
    return Tables(
        store.table("katottg"), store.table("occupied"), store.table("polygons"), store.table("geonames"),
        store.table("locode"), kept.day if kept else None,
    )  # fmt: skip


def enlarge(world: Gazetteer, tables: Tables) -> Gazetteer:
    """Add what was imported to a gazetteer that was just loaded; the same one is returned."""
    if "UA" not in world.numbers:
        return world
    if tables.katottg is not None:
        _add_units(world, tables.katottg.filter(pl.col("category") == "P"))
        _add_settlements(world, tables.katottg.filter(pl.col("category").is_in(list(KINDS))))
        world.aliases = _aliases(world, tables.katottg)
    namesakes: Mapping[int, list[tuple[float, float]]] = {}
    if tables.geonames is not None:
        namesakes = _add_geonames(world, tables.geonames, alone=tables.katottg is None)
    if tables.locode is not None:
        world.locodes = _Locodes(world, tables.locode)
    if tables.occupied is not None or tables.polygons is not None:
        _layer(world, tables, namesakes)
    return world


def _add_units(world: Gazetteer, frame: pl.DataFrame) -> None:
    for code, uk, en in frame.select("code", "uk", "en").iter_rows():
        if code not in world.numbers and (region := ISO_OF.get(code[:4])):
            label = f"{en} Raion"
            number = world.add_place(code, "district", label, region, None, CODIFIER)
            world.names.add(number, "district", [label, f"{uk} район"])


def _add_settlements(world: Gazetteer, frame: pl.DataFrame) -> None:
    frame = frame.filter(~pl.col("code").is_in(list(world.numbers)))
    rows = frame.select("code", "category", "uk", "en").rows()
    keys = {name: key(name) for name in {*frame["uk"], *frame["en"]}}
    counts = frame["uk"].value_counts()
    often = {name for name, count in counts.iter_rows() if count >= OFTEN}
    raions: dict[str, str] = {
        code[:6]: code
        for code, kind in zip(world.ids, world.kinds, strict=True)
        if kind == "district" and _is_code(code)
    }
    for code, category, uk, en in rows:
        kind = KINDS[category]
        number = world.add_place(code, kind, en, raions.get(code[:6]) or ISO_OF.get(code[:4], "UA"), None, CODIFIER)
        forms = [form for form in (keys[uk], keys[en]) if not PLAIN_WORDS.issuperset(form)]
        if kind == "village" and (uk in often or any(form in COMMON for form in forms)):
            world.common.add(number)
        world.names.add_folded(number, forms)


def _aliases(world: Gazetteer, frame: pl.DataFrame) -> Mapping[str, int]:
    """Codes of hromadas, oblasts and city districts, which are no places here: each leads to what it lies in."""
    parents = dict(frame.select("code", "parent").iter_rows())
    found: dict[str, int] = {}
    for code, category in frame.select("code", "category").iter_rows():
        if code in world.numbers:
            continue
        above = parents.get(code, "")
        number = world.numbers.get(ISO_OF.get(code[:4], "")) if category in "OK" else world.numbers.get(above)
        if number is None:
            number = world.numbers.get(ISO_OF.get(code[:4], "UA"))
        if number is not None:
            found[code] = number
    return found


def _add_geonames(
    world: Gazetteer, frame: pl.DataFrame, alone: bool
) -> Mapping[int, list[tuple[float, float]]]:  # fmt: skip
    """Positions and names for places that are known; the others are new places, in Ukraine only if there is no codifier.

    Returns the positions that any of several namesakes of one raion may have.
    """
    by_raion = _by_area_and_name(world)
    shared: dict[int, list[tuple[float, float]]] = {}
    for row in frame.iter_rows(named=True):
        names = [row["name"], *row["names"]]
        known = _known(world, row, names, by_raion)
        number = known[0] if len(known) == 1 else None
        for one in known if number is None and row["country"] == "UA" else ():
            shared.setdefault(one, []).append((row["lat"], row["lon"]))
        if number is not None:
            if world.positions[number] is None:
                world.positions[number] = (row["lat"], row["lon"])
            world.names.add_folded(number, [key(name) for name in names])
        elif row["country"] != "UA" or (alone and not known):
            _add_new(world, row, names)
    return shared


def _by_area_and_name(world: Gazetteer) -> Mapping[tuple[str, tuple[str, ...]], list[int]]:
    """Settlements by raion, oblast or state, and folded name."""
    found: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for words, entries in world.names.exact.items():
        for number, qualifier in entries:
            if qualifier or world.kinds[number] not in SETTLEMENTS:
                continue
            code = world.ids[number]
            areas = (code[:6], code[:4]) if _is_code(code) else world.codes_of(number)[-1:]
            for area in areas:
                found.setdefault((area, words), []).append(number)
    return found


def _known(
    world: Gazetteer, row: Mapping[str, object], names: Sequence[str], by_area: Mapping[tuple[str, tuple[str, ...]], list[int]]
) -> list[int]:  # fmt: skip
    """The places that a row of GeoNames may be: one, several of a name in one raion, or none."""
    area = str(row["raion"] or row["country"])
    for name in names:
        found = sorted(set(by_area.get((area, key(name)), [])))
        if found := [number for number in found if _fits(world.positions[number], row)]:
            return found
    return []


def _fits(position: tuple[float, float] | None, row: Mapping[str, object]) -> bool:
    """Whether a known position is within about thirty kilometres of that of the row."""
    if position is None:
        return True
    north, east = float(str(row["lat"])), float(str(row["lon"]))
    return abs(position[0] - north) < 0.3 and abs(position[1] - east) < 0.5


def _add_new(world: Gazetteer, row: Mapping[str, object], names: Sequence[str]) -> None:
    country, region = str(row["country"]), str(row["region"])
    if country not in world.numbers:
        return
    population = int(str(row["population"]))
    kind = "city" if population >= BIG else "town" if population >= MIDDLE else "village"
    position = (float(str(row["lat"])), float(str(row["lon"])))
    parent = region if region in world.numbers else country
    number = world.add_place(f"GEONAMES-{row['id']}", kind, names[0], parent, position, GEONAMES)
    forms = [key(name) for name in names]
    if kind == "village":
        world.common.add(number)  # a small place of another land is never sure by its name alone
    world.names.add_folded(number, forms)


class _Locodes:
    """UN/LOCODE codes, each looked up when it is met: the place of that name in that country, else the country."""

    def __init__(self, world: Gazetteer, frame: pl.DataFrame) -> None:
        self._world = world
        self._names = dict(frame.select("code", "name").iter_rows())

    def get(self, code: str) -> int | None:
        """The place that a code points to, or None."""
        name = self._names.get(code)
        if name is None:
            return None
        country = self._world.numbers.get(code[:2])
        forms = [key(part) for part in (name, *name.replace("(", "/").replace(")", "").split("/")) if part.strip()]
        for form in forms:
            found = {
                number for number, qualifier in self._world.names.look(form)
                if not qualifier and self._world.kinds[number] in SETTLEMENTS
                and self._world.codes_of(number)[-1] == code[:2]
            }  # fmt: skip
            if len(found) == 1:
                return found.pop()
        return country


def _layer(world: Gazetteer, tables: Tables, namesakes: Mapping[int, list[tuple[float, float]]]) -> None:
    official = OfficialList(tables.occupied, tables.listed) if tables.occupied is not None else None
    polygons = (
        PolygonMap(tables.polygons, lambda: _positions(world), namesakes) if tables.polygons is not None else None
    )
    until = (tables.listed or date.max - timedelta(days=1)) + timedelta(days=1)
    names = _Names(tables.katottg)
    world.control = LayeredControl(
        world.control, official, polygons, world.chain, lambda number: _list_code(world, number),
        lambda number: (*names.of(world.ids[number]), world.labels[number]), until,
    )  # fmt: skip
    if polygons is not None:
        world.checked = max(world.checked or date.min, polygons.days[-1])


class _Names:
    """Names of settlements in Ukrainian by code, for the rows of the list that leave some out."""

    def __init__(self, frame: pl.DataFrame | None) -> None:
        self._uk = dict(frame.select("code", "uk").iter_rows()) if frame is not None else {}

    def of(self, code: str) -> Iterable[str]:
        """The names of a code."""
        return (self._uk[code],) if code in self._uk else ()


def _positions(world: Gazetteer) -> list[tuple[float, float] | None]:
    ukraine = world.numbers["UA"]
    return [
        position if position and kind in SETTLEMENTS and world.chain(number)[-1] == ukraine else None
        for number, (position, kind) in enumerate(zip(world.positions, world.kinds, strict=True))
    ]


def _list_code(world: Gazetteer, number: int) -> str:
    """The KATOTTG code by which the list is asked; '-' for a settlement without one, '' for what it says nothing of."""
    code = world.ids[number]
    if _is_code(code):
        return code
    if code in PREFIXES:
        return PREFIXES[code].ljust(19, "0")
    return "-" if world.kinds[number] in SETTLEMENTS and world.chain(number)[-1] == world.numbers["UA"] else ""


def _is_code(code: str) -> bool:
    return len(code) == 19 and code.startswith("UA")
