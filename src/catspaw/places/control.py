"""Who holds a place on a day, and which contested territories it is then in.

A place without a row of its own for the day follows the nearest place around it that has one; a state holds itself.
An area is held by all who hold it or a place in it, so an oblast on the front line has several holders and no answer.

Invariants: `certain` and `possible` are disjoint; a place whose holders are all in a territory's `held_by` is
certainly in it; between two neighbouring epochs nothing changes.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import NamedTuple

from catspaw.places.gazetteer import Extent, Gazetteer
from catspaw.places.spans import Span


class Tokens(NamedTuple):
    """Codes that a place stands for on a day: those that hold, those that may."""

    certain: frozenset[str]
    possible: frozenset[str]


class Control:
    """Holders and territories by place and day, kept once computed."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._world = gazetteer
        self._epochs: dict[int, list[date]] = {}
        self._holders: dict[tuple[int, int], frozenset[str]] = {}
        self._tokens: dict[tuple[int, int], Tokens] = {}
        self._around: dict[int, tuple[list[Extent], list[Extent]]] = {}

    def row(self, number: int, day: date) -> Span | None:
        """The row of control that decides for a place on a day; None where only the state does."""
        for step in self._world.chain(number):
            series = self._world.control.get(step)
            if series and (found := series.at(day)):
                return found
        return None

    def own_holder(self, number: int, day: date) -> str | None:
        """Who holds the place itself, whatever holds in it; None at sea and where no state is known."""
        found = self.row(number, day)
        if found:
            return found.value
        last = self._world.chain(number)[-1]
        return self._world.ids[last] if self._world.kinds[last] == "country" else None

    def rivals(self, number: int, day: date) -> frozenset[str]:
        """Who holds the place by sources that were imported and came second."""
        found = self.row(number, day)
        return found.row.get("rivals", frozenset()) if found else frozenset()

    def epochs(self, number: int) -> list[date]:
        """The days on which something about the place changes, in order."""
        found = self._epochs.get(number)
        if found is None:
            days: set[date] = set()
            for step in {*self._world.chain(number), *self._world.below.get(number, ())}:
                if series := self._world.control.get(step):
                    days |= series.days()
            inside, open_ = self.extents(number)
            for extent in (*inside, *open_):
                days |= {day for day in (extent.since, extent.until) if date.min < day < date.max}
            found = self._epochs[number] = sorted(days)
        return found

    def _era(self, number: int, day: date) -> tuple[int, int]:
        return number, bisect_right(self.epochs(number), day)

    def holders(self, number: int, day: date) -> frozenset[str]:
        """All who hold the place or a part of it; a state is held by itself."""
        if self._world.kinds[number] == "country":
            return frozenset({self._world.ids[number]})
        era = self._era(number, day)
        found = self._holders.get(era)
        if found is None:
            numbers = (number, *self._world.below.get(number, ()))
            found = frozenset(holder for n in numbers if (holder := self.own_holder(n, day)))
            self._holders[era] = found
        return found

    def extents(self, number: int) -> tuple[list[Extent], list[Extent]]:
        """Territories whose test may take in the place, and those that lie within it."""
        found = self._around.get(number)
        if found is None:
            codes = set(self._world.codes_of(number))
            own = self._world.ids[number]
            inside = [e for e in self._world.extents if e.within & codes or e.code == own]
            rest = [e for e in self._world.extents if e not in inside]
            open_ = [e for e in rest if any(own in self._chain_of(code) for code in e.within)]
            if self._world.kinds[number] == "country":  # a state itself passes no test of control, its parts may
                open_ += [e for e in inside if e.held_by and e.code != own]
                inside = [e for e in inside if not e.held_by or e.code == own]
            found = self._around[number] = (inside, open_)
        return found

    def _chain_of(self, code: str) -> tuple[str, ...]:
        number = self._world.numbers.get(code)
        return self._world.codes_of(number) if number is not None else ()

    def tokens(self, number: int, day: date) -> Tokens:
        """The codes of the chain and of the territories that hold on the day, and of those that may."""
        era = self._era(number, day)
        found = self._tokens.get(era)
        if found is None:
            found = self._tokens[era] = self._compute(number, day)
        return found

    def _compute(self, number: int, day: date) -> Tokens:
        if self._world.kinds[number] == "sea":
            return Tokens(frozenset(), frozenset())
        certain, possible = set(self._world.codes_of(number)), set()
        holders = self.holders(number, day)
        maybe = holders | self.rivals(number, day)
        inside, open_ = self.extents(number)
        for extent in inside:
            if not extent.since <= day < extent.until:
                continue
            if not extent.held_by or extent.code in certain or (holders and holders <= extent.held_by):
                certain.add(extent.code)
            elif maybe & extent.held_by:
                possible.add(extent.code)
        for extent in open_:
            if extent.since <= day < extent.until and self._any_held(extent, day):
                possible.add(extent.code)
        return Tokens(frozenset(certain), frozenset(possible - certain))

    def _any_held(self, extent: Extent, day: date) -> bool:
        if not extent.held_by:
            return True
        numbers = [self._world.numbers[code] for code in extent.within if code in self._world.numbers]
        below = [n for number in numbers for n in self._world.below.get(number, ())]
        return any(self.own_holder(n, day) in extent.held_by for n in below)
