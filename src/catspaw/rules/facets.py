"""What a book of dealings shows, in the form that rules are tested on.

Most dealings of a book look alike to a rule: the same countries in the same roles. So a book is kept as *lines* (one a
good, with its day and numbers) that point to *situations* (who, where, under which flag, on which list), and each
situation to a *class* a dimension. Rules are tested once a class, never once a line.

Invariants: a class is a set of tokens (codes, words, list ids), each certain or possible; `wild` marks a side of which
nothing at all is known; lines of one situation agree in every dimension.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int32]

SET_DIMENSIONS = (
    "act", "origin", "from", "to", "with", "via", "party", "flag", "worker", "listed", "owned", "role", "kind", "mode",
    "notified", "authorised", "humanitarian", "military", "purpose", "currency",
)  # fmt: skip
WILD = "?"  # nothing is known
OTHER = "~"  # something is known, that no rule asks for
LINE_SCHEMA: Mapping[str, pl.DataType] = {
    "deal": pl.UInt32(),
    "situation": pl.UInt32(),
    "day": pl.Int32(),  # days since 1970-01-01
    "contract": pl.Int32(),  # the same, null if none is given
    "goods": pl.UInt32(),  # index into Facets.goods
    "value": pl.Float64(),
    "currency": pl.String(),
    "price": pl.Float64(),  # a unit
    "price_unit": pl.String(),  # "USD/barrel"
}


@dataclass(frozen=True, slots=True)
class TokenSet:
    """Tokens that hold for certain, those that may, and whether nothing at all is known."""

    certain: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()
    wild: bool = False


@dataclass(frozen=True, slots=True)
class Goods:
    """A good as rules see it: its HS code of up to six digits, the rule words in its description."""

    hs: str | None
    words: frozenset[str]
    present: bool


@dataclass(frozen=True)
class Dimension:
    """The class of each situation in one dimension, and the classes themselves."""

    of_situation: Ints
    classes: Sequence[TokenSet]


@dataclass(frozen=True)
class Facets:
    """A book, or a part of it, ready to be judged. `lines` has the columns of `LINE_SCHEMA`, one row a line."""

    lines: pl.DataFrame
    goods: Sequence[Goods]
    sets: Mapping[str, Dimension]
