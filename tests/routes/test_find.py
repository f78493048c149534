"""Routes are those that trying every way finds, in the order of their likelihood."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from catspaw.routes import find
from routes.oracle import Exhaustive, distinct
from routes.worlds import LATE, Small, small_worlds

ALL = 100_000
FEW = 400  # ways that one can still try one by one
KNOWN = st.sampled_from([None, date(2019, 1, 1), LATE])
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


@pytest.fixture(autouse=True, scope="module")
def no_limits() -> Iterator[None]:
    """Nothing is too far or too long to be looked at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(find, "FARTHEST", 1e6)
        patch.setattr(find, "MOST_WALKS", 10**6)
        yield


@settings(SLOW, max_examples=300)
@given(small_worlds(), KNOWN)
def test_routes_are_those_of_an_exhaustive_search(small: Small, known: date | None) -> None:
    """All of them, with the same likelihoods, likeliest first."""
    search = small.search(known=known)
    every = Exhaustive(search).walks()
    assume(len(every) <= FEW)
    expected = distinct(every)
    found = search.routes(ALL)
    assert {route.of_goods for route in found} == set(expected)
    for route in found:
        assert route.likelihood == pytest.approx(expected[route.of_goods].range.as_tuple())
    mids = [route.likelihood[1] for route in found]
    assert mids == pytest.approx(sorted(mids, reverse=True))
