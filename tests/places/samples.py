"""Small hand-made files in the layouts of the published ones, with invented numbers where nothing depends on them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from catspaw.places import Resolver, load_gazetteer
from catspaw.places.enlarge import enlarge, imported
from catspaw.places.imports import read_import
from catspaw.places.store import PlaceStore

OBLAST, RAION, HROMADA = "UA14000000000091971", "UA14160000000061982", "UA14160050000083011"
TOWN, VILLAGE, OTHER = "UA14160050010087340", "UA14160050990000001", "UA14160050980000002"
KATOTTG_HEAD = (
    "Перший рівень;Другий рівень;Третій рівень;Четвертий рівень;Додатковий рівень;Категорія об’єкта;Назва об’єкта"
)
KATOTTG_ROWS = (
    f"{OBLAST};;;;;O;Донецька",
    f"{OBLAST};{RAION};;;;P;Покровський",
    f"{OBLAST};{RAION};{HROMADA};;;H;Гродівська ",
    f"{OBLAST};{RAION};{HROMADA};{TOWN};;X;Гродівка",
    f"{OBLAST};{RAION};{HROMADA};{VILLAGE};;C;Щучинська Гать",
    f"{OBLAST};{RAION};{HROMADA};{OTHER};;C;Ґанківці",
)
OCCUPIED_HEAD = "status,oblast,raion,katottg,name,category,date_from,date_to,raw_from,raw_to"


def katottg(folder: Path, rows: Sequence[str] = KATOTTG_ROWS) -> Path:
    """A codifier, packed."""
    path = folder / "kodifikator-16-05-2025.csv.gz"
    path.write_bytes(gzip.compress("\n".join([KATOTTG_HEAD, *rows, ""]).encode()))
    return path


def occupied(folder: Path, rows: Sequence[tuple[str, str, str, str, str]]) -> Path:
    """The official list: status, code, name, from, to."""
    path = folder / "occupied_2025-05-07.csv"
    lines = [f'{status},Д,П,{code},"{name}",C,{since},{until},,' for status, code, name, since, until in rows]
    path.write_text("\n".join([OCCUPIED_HEAD, *lines, ""]), encoding="utf-8")
    return path


def polygons(folder: Path, day: str, *rings: list[list[list[float]]]) -> Path:
    """A day of polygons, each a list of rings."""
    path = folder / f"{day}.geojson"
    geometry = {"type": "MultiPolygon", "coordinates": list(rings)}
    data = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": geometry}]}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def square(west: float, south: float, size: float) -> list[list[float]]:
    """A closed ring."""
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def geonames(folder: Path, *rows: str) -> Path:
    """Settlements in the layout of the subset."""
    path = folder / "places.csv"
    head = "name,geonameid,population,lat,lon,country,subdivision"
    path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return path


def store_of(folder: Path, *files: Path) -> PlaceStore:
    """A store with these files imported."""
    store = PlaceStore(folder / "places")
    store.put([read_import(file) for file in files], date(2026, 1, 1))
    return store


def resolver_with(folder: Path, *files: Path) -> Resolver:
    """The packaged facts with these files imported."""
    return Resolver(enlarge(load_gazetteer(), imported(store_of(folder, *files))))
