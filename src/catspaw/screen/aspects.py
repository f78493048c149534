"""The cases of a book in each aspect: who matters for it, and which lines are alike in it.

For the question where goods come from, a buyer does not matter; for flags, only vessels do. So each aspect looks at a
*projection* of the parties' signs, and lines with equal projections are one case, read once by `situation`.

Invariant: projecting never changes what `situation` reads for that aspect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from catspaw.rules.conditions import RECEIVING, SUPPLYING
from catspaw.rules.facets import ASPECTS, SET_DIMENSIONS, Aspect, Dimension, TokenSet
from catspaw.screen.areas import Interned
from catspaw.screen.situation import IMPLIED_ACTS, Area, PartySign, Situation, token_sets

Project = Callable[[PartySign], PartySign | None]
SUPPLIER, RECEIVER, NEUTRAL = SUPPLYING[0], RECEIVING[0], "agent"


def _side(sign: PartySign) -> str:
    return SUPPLIER if sign.role in SUPPLYING else RECEIVER if sign.role in RECEIVING else NEUTRAL


def _manner(sign: PartySign) -> PartySign | None:
    role = sign.role if sign.role in IMPLIED_ACTS else NEUTRAL
    kind = sign.kind if sign.kind == "state_body" else ""
    plain = PartySign(role, kind, Area(), humanitarian=sign.humanitarian, military=sign.military)
    return None if plain == PartySign(NEUTRAL, "", Area()) else plain


def _cast(sign: PartySign) -> PartySign:
    return PartySign(sign.role, sign.kind, Area(), None, sign.listed, sign.owned)


def _source(sign: PartySign) -> PartySign | None:
    side = _side(sign)
    return None if side == RECEIVER else PartySign(side, "", sign.area)


def _target(sign: PartySign) -> PartySign | None:
    side = _side(sign)
    return None if side == SUPPLIER else PartySign(side, "", replace(sign.area, seat=frozenset()))


def _presence(sign: PartySign) -> PartySign:
    return PartySign(NEUTRAL, sign.kind, replace(sign.area, seat=frozenset()))


def _ships(sign: PartySign) -> PartySign | None:
    return None if sign.flag is None else PartySign(NEUTRAL, "", Area(), sign.flag)


def _labour(sign: PartySign) -> PartySign | None:
    return PartySign(sign.role, "", sign.area) if sign.role in ("worker", "employer") else None


# by aspect: how a party is projected, and which other columns of a line matter
PROJECTIONS: Mapping[str, tuple[Project, tuple[str, ...]]] = {
    "manner": (_manner, ("act", "modes", "purpose_words", "paid_in", "notified", "authorised", "humanitarian", "aid_like",
                         "military")),
    "cast": (_cast, ()),
    "source": (_source, ("origin_area", "stops")),
    "target": (_target, ("stops",)),
    "presence": (_presence, ("origin_area", "stops")),
    "ships": (_ships, ("act",)),
    "labour": (_labour, ("act",)),
}  # fmt: skip


COUNTED = ("ships",)  # here it matters how many there are, not only which


class AspectReader:
    """Reads aspects; cases met before are not read again."""

    def __init__(self, situation: Callable[[Mapping[str, object], Sequence[PartySign]], Situation]) -> None:
        self._situation = situation
        self._projected = {aspect: Interned[PartySign]() for aspect in ASPECTS}
        self._of_sign: dict[str, list[int | None]] = {aspect: [] for aspect in ASPECTS}
        self._classes = {dimension: Interned[TokenSet]() for dimension in SET_DIMENSIONS}
        self._cases: dict[str, dict[tuple[object, ...], list[int]]] = {aspect: {} for aspect in ASPECTS}

    def read(self, lines: pl.DataFrame, parties: pl.DataFrame, signs: Sequence[PartySign]) -> dict[str, Aspect]:
        """All aspects of the lines (columns of `PROJECTIONS`, and deal); parties are (deal, sign)."""
        return {aspect: self._aspect(aspect, lines, parties, signs) for aspect in ASPECTS}

    def _aspect(self, aspect: str, lines: pl.DataFrame, parties: pl.DataFrame, signs: Sequence[PartySign]) -> Aspect:
        project, columns = PROJECTIONS[aspect]
        known = self._of_sign[aspect]
        for sign in signs[len(known) :]:
            plain = project(sign)
            known.append(None if plain is None else self._projected[aspect].id(plain))
        projected = pl.Series("seen", known, dtype=pl.UInt32).gather(parties["sign"])
        seen = parties.select("deal").with_columns(projected).drop_nulls()
        seen = seen if aspect in COUNTED else seen.unique()
        text = pl.col("seen").sort().cast(pl.String).str.join(",")
        keyed = lines.select("deal", *columns).join(
            seen.group_by("deal").agg(text), on="deal", how="left", maintain_order="left"
        )
        keyed = keyed.with_columns(pl.col("seen").fill_null(""))
        names = ["seen", *columns]
        distinct = keyed.select(names).unique(maintain_order=True).with_row_index("case")
        cases = keyed.join(distinct, on=names, how="left", nulls_equal=True, maintain_order="left")["case"]
        numbers = np.array(
            [self._case(aspect, row) for row in distinct.drop("case").iter_rows(named=True)], dtype=np.int32
        ).reshape(-1, len(ASPECTS[aspect]))
        dimensions = {
            name: Dimension(numbers[:, column].copy(), self._classes[name].values)
            for column, name in enumerate(ASPECTS[aspect])
        }
        return Aspect(cases.to_numpy().astype(np.int32), dimensions)

    def _case(self, aspect: str, row: Mapping[str, object]) -> list[int]:
        """The number of the class in each dimension of the aspect; classes are numbered for the life of a screen."""
        known, key = self._cases[aspect], tuple(row.values())
        if key not in known:
            text = str(row["seen"])
            parties = [self._projected[aspect].values[int(n)] for n in text.split(",")] if text else []
            sets = token_sets(self._situation(row, parties), aspect)
            known[key] = [self._classes[name].id(sets[name]) for name in ASPECTS[aspect]]
        return known[key]
