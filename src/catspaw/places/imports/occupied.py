"""Ukraine's official list of territories of hostilities and occupation (order No. 376) as a table.

A row names a unit or a settlement, its status, and the days from and to. A row of a unit may leave settlements out ("за
винятком"); these have rows of their own.

Invariants: `until` is the first day on which a status no longer holds. The day on which an occupation ends is its first day
without it; the last day of another status still has it. A row without a day it begins on is rejected.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import polars as pl

from catspaw.lists.opened import Opened, Record, header_of
from catspaw.places.fold import key
from catspaw.places.imports.cells import iso_day
from catspaw.places.imports.katottg import CODE

NEED = ("status", "katottg", "name", "date_from", "date_to")
OCCUPIED = "temporarily_occupied"
STATUSES = (OCCUPIED, "active_hostilities", "active_hostilities_with_state_eservices", "possible_hostilities")
SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "code": pl.String, "status": pl.String, "since": pl.Date, "until": pl.Date, "left_out": pl.List(pl.String),
}  # fmt: skip
LEFT_OUT = re.compile(r"за\s+винятком:?\s*(.*)", re.DOTALL)
KIND = re.compile(r"^(?:[сc]|м|смт|с-щ[еа])\.?\s+", re.IGNORECASE)
SPLIT = re.compile(r"[,;]|\s+та\s+|(?<=\w)\s+(?=[смc]\.\s)")


def recognises(head: bytes) -> bool:
    """Whether a file begins as the list does."""
    return set(NEED) <= set(header_of(head))


def read(source: Opened) -> pl.DataFrame:
    """The rows of the list: code, status, days, and what is left out (folded names or codes)."""
    rows = [row for record in source.table(need=NEED) if (row := _row(source, record))]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _row(source: Opened, record: Record) -> tuple[str, str, date, date | None, list[str]] | None:
    cells = record.cells
    code, status, ends = cells["katottg"], cells["status"], cells["date_to"]
    since, until = iso_day(cells["date_from"]), iso_day(ends)
    if not CODE.fullmatch(code) or status not in STATUSES:
        source.reject(record.line, "expected a KATOTTG code and a status of the order", f"{code} {status}")
        return None
    if since is None or (ends and until is None):
        source.reject(record.line, "the days can't be read; expected YYYY-MM-DD", f"{cells['date_from']} {ends}")
        return None
    if until is not None and until < since:
        source.reject(record.line, f"ends on {until}, before it begins on {since}", cells["name"])
        return None
    if until is not None and (status != OCCUPIED or until == since):
        until += timedelta(days=1)
    return code, status, since, until, left_out(cells["name"])


def left_out(name: str) -> list[str]:
    """Folded names, and codes where given, of the settlements that a row leaves out."""
    found = LEFT_OUT.search(name)
    if not found:
        return []
    names = []
    for part in SPLIT.split(found[1]):
        code = CODE.search(part)
        text = KIND.sub("", re.sub(r"\([^)]*\)?|частина", " ", part).strip())
        names.append(code[0] if code else " ".join(key(text)))
    return [one for one in names if one]
