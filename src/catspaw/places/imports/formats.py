"""The formats that can be imported, how each is told from a file's beginning, and the reading of one file.

Invariant: a file in which more than half the rows can't be read is refused: it is not what it was taken for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from catspaw.errors import InputError, nearest
from catspaw.lists.opened import Opened
from catspaw.places.imports import geonames, katottg, locode, occupied, polygons
from catspaw.places.imports.cells import day_in


class Format(NamedTuple):
    """How to tell a format and how to read it."""

    title: str
    recognises: Callable[[bytes], bool]
    read: Callable[[Opened], pl.DataFrame]


FORMATS = {
    "katottg": Format("codifier of units and settlements of Ukraine", katottg.recognises, katottg.read),
    "occupied": Format("official list of occupied territories", occupied.recognises, occupied.read),
    "polygons": Format("control polygons, one day a file", polygons.recognises, polygons.read),
    "geonames": Format("GeoNames settlements", geonames.recognises, geonames.read),
    "locode": Format("UN/LOCODE", locode.recognises, locode.read),
}


@dataclass(frozen=True, slots=True)
class Imported:
    """A file as it was read: its format, its table, its day where one is known, and what was left out."""

    format: str
    frame: pl.DataFrame
    source: str
    sha256: str
    day: date | None
    rejects: int
    first_reject: str


def read_import(path: str | Path, as_format: str = "") -> Imported:
    """Read one file of places.

    Raises:
        InputError: the file can't be read, is of no known format, or is not what it was said to be.
    """
    source = Opened(path)
    name = as_format or _recognised(source)
    if name not in FORMATS:
        raise InputError(f'no format "{name}"{nearest(name, FORMATS)}; there are {", ".join(FORMATS)}')
    frame = FORMATS[name].read(source)
    if frame.is_empty() or len(source.rejects) > frame.height:
        why = f"; {source.rejects[0].record}: {source.rejects[0].reason}" if source.rejects else ""
        raise InputError(
            f"{source.name}: not a file of the format {name}: {len(source.rejects)} rows can't be read{why}"
        )
    first = f"{source.rejects[0].record}: {source.rejects[0].reason}" if source.rejects else ""
    return Imported(name, frame, source.name, _sha256(source), _day(frame, source.name), len(source.rejects), first)


def _recognised(source: Opened) -> str:
    for name, one in FORMATS.items():
        if one.recognises(source.head):
            return name
    raise InputError(f"{source.name}: no format of places is recognised; say it with --as: {', '.join(FORMATS)}")


def _day(frame: pl.DataFrame, name: str) -> date | None:
    if "day" in frame.columns:
        return max(frame["day"].to_list(), default=None)
    if found := day_in(name):
        return found
    if "since" in frame.columns:
        days: list[date | None] = [*frame["since"].to_list(), *frame["until"].to_list()]
        return max((day for day in days if day is not None), default=None)
    return None


def _sha256(source: Opened) -> str:
    with source.path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
