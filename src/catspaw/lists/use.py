"""Which listings to screen by: what the user keeps, and the curated listings for the lists that are not kept.

Some publishers give no day of listing. Where a curated listing of the same list and party has one, it is taken from
there; else the listing is known to stand from the day of the edition on.

Invariants: a list that is kept in full is never mixed with the curated rows of the same list; the origin says what was
used, so that a report can.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from catspaw.facts.world import World
from catspaw.lists.listing import Listing, Listings, gathered, packaged_listings
from catspaw.lists.read import read_lists
from catspaw.lists.store import Store


def listings_in_use(world: World, store: Store | None = None) -> Listings:
    """The kept lists, and curated listings for all others; the curated ones alone if nothing is kept.

    Raises:
        InputError: a kept list can't be read; the message says which, and what to do.
    """
    kept = store or Store()
    names = kept.names()
    curated = packaged_listings(world)
    if not names:
        return curated
    read = [(read_lists(kept.files(name)), kept.get(name)) for name in names]
    days = [one.published or one.fetched if one else None for _, one in read]
    full = list(_dated([(found, day) for (found, _), day in zip(read, days, strict=True)], curated.all))
    whole = {listing.list for listing in full}
    rest = [listing for listing in curated.all if listing.list not in whole]
    others = len({listing.list for listing in rest})
    origin = f"the lists kept in full ({', '.join(names)}) and curated listings of {others} others"
    parts = [found for found, _ in read]
    return gathered(
        [*full, *rest], origin, tuple(r for part in parts for r in part.rejects),
        tuple(r for part in parts for r in part.remarks), tuple(f for part in parts for f in part.files),
    )  # fmt: skip


def _dated(read: Sequence[tuple[Listings, date | None]], curated: Sequence[Listing]) -> Iterator[Listing]:
    """The listings read, with days from curated ones of the same list and number or name where they have none."""
    known: dict[tuple[str, str], Listing] = {}
    for listing in curated:
        for key in (listing.id, *(name.casefold() for name in listing.names)):
            known.setdefault((listing.list, key), listing)
    for found, day in read:
        for listing in found.all:
            if listing.since:
                yield listing
                continue
            keys = (listing.id, *(name.casefold() for name in listing.names))
            same = next((known[listing.list, key] for key in keys if (listing.list, key) in known), None)
            since = same.since if same else None
            yield replace(listing, since=since, seen=day)
