"""The codifier of administrative units and settlements of Ukraine (KATOTTG): `;`-separated, five levels, category, name.

A code is UA and seventeen digits: oblast (2), raion (2), hromada (3), settlement (3), city district (2), and five at random.

Invariants: each code once; what lies in what is read from the levels of the row, not guessed from the digits.
"""

from __future__ import annotations

import re

import polars as pl

from catspaw.errors import InputError
from catspaw.lists.opened import Opened, Row, clean, text_of_head
from catspaw.places.imports.romanise import romanised

CODE = re.compile(r"UA\d{17}")
LEVEL = {"O": 1, "K": 1, "P": 2, "H": 3, "M": 4, "T": 4, "X": 4, "C": 4, "B": 5}
FIRST_COLUMN = "Перший рівень"
SCHEMA = {"code": pl.String, "parent": pl.String, "category": pl.String, "uk": pl.String, "en": pl.String}


def recognises(head: bytes) -> bool:
    """Whether a file begins as the codifier does."""
    return text_of_head(head[:400]).lstrip('" \n').startswith(FIRST_COLUMN)


def read(source: Opened) -> pl.DataFrame:
    """Units and settlements: code, code of what it lies in, category, name in Ukrainian and in Latin letters."""
    rows = source.rows(";")
    header = [clean(cell) for cell in next(rows, Row(1, ())).cells]
    if len(header) < 7 or header[0] != FIRST_COLUMN:
        raise InputError(f"{source.name}:1: not the codifier's header; expected five levels, category and name with ;")
    found: dict[str, tuple[str, str, str, str, str]] = {}
    for line, cells in rows:
        source.records += 1
        row = _row([clean(cell) for cell in cells])
        if row is None:
            source.reject(line, "not a unit: expected its levels, a category such as C, and a name", ";".join(cells))
        elif row[0] in found:
            source.reject(line, f"{row[0]} stands twice", ";".join(cells))
        else:
            found[row[0]] = row
    return pl.DataFrame(list(found.values()), schema=SCHEMA, orient="row")


def _row(cells: list[str]) -> tuple[str, str, str, str, str] | None:
    if len(cells) < 7 or cells[5] not in LEVEL or not cells[6]:
        return None
    levels = cells[: LEVEL[cells[5]]]
    code = levels[-1]
    if not CODE.fullmatch(code):
        return None
    above = next((one for one in reversed(levels[:-1]) if one != code and CODE.fullmatch(one)), "")
    return code, above, cells[5], cells[6], romanised(cells[6])
