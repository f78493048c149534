"""A book of dealings as columns: one frame of dealings, and one each of their parties, goods, places and shares.

Invariants: `deal` numbers run from 0 within a book part and join the frames; the order of parties and stops is that of
the record; absent text is '' and never null, absent numbers, days and answers are null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import polars as pl

from catspaw.screen.dealing import Dealing, Good, Party, Share, Stop

DEALS: Mapping[str, Any] = {
    "deal": pl.UInt32, "row": pl.Int64, "id": pl.String, "day": pl.Date, "act": pl.String, "value": pl.Float64,
    "currency": pl.String, "unit": pl.String, "contract": pl.Date, "purpose": pl.String, "notified": pl.Boolean,
    "authorised": pl.Boolean, "precision": pl.String,
}  # fmt: skip
PARTIES: Mapping[str, Any] = {
    "deal": pl.UInt32, "role": pl.String, "name": pl.String, "names_other": pl.List(pl.String), "kind": pl.String,
    "country": pl.String, "address": pl.String, "flag": pl.String, "phone": pl.String, "born": pl.String,
    "ids": pl.List(pl.String),
}  # fmt: skip
GOODS: Mapping[str, Any] = {
    "deal": pl.UInt32, "hs": pl.String, "text": pl.String, "quantity": pl.Float64, "unit": pl.String, "origin": pl.String,
}  # fmt: skip
ROUTE: Mapping[str, Any] = {"deal": pl.UInt32, "place": pl.String, "mode": pl.String, "day": pl.String}
SHARES: Mapping[str, Any] = {
    "deal": pl.UInt32, "owner": pl.String, "owned": pl.String, "low": pl.Float64, "high": pl.Float64
}  # fmt: skip


@dataclass(frozen=True)
class Book:
    """A book, or one part of a long one."""

    deals: pl.DataFrame
    parties: pl.DataFrame
    goods: pl.DataFrame
    route: pl.DataFrame
    shares: pl.DataFrame

    def __len__(self) -> int:
        return len(self.deals)

    def dealings(self, deals: Sequence[int]) -> list[Dealing]:
        """Some dealings of the book as objects, in the order asked for."""
        wanted = pl.Series("deal", deals, dtype=pl.UInt32)
        parts = [_by_deal(frame, wanted) for frame in (self.parties, self.goods, self.route, self.shares)]
        heads = _by_deal(self.deals, wanted)
        return [_dealing(heads[deal][0], *(part.get(deal, []) for part in parts)) for deal in deals]


def book_of(dealings: Iterable[Dealing], rows: Iterable[int] | None = None) -> Book:
    """A book of dealings read one by one; `rows` are their line numbers in the file."""
    heads: list[list[Any]] = []
    parts: dict[str, list[list[Any]]] = {"parties": [], "goods": [], "route": [], "shares": []}
    numbers = iter(rows) if rows is not None else None
    for deal, one in enumerate(dealings):
        row = next(numbers) if numbers is not None else deal + 1
        heads.append([
            deal, row, one.id, one.day, one.act, one.value, one.currency, one.unit, one.contract, one.purpose,
            one.notified, one.authorised, one.precision,
        ])  # fmt: skip
        parts["parties"] += [_party_row(deal, party) for party in one.parties]
        parts["goods"] += [[deal, *_values(good)] for good in one.goods]
        parts["route"] += [[deal, *_values(stop)] for stop in one.route]
        parts["shares"] += [[deal, *_values(share)] for share in one.shares]
    schemas = {"parties": PARTIES, "goods": GOODS, "route": ROUTE, "shares": SHARES}
    frames = {name: pl.DataFrame(parts[name], schema=dict(schema), orient="row") for name, schema in schemas.items()}
    return Book(pl.DataFrame(heads, schema=dict(DEALS), orient="row"), **frames)


NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in (Good, Stop, Share)}


def _values(part: Good | Stop | Share) -> list[Any]:
    return [getattr(part, name) for name in NAMES[type(part)]]


def _party_row(deal: int, party: Party) -> list[Any]:
    ids = [f"{kind}:{value}" for kind, value in party.ids]
    return [
        deal, party.role, party.name, list(party.names_other), party.kind, party.country, party.address, party.flag,
        party.phone, party.born, ids,
    ]  # fmt: skip


def _by_deal(frame: pl.DataFrame, wanted: pl.Series) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in frame.filter(pl.col("deal").is_in(wanted.implode())).iter_rows(named=True):
        found.setdefault(row.pop("deal"), []).append(row)
    return found


def _dealing(head: Mapping[str, Any], parties: Any, goods: Any, route: Any, shares: Any) -> Dealing:
    pairs = [{**p, "names_other": tuple(p["names_other"]), "ids": tuple(_pair(i) for i in p["ids"])} for p in parties]
    return Dealing(
        head["day"] or date.min, head["act"], tuple(Party(**p) for p in pairs), tuple(Good(**g) for g in goods),
        tuple(Stop(**s) for s in route), tuple(Share(**s) for s in shares), head["value"], head["currency"],
        head["unit"], head["contract"], head["purpose"], head["notified"], head["authorised"], head["precision"],
        head["id"],
    )  # fmt: skip


def _pair(text: str) -> tuple[str, str]:
    kind, _, value = text.partition(":")
    return kind, value
