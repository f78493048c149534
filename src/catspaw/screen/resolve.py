"""Resolve a book: every party, place and good to what rules look at, and equal dealings to one situation.

Distinct texts are resolved once, in Python; books are joined to the answers in columns. Cost: linear in rows for the
joins, in distinct texts and distinct situations for the rest.

Invariants: a line's situation is the same whether it is resolved in a book or alone; the order of a book does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import polars as pl

from catspaw.facts.world import World
from catspaw.names.screener import Screener
from catspaw.rules.compile import Compiled
from catspaw.rules.facets import LINE_SCHEMA, OTHER, SET_DIMENSIONS, Dimension, Facets, Goods, TokenSet
from catspaw.screen.areas import DESCRIBED, Areas, Interned
from catspaw.screen.book import Book
from catspaw.screen.dealing import Party
from catspaw.screen.identity import Identities
from catspaw.screen.ownership import name_key, owned_tokens
from catspaw.screen.dealing import Share
from catspaw.screen.situation import PartySign, Situation, same_side, token_sets
from catspaw.screen.vocabulary import Words

UNITS = {"bbl": "barrel", "barrels": "barrel", "tonne": "t", "tonnes": "t", "mt": "t", "carats": "carat", "ct": "carat"}
UNITS |= dict.fromkeys(("pieces", "pcs", "pc", "item", "unit", "vehicle", "car", "bottle", "pair", "set", "each"), "piece")
NO_GOODS = {"hs": "", "text": "", "quantity": None, "unit": "", "origin": ""}


@dataclass(frozen=True)
class Resolved:
    """A book part ready to judge, with the situation behind each line for the explanation."""

    facets: Facets
    situations: Sequence[Situation]
    party_signs: pl.DataFrame  # deal, sign: in the order of the parties
    signs: Sequence[PartySign]

    def signs_of(self, deal: int) -> tuple[PartySign, ...]:
        """The signs of a dealing's parties, in their order."""
        return tuple(self.signs[n] for n in self.party_signs.filter(pl.col("deal") == deal)["sign"])


class Resolver:
    """Resolves books against one world and its lists."""

    def __init__(self, world: World, screener: Screener, compiled: Compiled) -> None:
        self.areas = Areas(world, compiled.codes)
        self.identities = Identities(screener)
        words = {row.data["id"]: row.data for row in world.rows("words")}
        self._asked = compiled.words
        self._goods_words = Words(compiled.words.get("goods", ()))
        self._purpose_words = Words(compiled.words.get("purpose", ()))
        self._aid = Words(words.get("humanitarian", {}).get("possible", []))
        self._aid_purpose = Words(words.get("humanitarian", {}).get("certain", []))
        self._military = Words(words.get("military", {}).get("certain", []))
        self._kinds = frozenset(["state_body", *compiled.words.get("kind", ())])
        self._tokens = lru_cache(maxsize=500_000)(token_sets)
        self._signs = Interned[PartySign]()

    def resolve(self, book: Book) -> Resolved:
        """The facets of a book part, and its situations."""
        days = book.deals.select("deal", pl.col("day").to_physical().alias("day"))
        party_signs = self._parties(book, days)
        text = pl.col("sign").sort().cast(pl.String).str.join(",")
        parties = party_signs.group_by("deal").agg(text.alias("signs"))
        stops = self._stops(book.route, days)
        lines = self._lines(book, days)
        keyed = (
            lines.join(parties, on="deal", how="left")
            .join(stops, on="deal", how="left")
            .join(self._heads(book.deals), on="deal", how="left")
            .with_columns(pl.col("signs", "stops", "modes").fill_null(""))
        )
        key = [c for c in keyed.columns if c in SITUATION_KEY]
        distinct = keyed.select(key).unique(maintain_order=True).with_row_index("situation")
        keyed = keyed.join(distinct, on=key, how="left", nulls_equal=True)
        situations = [self._situation(row) for row in distinct.iter_rows(named=True)]
        goods = self._goods(keyed)
        facets = Facets(goods[0].select(*LINE_SCHEMA), goods[1], _dimensions([self._tokens(situation) for situation in situations]))
        return Resolved(facets, situations, party_signs, self._signs.values)

    def _spans(self, keys: pl.DataFrame, spans: Callable[[Mapping[str, Any]], list[tuple[int, int]]]) -> pl.DataFrame:
        rows = [(row["key"], day, found) for row in keys.iter_rows(named=True) for day, found in spans(row)]
        schema = {"key": pl.UInt32, "day": pl.Int32, "found": pl.UInt32}
        return pl.DataFrame(rows, schema=schema, orient="row").sort("day")

    def _dated(
        self, frame: pl.DataFrame, columns: list[str], spans: Callable[[Mapping[str, Any]], list[tuple[int, int]]], name: str
    ) -> pl.DataFrame:
        """Add a column: the number of what `spans` finds for the columns on the row's day."""
        keys = frame.select(columns).unique(maintain_order=True).with_row_index("key")
        keyed = frame.join(keys, on=columns, how="left", nulls_equal=True)
        table = self._spans(keys, spans)
        joined = keyed.sort("day").join_asof(table, on="day", by="key", strategy="backward", check_sortedness=False)
        return joined.rename({"found": name}).drop("key")

    def _parties(self, book: Book, days: pl.DataFrame) -> pl.DataFrame:
        """The sign of each party (deal, sign), in the order of the book."""
        described = pl.col("kind").is_in(DESCRIBED)
        frame = book.parties.with_row_index("order").join(days, on="deal", how="inner").with_columns(
            pl.when(described & (pl.col("address") == "")).then("name").otherwise("address").alias("where"),
            (described & (pl.col("address") == "")).alias("described"),
            pl.when(pl.col("kind") == "vessel")
            .then(pl.when(pl.col("flag") == "").then("country").otherwise("flag"))
            .otherwise(None)
            .alias("flies"),
        )
        areas = self.areas
        frame = self._dated(frame, ["country", "where", "described"],
                            lambda r: areas.spans(r["country"], r["where"], r["described"]), "area")  # fmt: skip
        frame = self._dated(frame, ["flies"], lambda r: areas.spans(r["flies"] or "", ""), "flag_area")
        frame = self._dated(frame, ["name", "names_other", "kind", "country", "born", "ids"],
                            lambda r: self.identities.spans(_party(r)), "lists")  # fmt: skip
        frame = frame.join(self._owned(book, frame), on="order", how="left").join(self._marks(frame), on="name")
        kinds = ["role", "kind", "aid", "military", "area", "flies", "flag_area", "lists", "owned"]
        distinct = frame.select(kinds).unique(maintain_order=True)
        signs = [self._signs.id(self._sign(row)) for row in distinct.iter_rows(named=True)]
        frame = frame.join(distinct.with_columns(pl.Series("sign", signs, dtype=pl.UInt32)), on=kinds, nulls_equal=True)
        return frame.sort("order").select("deal", "sign")

    def _sign(self, row: Mapping[str, Any]) -> PartySign:
        flag = None if row["flies"] is None else self.areas.known.values[row["flag_area"]]
        return PartySign(
            same_side(row["role"], self._asked["role"]), row["kind"] if row["kind"] in self._kinds else "",
            self.areas.known.values[row["area"]], flag, self.identities.known.values[row["lists"]],
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
            listed = {name_key(name): self.identities.known.values[lists] for _, name, lists in rows}
            stated = [Share(*row) for row in shares.select("owner", "owned", "low", "high").iter_rows()]
            tokens = owned_tokens(stated, listed)
            found += [(order, ",".join(f"{token}:{int(sure)}" for token, sure in sorted(tokens.get(name_key(name), ()))))
                      for order, name, _ in rows]  # fmt: skip
        return pl.DataFrame(found, schema={"order": pl.UInt32, "owned": pl.String}, orient="row")

    def _stops(self, route: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
        """The areas of each dealing's route in order, as one text a dealing, and its modes."""
        frame = route.with_row_index("order").drop("day").join(days, on="deal", how="inner")
        frame = self._dated(frame, ["place"], lambda r: self.areas.spans("", r["place"], True), "area")
        modes = pl.col("mode").filter(pl.col("mode") != "").unique().sort().str.join(",")
        return (
            frame.sort("deal", "order")
            .group_by("deal", maintain_order=True)
            .agg(pl.col("area").cast(pl.String).str.join(",").alias("stops"), modes.alias("modes"))
        )

    def _lines(self, book: Book, days: pl.DataFrame) -> pl.DataFrame:
        """One row a good, and one for each dealing without goods."""
        bare = book.deals.select("deal").join(book.goods, on="deal", how="anti")
        bare = bare.with_columns(**{name: pl.lit(value) for name, value in NO_GOODS.items()}, present=pl.lit(False))
        goods = book.goods.with_columns(present=pl.lit(True))
        lines = pl.concat([goods, bare.cast(dict(goods.schema))]).sort("deal", maintain_order=True)
        lines = lines.with_row_index("line").join(days, on="deal")
        lines = self._dated(lines, ["origin"], lambda r: self.areas.spans(r["origin"], ""), "origin_area")
        texts = lines.select("text").unique(maintain_order=True)
        read = [(t, ",".join(sorted(self._goods_words(t))), bool(self._aid(t)), bool(self._military(t))) for t in texts["text"]]
        schema = {"text": pl.String, "words": pl.String, "aid_like": pl.Boolean, "military": pl.Boolean}
        lines = lines.join(pl.DataFrame(read, schema=schema, orient="row"), on="text").sort("line")
        return lines.with_columns(origin_area=pl.when(pl.col("origin") != "").then("origin_area"))

    def _heads(self, deals: pl.DataFrame) -> pl.DataFrame:
        """What the head of a dealing adds to its situation."""
        texts = deals.select("purpose").unique(maintain_order=True)
        read = [
            (t, ",".join(sorted(self._purpose_words(t))) if t else None, bool(self._aid_purpose(t))) for t in texts["purpose"]
        ]
        schema = {"purpose": pl.String, "purpose_words": pl.String, "humanitarian": pl.Boolean}
        known = pl.DataFrame(read, schema=schema, orient="row")
        asked = pl.col("currency").is_in(list(self._asked["currency"]))
        paid_in = pl.when(asked).then("currency").when(pl.col("currency") != "").then(pl.lit(OTHER))
        return deals.select(
            "deal", "act", paid_in.alias("paid_in"), "currency", "notified", "authorised", "purpose", "value", "contract",
            pl.col("unit").alias("priced_by"),
        ).join(known, on="purpose", how="left")  # fmt: skip

    def _situation(self, row: Mapping[str, Any]) -> Situation:
        areas, signs = self.areas.known.values, self._signs.values
        return Situation(
            row["act"], tuple(signs[int(n)] for n in _split(row["signs"])),
            None if row["origin_area"] is None else areas[row["origin_area"]],
            tuple(areas[int(n)] for n in _split(row["stops"])), frozenset(_split(row["modes"])),
            None if row["purpose_words"] is None else frozenset(_split(row["purpose_words"])), row["paid_in"],
            row["notified"], row["authorised"], row["humanitarian"], row["aid_like"], row["military"],
        )  # fmt: skip

    def _goods(self, keyed: pl.DataFrame) -> tuple[pl.DataFrame, list[Goods]]:
        """Lines with the number of their good and their price, and the goods."""
        kinds = ["hs", "words", "present"]
        distinct = keyed.select(kinds).unique(maintain_order=True).with_row_index("goods")
        goods = [Goods(r["hs"] or None, frozenset(_split(r["words"])), r["present"]) for r in distinct.iter_rows(named=True)]
        by_unit = pl.col("priced_by") != ""
        alone = pl.col("quantity").is_null() & (pl.col("unit") == "")
        unit = pl.when(by_unit).then("priced_by").when(alone).then(pl.lit("piece")).otherwise("unit")
        unit = unit.str.to_lowercase().replace(UNITS)
        has_price = by_unit | alone | (pl.col("quantity") > 0)
        lines = keyed.join(distinct, on=kinds).with_columns(
            pl.col("contract").to_physical(),
            pl.when(pl.col("currency") != "").then("currency").alias("currency"),
            pl.when(by_unit | alone).then("value").otherwise(pl.col("value") / pl.col("quantity")).alias("price"),
            pl.when(has_price & (unit != "")).then(pl.col("currency") + "/" + unit).alias("price_unit"),
        )
        return lines.sort("line").cast({n: t for n, t in LINE_SCHEMA.items() if n in lines.columns}), goods  # type: ignore[arg-type]


SITUATION_KEY = ("act", "signs", "stops", "modes", "origin_area", "purpose_words", "paid_in", "notified", "authorised",
                 "humanitarian", "aid_like", "military")  # fmt: skip


def _dimensions(sets: Sequence[Mapping[str, TokenSet]]) -> dict[str, Dimension]:
    nothing = TokenSet()
    found = {}
    for dimension in SET_DIMENSIONS:
        classes = Interned[TokenSet]()
        numbers = [classes.id(tokens.get(dimension, nothing)) for tokens in sets]
        found[dimension] = Dimension(np.array(numbers, dtype=np.int32), classes.values)
    return found


def _pairs(text: str | None) -> list[tuple[str, bool]]:
    return [(pair[:-2], pair.endswith("1")) for pair in _split(text or "")]


def _split(text: str) -> list[str]:
    return text.split(",") if text else []


def _party(row: Mapping[str, Any]) -> Party:
    pairs = tuple(tuple(text.split(":", 1)) for text in row["ids"] or ())
    names = tuple(row["names_other"] or ())
    return Party("", row["name"], names, row["kind"], row["country"], born=row["born"], ids=pairs)  # type: ignore[arg-type]

