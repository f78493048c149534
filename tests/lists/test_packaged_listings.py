"""Listings keep what their rows say, in their order, with a version that tells their contents."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from catspaw.facts.world import load_world
from catspaw.lists.known import PARTY_LISTS
from catspaw.lists.listing import Listings, packaged_listings
from facts.tiny import world_of

ROW: dict[str, Any] = {
    "id": "eu-269:1", "list": "eu-269", "regime": "eu-ukraine-269", "kind": "company", "name": "Example", "source": ["made-up"],
}  # fmt: skip


def listings(*rows: dict[str, Any]) -> Listings:
    """The listings of rows."""
    return packaged_listings(world_of({"listing": [{**ROW, **row} for row in rows]}))


@cache
def curated() -> Listings:
    """Those that come with Catspaw."""
    return packaged_listings(load_world())


def test_names_are_the_name_then_the_aliases_weak_ones_last() -> None:
    """All of them are searched."""
    one = listings({"aliases": ["B", "Б"], "weak_aliases": ["C"]}).all[0]
    assert one.names == ("Example", "B", "Б", "C")
    assert one.name == "Example"


@given(st.lists(st.sampled_from(["8518780", " 85 187 80", "85187 80\t"]), min_size=1, max_size=2))
def test_numbers_are_kept_in_capitals_without_blanks(numbers: list[str]) -> None:
    """As they are compared."""
    one = listings({"ids": {"imo": numbers if len(numbers) > 1 else numbers[0]}}).all[0]
    assert set(one.ids) == {("imo", "8518780")}
    assert listings({"ids": {"bic": "tanckppy"}}).all[0].ids == (("bic", "TANCKPPY"),)


def test_the_newest_day_is_the_last_listing_or_delisting() -> None:
    """What the lists are good for."""
    assert listings({"since": date(2020, 1, 1)}, {"until": date(2021, 1, 1)}).newest == date(2021, 1, 1)
    assert listings({}).newest is None
    assert listings().newest is None


def test_the_version_tells_the_contents_and_their_order() -> None:
    """The same rows give the same version, any other another."""
    one, other = {"id": "eu-269:1"}, {"id": "eu-269:2", "name": "Other"}
    assert listings(one, other).version == listings(one, other).version
    assert len({listings(one, other).version, listings(other, one).version, listings(one).version}) == 3


def test_the_curated_listings_are_whole() -> None:
    """Unique ids that begin with their list, a known list and regime, a source, and spans that do not end before they begin."""
    world = load_world()
    ids = [one.id for one in curated().all]
    assert len(ids) == len(set(ids)) > 100
    for one in curated().all:
        assert one.id.partition(":")[0] == one.list, one.id
        assert one.list in PARTY_LISTS, one.id
        assert one.regime in world.regime_rows, one.id
        assert one.source, one.id
        assert one.since is None or one.until is None or one.since < one.until, one.id


def test_the_curated_numbers_of_ships_are_imo_numbers() -> None:
    """Seven digits of which the last is the check digit: a slip of the pen would hide a ship."""
    wrong = []
    for one in curated().all:
        for kind, value in one.ids:
            if kind == "imo" and not is_imo(value):
                wrong.append((one.id, value))
    assert not wrong


def is_imo(number: str) -> bool:
    """Whether the last digit is the last of the sum of the others times 7, 6, 5, 4, 3, 2."""
    digits = [int(digit) for digit in number if digit.isdigit()]
    return (
        len(digits) == len(number) == 7
        and sum(d * w for d, w in zip(digits, range(7, 1, -1), strict=False)) % 10 == digits[6]
    )
