"""Listings: parties on published lists, with their names, numbers, dates and places.

Invariants: a listing belongs to one list and one regime; its first spelling is its name; ids are kept in capitals
without spaces; the order is that of the source, so that the same files give the same answers.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from catspaw.facts.world import World

STRONG, WEAK = "strong", "weak"
SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "HANGUL": "Hang", "CJK": "Hani", "HIRAGANA": "Jpan", "KATAKANA": "Jpan",
    "ARABIC": "Arab", "HEBREW": "Hebr", "GREEK": "Grek", "GEORGIAN": "Geor", "ARMENIAN": "Armn", "THAI": "Thai",
    "DEVANAGARI": "Deva", "MYANMAR": "Mymr",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of a party's name: its script (ISO 15924) and how far the publisher stands by it."""

    text: str
    script: str = ""
    quality: str = STRONG


@dataclass(frozen=True, slots=True)
class Listing:
    """One party on one list."""

    id: str
    list: str
    regime: str
    programme: str
    kind: str
    spellings: tuple[Name, ...]  # the name first, then the aliases
    country: tuple[str, ...] = ()
    born: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    until: date | None = None
    reason: str = ""
    source: tuple[str, ...] = ()
    places: tuple[str, ...] = ()  # addresses as printed
    birth_places: tuple[str, ...] = ()
    gender: str = ""
    ref: str = ""  # what leads back to the publisher's record
    seen: date | None = None  # the day of the edition it was read in: it was listed by then, if no other day is known

    @property
    def name(self) -> str:
        """The name that the publisher puts first."""
        return self.spellings[0].text

    @property
    def aliases(self) -> tuple[str, ...]:
        """All other names, weak ones too."""
        return tuple(name.text for name in self.spellings[1:])

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all aliases."""
        return tuple(name.text for name in self.spellings)

    @property
    def address(self) -> str:
        """The addresses as one text."""
        return "; ".join(self.places)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that could not be read: where it stands, why, and its text, cut short."""

    record: str
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class FileRead:
    """What came of one file: records found, listings made of them, records rejected."""

    file: str
    format: str
    records: int
    listings: int
    rejects: int


@dataclass(frozen=True)
class Listings:
    """Listings of one or more lists, with the version of their data and the day they are good for."""

    all: Sequence[Listing]
    version: str
    origin: str  # what they were read from, for people
    newest: date | None  # the latest day on which something was listed or delisted
    rejects: Sequence[Rejected] = ()  # records that could not be read
    remarks: Sequence[Rejected] = ()  # parts of a record that were left out, the rest of it was read
    files: Sequence[FileRead] = ()

    def __len__(self) -> int:
        return len(self.all)

    def to_frame(self) -> pl.DataFrame:
        """A table of one row a listing; names as structs of text, script and quality, ids as structs of kind, value."""
        rows = [_row(listing) for listing in self.all]
        return pl.DataFrame(rows, schema=dict(COLUMNS), orient="row")


TEXTS = pl.List(pl.String)
COLUMNS: Mapping[str, Any] = {
    "id": pl.String, "list": pl.String, "programme": pl.String, "regime": pl.String, "kind": pl.String,
    "name": pl.String, "names": pl.List(pl.Struct({"text": pl.String, "script": pl.String, "quality": pl.String})),
    "country": TEXTS, "born": TEXTS, "birth_places": TEXTS, "places": TEXTS, "gender": pl.String,
    "ids": pl.List(pl.Struct({"kind": pl.String, "value": pl.String})), "since": pl.Date, "until": pl.Date,
    "reason": pl.String, "source": TEXTS, "ref": pl.String,
}  # fmt: skip


def packaged_listings(world: World) -> Listings:
    """The curated listings that come with the package (and the user's own facts folders)."""
    return gathered(
        [listing_of(row.data) for row in world.rows("listing")], "the curated listings that come with Catspaw"
    )


def read_lists(paths: Iterable[str | Path]) -> Listings:
    """Listings from published lists and folders of TOML; see `catspaw.lists.read.read_lists`."""
    from catspaw.lists import read

    return read.read_lists(paths)


def gathered(
    listings: Sequence[Listing],
    origin: str,
    rejects: Sequence[Rejected] = (),
    remarks: Sequence[Rejected] = (),
    files: Sequence[FileRead] = (),
) -> Listings:
    """Listings with the digest of their contents and their newest day."""
    digest = hashlib.sha256()
    for one in listings:
        digest.update(repr(one).encode("utf-8", "surrogatepass"))
    days = [day for one in listings for day in (one.since, one.until) if day]
    return Listings(listings, digest.hexdigest()[:12], origin, max(days, default=None), rejects, remarks, files)


def listing_of(row: Mapping[str, Any]) -> Listing:
    """A listing from a `[[listing]]` table in the layout of docs/adding-a-fact.md."""
    return Listing(
        row["id"], row["list"], row["regime"], row.get("programme", ""), row["kind"],
        spelled(row["name"], row.get("aliases", ()), row.get("weak_aliases", ())), tuple(row.get("country", ())),
        tuple(row.get("born", ())), _ids(row.get("ids", {})), row.get("since"), row.get("until"),
        row.get("reason", ""), tuple(row.get("source", ())), tuple(row.get("address", ())), ref=row.get("ref", ""),
    )  # fmt: skip


def spelled(name: str, strong: Iterable[str] = (), weak: Iterable[str] = ()) -> tuple[Name, ...]:
    """The spellings of a name, each once, with their scripts; a spelling that is both strong and weak is strong."""
    found: dict[str, Name] = {}
    for quality, texts in ((STRONG, (name, *strong)), (WEAK, weak)):
        for text in texts:
            if text and text not in found:
                found[text] = Name(text, script_of(text), quality)
    return tuple(found.values())


def script_of(text: str) -> str:
    """The script of most letters of a text, or '' if it has none."""
    if text.isascii():
        return "Latn" if any(letter.isalpha() for letter in text) else ""
    counts: dict[str, int] = {}
    for letter in text:
        if letter.isalpha():
            script = _script(letter)
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda script: counts[script], default="")


@lru_cache(maxsize=20_000)
def _script(letter: str) -> str:
    return SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0].split("-")[0], "Zyyy")


def plain_id(value: str) -> str:
    """An identifier as it is kept: in capitals without spaces."""
    return "".join(value.split()).upper()


def _ids(given: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    pairs = [(kind, one) for kind, value in given.items() for one in (value if isinstance(value, list) else [value])]
    return tuple((kind, plain_id(value)) for kind, value in pairs)


def _row(one: Listing) -> tuple[Any, ...]:
    names = [{"text": name.text, "script": name.script, "quality": name.quality} for name in one.spellings]
    ids = [{"kind": kind, "value": value} for kind, value in one.ids]
    return (
        one.id, one.list, one.programme, one.regime, one.kind, one.name, names, list(one.country), list(one.born),
        list(one.birth_places), list(one.places), one.gender, ids, one.since, one.until, one.reason, list(one.source),
        one.ref,
    )  # fmt: skip
