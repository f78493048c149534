"""Areas under one side's control, a day a file: GeoJSON polygons in longitude and latitude.

The day is a property (`date` or `day`) of a feature or of the collection, or stands in the file's name.

Invariants: every vertex is a finite number on the globe; a ring has at least three of them; rings are kept as they are given,
closed or not, the first of a polygon its outline and the others its holes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl

from catspaw.errors import InputError
from catspaw.lists.opened import Opened, text_of_head
from catspaw.places.imports.cells import day_in, iso_day, number_of

SCHEMA = {"day": pl.Date, "polygon": pl.Int32, "ring": pl.Int32, "lon": pl.Float64, "lat": pl.Float64}
MOST_VERTICES = 5_000_000
Rings = list[list[tuple[float, float]]]


def recognises(head: bytes) -> bool:
    """Whether a file begins as GeoJSON does."""
    text = text_of_head(head).lstrip()
    return text.startswith("{") and '"type"' in text and ("Feature" in text or "Polygon" in text)


def read(source: Opened) -> pl.DataFrame:
    """The vertices of all polygons, with their day, polygon and ring."""
    data = source.json()
    if not isinstance(data, dict):
        raise InputError(f"{source.name}: not GeoJSON: expected a FeatureCollection, a Feature or a MultiPolygon")
    columns: dict[str, list[Any]] = {name: [] for name in SCHEMA}
    common = _day_of(data) or day_in(source.name)
    number = 0
    for feature in _features(data, source.name):
        day = _day_of(feature) or common
        if day is None:
            raise InputError(f'{source.name}: no day; name the file 2025-01-31.geojson or give a property "date"')
        for rings in _polygons(feature, source):
            source.records += 1
            for ring, vertices in enumerate(rings):
                _take(columns, day, number, ring, vertices)
            number += 1
        if len(columns["lon"]) > MOST_VERTICES:
            raise InputError(f"{source.name}: more than {MOST_VERTICES:,} vertices; refused")
    if not number:
        raise InputError(f"{source.name}: holds no polygon")
    return pl.DataFrame(columns, schema=SCHEMA)


def _take(
    columns: dict[str, list[Any]], day: date, number: int, ring: int, vertices: list[tuple[float, float]]
) -> None:
    columns["day"] += [day] * len(vertices)
    columns["polygon"] += [number] * len(vertices)
    columns["ring"] += [ring] * len(vertices)
    columns["lon"] += [lon for lon, _ in vertices]
    columns["lat"] += [lat for _, lat in vertices]


def _features(data: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    kind = data.get("type")
    if kind in ("Polygon", "MultiPolygon"):
        yield {"geometry": data}
    elif kind == "Feature":
        yield data
    elif kind == "FeatureCollection" and isinstance(data.get("features"), list):
        yield from (one for one in data["features"] if isinstance(one, dict))
    else:
        raise InputError(f"{name}: not GeoJSON with polygons (type {str(kind)[:40]!r})")


def _day_of(data: Mapping[str, Any]) -> date | None:
    properties = data.get("properties")
    for place in (properties if isinstance(properties, dict) else {}, data):
        for word in ("date", "day"):
            if isinstance(found := place.get(word), str) and (day := iso_day(found[:10])):
                return day
    return None


def _polygons(feature: Mapping[str, Any], source: Opened) -> Iterator[Rings]:
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return  # points and lines beside the area
    parts = geometry.get("coordinates")
    for number, part in enumerate(
        [parts] if geometry["type"] == "Polygon" else parts if isinstance(parts, list) else []
    ):
        if not isinstance(part, list) or not part:
            raise InputError(f"{source.name}: polygon {number}: no rings")
        yield [_ring(ring, f"{source.name}: polygon {number}") for ring in part]


def _ring(ring: object, where: str) -> list[tuple[float, float]]:
    if not isinstance(ring, list) or len(ring) < 3:
        raise InputError(f"{where}: a ring of fewer than three points")
    found = []
    for point in ring:
        pair = point[:2] if isinstance(point, list) and len(point) >= 2 else (None, None)
        lon, lat = number_of(pair[0], 180), number_of(pair[1], 90)
        if lon is None or lat is None or isinstance(pair[0], str) or isinstance(pair[1], str):
            raise InputError(f"{where}: {str(point)[:60]} is no longitude and latitude")
        found.append((lon, lat))
    return found
