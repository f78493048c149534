"""Which dated lists of goods a code stands on, on a day.

Invariants: a list's prefix covers every code below it; a code that is shorter than a list's prefix may or may not be
meant, so its membership is not certain; a span is half open (since <= day < until), an open end has no limit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from catspaw.errors import InputError, nearest
from catspaw.facts.world import World, as_date
from catspaw.goods.codes import normalise, parents, prefixes

COMMON_HIGH_PRIORITY = "chpl"


@dataclass(frozen=True, slots=True)
class Membership:
    """A code on a list: by which prefix, in which tier, from when to when, and whether it surely is."""

    list_id: str
    title: str
    tier: str | None
    since: date | None
    until: date | None
    matched: str
    certain: bool
    note: str = ""

    def holds(self, day: date) -> bool:
        """Whether the entry was on the list on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def __str__(self) -> str:
        tier = f", tier {self.tier}" if self.tier else ""
        doubt = "" if self.certain else f" (only {self.matched}: a longer code would tell)"
        return f"{self.title}{tier}{doubt}"


class GoodsLists:
    """An index over all lists of goods of a world. A look-up is a few dictionary reads."""

    def __init__(self, world: World) -> None:
        self.titles: Mapping[str, str] = {row.data["id"]: row.data["title"] for row in world.rows("list")}
        self._at: dict[str, list[Membership]] = defaultdict(list)
        self._below: dict[str, list[Membership]] = defaultdict(list)
        for row in world.rows("list"):
            for entry in _entries(row.data):
                self._at[entry.matched].append(entry)
                for parent in parents(entry.matched):
                    self._below[parent].append(replace(entry, certain=False))

    def on(self, code: str, day: str | date, only: str | None = None) -> Sequence[Membership]:
        """The lists that a code is on, on a day: surely, or perhaps where the code is too short to tell.

        Of one list and tier only the longest sure prefix is given or, if none is sure, each prefix that may be meant.
        `only` asks for one list. Raises InputError for what is no code, or no such list.
        """
        if only is not None and only not in self.titles:
            raise InputError(f'"{only}": no such list of goods{nearest(only, self.titles)}')
        digits, when = normalise(code), as_date(day)
        sure = {
            (entry.list_id, entry.tier): entry
            for prefix in (*reversed(parents(digits)), digits)
            for entry in self._at.get(prefix, ())
            if entry.holds(when)
        }
        perhaps = {
            (entry.list_id, entry.tier, entry.matched): entry
            for entry in self._below.get(digits, ())
            if entry.holds(when) and (entry.list_id, entry.tier) not in sure
        }
        found = [entry for entry in (*sure.values(), *perhaps.values()) if only in (None, entry.list_id)]
        return sorted(found, key=lambda entry: (not entry.certain, entry.list_id, entry.tier or "", entry.matched))

    def priority(self, code: str, day: str | date) -> Sequence[Membership]:
        """The tiers of the Common High Priority List that a code is in on a day, or may be in."""
        return self.on(code, day, COMMON_HIGH_PRIORITY)


def _entries(row: Mapping[str, Any]) -> Iterator[Membership]:
    for member in row.get("member", ()):
        for written in member["hs"]:
            for prefix in prefixes(written):
                yield Membership(
                    list_id=row["id"],
                    title=row["title"],
                    tier=member.get("tier"),
                    since=member.get("since"),
                    until=member.get("until"),
                    matched=prefix,
                    certain=True,
                    note=member.get("note", ""),
                )
