"""Texts to places and places to codes, fast enough for a book of a million dealings.

What a text means does not depend on the day, so it is resolved once a text and declared country; what a place stands
for changes only on its epochs, so a book joins by text and by span of days.

Invariants: the same text and country give the same ids; a near mention ("off Shanghai") comes back as "near:ID" and
stands for no code at all; a sea stands for none either.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from catspaw.places.choose import Choice, Chooser
from catspaw.places.codes import CodeBook, Hit
from catspaw.places.control import Control, Tokens
from catspaw.places.fold import clean
from catspaw.places.gazetteer import Gazetteer, load_gazetteer
from catspaw.places.read import BRACKETS, Reader
from catspaw.places.store import PlaceStore
from catspaw.places.tables import world_tables

NEAR = "near:"
NOTHING = Tokens(frozenset(), frozenset())
ENOUGH = 0.5
WORTH = 0.1  # an alternative must have this part of the belief in the first


class Resolver:
    """Resolves texts by one gazetteer; `resolver_of(world)` gives the one of a world."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.control = Control(gazetteer)
        self.code_book = CodeBook(gazetteer)
        self._reader = Reader(gazetteer.names, gazetteer.kinds)
        self._chooser = Chooser(gazetteer)
        self._choices: dict[tuple[str, str | None], tuple[Choice, ...]] = {}
        self._mentions: dict[tuple[str, str | None], tuple[str, ...]] = {}
        self._tokens: dict[tuple[str, date], Tokens] = {}

    def choices(self, text: str, country: str | None = None) -> tuple[Choice, ...]:
        """The places a text may mean, likeliest first, whatever the day."""
        known = (text, country)
        found = self._choices.get(known)
        if found is None:
            found = self._choices[known] = tuple(self._choose(text, country))
        return found

    def _choose(self, text: str, country: str | None) -> Sequence[Choice]:
        hits = self.hits(text)
        declared = self.country_code(country)
        found = self._chooser.choose(self._reader.read(text), hits, declared)
        if not found and BRACKETS.search(clean(text)):
            found = self._chooser.choose(self._reader.read(text, brackets=True), hits, declared)
        return found

    def country_code(self, country: str | None) -> str | None:
        """A declared country as the code of a state: a code or a name; for a contested territory its state."""
        if not country:
            return None
        number = self.gazetteer.numbers.get(country.upper())
        if number is None:
            entries = self._reader.read(country).mentions
            number = next((n for m in entries for n in m.entries if self.gazetteer.kinds[n] == "country"), None)
        return self.gazetteer.codes_of(number)[-1] if number is not None else None

    def hits(self, text: str, on: date | None = None) -> list[Hit]:
        """The codes in a text (postcodes, telephones, ...) and where they point."""
        return self.code_book.find(text, on)

    def resolve_text(self, text: str, country: str | None = None) -> tuple[str, ...]:
        """Ids of the places that one address may mean, likeliest first, without those far less likely than it.

        A declared country that does not fit leaves only places of note: a firm of one state may sit in a city of
        another, but hardly in a namesake town.
        """
        choices = [one for one in self.choices(text, country) if not one.against or self._is_noted(one)]
        return tuple(self._id(choice) for choice in choices if choice.share >= WORTH * choices[0].share)

    def _is_noted(self, choice: Choice) -> bool:
        return self.gazetteer.kinds[choice.number] in ("city", "port", "country", "union", "sea")

    def mentions(self, text: str, country: str | None = None) -> tuple[str, ...]:
        """Ids of all places that a free text names, in its order; for each name the likeliest place."""
        known = (text, country)
        found = self._mentions.get(known)
        if found is None:
            reading = self._reader.read(text, brackets=True)
            chosen = self._chooser.choose(reading, (), self.country_code(country))
            best: dict[int, list[Choice]] = {}
            for choice in chosen:
                same = best.setdefault(choice.mention, [])
                if not same or (self._is_region(choice) and math.isclose(choice.share, same[0].share)):
                    same.append(choice)  # Donbas is two regions
            ids = (self._id(choice) for mention in sorted(best) for choice in best[mention])
            found = self._mentions[known] = tuple(dict.fromkeys(ids))
        return found

    def _is_region(self, choice: Choice) -> bool:
        return self.gazetteer.kinds[choice.number] == "region"

    def _id(self, choice: Choice) -> str:
        code = self.gazetteer.ids[choice.number]
        return NEAR + code if choice.near else code

    def tokens(self, place_id: str, day: date) -> Tokens:
        """(certain, possible): codes of the chain and territories that hold on the day, and those that may."""
        number = self.gazetteer.numbers.get(place_id)
        return self.control.tokens(number, day) if number is not None else NOTHING

    def tokens_of(self, place_ids: Iterable[str], day: date) -> Tokens:
        """The same for alternatives: certain is what all of them share, the rest may hold."""
        found = [self.tokens(place_id, day) for place_id in place_ids]
        if not found:
            return NOTHING
        certain = frozenset.intersection(*(one.certain for one in found))
        return Tokens(certain, frozenset().union(*(one.certain | one.possible for one in found)) - certain)

    def epochs(self, place_id: str) -> list[date]:
        """The days on which `tokens` of the place change, in order."""
        number = self.gazetteer.numbers.get(place_id)
        return list(self.control.epochs(number)) if number is not None else []


@lru_cache(maxsize=1)
def packaged_resolver() -> Resolver:
    """The resolver of the facts that come with the package, made once."""
    return Resolver(load_gazetteer())


_BY_WORLD: dict[tuple[str, str, str], Resolver] = {}


def resolver_of(world: Any = None) -> Resolver:
    """The resolver of a loaded world (None: of the packaged facts) with the places that the user imported, if any.

    A resolver or gazetteer is taken as it is.
    """
    if isinstance(world, Resolver):
        return world
    if isinstance(world, Gazetteer):
        return Resolver(world)
    store = PlaceStore()
    imports = store.version()
    if world is None and not imports:
        return packaged_resolver()
    known = ("" if world is None else str(world.version), imports, str(store.folder) if imports else "")
    if known not in _BY_WORLD:
        _BY_WORLD.clear()
        gazetteer = load_gazetteer() if world is None else Gazetteer(world_tables(world))
        _BY_WORLD[known] = Resolver(_with_imports(gazetteer, store) if imports else gazetteer)
    return _BY_WORLD[known]


def _with_imports(gazetteer: Gazetteer, store: PlaceStore) -> Gazetteer:
    from catspaw.places.enlarge import enlarge, imported  # only who imported something needs to load this

    return enlarge(gazetteer, imported(store))
