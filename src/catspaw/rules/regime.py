"""Regimes, rules and their parts as frozen objects, made from the rows of the world.

Invariants: an object here is exactly what its file says; dates are half open; the order is that of the files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from catspaw.facts.world import World
from catspaw.rules.conditions import Condition, parse

OPEN = date.max
ALWAYS = date.min
EFFECTS = {"forbid": "forbidden", "authorise": "needs_authorisation", "report": "sign"}


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day on which it holds to the first on which it no longer does."""

    since: date = ALWAYS
    until: date = OPEN

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Span:
        """The span of a row's since and until."""
        return cls(row.get("since") or ALWAYS, row.get("until") or OPEN)

    def meet(self, other: Span) -> Span:
        """The days that both cover; empty when since is not before until."""
        return Span(max(self.since, other.since), min(self.until, other.until))

    @property
    def empty(self) -> bool:
        """No day at all."""
        return self.since >= self.until


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason why a regime binds somebody in a dealing."""

    says: str
    conditions: tuple[Condition, ...]
    span: Span
    leaves_unknown: bool
    missing: str


@dataclass(frozen=True, slots=True)
class Part:
    """A code that belongs to a territory for a span of days."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class Territory:
    """Where a regime's territorial rules apply, in the regime's own terms."""

    id: str
    title: str
    article: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class RuleException:
    """An exception by name. `decides`: where it may hold but can't be told, the verdict is unknown."""

    name: str
    says: str
    span: Span
    conditions: tuple[Condition, ...]
    decides: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One article, or one limb of it."""

    id: str
    regime: str
    article: str
    says: str
    effect: str
    span: Span
    conditions: tuple[Condition, ...]
    exceptions: tuple[RuleException, ...]
    grounds: tuple[Ground, ...]
    source: tuple[str, ...]
    verified: bool
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Regime:
    """A regime: whom it binds, where its territories lie, its rules."""

    id: str
    jurisdiction: str
    title: str
    grounds: tuple[Ground, ...]
    territories: Mapping[str, Territory]
    rules: tuple[Rule, ...]


def load_regimes(world: World) -> Mapping[str, Regime]:
    """All regimes of a world by id, in the order of their folders."""
    return {folder: _regime(world, folder) for folder in sorted(world.regime_rows)}


def _regime(world: World, folder: str) -> Regime:
    head = world.regime_rows[folder].data
    grounds = tuple(_ground(row.data) for row in world.rows("binds") if row.file.regime == folder)
    territories = [_territory(row.data) for row in world.rows("territory") if row.file.regime == folder]
    rules = tuple(_rule(row.data, folder, grounds) for row in world.rows("rule") if row.file.regime == folder)
    by_id = {territory.id: territory for territory in territories}
    return Regime(head["id"], head["jurisdiction"], head["title"], grounds, by_id, rules)


def _territory(row: Mapping[str, Any]) -> Territory:
    parts = tuple(Part(part["code"], Span.of(part)) for part in row.get("part", []))
    return Territory(row["id"], row["title"], row.get("article", ""), parts)


def _ground(row: Mapping[str, Any]) -> Ground:
    conditions = []
    for key, field in (("party", "party"), ("place", "via"), ("currency", "currency"), ("origin", "origin")):
        if key in row:
            conditions.append(Condition(field, frozenset(row[key])))
    if "unseen" in row:
        conditions.append(Condition("role", frozenset(row["unseen"]), negated=True))
    unknown = row.get("leaves") == "unknown"
    return Ground(
        row["says"], tuple(conditions), Span.of(row), unknown, row.get("missing", f"whether it holds: {row['says']}")
    )


def _rule(row: Mapping[str, Any], regime: str, grounds: Sequence[Ground]) -> Rule:
    own = tuple(_ground(bind) for bind in row.get("binds", []))
    return Rule(
        row["id"], regime, row["article"], row["says"], row["effect"], Span.of(row), tuple(parse(row["when"])),
        tuple(_exception(one) for one in row.get("except", [])), own or tuple(grounds), tuple(row["source"]),
        bool(row.get("verified")), row.get("confidence", ""), row.get("note", ""),
    )  # fmt: skip


def _exception(row: Mapping[str, Any]) -> RuleException:
    conditions = tuple(parse(row.get("when", {})))
    missing = tuple(row.get("missing", []))
    return RuleException(row["name"], row["says"], Span.of(row), conditions, bool(row.get("decides")), missing)
