"""Listings: parties on published lists, with their names, numbers and dates.

Invariants: a listing belongs to one list and one regime; ids are kept in capitals without spaces; the order is that of
the source, so that the same files give the same answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from catspaw.errors import FaultsError, InputError
from catspaw.facts.read import read_folders
from catspaw.facts.world import World


@dataclass(frozen=True, slots=True)
class Listing:
    """One party on one list."""

    id: str
    list: str
    regime: str
    programme: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    country: tuple[str, ...]
    born: tuple[str, ...]
    ids: tuple[tuple[str, str], ...]
    since: date | None
    until: date | None
    reason: str
    source: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Listings:
    """Listings of one or more lists, with the version of their data and the day they are good for."""

    all: Sequence[Listing]
    version: str
    origin: str  # what they were read from, for people
    newest: date | None  # the latest day on which something was listed or delisted

    def __len__(self) -> int:
        return len(self.all)


def packaged_listings(world: World) -> Listings:
    """The curated listings that come with the package (and the user's own facts folders)."""
    listings = [_listing(row.data) for row in world.rows("listing")]
    return _gathered(listings, "the curated listings that come with Catspaw")


def read_lists(paths: Iterable[str | Path]) -> Listings:
    """Listings from folders of TOML files in the layout of docs/adding-a-fact.md.

    Raises:
        InputError: no such folder. FaultsError: files that can't be read.
    """
    folders = [Path(path) for path in paths]
    for folder in folders:
        if not folder.is_dir():
            raise InputError(f"{folder}: expected a folder of listings in TOML; readers of published lists come later")
    raw = read_folders(folders, check=True)
    if raw.faults:
        raise FaultsError(raw.faults)
    return _gathered([_listing(row.data) for row in raw.rows["listing"]], ", ".join(map(str, folders)))


def _gathered(listings: Sequence[Listing], origin: str) -> Listings:
    digest = hashlib.sha256(repr(listings).encode()).hexdigest()[:12]
    days = [day for one in listings for day in (one.since, one.until) if day]
    return Listings(listings, digest, origin, max(days, default=None))


def _listing(row: Mapping[str, Any]) -> Listing:
    return Listing(
        row["id"], row["list"], row["regime"], row.get("programme", ""), row["kind"], row["name"],
        (*row.get("aliases", ()), *row.get("weak_aliases", ())), tuple(row.get("country", ())),
        tuple(row.get("born", ())), _ids(row.get("ids", {})), row.get("since"), row.get("until"),
        row.get("reason", ""), tuple(row.get("source", ())),
    )  # fmt: skip


def _ids(given: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    pairs = [(kind, one) for kind, value in given.items() for one in (value if isinstance(value, list) else [value])]
    return tuple((kind, "".join(value.split()).upper()) for kind, value in pairs)
