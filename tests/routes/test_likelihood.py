"""A likelihood is a range of plausibility: ordered, never certain by counting, and lower with every further condition."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catspaw.routes.likelihood import ASSUMED, CERTAIN, Range, product

WEIGHTS = st.floats(0, 1000, allow_nan=False)
PARTS = st.floats(0.001, 1)
RANGES = st.lists(PARTS, min_size=3, max_size=3).map(lambda parts: Range(*sorted(parts)))
PLAIN = [ASSUMED.lawful, ASSUMED.out_of_reach, ASSUMED.limited_link, ASSUMED.unknown_payment, *ASSUMED.exempt]
BY_NAME = [*ASSUMED.hidden.values(), *ASSUMED.open.values(), *ASSUMED.ships.values()]


def ordered(one: Range) -> bool:
    """Whether 0 < low <= mid <= high <= 1."""
    return 0 < one.low <= one.mid <= one.high <= 1


@given(WEIGHTS)
def test_a_count_is_an_ordered_range_that_is_never_certain(weight: float) -> None:
    """Nothing is certain however often it was documented, and nothing impossible that never was."""
    found = ASSUMED.counted(weight)
    assert ordered(found)
    assert found.high < 1


@given(WEIGHTS, WEIGHTS)
def test_more_precedents_never_lower_a_range(one: float, other: float) -> None:
    """Each of its three numbers grows."""
    less, more = (ASSUMED.counted(weight).as_tuple() for weight in sorted((one, other)))
    assert all(a <= b for a, b in zip(less, more, strict=True))


def test_a_middle_of_one_half_takes_as_many_precedents_as_assumed() -> None:
    """By n / (n + k), with n = k."""
    assert ASSUMED.counted(ASSUMED.mid).mid == pytest.approx(0.5)


def test_a_class_is_a_wider_range_around_the_count_that_it_stands_for() -> None:
    """And classes come in their order."""
    for name, count in ASSUMED.classes.items():
        found, counted = ASSUMED.of_class(name), ASSUMED.counted(count)
        assert ordered(found)
        assert found.mid == counted.mid
        assert found.low < counted.low
        assert found.high > counted.high
    mids = [ASSUMED.of_class(name).mid for name in ("many", "few", "one", "assumed")]
    assert mids == sorted(mids, reverse=True)


def test_a_precedent_loses_half_its_weight_in_a_half_life() -> None:
    """One that lies ahead of the day weighs no more than a fresh one."""
    assert ASSUMED.faded(0) == 1
    assert ASSUMED.faded(ASSUMED.half_life) == pytest.approx(0.5)
    assert ASSUMED.faded(2 * ASSUMED.half_life) == pytest.approx(0.25)
    assert ASSUMED.faded(-3) == 1
    assert replace(ASSUMED, half_life=1.0).faded(1) == pytest.approx(0.5)


@given(st.lists(RANGES, max_size=6))
def test_a_product_is_ordered_and_no_likelier_than_any_of_its_factors(ranges: list[Range]) -> None:
    """Everything has to go well at once."""
    found = product(ranges)
    assert ordered(found)
    assert all(found.mid <= one.mid for one in ranges)
    assert found.mid == pytest.approx(math.prod(one.mid for one in ranges))


@given(RANGES, RANGES)
def test_costs_add_up_as_likelihoods_multiply(one: Range, other: Range) -> None:
    """So the cheapest way is the likeliest."""
    assert (one * other).cost == pytest.approx(one.cost + other.cost)
    assert one.cost >= 0


@given(RANGES)
def test_what_is_certain_changes_nothing(one: Range) -> None:
    """And costs nothing."""
    assert one * CERTAIN == one
    assert CERTAIN.cost == 0


@pytest.mark.parametrize("one", [*PLAIN, *BY_NAME])
def test_every_assumed_range_is_ordered(one: Range) -> None:
    """From above zero to at most one."""
    assert ordered(one)


def test_the_firmer_an_actor_enforces_the_less_gets_through() -> None:
    """Hidden from it, and openly the more the stronger the record that it does not act."""
    hidden = [ASSUMED.hidden[name].mid for name in ("strong", "some", "weak", "none")]
    assert hidden == sorted(hidden)
    shown = [ASSUMED.open[name].mid for name in ("partly", "weak", "some", "strong")]
    assert shown == sorted(shown)
    assert ASSUMED.hidden["none"].mid > ASSUMED.hidden["no record"].mid
    known_to_act, not_known = ASSUMED.exempt[True], ASSUMED.exempt[False]
    assert known_to_act.mid < not_known.mid
