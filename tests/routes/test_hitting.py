"""The measures chosen stop everything, and no other choice is better: by trying every choice."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catspaw.routes.hitting import Find, Measures, cheapest

SETS = st.lists(st.frozensets(st.integers(0, 7), min_size=1, max_size=4), max_size=12)
COSTS = st.lists(st.sampled_from([0.0, 1.0, 1.0, 2.0, 0.5, 3.25, math.inf]), min_size=8, max_size=8)


def survivors(sets: Sequence[Measures], most: int = 2) -> Find:
    """Gives the first few of the sets that are not met."""

    def find(chosen: Measures) -> Iterable[Measures]:
        return [found for found in sets if not found & chosen][:most]

    return find


def best(cost: Sequence[float], sets: Sequence[Measures]) -> tuple[float, int, tuple[int, ...]]:
    """The best choice by trying all: cost, number, measures."""
    choices = (choice for size in range(len(cost) + 1) for choice in combinations(range(len(cost)), size))
    meeting = (choice for choice in choices if all(found & {*choice} for found in sets))
    return min((sum(cost[measure] for measure in choice), len(choice), choice) for choice in meeting)


@settings(max_examples=150, deadline=None)
@given(COSTS, SETS, st.integers(1, 4))
def test_the_choice_is_the_best_of_all(cost: list[float], sets: list[Measures], most: int) -> None:
    """The cheapest, then the fewest measures, then the lowest numbers, whatever the order in which sets are found."""
    expected = best(cost, sets)
    for order in (sets, sets[::-1]):
        found = cheapest(cost, survivors(order, most))
        assert found.cost == found.bound == expected[0]
        assert found.optimal
        assert found.possible == (expected[0] < math.inf)
        if found.possible:
            assert tuple(sorted(found.chosen)) == expected[2]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 1000), min_size=8, max_size=8), SETS)
def test_any_costs_will_do(cost: list[float], sets: list[Measures]) -> None:
    """They are told apart to a millionth."""
    found = cheapest(cost, survivors(sets))
    assert found.cost == pytest.approx(best(cost, sets)[0], abs=1e-5)
    assert found.bound <= found.cost
    assert all(each & found.chosen for each in sets)


@settings(max_examples=50, deadline=None)
@given(COSTS, SETS)
def test_without_time_the_answer_still_stops_all(cost: list[float], sets: list[Measures]) -> None:
    """It is the greedy one, and the bound lies under the best."""
    found = cheapest(cost, survivors(sets), seconds=0)
    expected = best(cost, sets)[0]
    assert found.bound <= expected <= found.cost
    assert found.optimal == (found.bound == found.cost)
    if found.possible:
        assert all(each & found.chosen for each in sets)


def test_what_no_measure_stops_can_not_be_stopped() -> None:
    """Also if it shows only once others are chosen, or if the only measure can't be taken."""
    one = frozenset({0})

    def find(chosen: Measures) -> Iterable[Measures]:
        return [frozenset()] if chosen else [one]

    for impossible in (cheapest([1.0], find), cheapest([math.inf], survivors([one]))):
        assert not impossible.possible
        assert impossible.chosen == frozenset()
        assert impossible.cost == impossible.bound == math.inf
        assert frozenset() in impossible.sets


def test_where_nothing_survives_nothing_is_chosen() -> None:
    """At no cost, and this is the best."""
    found = cheapest([1.0, 2.0], survivors([]))
    assert (found.chosen, found.cost, found.bound, found.optimal, found.sets) == (frozenset(), 0.0, 0.0, True, ())


def test_greed_alone_would_choose_worse() -> None:
    """The measure that meets most for its cost is not in the cheapest choice."""
    sets = [frozenset(each) for each in ({0, 1}, {0, 1}, {0, 2}, {0, 2}, {1}, {2})]
    assert cheapest([1.0, 1.0, 1.0], survivors(sets, 9)).chosen == {1, 2}
    assert cheapest([1.0, 1.0, 1.0], survivors(sets[:4], 9), seconds=0).chosen == {0}


def test_a_find_that_forgets_what_was_chosen_is_refused() -> None:
    """It would go on for ever."""
    with pytest.raises(ValueError, match=r"find gave a set that \[0\] meets"):
        cheapest([1.0], lambda _: [frozenset({0})])


def test_costs_must_be_costs() -> None:
    """Neither negative nor not a number."""
    for cost in (-1.0, math.nan):
        with pytest.raises(ValueError, match="each measure costs at least 0"):
            cheapest([cost], survivors([]))


@settings(max_examples=5, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_larger_problem_is_solved_to_the_end(random: Random) -> None:
    """Forty measures and a hundred sets, a few at a time."""
    draw = random.sample
    sets = [frozenset(draw(range(40), 4)) for _ in range(100)]
    cost = [float(1 + number % 5) for number in range(40)]
    found = cheapest(cost, survivors(sets, 10), seconds=60)
    assert found.optimal
    assert found.bound == found.cost
    assert all(each & found.chosen for each in sets)
