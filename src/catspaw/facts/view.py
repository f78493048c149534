"""The world on a day, as known by a day, according to someone.

Invariants: a fact is in the view when since <= day < until (an open end counts as without limit), when it had become
public by `known`, and, with a perspective, when it is undisputed or stated by that actor. Nothing is inferred here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from catspaw.errors import InputError, nearest
from catspaw.facts.world import World

DIPLOMACY = ("diplomatic_relations", "severs_relations", "restores_relations", "recognises")


@dataclass(frozen=True)
class Value:
    """A dated number of a regime, with its unit and sources."""

    regime: str
    name: str
    value: float
    unit: str
    since: date | None
    until: date | None
    source: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.value:,g} {self.unit}"


@dataclass(frozen=True)
class View:
    """The world at `day`, as known by `known` (None: now), according to `by` (None: all)."""

    world: World
    day: date
    known: date | None = None
    by: str | None = None

    @cached_property
    def _public(self) -> pl.DataFrame:
        rows = self.world.facts
        if self.known is not None:
            rows = rows.filter(pl.col("known").is_not_null() & (pl.col("known") <= self.known))
        if self.by is not None:
            rows = rows.filter(pl.col("by").is_null() | (pl.col("by") == self.by))
        return rows

    @cached_property
    def _holding(self) -> pl.DataFrame:
        return self._public.filter(
            (pl.col("since").is_null() | (pl.col("since") <= self.day))
            & (pl.col("until").is_null() | (pl.col("until") > self.day))
        )

    def facts(self, subject: str | None = None, relation: str | None = None, object: str | None = None) -> pl.DataFrame:
        """The facts that hold, one a row; actors may be given as codes or usual names."""
        rows = self._holding
        for column, wanted in (("subject", subject), ("object", object)):
            if wanted is not None:
                rows = rows.filter(pl.col(column) == self._code(wanted))
        if relation is not None:
            known = self.world.facts["relation"].unique().to_list()
            if relation not in known:
                raise InputError(f'"{relation}": no such relation{nearest(relation, known)}; known: {sorted(known)}')
            rows = rows.filter(pl.col("relation") == relation)
        return rows.sort("subject", "relation", "object", "since", "id")

    def _code(self, name: str) -> str:
        if name in self.world.facts["object"] or name in self.world.facts["subject"]:
            return name
        return self.world.code(name)

    def recognisers(self, code: str) -> set[str]:
        """Codes of those that recognise it as a state on the day."""
        return set(self.facts(relation="recognises", object=code)["subject"])

    def groups(self, code: str) -> set[str]:
        """Codes of the unions that it is a member of, or whose law binds it, on the day."""
        mine = self._holding.filter(pl.col("subject") == self.world.code(code))
        return set(mine.filter(pl.col("relation").is_in(["member_of", "bound_by_law_of"]))["object"])

    def relations(self, one: str, other: str) -> pl.DataFrame:
        """Diplomatic acts between two up to the day, oldest first, with dates and sources; `now` tells what holds.

        Relations are broken from a `severs_relations` until a later `restores_relations`.
        """
        pair = [self.world.code(one), self.world.code(other)]
        rows = self._public.filter(
            pl.col("subject").is_in(pair)
            & pl.col("object").is_in(pair)
            & pl.col("relation").is_in(DIPLOMACY)
            & (pl.col("since").is_null() | (pl.col("since") <= self.day))
        )
        holds = pl.col("until").is_null() | (pl.col("until") > self.day)
        return rows.with_columns(holds.alias("now")).sort("since", "id", nulls_last=False)

    def value(self, regime: str, name: str) -> Value:
        """A dated value of a regime (cap, threshold, deadline) on the day.

        Raises:
            InputError: no such regime or name, or no value on that day; the message says which days have one.
        """
        values = self.world.values
        if regime not in values:
            raise InputError(f'"{regime}": no regime with values{nearest(regime, values)}')
        spans = [row for row in values[regime] if row["name"] == name]
        if not spans:
            names = {row["name"] for row in values[regime]}
            raise InputError(f'"{name}": {regime} has no such value{nearest(name, names)}; it has {sorted(names)}')
        for row in spans:
            if _holds(row, self.day):
                source = tuple(row["source"])
                return Value(regime, name, row["value"], row["unit"], row.get("since"), row.get("until"), source)
        days = "; ".join(f"{row.get('since', '')} to {row.get('until', 'open')}" for row in spans)
        raise InputError(f'"{name}" of {regime} has no value on {self.day}; it has from {days}')

    def events(self) -> Sequence[dict[str, Any]]:
        """Events up to the day that were public by `known`, oldest first."""
        rows = [dict(row) for row in self.world.events.values() if row["act"] <= self.day]
        if self.known is not None:
            rows = [row for row in rows if (row.get("known") or row.get("announced") or row["act"]) <= self.known]
        return sorted(rows, key=lambda row: (row["act"], row["id"]))


def _holds(row: Any, day: date) -> bool:
    since, until = row.get("since"), row.get("until")
    return (since is None or since <= day) and (until is None or day < until)
