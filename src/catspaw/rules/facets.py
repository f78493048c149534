"""What a book of dealings shows, in the form that rules are tested on.

Most dealings of a book look alike to a rule: the same countries in the same roles. So a book is kept as *lines* (one a
good, with its day and numbers), and each line points, in a few *aspects* (where from, where to, who is there, how it was
done), to one of few cases. A case has a class in each dimension of its aspect; rules are tested once a class.

Invariants: a class is a set of tokens (codes, words, list ids), each certain or possible; `wild` marks a side of which
nothing at all is known; every dimension belongs to one aspect.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int32]

ASPECTS: Mapping[str, tuple[str, ...]] = {
    "manner": ("act", "mode", "notified", "authorised", "humanitarian", "military", "purpose", "currency"),
    "cast": ("role", "kind", "listed", "owned"),
    "source": ("from", "origin"),
    "target": ("to",),
    "presence": ("with", "via", "party"),
    "ships": ("flag",),
    "labour": ("worker",),
}
SET_DIMENSIONS = tuple(dimension for dimensions in ASPECTS.values() for dimension in dimensions)
WILD = "?"  # nothing is known
OTHER = "~"  # something is known, that no rule asks for
LINE_SCHEMA: Mapping[str, pl.DataType] = {
    "deal": pl.UInt32(),
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
    """The class of each case in one dimension, and the classes themselves."""

    of_case: Ints
    classes: Sequence[TokenSet]


@dataclass(frozen=True)
class Aspect:
    """The case of each line in one aspect, and the dimensions of the cases."""

    of_line: Ints
    dimensions: Mapping[str, Dimension]


@dataclass(frozen=True)
class Facets:
    """A book, or a part of it, ready to be judged. `lines` has the columns of `LINE_SCHEMA`, one row a line."""

    lines: pl.DataFrame
    goods: Sequence[Goods]
    aspects: Mapping[str, Aspect]

    def dimension(self, name: str) -> Dimension:
        """A dimension by name, from its aspect."""
        return self.aspects[ASPECT_OF[name]].dimensions[name]


ASPECT_OF = {dimension: aspect for aspect, dimensions in ASPECTS.items() for dimension in dimensions}
