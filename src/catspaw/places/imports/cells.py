"""What the readers of place files share: numbers and days from cells, and the day of a file from its name.

Invariant: a coordinate outside the globe, or none that can be read, is None, never a guess.
"""

from __future__ import annotations

import math
import re
from datetime import date

ISO_DAY = re.compile(r"(?<!\d)(\d{4})[-_]?(\d{2})[-_]?(\d{2})(?!\d)")
UA_DAY = re.compile(r"(?<!\d)(\d{2})[-_.](\d{2})[-_.](\d{4})(?!\d)")


def number_of(cell: object, most: float) -> float | None:
    """A coordinate of at most this size, or None."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    try:
        found = float(cell)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and abs(found) <= most else None


def position_of(lat: object, lon: object) -> tuple[float | None, float | None]:
    """Latitude and longitude, or neither."""
    north, east = number_of(lat, 90), number_of(lon, 180)
    return (north, east) if north is not None and east is not None else (None, None)


def day_in(text: str) -> date | None:
    """The first day that a text such as a file's name holds: 2025-05-16, 20250516 or 16-05-2025."""
    for match in ISO_DAY.finditer(text):
        if found := _day(match[1], match[2], match[3]):
            return found
    for match in UA_DAY.finditer(text):
        if found := _day(match[3], match[2], match[1]):
            return found
    return None


def iso_day(cell: str) -> date | None:
    """A day written as ISO, or as 16.05.2025; None if it is none."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", cell)
    if found:
        return _day(found[1], found[2], found[3])
    found = re.fullmatch(r"(\d{2})\.(\d{2})\.(\d{4})", cell)
    return _day(found[3], found[2], found[1]) if found else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2100 else None
