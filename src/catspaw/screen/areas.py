"""Turn countries and addresses into codes by day: state, unions, region, and the contested territory they lie in.

An answer changes only on a few days (an accession, a front line), so each distinct country and address gets a short
list of spans, and a book of any size is joined to the spans by its days.

Invariants: a place found in a state settles where in it the party is; a state of which parts are held by others, with
no place given, may be any of those parts; nothing is looked up twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar

import polars as pl

from catspaw.facts.world import World
from catspaw.places.resolver import resolver_of
from catspaw.rules.compile import day_number
from catspaw.screen.situation import Area

T = TypeVar("T")
EPOCH = date(1970, 1, 1).toordinal()
FIRST = day_number(date.min)
DECLARED = "(declared)"  # marks a place of the route that only the papers name
DESCRIBED = ("group", "state_body")  # kinds whose name may be a description that names a place


@dataclass
class Interned(Generic[T]):
    """Equal values under one small number."""

    values: list[T] = field(default_factory=list)
    _index: dict[T, int] = field(default_factory=dict)

    def id(self, value: T) -> int:
        """The number of a value."""
        if value not in self._index:
            self._index[value] = len(self.values)
            self.values.append(value)
        return self._index[value]


class Areas:
    """Areas by country, places and day, kept for the life of a screen."""

    def __init__(self, world: World, codes: frozenset[str]) -> None:
        self._codes = codes
        self.resolver = resolver_of(world)
        self.known = Interned[Area]()
        self._unions = _unions(world)
        self._parts = _parts_of(world)
        self._place_ids = lru_cache(maxsize=200_000)(self._find)

    def _find(self, country: str, text: str, described: bool) -> tuple[str, ...]:
        if not text:
            return ()
        found = self.resolver.mentions if described else self.resolver.resolve_text
        return found(text, country or None)

    def _state(self, place: str) -> str:
        gazetteer = self.resolver.gazetteer
        number = gazetteer.numbers.get(place)
        return gazetteer.codes_of(number)[-1] if number is not None else ""

    def spans(self, country: str, text: str, described: bool = False) -> list[tuple[int, int]]:
        """(first day, number of the area) for a country and a text, oldest first."""
        places = self._place_ids(country, text, described)
        days = {FIRST, *(day_number(day) for day in self._days(country, places))}
        found: list[tuple[int, int]] = []
        for day in sorted(days):
            found_area = self._area(country, places, described, date.fromordinal(day + EPOCH))
            area = self.known.id(self._on_paper(found_area) if DECLARED in text.casefold() else found_area)
            if not found or found[-1][1] != area:
                found.append((day, area))
        return found

    def _days(self, country: str, places: Sequence[str]) -> Iterable[date]:
        for place in places:
            yield from self.resolver.epochs(place)
        for state in {country, *(self._state(place) for place in places)} - {""}:
            yield from (day for day, _, _ in self._unions.get(state, ()))
            yield from (day for _, day, _ in self._unions.get(state, ()))
            for _, regions in self._parts.get(state, ()):
                for region in regions:
                    yield from self.resolver.epochs(region)

    def _area(self, country: str, places: Sequence[str], together: bool, day: date) -> Area:
        tokens = [self.resolver.tokens(place, day) for place in places]
        sets = [(found.certain, found.possible) for found in tokens if found.certain]
        shared = frozenset.union if together else frozenset.intersection
        certain: frozenset[str] = shared(*(c for c, _ in sets)) if sets else frozenset()
        anything: frozenset[str] = frozenset().union(*(c | p for c, p in sets))
        states = {country, *(code for code in certain if len(code) == 2)} - {""}
        finer = frozenset(self._state(place) for place in places if place not in states) - {""}
        certain |= frozenset(states).union(*(self._groups(code, day) for code in states))
        possible = anything | frozenset().union(*(self._open_parts(code, day) for code in states - finer))
        return Area(certain, frozenset(possible) - certain, finer).kept(self._codes, frozenset(self._parts))

    @staticmethod
    def _on_paper(area: Area) -> Area:
        """A place that only the papers name: all that it stands for may be so, nothing is for certain."""
        return Area(frozenset(), area.certain | area.possible, area.seat)

    def _groups(self, code: str, day: date) -> frozenset[str]:
        return frozenset(group for since, until, group in self._unions.get(code, ()) if since <= day < until)

    def _open_parts(self, state: str, day: date) -> frozenset[str]:
        found = set()
        for part, regions in self._parts.get(state, ()):
            for region in regions:
                certain, possible = self.resolver.tokens(region, day)
                if part in certain or part in possible:
                    found.add(part)
        return frozenset(found)


def _unions(world: World) -> dict[str, list[tuple[date, date, str]]]:
    rows = world.facts.filter(pl.col("relation").is_in(["member_of", "bound_by_law_of"]))
    found: dict[str, list[tuple[date, date, str]]] = {}
    for subject, group, since, until in rows.select("subject", "object", "since", "until").iter_rows():
        found.setdefault(subject, []).append((since or date.min, until or date.max, group))
    return found


def _parts_of(world: World) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Contested territories by the state that they are part of, with the regions that they lie in."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for code, actor in world.actors.items():
        extent = actor.get("extent")
        if actor["kind"] == "contested" and extent and actor.get("parent"):
            regions = tuple(region for region in extent["within"] if region != actor["parent"])
            found.setdefault(actor["parent"], []).append((code, regions))
    return found
