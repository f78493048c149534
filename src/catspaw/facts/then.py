"""What may be shown in a view of the past: nothing that was published, or that a text tells, after the day of knowledge.

A fact that was public on a day may be written up today with what came later (an end, a verdict, a count of years). So its
end is open if it came later, a source published later is left out, and a text that names a later day is not shown.

Invariants: with no day of knowledge everything is shown; a text is shown whole or not at all; what can't be dated in a
text is left as it is, so texts of facts name their days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

MONTHS = ("january february march april may june july august september october november december").split()
ISO = re.compile(r"\b(\d{4})-(\d\d)(?:-(\d\d))?\b")
WRITTEN = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) ((?:19|20)\d\d)\b", re.IGNORECASE)
MONTH_FIRST = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}}), ((?:19|20)\d\d)\b", re.IGNORECASE)
YEAR = re.compile(r"(?<![\d./-])\b(?:(?:19|20)\d\d-)?(19\d\d|20[0-4]\d)\b(?![\d/]|-\d)")
OF_LAW = re.compile(r"\d+/(?:19|20)\d\d|(?:19|20)\d\d/\d+|\((?:19|20)\d\d\)")


def tells_later(text: str, known: date | None) -> bool:
    """Whether a text names a day, a month or a year after the day of knowledge."""
    if known is None or not text:
        return False
    return any(day > known for day in _days(text))


def _days(text: str) -> Iterable[date]:
    for year, month, day in ISO.findall(text):
        if 1 <= int(month) <= 12:
            yield _day(int(year), int(month), int(day or 1))
    for day, name, year in WRITTEN.findall(text):
        yield _day(int(year), MONTHS.index(name.lower()) + 1, int(day or 1))
    for name, day, year in MONTH_FIRST.findall(text):
        yield _day(int(year), MONTHS.index(name.lower()) + 1, int(day))
    for year in YEAR.findall(OF_LAW.sub("", ISO.sub("", text))):
        yield date(int(year), 1, 1)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 1)


def sources_then(sources: Mapping[str, Mapping[str, Any]], keys: Iterable[str], known: date | None) -> tuple[str, ...]:
    """The keys of sources that were published by the day of knowledge; an undated source stays."""
    return tuple(key for key in keys if not published_later(sources.get(key, {}), known))


def published_later(source: Mapping[str, Any], known: date | None) -> bool:
    """Whether a source was published after the day of knowledge."""
    published = source.get("date")
    later = isinstance(published, date) and known is not None and published > known
    return later or tells_later(str(source.get("ref", "")), known)


def until_then(until: date | None, known: date | None) -> date | None:
    """The end of a span as it was known: open where it came later."""
    return None if until is not None and known is not None and until > known else until


def told_then(
    sources: Mapping[str, Mapping[str, Any]], row: Mapping[str, Any], keys: Sequence[str], known: date | None
) -> bool:
    """Whether an entry may be shown: none of its texts names a later day, and not all of its sources came later."""
    if known is None:
        return True
    told = any(tells_later(str(row.get(key, "")), known) for key in keys)
    named = tuple(row.get("source", ()))
    return not told and (not named or sources_then(sources, named, known) == named)
