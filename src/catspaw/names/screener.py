"""Find a party on lists: by identifier, by equal name, or, on request, by a name that is near.

A plain first engine behind names that will stay (`Screener.search`, `Screener.search_table`). Invariants: an identifier
that matches decides; one of the same kind that contradicts rules the pair out; a name alone never decides for a person
of a common form, nor for a vessel; what stays doubtful says which fact would settle it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from rapidfuzz import fuzz, process

from catspaw.lists.listing import Listing, Listings
from catspaw.names.compare import compare
from catspaw.names.fold import key

UNIQUE_IDS = ("imo", "imo_company", "inn", "ogrn", "lei", "bic", "krs", "edrpou", "passport", "reg")
MATCH_AT = 0.92
BRACKET = re.compile(r"\([^()]*\)")
LONG_WORD = 10
RELATED_KINDS = {"company": {"company", "bank", "body"}, "bank": {"company", "bank"}, "body": {"company", "body"},
                 "state_body": {"body", "company"}, "group": {"company", "body"}}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """One listing that a query may be, with its score and reasons. `sure` if nothing is left to settle."""

    listing: Listing
    score: float
    is_match: bool
    sure: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """Who is looked for."""

    name: str
    names_other: tuple[str, ...] = ()
    kind: str = ""
    country: str = ""
    countries: tuple[str, ...] = ()
    born: str = ""
    ids: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names that are not empty, and those with a bracket also without it: "Foreign Trade Bank (FTB)"."""
        given = [name for name in (self.name, *self.names_other) if name]
        plain = [BRACKET.sub(" ", name).strip() for name in given if "(" in name]
        return tuple(dict.fromkeys([*given, *(name for name in plain if name)]))


class Screener:
    """An index over listings. Building is linear in names; an exact look-up is a few dictionary reads."""

    def __init__(self, lists: Listings) -> None:
        self.lists = lists
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_id: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, listing in enumerate(lists.all):
            for name_key in {key(name, listing.kind) for name in listing.names}:
                self._by_key[name_key].append(index)
            for pair in listing.ids:
                self._by_id[_plain(pair)].append(index)
        self._keys = list(self._by_key)

    def knows(self, name: str) -> bool:
        """Whether any listing has a name equal to this one, read as any kind: a quick first look."""
        forms = Query(name).names
        return any(key(form, kind) in self._by_key for form in forms for kind in ("company", "person"))

    def identify(self, query: Query) -> list[Hit]:
        """Listings that the query is, or may be, by identifier or equal name, in the order of the lists."""
        found: set[int] = set()
        for pair in query.ids:
            found.update(self._by_id.get(_plain(pair), ()))
        kinds = {query.kind, "person", "company"} if query.kind in ("", "group") else {query.kind}
        for name in query.names:
            for kind in kinds:
                found.update(self._by_key.get(key(name, kind), ()))
        hits = (self._judge(query, self.lists.all[index]) for index in sorted(found))
        return [hit for hit in hits if hit is not None]

    def search(self, query: Mapping[str, Any] | Query, limit: int = 5) -> list[Hit]:
        """The best listings for a query {name, kind, born, countries, ids}, nearest names too, best first."""
        wanted = query if isinstance(query, Query) else _query(query)
        found = {hit.listing.id: hit for hit in self.identify(wanted)}
        for name in wanted.names:
            near = process.extract(
                key(name, wanted.kind or "company"),
                self._keys,
                scorer=fuzz.token_sort_ratio,
                limit=limit * 4,
                score_cutoff=70,
            )
            for _, _, position in near:
                for index in self._by_key[self._keys[position]]:
                    hit = self._near(wanted, self.lists.all[index])
                    if hit and hit.score > (found[hit.listing.id].score if hit.listing.id in found else 0):
                        found[hit.listing.id] = hit
        return sorted(found.values(), key=lambda hit: (-hit.score, hit.listing.id))[:limit]

    def search_table(self, table: pl.DataFrame) -> pl.DataFrame:
        """Search every row of a table (id, name, and optionally kind, born, countries, ids).

        Returns:
            One row a hit: query_id, listing_id, score, is_match, reasons.
        """
        rows = [
            {"query_id": str(row["id"]), "listing_id": hit.listing.id, "score": hit.score, "is_match": hit.is_match,
             "reasons": list(hit.reasons)}
            for row in table.iter_rows(named=True)
            for hit in self.search(row)
        ]  # fmt: skip
        schema: dict[str, Any] = {"query_id": pl.String, "listing_id": pl.String, "score": pl.Float64, "is_match": pl.Boolean,
                  "reasons": pl.List(pl.String)}  # fmt: skip
        return pl.DataFrame(rows, schema=schema)

    def _judge(self, query: Query, listing: Listing) -> Hit | None:
        same, contradicts = _ids(query, listing)
        if same:
            return Hit(listing, 1.0, True, True, (same,))
        name = next(
            (n for n in query.names if any(key(n, listing.kind) == key(m, listing.kind) for m in listing.names)), ""
        )
        if not name or contradicts or not _kinds_agree(query.kind, listing.kind):
            return None
        doubts = _doubts(query, listing, name)
        score = 0.97 if not doubts else max(0.6, 0.92 - 0.08 * len(doubts))
        return Hit(
            listing, score, not doubts, not doubts, (f'"{name}" is a name of {listing.name} ({listing.id})', *doubts)
        )

    def _near(self, query: Query, listing: Listing) -> Hit | None:
        _, contradicts = _ids(query, listing)
        if contradicts or not _kinds_agree(query.kind, listing.kind):
            return None
        best = max(
            ((compare(one, other, listing.kind), one, other) for one in query.names for other in listing.names),
            key=lambda found: found[0].score,
        )
        score = best[0].score * (1.0 if _countries_agree(query, listing) else 0.9)
        if best[0].score == 1.0:
            return self._judge(query, listing)
        return Hit(
            listing, round(score, 4), score >= MATCH_AT, False, (f'"{best[1]}" is near "{best[2]}"', *best[0].reasons)
        )


def _query(row: Mapping[str, Any]) -> Query:
    ids = row.get("ids") or {}
    pairs = tuple((str(kind), str(value)) for kind, value in ids.items() if value)
    countries = tuple(row.get("countries") or ())
    return Query(
        str(row.get("name") or ""), tuple(row.get("names_other") or ()), str(row.get("kind") or ""),
        countries[0] if countries else "", countries, str(row.get("born") or ""), pairs,
    )  # fmt: skip


def _plain(pair: tuple[str, str]) -> tuple[str, str]:
    kind, value = pair[0].casefold(), "".join(pair[1].split()).upper()
    if kind == "imo":
        value = value.removeprefix("IMO")
    if kind in ("bic", "swift"):
        return "bic", value[:8]
    return kind, value


def _ids(query: Query, listing: Listing) -> tuple[str, bool]:
    """The identifier that both have ('' if none), and whether one of the same kind contradicts."""
    mine, theirs = {_plain(p) for p in query.ids}, {_plain(p) for p in listing.ids}
    for kind, value in sorted(pair for pair in mine & theirs if pair[0] in UNIQUE_IDS):
        return f"{kind.upper().replace('_', ' ')} {value} is that of {listing.name} ({listing.id})", False
    unique = {kind for kind, _ in mine if kind in UNIQUE_IDS}
    return "", bool(unique & {kind for kind, _ in theirs if kind in ("imo", "inn", "ogrn", "lei", "imo_company")})


def _kinds_agree(one: str, other: str) -> bool:
    return not one or one == other or other in RELATED_KINDS.get(one, set())


def _countries_agree(query: Query, listing: Listing) -> bool:
    mine = {query.country, *query.countries} - {""}
    return (
        not mine
        or not listing.country
        or bool(mine & {code[:2] for code in listing.country} | mine & set(listing.country))
    )


def _doubts(query: Query, listing: Listing, name: str) -> tuple[str, ...]:
    doubts = []
    if not _countries_agree(query, listing):
        doubts.append(f"the country differs: {query.country} and {', '.join(listing.country)}")
    if listing.kind == "vessel":
        doubts.append("a vessel's name is not unique: its IMO number would decide")
    if listing.kind == "person":
        doubts += _person_doubts(query, listing, name)
    elif listing.kind != "vessel" and _is_short(key(name, listing.kind)):
        doubts.append("a name of one word is not unique: a registration number would decide")
    return tuple(doubts)


def _person_doubts(query: Query, listing: Listing, name: str) -> Iterable[str]:
    if query.born and listing.born:
        if not any(query.born[:4] == born[:4] for born in listing.born):
            yield f"the birth date differs: {query.born} and {', '.join(listing.born)}"
        return
    known_country = bool(query.country and listing.country)
    if len(key(name, "person").split()) < 3 or not known_country or _is_korean(listing):
        yield "a person's name is not unique: the birth date or a passport would decide"


def _is_short(name_key: str) -> bool:
    """Whether a name is one short word: such names are borne by many firms. A syllable of Hangul or Han counts double."""
    return " " not in name_key and sum(1 if letter < "\u3000" else 2 for letter in name_key) < LONG_WORD


def _is_korean(listing: Listing) -> bool:
    return bool({"KP", "KR"} & set(listing.country))
