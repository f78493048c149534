"""UN/LOCODE: a CSV with a header (locode, name, country, subdivision), or the official code list in its twelve columns.

Invariants: a code is five signs, the country first; entries that the official list marks as removed (X) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from catspaw.lists.opened import Opened, clean, header_of

SCHEMA = {"code": pl.String, "name": pl.String, "country": pl.String, "region": pl.String}
NEED = ("locode", "name", "country", "subdivision")
OFFICIAL = ("Change", "Country", "Location", "Name")
CODE = re.compile(r"[A-Z]{2}[A-Z0-9]{3}")


def recognises(head: bytes) -> bool:
    """Whether a file begins as the code list does."""
    header = header_of(head)
    if set(NEED) <= set(header) or set(OFFICIAL) <= set(header):
        return True
    return len(header) in (11, 12) and len(header[1]) == 2 and header[3].startswith(".")


def read(source: Opened) -> pl.DataFrame:
    """The codes: code, name without diacritics where given, country, region."""
    header = header_of(source.head)
    rows = _table(source) if set(NEED) <= set(header) else _official(source)
    frame = pl.DataFrame(list(rows), schema=SCHEMA, orient="row")
    return frame.unique("code", keep="first", maintain_order=True)


def _table(source: Opened) -> Iterator[tuple[Any, ...]]:
    for record in source.table(need=NEED, fallback="cp1252"):
        cells = record.cells
        if not CODE.fullmatch(cells["locode"]) or not cells["name"]:
            if len(cells["locode"]) == 5:  # shorter ones name a country or a region
                source.reject(record.line, "expected a code of five signs and a name", " ".join(cells.values()))
            continue
        yield cells["locode"], cells["name"], cells["locode"][:2], cells["subdivision"]


def _official(source: Opened) -> Iterator[tuple[Any, ...]]:
    for line, raw in source.rows(fallback="cp1252"):
        cells: Sequence[str] = [clean(cell) for cell in raw]
        if cells[:4] == list(OFFICIAL) or len(cells) < 11:
            if len(cells) < 11:
                source.reject(line, f"{len(cells)} cells; expected eleven or twelve", ",".join(raw))
            continue
        source.records += 1
        if not cells[2] or cells[0].upper() == "X":
            continue
        code = cells[1] + cells[2]
        if not CODE.fullmatch(code):
            source.reject(line, "expected a code of five signs", code)
            continue
        yield code, cells[4] or cells[3], cells[1], cells[5]
