"""What an event opened is the difference of two exhaustive searches, one with its facts and one without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings

from catspaw.routes import find
from catspaw.routes.channels import Channel
from catspaw.routes.find import Search
from catspaw.routes.opened import Change, compare
from catspaw.routes.route import Route
from routes.oracle import Exhaustive, Key, Walk, distinct
from routes.worlds import EVENT, Small, small_worlds

ALL = 100_000
FEW = 400  # ways that one can still try one by one
CHANNEL = Channel(EVENT, "coal", "coal", "2701", "KP", "CN", (), ())
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


@pytest.fixture(autouse=True, scope="module")
def no_limits() -> Iterator[None]:
    """Nothing is too far or too long to be looked at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(find, "FARTHEST", 1e6)
        patch.setattr(find, "MOST_WALKS", 10**6)
        yield


def key_of(route: Route) -> Key:
    """What tells a route from others, with what it is paid by."""
    return (route.of_goods, tuple(step.technique for step in route.settlement))


def compared(small: Small) -> tuple[Change, Search, Search]:
    """What the event changed, and the searches with it and without."""
    finder = small.finder
    question = finder.ask("KP", "CN", "coal", "2020-01-01")
    change = compare(finder, CHANNEL, question, ALL)
    return change, finder.search(question), finder.search(replace(question, without=EVENT))


@settings(SLOW, max_examples=300)
@given(small_worlds())
def test_opened_is_the_difference_of_two_exhaustive_searches(small: Small) -> None:
    """Routes of the world with the event that nobody could go without it, by detours neither."""
    change, with_, without = compared(small)
    walks, before = Exhaustive(with_).walks(), Exhaustive(without, pruned=False).walks()
    assume(len(walks) + len(before) <= 5 * FEW)
    expected = {key: walk for key, walk in distinct(walks, True).items() if key not in distinct(before, True)}
    assert {key_of(route) for route in change.opened} == set(expected)
