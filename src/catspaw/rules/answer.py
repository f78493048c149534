"""Test one condition on one class: does it hold for certain, and may it hold?

The only place where a condition's meaning is worked out. Both the vectorised judge and the explanation read their
answers from here. Invariant: certain implies possible.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from catspaw.rules.compile import day_number
from catspaw.rules.conditions import Condition, GoodsTest
from catspaw.rules.facets import Goods, TokenSet

Bools = npt.NDArray[np.bool_]
Answer = tuple[bool, bool]
KNOWN_EMPTY = ("role", "kind", "act")  # dimensions in which no token means none, not unknown


def ask_set(condition: Condition, tokens: TokenSet, wild: bool) -> Answer:
    """Whether one of the condition's values is among the tokens (or, turned round, surely none is)."""
    certain = not condition.values.isdisjoint(tokens.certain)
    possible = not condition.values.isdisjoint(tokens.possible) or (tokens.wild and wild)
    if not condition.negated:
        return certain, certain or possible
    if certain:
        return False, False
    unknown = tokens.wild or possible or (not tokens.certain and condition.field not in KNOWN_EMPTY)
    return not unknown, True


def ask_goods(wanted: GoodsTest, goods: Goods) -> Answer:
    """Whether a good is meant: by code, by a word of its description, or any at all."""
    if not goods.present:
        return False, False
    if wanted.any or not wanted.words.isdisjoint(goods.words):
        return True, True
    code = goods.hs
    if code is None:
        return False, bool(wanted.hs)
    certain = any(code.startswith(prefix) for prefix in wanted.hs)
    return certain, certain or any(prefix.startswith(code) for prefix in wanted.hs)


def ask_contract(condition: Condition, days: pl.Series) -> tuple[Bools, Bools]:
    """Whether contracts are older than the condition's day; unknown where no day is given."""
    limit = day_number(condition.before) if condition.before else 0
    certain = (days < limit).fill_null(False).to_numpy()
    return certain, certain | days.is_null().to_numpy()


def ask_number(condition: Condition, lines: pl.DataFrame) -> tuple[Bools, Bools]:
    """Whether values or prices are over a threshold; unknown where none is given in its unit."""
    amount, unit = ("value", "currency") if condition.field == "value_over" else ("price", "price_unit")
    known = (lines[amount].is_not_null() & lines[unit].is_in(list(condition.values))).fill_null(False).to_numpy()
    over = (lines[amount] > condition.amount).fill_null(False).to_numpy()
    return known & over, ~known | over


def answers(condition: Condition, wild: bool, classes: Sequence[TokenSet]) -> tuple[Bools, Bools]:
    """The answers of a set condition for each class."""
    found = [ask_set(condition, tokens, wild) for tokens in classes]
    return np.array([a for a, _ in found], dtype=bool), np.array([b for _, b in found], dtype=bool)


def goods_answers(condition: Condition, goods: Sequence[Goods]) -> tuple[Bools, Bools]:
    """The answers of a goods condition for each good."""
    wanted = condition.goods or GoodsTest()
    found = [ask_goods(wanted, good) for good in goods]
    return np.array([a for a, _ in found], dtype=bool), np.array([b for _, b in found], dtype=bool)
