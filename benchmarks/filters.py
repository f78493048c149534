"""The alternatives to judging by bits: a Polars filter a rule, twice.

`on_columns` is what one would write: list columns of codes, one filter a clause, certain hits only. `on_classes` gives
the filters the same numbered classes that the judge has, with the tests on classes already answered: the strongest
form of a filter a rule, and it still answers only the first of the judge's questions. Both count hits.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from catspaw.rules.answer import KNOWN_EMPTY
from catspaw.rules.asked import Asked, Memory
from catspaw.rules.compile import DIMENSIONS, Block, day_number
from catspaw.rules.conditions import Condition
from catspaw.rules.facets import SET_DIMENSIONS, Facets

LINE_DIMENSIONS = ("contract", "number", "open")


def on_classes(facets: Facets, memory: Memory) -> int:
    """The number of (line, clause) that may hold."""
    asked = Asked(memory, facets)
    columns = {d: asked.rows[d] for d in DIMENSIONS if d not in LINE_DIMENSIONS}
    frame = pl.DataFrame({"day": asked.day, **columns})
    block = memory.block
    wanted: list[list[pl.Expr]] = [[] for _ in block.clauses]
    for dimension in DIMENSIONS:
        for test in block.tests[dimension] if dimension != "open" else ():
            possible = asked.possible[id(test)]
            if dimension in LINE_DIMENSIONS:
                frame = frame.with_columns(pl.Series(f"n{id(test)}", possible))
                expression = pl.col(f"n{id(test)}")
            else:
                expression = pl.col(dimension).is_in(np.flatnonzero(possible).tolist())
            for clause in test.clauses:
                wanted[clause].append(expression)
    return _count(frame, block, wanted)


def columns_of(facets: Facets) -> pl.DataFrame:
    """The book as list columns of codes, as a data frame user would keep it."""
    columns: dict[str, pl.Series] = {}
    for aspect in facets.aspects.values():
        for name, dimension in aspect.dimensions.items():
            lists = pl.Series(name, [sorted(tokens.certain) for tokens in dimension.classes], dtype=pl.List(pl.String))
            rows = dimension.of_case[aspect.of_line]
            columns[name] = lists.gather(rows)
            may = [sorted(tokens.certain | tokens.possible) for tokens in dimension.classes]
            columns[f"{name}_may"] = pl.Series(f"{name}_may", may, dtype=pl.List(pl.String)).gather(rows)
            columns[f"{name}_wild"] = pl.Series(f"{name}_wild", [t.wild for t in dimension.classes]).gather(rows)
    codes = pl.Series("hs", [good.hs for good in facets.goods], dtype=pl.String)
    words = pl.Series("words", [sorted(good.words) for good in facets.goods], dtype=pl.List(pl.String))
    present = pl.Series("present", [good.present for good in facets.goods])
    number = facets.lines["goods"]
    return facets.lines.rename({"currency": "line_currency"}).with_columns(
        *columns.values(), codes.gather(number), words.gather(number), present.gather(number)
    )  # fmt: skip


def on_columns(frame: pl.DataFrame, block: Block) -> int:
    """The number of (line, clause) that hold for certain."""
    wanted = [[_expression(condition) for condition in clause.conditions] for clause in block.clauses]
    return _count(frame, block, wanted)


def _expression(condition: Condition) -> pl.Expr:
    if condition.field in SET_DIMENSIONS:
        column = condition.field if not condition.negated else f"{condition.field}_may"
        shared = pl.col(column).list.set_intersection(pl.lit(sorted(condition.values))).list.len()
        known = (pl.col(condition.field).list.len() > 0) & ~pl.col(f"{condition.field}_wild")
        known = pl.lit(True) if condition.field in KNOWN_EMPTY else known
        return (known & (shared == 0)) if condition.negated else shared > 0
    if condition.goods:
        lengths = sorted({len(prefix) for prefix in condition.goods.hs})
        by_code = [pl.col("hs").str.slice(0, n).is_in([p for p in condition.goods.hs if len(p) == n]) for n in lengths]
        by_word = pl.col("words").list.set_intersection(pl.lit(sorted(condition.goods.words))).list.len() > 0
        return pl.col("present") if condition.goods.any else pl.any_horizontal(*by_code, by_word)
    if condition.field == "contract_before" and condition.before:
        return pl.col("contract") < day_number(condition.before)
    if condition.field in ("value_over", "unit_price_over"):
        amount, unit = ("value", "line_currency") if condition.field == "value_over" else ("price", "price_unit")
        return (pl.col(amount) > condition.amount) & pl.col(unit).is_in(sorted(condition.values))
    return pl.lit(False)  # `open` never holds for certain


def _count(frame: pl.DataFrame, block: Block, wanted: list[list[pl.Expr]]) -> int:
    lazy = frame.lazy()
    queries = [
        lazy.filter(pl.col("day") >= int(since), pl.col("day") < int(until), *tests).select(pl.len())
        for since, until, tests in zip(block.since, block.until, wanted, strict=True)
    ]
    return sum(int(found.item()) for found in pl.collect_all(queries))
