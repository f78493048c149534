"""What the imported official list says of a settlement: its spans of occupation and of other statuses, by KATOTTG code.

Rows of a hromada, raion or oblast hold for all settlements in it but those that the row leaves out. The nearest row speaks:
the settlement's own before the hromada's, that before the raion's.

Invariants: spans of a settlement do not overlap; where no row holds on a day the list is silent; of rows of one unit,
occupation outweighs another status; statuses without an end are silent after the list's own day, occupation is not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

import polars as pl

from catspaw.places.fold import key
from catspaw.places.imports.occupied import OCCUPIED

ANNEXED = date(2022, 9, 30)  # from this day the packaged facts name Russia as the holder of what its proxies held
PROXIES = {"UA14": "UA-DPR", "UA44": "UA-LPR"}
SIZES = (12, 9, 6, 4)  # digits of a settlement's, a hromada's, a raion's and an oblast's own codes


class Said(NamedTuple):
    """Who holds a place by one source, from a day to before another."""

    since: date
    until: date
    holder: str


class _Row(NamedTuple):
    since: date
    until: date
    occupied: bool
    left_out: frozenset[str]


class OfficialList:
    """The imported list, looked up by code."""

    def __init__(self, frame: pl.DataFrame, day: date | None) -> None:
        self._rows: dict[str, list[_Row]] = defaultdict(list)
        silent = (day or date.max - timedelta(days=1)) + timedelta(days=1)
        for code, status, since, until, left_out in frame.iter_rows():
            occupied = status == OCCUPIED
            ends = until or (date.max if occupied else max(silent, since + timedelta(days=1)))
            self._rows[_own(code)].append(_Row(since, ends, occupied, frozenset(left_out)))

    def speaks_of(self, code: str) -> bool:
        """Whether a row of the settlement itself or of its hromada exists, or one of its raion that leaves some out."""
        if code[:12] in self._rows or code[:9] in self._rows:
            return True
        return any(row.left_out for row in self._rows.get(code[:6], ()))

    def spans(self, code: str, names: Iterable[str]) -> list[Said]:
        """Who holds it by the list; `names` are its folded names, for the rows that leave some out."""
        own = _own(code)
        known = {" ".join(key(name)) for name in names} | {code}
        levels = [self._rows.get(own[:size], ()) for size in SIZES if size <= len(own)]
        whole = len(own) < SIZES[0]  # of a whole unit nothing is said by a row that leaves a part of it out
        kept = [[row for row in rows if not (row.left_out if whole else row.left_out & known)] for rows in levels]
        return _said(kept, own[:4])


def _own(code: str) -> str:
    """The digits that a unit's code shares with all that lie in it."""
    for size, rest in ((4, "00"), (6, "000"), (9, "000")):
        if code[size : size + len(rest)] == rest:
            return code[:size]
    return code[:12]


def _said(levels: Sequence[Sequence[_Row]], oblast: str) -> list[Said]:
    days = {day for rows in levels for row in rows for day in (row.since, row.until)}
    if oblast in PROXIES:
        days.add(ANNEXED)
    points = sorted(days)
    found: list[Said] = []
    for since, until in pairwise(points):
        status = _status(levels, since)
        if status is None:
            status = _freed(levels, since, until)
        if status is None:
            continue
        holder = "UA" if not status else PROXIES.get(oblast, "RU") if since < ANNEXED else "RU"
        if found and found[-1].until == since and found[-1].holder == holder:
            found[-1] = found[-1]._replace(until=until)
        else:
            found.append(Said(since, until, holder))
    return found


def _status(levels: Sequence[Sequence[_Row]], day: date) -> bool | None:
    """Whether it is occupied on the day by the nearest row; None if no row holds."""
    for rows in levels:
        held = [row.occupied for row in rows if row.since <= day < row.until]
        if held:
            return any(held)
    return None


def _freed(levels: Sequence[Sequence[_Row]], since: date, until: date) -> bool | None:
    """False for the single day between the end of an occupation and the next status: it is free on it."""
    if (until - since).days != 1:
        return None
    return False if any(row.occupied and row.until == since for rows in levels for row in rows) else None


def at(spans: Sequence[Said], day: date) -> str | None:
    """The holder on a day, or None where the source is silent."""
    index = bisect_right(spans, day, key=lambda one: one.since) - 1
    return spans[index].holder if index >= 0 and day < spans[index].until else None
