"""Dates as lists print them: whole days, and birth dates of which only the year may be known.

Invariants: a day that is not in the calendar is no date; two-digit years are never guessed; of a span its years are
kept, a year that is only about right is kept as that year.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[T ][\d:.]+)?(?:Z|[+-]\d\d:?\d\d)?)?$")
DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})$")
WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})$")
MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})$")
MONTH = re.compile(r"([A-Za-z]{3,9})\.? (\d{4})$")
ISO_MONTH = re.compile(r"(\d{4})-(\d{2})$")
YEAR = re.compile(r"(?<!\d)(1[6-9]\d\d|20\d\d)(?!\d)")


@lru_cache(maxsize=50_000)
def day_of(text: str) -> date | None:
    """A whole day (2014-03-17, 17.3.2014, 17/03/2014, 17 March 2014, March 17, 2014), or None."""
    text = text.strip()
    if found := ISO.match(text):
        return _day(found[1], found[2], found[3])
    if found := DAY_FIRST.match(text):
        return _day(found[3], found[2], found[1])
    if found := WORDED.match(text):
        return _day(found[3], _month(found[2]), found[1])
    if found := MONTH_FIRST.match(text):
        return _day(found[3], _month(found[1]), found[2])
    return None


def american_day_of(text: str) -> date | None:
    """A whole day where the month comes first (03/17/2014); other forms as in `day_of`."""
    if found := DAY_FIRST.match(text.strip()):
        return _day(found[3], found[1], found[2])
    return day_of(text)


@lru_cache(maxsize=50_000)
def born_of(text: str) -> tuple[str, ...]:
    """Birth dates as far as they are known, in ISO form (1964-07-17, 1964-07, 1964), '' never among them."""
    text = text.strip().rstrip(".")
    if day := day_of(text):
        return (day.isoformat(),)
    if found := ISO_MONTH.match(text):
        return (text,) if 1 <= int(found[2]) <= 12 else (found[1],)
    if (found := MONTH.match(text)) and (month := _month(found[1])):
        return (f"{found[2]}-{int(month):02}",)
    if inner := re.search(r"\d{1,2}[ ./][A-Za-z\d]+[ ./]\d{4}", text):
        return born_of(inner[0]) if inner[0] != text else tuple(YEAR.findall(text)[:1])
    return tuple(dict.fromkeys(YEAR.findall(text)))


def _month(word: str) -> str:
    return str(MONTHS.get(word[:3].casefold(), ""))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
