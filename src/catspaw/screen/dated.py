"""Join rows to answers that hold for spans of days.

Resolving a text or a party is dear, and its answer changes on few days. So each distinct key is resolved once into
spans, and the rows of a book are joined to the spans by their day. Cost: distinct keys in Python, rows in columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

Spans = Callable[[Mapping[str, Any]], list[tuple[int, int]]]  # row of keys -> (first day, number), oldest first


def dated(frame: pl.DataFrame, keys: list[str], spans: Spans, name: str) -> pl.DataFrame:
    """Add a column `name`: the number that `spans` gives for the key columns on the row's `day`. Order is not kept."""
    distinct = frame.select(keys).unique(maintain_order=True).with_row_index("key")
    rows = [(row["key"], day, found) for row in distinct.iter_rows(named=True) for day, found in spans(row)]
    schema = {"key": pl.UInt32, "day": pl.Int32, name: pl.UInt32}
    table = pl.DataFrame(rows, schema=schema, orient="row").sort("day")
    keyed = frame.join(distinct, on=keys, how="left", nulls_equal=True).sort("day")
    return keyed.join_asof(table, on="day", by="key", strategy="backward", check_sortedness=False).drop("key")
