"""Values that hold from day to day: half-open spans, looked up by bisection.

Invariant: `since <= day < until`; spans of one series do not overlap (`catspaw check` sees to that).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """A value with its first day and the first day on which it no longer holds."""

    since: date
    until: date
    value: str
    row: Mapping[str, Any]

    def holds(self, day: date) -> bool:
        """Whether it holds on the day."""
        return self.since <= day < self.until


class Series:
    """The spans of one place in order of time."""

    __slots__ = ("_starts", "spans")

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = tuple(sorted(spans, key=lambda span: span.since))
        self._starts = [span.since for span in self.spans]

    def at(self, day: date) -> Span | None:
        """The span that holds on the day, if one does."""
        index = bisect_right(self._starts, day) - 1
        if index >= 0 and self.spans[index].holds(day):
            return self.spans[index]
        return None

    def days(self) -> set[date]:
        """The days on which something starts or ends."""
        return {day for span in self.spans for day in (span.since, span.until) if date.min < day < date.max}


def span(row: Mapping[str, Any], value: str) -> Span:
    """A span from a row with `since` and `until`, each of which may be left out."""
    return Span(row.get("since") or date.min, row.get("until") or date.max, value, row)
