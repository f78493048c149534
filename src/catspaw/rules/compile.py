"""Compile rules into clauses: conjunctions of undated tests, each with one span of days.

Territories, lists of goods and thresholds change by date. A rule that uses them becomes one clause a span on which they
stay the same, so that a day is just one more test, and nothing dated is left in the others. Exceptions and the grounds
on which a regime binds become clauses in the same way.

Invariants: the clauses of one rule never overlap in days; a clause belongs to exactly one rule, exception or ground.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise, product
from typing import Any

import numpy as np

from catspaw.facts.world import World
from catspaw.rules.conditions import CODES, OF_KIND, Condition, GoodsTest, hs_prefixes
from catspaw.rules.facets import SET_DIMENSIONS, Ints
from catspaw.rules.regime import Ground, Regime, Rule, RuleException, Span, load_regimes

DIMENSIONS = (*SET_DIMENSIONS, "goods", "contract", "number", "open")
FIELD_DIMENSION = {"contract_before": "contract", "value_over": "number", "unit_price_over": "number"}
SIDES = ("from", "to", "origin")
OWNERSHIP = "ownership-threshold"  # its unit says: "more than" or "or more"; "together" or "one owner"
EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Days since 1970-01-01, as polars keeps dates."""
    return day.toordinal() - EPOCH


def ownership_token(list_id: str, over: bool, together: bool) -> str:
    """How ownership by parties of a list is written: over a half or at least, all owners together or one alone."""
    return f"{list_id}{'>' if over else '>='}50{'+' if together else ''}"


@dataclass(frozen=True, slots=True)
class Clause:
    """All of its conditions hold, on a day of its span."""

    span: Span
    conditions: tuple[Condition, ...]


def names_goods(conditions: Iterable[Condition]) -> bool:
    """Whether they are about certain goods: only then does a side of which nothing is known count as possible."""
    return any(c.field == "goods" and not (c.goods and c.goods.any) for c in conditions)


@dataclass(frozen=True, slots=True)
class Test:
    """One distinct condition and the clauses that have it."""

    condition: Condition
    wild: bool
    clauses: Ints


@dataclass(frozen=True)
class Block:
    """Clauses as tables: their days, and their tests by dimension. `owner` says whose each clause is."""

    clauses: Sequence[Clause]
    owner: Ints
    since: Ints
    until: Ints
    tests: Mapping[str, Sequence[Test]]


@dataclass(frozen=True)
class Compiled:
    """All rules of a world, ready to judge: three blocks, and how exceptions and grounds hang on rules."""

    regimes: Mapping[str, Regime]
    rules: Sequence[Rule]
    exceptions: Sequence[RuleException]
    grounds: Sequence[Ground]
    main: Block
    excepted: Block
    bound: Block
    exceptions_of: Sequence[Ints]  # by rule: clauses of `excepted`
    grounds_of: Sequence[Ints]  # by rule: clauses of `bound`
    words: Mapping[str, frozenset[str]]  # by dimension: every token that some clause asks for

    @property
    def codes(self) -> frozenset[str]:
        """Every place, territory and union that some clause asks for."""
        found = frozenset[str]().union(*(self.words.get(name, frozenset()) for name in CODES))
        return frozenset(code.partition(OF_KIND)[0] for code in found)

    @property
    def kinds(self) -> frozenset[str]:
        """Every kind of party that some clause asks for, alone or of a place."""
        of_place = (code.partition(OF_KIND)[2] for code in self.words.get("party", ()))
        return self.words.get("kind", frozenset()) | frozenset(kind for kind in of_place if kind)


def compile_world(world: World) -> Compiled:
    """All rules of a world as tables. Cost: linear in rules times the spans of what they refer to."""
    regimes = load_regimes(world)
    lists = _goods_lists(world)
    rules = [rule for regime in regimes.values() for rule in regime.rules]
    main, excepted, bound = _Builder(), _Builder(), _Builder()
    exceptions: list[RuleException] = []
    grounds: list[Ground] = []
    seen: dict[tuple[Ground, ...], Ints] = {}
    exceptions_of, grounds_of = [], []
    for index, rule in enumerate(rules):
        dating = _Dating(regimes[rule.regime], lists, world.values.get(rule.regime, ()))
        main.add(index, dating.clauses(rule.span, rule.conditions), open_sides=names_goods(rule.conditions))
        start = len(excepted.clauses)
        for exception in rule.exceptions:
            clauses = dating.clauses(exception.span.meet(rule.span), exception.conditions)
            excepted.add(len(exceptions), clauses, open_sides=names_goods(rule.conditions))
            exceptions.append(exception)
        exceptions_of.append(np.arange(start, len(excepted.clauses), dtype=np.int32))
        if rule.grounds not in seen:
            start = len(bound.clauses)
            for ground in rule.grounds:
                bound.add(len(grounds), dating.clauses(ground.span, ground.conditions), open_sides=True)
                grounds.append(ground)
            seen[rule.grounds] = np.arange(start, len(bound.clauses), dtype=np.int32)
        grounds_of.append(seen[rule.grounds])
    every = [clause for builder in (main, excepted, bound) for clause in builder.clauses]
    return Compiled(
        regimes, rules, exceptions, grounds, main.block(), excepted.block(), bound.block(), exceptions_of,
        grounds_of, _words(every),
    )  # fmt: skip


def _words(clauses: Iterable[Clause]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for clause in clauses:
        for condition in clause.conditions:
            found[condition.field].update(condition.goods.words if condition.goods else condition.values)
    return {name: frozenset(words) for name, words in found.items()}


class _Builder:
    """Gathers clauses of one block."""

    def __init__(self) -> None:
        self.clauses: list[Clause] = []
        self.owner: list[int] = []
        self._open_sides: list[bool] = []

    def add(self, owner: int, clauses: Iterable[Clause], open_sides: bool) -> None:
        """Add clauses; with `open_sides`, a side of a dealing of which nothing is known may be anything."""
        for clause in clauses:
            self.clauses.append(clause)
            self.owner.append(owner)
            self._open_sides.append(open_sides)

    def block(self) -> Block:
        by_test: dict[tuple[str, Condition, bool], list[int]] = defaultdict(list)
        for index, clause in enumerate(self.clauses):
            for condition in clause.conditions:
                dimension = FIELD_DIMENSION.get(condition.field, condition.field)
                wild = self._open_sides[index] or dimension not in SIDES
                by_test[dimension, condition, wild].append(index)
        tests: dict[str, list[Test]] = {dimension: [] for dimension in DIMENSIONS}
        for (dimension, condition, is_wild), clauses in by_test.items():
            tests[dimension].append(Test(condition, is_wild, np.array(clauses, dtype=np.int32)))
        since = np.array([day_number(c.span.since) for c in self.clauses], dtype=np.int32)
        until = np.array([day_number(c.span.until) for c in self.clauses], dtype=np.int32)
        return Block(self.clauses, np.array(self.owner, dtype=np.int32), since, until, tests)


@dataclass(frozen=True, slots=True)
class _Dating:
    """Takes the dates out of conditions: territories, lists of goods, thresholds of one regime."""

    regime: Regime
    lists: Mapping[str, Sequence[tuple[str, Span]]]
    values: Sequence[Mapping[str, Any]]

    def clauses(self, span: Span, conditions: Sequence[Condition]) -> Iterator[Clause]:
        for choice in product(*(list(self._dated(condition)) for condition in conditions)):
            met = span
            for part, _ in choice:
                met = met.meet(part)
            if not met.empty:
                yield Clause(met, tuple(condition for _, condition in choice))

    def _dated(self, condition: Condition) -> Iterator[tuple[Span, Condition]]:
        if condition.field == "unit_price_over":
            for row in self.values:
                if row["name"] == condition.text:
                    yield Span.of(row), replace(condition, amount=float(row["value"]), values=frozenset([row["unit"]]))
        elif condition.field == "owned":
            yield from self._ownership(condition)
        elif condition.goods and condition.values:
            items = [item for name in sorted(condition.values) for item in self.lists.get(name, ())]
            fixed = [(code, Span()) for code in condition.goods.hs]
            for span, codes in _segments([*items, *fixed], keep_empty=bool(condition.goods.words)):
                goods = GoodsTest(codes, condition.goods.words, condition.goods.any)
                yield span, replace(condition, values=frozenset(), goods=goods)
        elif any(value.startswith("@") for value in condition.values):
            items = [item for value in condition.values for item in self._codes(value)]
            for span, codes in _segments(items, keep_empty=condition.negated):
                yield span, replace(condition, values=codes)
        else:
            yield Span(), condition

    def _ownership(self, condition: Condition) -> Iterator[tuple[Span, Condition]]:
        """The regime's ownership test at each time; without one, more than half in one hand."""
        tests = [row for row in self.values if row["name"] == OWNERSHIP]
        for row in tests or [{"unit": "more than, one owner"}]:
            over, together = "more than" in row["unit"], "together" in row["unit"]
            tokens = frozenset(ownership_token(value, over, together) for value in condition.values)
            yield Span.of(row), replace(condition, values=tokens)

    def _codes(self, value: str) -> list[tuple[str, Span]]:
        if not value.startswith("@"):
            return [(value, Span())]
        name, slash, kind = value[1:].partition(OF_KIND)
        territory = self.regime.territories.get(name)
        return [(f"{part.code}{slash}{kind}", part.span) for part in territory.parts] if territory else []


def _segments(items: Sequence[tuple[str, Span]], keep_empty: bool) -> Iterator[tuple[Span, frozenset[str]]]:
    """Spans on which the set of values stays the same, with the set."""
    cuts = sorted({Span().since, Span().until, *(s.since for _, s in items), *(s.until for _, s in items)})
    for since, until in pairwise(cuts):
        active = frozenset(value for value, span in items if span.since <= since and until <= span.until)
        if active or keep_empty:
            yield Span(since, until), active


def _goods_lists(world: World) -> Mapping[str, Sequence[tuple[str, Span]]]:
    found: dict[str, list[tuple[str, Span]]] = {}
    for row in world.rows("list"):
        members = found.setdefault(row.data["id"], [])
        for member in row.data.get("member", []):
            members += [(code, Span.of(member)) for code in sorted(hs_prefixes(member["hs"]))]
    return found
