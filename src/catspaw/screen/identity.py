"""Which lists each party is on, by day: for certain, or perhaps.

A party whose property was frozen only after the dealing counts as perhaps: it may already have acted for a listed one,
and the answer says so. So does one whose list gives no days, for a dealing older than the edition of the list.

Invariant: as in `areas`, answers are spans, joined to the days of the book.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from catspaw.lists.known import PARTY_LISTS
from catspaw.names.screener import Hit, Query, Screener
from catspaw.rules.compile import day_number
from catspaw.screen.areas import Interned
from catspaw.screen.dealing import Party

OnLists = frozenset[tuple[str, bool]]


def query_of(party: Party) -> Query:
    """What is looked for on the lists."""
    kind = {"state_body": "body"}.get(party.kind, party.kind)
    return Query(party.name, party.names_other, kind, party.country, (), party.born, party.ids)


class Identities:
    """Listings by party and day."""

    def __init__(self, screener: Screener) -> None:
        self.screener = screener
        self.known = Interned[OnLists]()
        self._hits = lru_cache(maxsize=200_000)(screener.identify)

    def hits(self, party: Party) -> list[Hit]:
        """The listings that a party is or may be, on any day."""
        return self._hits(query_of(party))

    def spans(self, party: Party) -> list[tuple[int, int]]:
        """(first day, number of the set of lists) for a party, oldest first."""
        hits = self.hits(party)
        days = {date.min, *(day for hit in hits for day in (hit.listing.since, hit.listing.until) if day)}
        return [(day_number(day), self.known.id(on_lists(hits, day))) for day in sorted(days)]


def on_lists(hits: list[Hit], day: date) -> OnLists:
    """The lists that hits put a party on, on a day; False where it is not for certain."""
    found: dict[str, bool] = {}
    for hit in hits:
        listing = hit.listing
        if listing.until and day >= listing.until:
            continue
        first = listing.since or listing.seen
        listed_by_then = first is None or day >= first
        if not listed_by_then and not (listing.list in PARTY_LISTS and PARTY_LISTS[listing.list].freezes):
            continue
        certain = hit.sure and listed_by_then
        found[listing.list] = found.get(listing.list, False) or certain
    return frozenset(found.items())
