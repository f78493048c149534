"""Control and tokens by place and day hold together over the whole gazetteer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catspaw.places.resolver import packaged_resolver

DAYS = st.dates(date(2013, 1, 1), date(2026, 12, 31))
PLACES = st.sampled_from(packaged_resolver().gazetteer.ids)


@given(PLACES, DAYS)
@settings(max_examples=300, deadline=None)
def test_certain_and_possible_never_overlap(place: str, day: date) -> None:
    """What holds is not also open."""
    certain, possible = packaged_resolver().tokens(place, day)
    assert not certain & possible


@given(PLACES, DAYS)
@settings(max_examples=300, deadline=None)
def test_tokens_change_on_epochs_only(place: str, day: date) -> None:
    """Between two neighbouring days without an epoch nothing changes, so a book can be joined by span."""
    resolver = packaged_resolver()
    after = day + timedelta(days=1)
    if after not in resolver.epochs(place):
        assert resolver.tokens(place, day) == resolver.tokens(place, after)


@given(PLACES)
@settings(max_examples=200)
def test_a_chain_starts_with_the_place_and_ends_at_the_top(place: str) -> None:
    """Every place on land leads to a state; a sea and a union stand alone."""
    world = packaged_resolver().gazetteer
    number = world.numbers[place]
    chain = world.codes_of(number)
    assert chain[0] == place
    assert len(set(chain)) == len(chain)
    if world.kinds[number] not in ("sea", "union"):
        assert world.kinds[world.numbers[chain[-1]]] == "country"


def test_a_territory_by_name_asks_for_no_holder() -> None:
    """Crimea counts before and after 2014 alike."""
    for day in (date(2013, 1, 1), date(2020, 1, 1)):
        assert "UA-CRI" in packaged_resolver().tokens("UA-40", day).certain


@pytest.mark.parametrize(
    ("place", "day", "territory", "how"),
    [
        ("UA14080000000098686", date(2022, 7, 20), "UA-DPR", "certain"),
        ("UA14160000000061982", date(2024, 7, 20), "UA-DPR", "possible"),
        ("UA-14", date(2022, 7, 20), "UA-DPR", "possible"),
        ("UA-14", date(2013, 7, 20), "UA-DPR", "neither"),
        ("UA", date(2022, 7, 20), "UA-CRI", "possible"),
        ("GE", date(2020, 1, 1), "GE-SO", "possible"),
        ("UA-65", date(2022, 7, 20), "UA-DPR", "neither"),
        ("KP-RAJIN", date(2020, 1, 1), "KP-RASON", "certain"),
        ("UA-30", date(2022, 7, 20), "UA-OCC", "neither"),
    ],
)
def test_an_area_is_in_a_territory_wholly_in_part_or_not(place: str, day: date, territory: str, how: str) -> None:
    """A raion held whole is in, one on the line may be, one behind it is not."""
    certain, possible = packaged_resolver().tokens(place, day)
    assert how == ("certain" if territory in certain else "possible" if territory in possible else "neither")


def test_alternatives_are_certain_of_what_they_share() -> None:
    """Two towns of one name share nothing but what both have."""
    certain, possible = packaged_resolver().tokens_of(["UA14080030010048113", "RU-DONETSK"], date(2022, 7, 20))
    assert certain == frozenset()
    assert {"UA-DPR", "RU"} <= possible


def test_near_mentions_and_unknown_ids_stand_for_nothing() -> None:
    """Off a coast is no territory."""
    for place in ("near:VN", "SEA-JAPAN", "no-such-place"):
        assert packaged_resolver().tokens(place, date(2020, 1, 1)) == (frozenset(), frozenset())


def test_a_dependency_and_taiwan_are_not_read_as_china() -> None:
    """A code of its own ends the chain."""
    for place in ("HK-KOWLOON", "TW-KAOHSIUNG"):
        assert "CN" not in packaged_resolver().tokens(place, date(2020, 1, 1)).certain


def test_a_place_retaken_in_a_held_raion_follows_its_own_row() -> None:
    """Lyman was held for four months, its raion not."""
    resolver = packaged_resolver()
    lyman = "UA14120110010088407"
    assert "UA-DPR" in resolver.tokens(lyman, date(2022, 7, 1)).certain
    assert "UA-DPR" not in resolver.tokens(lyman, date(2022, 10, 1)).certain
