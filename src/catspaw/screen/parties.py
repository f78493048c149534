"""The sign of each party of a book: side, place, flag, lists, and what its name tells.

Invariant: parties that no rule can tell apart have the same sign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from catspaw.rules.compile import Compiled
from catspaw.screen.areas import DESCRIBED, Areas, Interned
from catspaw.screen.book import Book
from catspaw.screen.dated import dated
from catspaw.screen.dealing import Party, Share
from catspaw.screen.identity import Identities
from catspaw.screen.ownership import name_key, owned_tokens
from catspaw.screen.situation import PartySign, same_side
from catspaw.screen.vocabulary import Words


class PartyReader:
    """Reads the parties of books into signs, which are numbered for the life of a screen."""

    def __init__(self, areas: Areas, identities: Identities, compiled: Compiled, aid: Words, military: Words) -> None:
        self.signs = Interned[PartySign]()
        self._areas, self._identities = areas, identities
        self._aid, self._military = aid, military
        self._roles = compiled.words.get("role", frozenset())
        self._kinds = frozenset(["state_body", *compiled.kinds])

    def read(self, book: Book, days: pl.DataFrame) -> pl.DataFrame:
        """(deal, sign) for each party, in the order of the book."""
        described = pl.col("kind").is_in(DESCRIBED) & (pl.col("address") == "")
        flag = pl.when(pl.col("flag") == "").then("country").otherwise("flag")
        frame = book.parties.with_row_index("order").join(days, on="deal", how="inner")
        frame = frame.with_columns(
            pl.when(described).then("name").otherwise("address").alias("where"),
            described.alias("described"),
            pl.when((pl.col("kind") == "vessel") | (pl.col("role") == "vessel")).then(flag).alias("flies"),
        )
        areas = self._areas
        where = ["country", "where", "described"]
        frame = dated(frame, where, lambda r: areas.spans(r["country"], r["where"], r["described"]), "area")
        frame = dated(frame, ["flies"], lambda r: areas.spans(r["flies"] or "", ""), "flag_area")
        frame = self._listed(frame)
        frame = frame.join(self._owned(book, frame), on="order", how="left").join(self._marks(frame), on="name")
        kinds = ["role", "kind", "aid", "military", "area", "flies", "flag_area", "lists", "owned"]
        distinct = frame.select(kinds).unique(maintain_order=True)
        signs = [self.signs.id(self._sign(row)) for row in distinct.iter_rows(named=True)]
        numbered = distinct.with_columns(pl.Series("sign", signs, dtype=pl.UInt32))
        return frame.join(numbered, on=kinds, nulls_equal=True).sort("order").select("deal", "sign")

    def _listed(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Add `lists`; parties of whose names and numbers no list knows any are looked up once for all."""
        names = frame["name"].unique().to_list()
        knows = self._identities.screener.knows
        known = pl.DataFrame(
            {"name": names, "known": list(map(knows, names))}, {"name": pl.String, "known": pl.Boolean}
        )
        looked = pl.col("known") | (pl.col("names_other").list.len() > 0) | (pl.col("ids").list.len() > 0)
        who = {"name": pl.col("name"), "names_other": pl.col("names_other"), "kind": pl.col("kind"),
               "country": pl.col("country"), "born": pl.col("born"), "ids": pl.col("ids")}  # fmt: skip
        asked = {f"q_{name}": pl.when(looked).then(column) for name, column in who.items()}
        frame = frame.join(known, on="name").with_columns(**asked)
        return dated(frame, list(asked), lambda r: self._identities.spans(_party(r)), "lists").drop(*asked, "known")

    def _sign(self, row: Mapping[str, Any]) -> PartySign:
        areas = self._areas.known.values
        return PartySign(
            same_side(row["role"], self._roles), row["kind"] if row["kind"] in self._kinds else "", areas[row["area"]],
            None if row["flies"] is None else areas[row["flag_area"]], self._identities.known.values[row["lists"]],
            frozenset(_pairs(row["owned"])), row["aid"], row["military"],
        )  # fmt: skip

    def _marks(self, parties: pl.DataFrame) -> pl.DataFrame:
        """Whether names tell of aid or of the military: (name, aid, military)."""
        names = parties["name"].unique(maintain_order=True).to_list()
        rows = [(name, bool(self._aid(name)), bool(self._military(name))) for name in names]
        return pl.DataFrame(rows, schema={"name": pl.String, "aid": pl.Boolean, "military": pl.Boolean}, orient="row")

    def _owned(self, book: Book, parties: pl.DataFrame) -> pl.DataFrame:
        """Ownership by listed parties, for the few dealings that state shares: (order, owned)."""
        found = []
        for (deal,), shares in book.shares.group_by("deal", maintain_order=True):
            rows = parties.filter(pl.col("deal") == deal).select("order", "name", "lists").rows()
            listed = {name_key(name): self._identities.known.values[lists] for _, name, lists in rows}
            stated = [Share(*row) for row in shares.select("owner", "owned", "low", "high").iter_rows()]
            tokens = owned_tokens(stated, listed)
            found += [(order, _text(tokens.get(name_key(name), frozenset()))) for order, name, _ in rows]
        return pl.DataFrame(found, schema={"order": pl.UInt32, "owned": pl.String}, orient="row")


def _text(pairs: frozenset[tuple[str, bool]]) -> str:
    return ",".join(f"{token}:{int(sure)}" for token, sure in sorted(pairs))


def _pairs(text: str | None) -> Sequence[tuple[str, bool]]:
    return [(pair[:-2], pair.endswith("1")) for pair in text.split(",")] if text else []


def _party(row: Mapping[str, Any]) -> Party:
    pairs = tuple((kind, value) for kind, _, value in (text.partition(":") for text in row["q_ids"] or ()))
    others = tuple(row["q_names_other"] or ())
    return Party(
        "",
        row["q_name"] or "",
        others,
        row["q_kind"] or "",
        row["q_country"] or "",
        born=row["q_born"] or "",
        ids=pairs,
    )
