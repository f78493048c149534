"""Every example of every regime earns the verdict that its source says; what no example covers is counted.

The examples stand in the rule files beside the articles, and are judged in one book a regime and `bound`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from catspaw.facts.read import Row
from catspaw.facts.world import World, load_world
from catspaw.rules.regime import EFFECTS
from catspaw.screen.book import book_of
from catspaw.screen.engine import Engine

# rules that forbid or ask for an authorisation, and for which no example expects so: a ratchet, only ever lowered
WITHOUT_A_FIRING_EXAMPLE = 225
FIRING = {kind for effect, kind in EFFECTS.items() if effect != "report"}


@cache
def world() -> World:
    """The packaged world, read once."""
    return load_world()


@cache
def engine() -> Engine:
    """One engine for all examples."""
    return Engine(world())


def examples() -> Mapping[str, list[Row]]:
    """The examples by regime."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in world().rows("example"):
        found[row.file.regime].append(row)
    return found


def judged(rows: list[Row]) -> Iterator[tuple[Row, Mapping[str, str]]]:
    """Each example with the verdict of each rule on it, judged in one book a `bound`."""
    by_bound: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        by_bound[tuple(row.data.get("bound", ()))].append(row)
    for bound, together in by_bound.items():
        book = book_of([engine().reader.read(row.data["dealing"]) for row in together])
        result = engine().judge(book, bound)
        for deal, row in enumerate(together):
            yield row, {verdict.rule: verdict.kind for verdict in engine().verdicts(result, deal)}


def wrong(row: Row, found: Mapping[str, str]) -> Iterator[str]:
    """What an example expected and did not get. A sign stands beside the verdicts and is none."""
    for rule, expected in row.data["expect"].items():
        kind = found.get(rule, "none_found")
        if kind != expected and not (kind == "sign" and expected == "none_found"):
            yield f"{row.fault('').file}:{row.fault('').line} {row.data['id']}: {rule} is {kind}, expected {expected}"


@pytest.mark.parametrize("regime", sorted(examples()))
def test_the_examples_of_a_regime_earn_their_verdicts(regime: str) -> None:
    """The source's own cases, on the first day, the day before, and after the wind-down."""
    faults = [text for row, found in judged(examples()[regime]) for text in wrong(row, found)]
    assert not faults, f"{len(faults)} wrong of {len(examples()[regime])}:\n" + "\n".join(faults)


def test_every_regime_has_examples() -> None:
    """A regime without an example has never been tried."""
    assert set(examples()) == set(world().regime_rows)


def test_the_ids_of_examples_are_unique_within_a_regime() -> None:
    """A message that names an example names one."""
    for regime, rows in examples().items():
        ids = [row.data["id"] for row in rows]
        assert len(ids) == len(set(ids)), (regime, sorted(i for i in set(ids) if ids.count(i) > 1))


def test_rules_without_a_firing_example_grow_no_more() -> None:
    """Each article should have a dealing for which it holds, and each ratchet goes one way."""
    expected = {rule for row in world().rows("example") for rule, kind in row.data["expect"].items() if kind in FIRING}
    rules = [row.data["id"] for row in world().rows("rule") if row.data["effect"] != "report"]
    bare = sorted(rule for rule in rules if rule not in expected)
    assert len(bare) <= WITHOUT_A_FIRING_EXAMPLE, f"{len(bare)} rules without a firing example:\n" + "\n".join(bare)
