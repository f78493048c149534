"""Settlements of GeoNames: the official tab-separated dump (allCountries.txt, UA.txt ...), or a CSV with a header.

Invariants: only populated places (class P) are kept of the dump; `raion` is the start of a KATOTTG code (UA1402) where the
second administrative code says it, else ''; historical and destroyed places are kept, for old papers name them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import polars as pl

from catspaw.lists.opened import Opened, Record, clean, header_of, text_of_head
from catspaw.places.imports.cells import position_of

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "id": pl.String, "name": pl.String, "names": pl.List(pl.String), "lat": pl.Float64, "lon": pl.Float64,
    "country": pl.String, "region": pl.String, "raion": pl.String, "population": pl.Int64,
}  # fmt: skip
NEED = ("name", "geonameid", "population", "lat", "lon", "country", "subdivision")
COLUMNS = 19
ISO = re.compile(r"[a-z]{2}-[a-z0-9]{1,3}")
RAION = re.compile(r"(?:ua\.\d\d\.)?(\d{4})")
# GeoNames' own number of an oblast -> the two digits that begin its KATOTTG codes
OBLASTS = {
    "01": "71", "02": "74", "03": "73", "04": "12", "05": "14", "06": "26", "07": "63", "08": "65", "09": "68",
    "10": "35", "11": "01", "12": "80", "13": "32", "14": "44", "15": "46", "16": "48", "17": "51", "18": "53",
    "19": "56", "20": "85", "21": "59", "22": "61", "23": "05", "24": "07", "25": "21", "26": "23", "27": "18",
}  # fmt: skip
MOST_NAMES = 60


def recognises(head: bytes) -> bool:
    """Whether a file begins as a table of GeoNames does."""
    if set(NEED) <= set(header_of(head)):
        return True
    cells = text_of_head(head).split("\n", 1)[0].split("\t")
    return len(cells) == COLUMNS and cells[0].isdigit()


def read(source: Opened) -> pl.DataFrame:
    """The settlements: id, name, other names, position, country, region, raion, population."""
    rows = _dump(source) if b"\t" in source.head.split(b"\n", 1)[0] else _table(source)
    return pl.DataFrame(list(rows), schema=SCHEMA, orient="row")


def _table(source: Opened) -> Iterator[tuple[Any, ...]]:
    for record in source.table(need=NEED):
        cells = record.cells
        lat, lon = position_of(cells["lat"], cells["lon"])
        if lat is None or not cells["name"] or not cells["geonameid"].isdigit():
            source.reject(record.line, "expected a name, a number and a position", " ".join(cells.values()))
            continue
        yield _place_of(record, lat, lon)


def _place_of(record: Record, lat: float, lon: float | None) -> tuple[Any, ...]:
    cells = record.cells
    parts = cells["subdivision"].casefold().split("|")
    region = next((part.upper() for part in parts if ISO.fullmatch(part)), "")
    raion = next((found[1] for part in parts if part.startswith("ua.") and (found := RAION.fullmatch(part))), "")
    if not raion:  # the oblast alone
        raion = next((OBLASTS.get(part[3:5], "") for part in parts if part.startswith("ua.")), "")
    population = int(cells["population"]) if cells["population"].isdigit() else 0
    country = cells["country"].upper()
    code = f"UA{raion}" if country == "UA" and raion else ""
    return cells["geonameid"], cells["name"], [], lat, lon, country, region, code, population


def _dump(source: Opened) -> Iterator[tuple[Any, ...]]:
    for line, text in source.lines():
        cells = text.rstrip("\r\n").split("\t")
        if not text.strip():
            continue
        source.records += 1
        lat, lon = position_of(cells[4], cells[5]) if len(cells) == COLUMNS else (None, None)
        if lat is None or not cells[0].isdigit() or not cells[1].strip():
            source.reject(line, f"{len(cells)} cells; expected {COLUMNS} with a number, a name and a position", text)
            continue
        if cells[6] != "P":
            continue
        names = [clean(name) for name in (cells[2], *cells[3].split(",")[:MOST_NAMES])]
        country, first, second = cells[8].upper(), cells[10], cells[11]
        raion = second if re.fullmatch(r"\d{4}", second) else OBLASTS.get(first, "")
        code = f"UA{raion}" if country == "UA" and raion else ""
        population = int(cells[14]) if cells[14].isdigit() else 0
        other = list(dict.fromkeys(name for name in names if name))
        yield cells[0], clean(cells[1]), other, lat, lon, country, "", code, population
