"""Resolve a book: every party, place and good to what rules look at, and lines that are alike to one case.

Distinct texts are resolved once, in Python; books are joined to the answers in columns. Cost: linear in rows for the
joins, in distinct texts and distinct cases for the rest.

Invariants: a line resolves the same in a book and alone; the order of a book does not matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from catspaw.facts.world import World
from catspaw.names.screener import Screener
from catspaw.rules.compile import Compiled
from catspaw.rules.facets import LINE_SCHEMA, OTHER, Facets, Goods
from catspaw.screen.areas import Areas
from catspaw.screen.aspects import AspectReader
from catspaw.screen.book import Book
from catspaw.screen.dated import dated
from catspaw.screen.identity import Identities
from catspaw.screen.parties import PartyReader
from catspaw.screen.situation import PartySign, Situation
from catspaw.screen.vocabulary import Words

PIECES = ("pieces", "pcs", "pc", "item", "unit", "vehicle", "car", "bottle", "pair", "set", "each")
UNITS = {
    **dict.fromkeys(PIECES, "piece"), "bbl": "barrel", "barrels": "barrel", "tonne": "t", "tonnes": "t", "mt": "t",
    "carats": "carat", "ct": "carat",
}  # fmt: skip
NO_GOODS = {"hs": "", "text": "", "quantity": None, "unit": "", "origin": ""}


@dataclass(frozen=True)
class Resolved:
    """A book part ready to judge, and what the explanation reads the situation of a line from."""

    facets: Facets
    lines: pl.DataFrame
    parties: pl.DataFrame  # deal, sign: in the order of the book
    signs: Sequence[PartySign]


class Resolver:
    """Resolves books against one world and its lists."""

    def __init__(self, world: World, screener: Screener, compiled: Compiled) -> None:
        self.areas = Areas(world, compiled.codes)
        self.identities = Identities(screener)
        words = {row.data["id"]: row.data for row in world.rows("words")}
        self._currencies = sorted(compiled.words.get("currency", ()))
        self._goods_words = Words(compiled.words.get("goods", ()))
        self._purpose_words = Words(compiled.words.get("purpose", ()))
        self._aid = Words(words.get("humanitarian", {}).get("possible", []))
        self._aid_purpose = Words(words.get("humanitarian", {}).get("certain", []))
        self._military = Words(words.get("military", {}).get("certain", []))
        self._parties = PartyReader(self.areas, self.identities, compiled, self._aid, self._military)
        self._aspects = AspectReader(self._situation)

    def resolve(self, book: Book) -> Resolved:
        """The facets of a book part."""
        days = book.deals.select("deal", pl.col("day").to_physical().alias("day"))
        parties = self._parties.read(book, days)
        heads = self._heads(book.deals)
        stops = self._stops(book.route, days)
        lines = self._lines(book, days).join(heads, on="deal", how="left").join(stops, on="deal", how="left")
        lines = lines.with_columns(pl.col("stops", "modes").fill_null("")).sort("line")
        numbered, goods = self._goods(lines)
        aspects = self._aspects.read(lines, parties, self._parties.signs.values)
        return Resolved(Facets(numbered, goods, aspects), lines, parties, self._parties.signs.values)

    def signs(self, resolved: Resolved, deals: Sequence[int]) -> Mapping[int, Sequence[PartySign]]:
        """The signs of some dealings' parties, in the order of each dealing."""
        found: dict[int, list[PartySign]] = {deal: [] for deal in deals}
        wanted = pl.Series(deals, dtype=pl.UInt32).implode()
        for deal, sign in resolved.parties.filter(pl.col("deal").is_in(wanted)).iter_rows():
            found[deal].append(resolved.signs[sign])
        return found

    def situation(self, resolved: Resolved, line: int, signs: Sequence[PartySign]) -> Situation:
        """The situation of one line, with the signs of its dealing's parties."""
        return self._situation(resolved.lines.row(line, named=True), signs)

    def _stops(self, route: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
        """The areas of each dealing's route in order, as one text a dealing, and its modes."""
        frame = route.with_row_index("order").drop("day").join(days, on="deal", how="inner")
        modes_of = frame.group_by("deal").agg(_modes())
        frame = frame.filter(pl.col("place") != "")
        frame = dated(frame, ["place"], lambda r: self.areas.spans("", r["place"], True), "area")
        stops = pl.col("area").cast(pl.String).str.join(",").alias("stops")
        return modes_of.join(frame.sort("deal", "order").group_by("deal").agg(stops), on="deal", how="left")

    def _lines(self, book: Book, days: pl.DataFrame) -> pl.DataFrame:
        """One row a good, and one for each dealing without goods."""
        bare = book.deals.select("deal").join(book.goods, on="deal", how="anti")
        bare = bare.with_columns(**{name: pl.lit(value) for name, value in NO_GOODS.items()}, present=pl.lit(False))
        goods = book.goods.with_columns(present=pl.lit(True))
        lines = pl.concat([goods, bare.cast(goods.schema)]).sort("deal", maintain_order=True)
        lines = lines.with_row_index("line").join(days, on="deal")
        lines = dated(lines, ["origin"], lambda r: self.areas.spans(r["origin"], ""), "origin_area")
        texts = lines["text"].unique(maintain_order=True).to_list()
        read = [(t, ",".join(sorted(self._goods_words(t))), bool(self._aid(t)), bool(self._military(t))) for t in texts]
        schema = {"text": pl.String, "words": pl.String, "aid_like": pl.Boolean, "military": pl.Boolean}
        lines = lines.join(pl.DataFrame(read, schema=schema, orient="row"), on="text")
        return lines.with_columns(origin_area=pl.when(pl.col("origin") != "").then("origin_area"))

    def _heads(self, deals: pl.DataFrame) -> pl.DataFrame:
        """What the head of a dealing adds to its lines."""
        texts = deals["purpose"].unique(maintain_order=True).to_list()
        read = [(t, self._purpose(t), bool(self._aid_purpose(t))) for t in texts]
        schema = {"purpose": pl.String, "purpose_words": pl.String, "humanitarian": pl.Boolean}
        known = pl.DataFrame(read, schema=schema, orient="row")
        asked = pl.col("currency").is_in(self._currencies)
        paid_in = pl.when(asked).then("currency").when(pl.col("currency") != "").then(pl.lit(OTHER))
        return deals.select(
            "deal", "act", "currency", "notified", "authorised", "purpose", "value", "contract",
            pl.col("unit").alias("priced_by"), paid_in.alias("paid_in"),
        ).join(known, on="purpose", how="left")  # fmt: skip

    def _purpose(self, text: str) -> str | None:
        return ",".join(sorted(self._purpose_words(text))) if text else None

    def _situation(self, row: Mapping[str, Any], parties: Sequence[PartySign]) -> Situation:
        areas, words = self.areas.known.values, row.get("purpose_words")
        origin = row.get("origin_area")
        return Situation(
            row.get("act", ""), tuple(parties), None if origin is None else areas[origin],
            tuple(areas[int(n)] for n in _split(row.get("stops", ""))), frozenset(_split(row.get("modes", ""))),
            None if words is None else frozenset(_split(words)), row.get("paid_in"), row.get("notified"),
            row.get("authorised"), row.get("humanitarian", False), row.get("aid_like", False), row.get("military", False),
        )  # fmt: skip

    def _goods(self, lines: pl.DataFrame) -> tuple[pl.DataFrame, list[Goods]]:
        """Lines with the number of their good and their price, and the goods."""
        kinds = ["hs", "words", "present"]
        distinct = lines.select(kinds).unique(maintain_order=True).with_row_index("goods")
        goods = [
            Goods(r["hs"] or None, frozenset(_split(r["words"])), r["present"]) for r in distinct.iter_rows(named=True)
        ]
        by_unit = pl.col("priced_by") != ""
        alone = pl.col("quantity").is_null() & (pl.col("unit") == "")  # a value and no quantity: one piece
        unit = pl.when(by_unit).then("priced_by").when(alone).then(pl.lit("piece")).otherwise("unit")
        unit = unit.str.to_lowercase().replace(UNITS)
        priced = by_unit | alone | (pl.col("quantity") > 0)
        numbered = lines.join(distinct, on=kinds, how="left", maintain_order="left").with_columns(
            pl.col("contract").to_physical(),
            pl.when(pl.col("currency") != "").then("currency").alias("currency"),
            pl.when(by_unit | alone).then("value").otherwise(pl.col("value") / pl.col("quantity")).alias("price"),
            pl.when(priced & (unit != "")).then(pl.col("currency") + "/" + unit).alias("price_unit"),
        )
        return numbered.select(pl.col(name).cast(kind) for name, kind in LINE_SCHEMA.items()), goods


def _modes() -> pl.Expr:
    return pl.col("mode").filter(pl.col("mode") != "").unique().sort().str.join(",").alias("modes")


def _split(text: str) -> list[str]:
    return text.split(",") if text else []
