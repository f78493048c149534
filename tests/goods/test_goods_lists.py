"""A code is on a list on a day surely, perhaps, or not at all."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catspaw.errors import InputError
from catspaw.facts.world import load_world
from catspaw.goods import GoodsLists
from catspaw.goods.codes import parents

LIST = """
[[list]]
id     = "example"
title  = "Example list"
source = ["x"]
[[list.member]]
hs    = ["8542", "2701-2703"]
since = 2020-01-01
until = 2021-01-01
[[list.member]]
hs   = ["847150", "847180"]
tier = "1"
[[list.member]]
hs   = ["84"]
note = "all machines"
[source.x]
ref = "an example"
"""


@pytest.fixture
def lists(tmp_path: Path) -> GoodsLists:
    """One small list with a span, a tier and a chapter."""
    (tmp_path / "list.toml").write_text(LIST, encoding="utf-8")
    return GoodsLists(load_world([tmp_path], packaged=False))


@cache
def packaged() -> GoodsLists:
    """The lists that come with Catspaw."""
    return GoodsLists(load_world())


def test_a_prefix_covers_the_codes_below_it(lists: GoodsLists) -> None:
    """A subheading is surely on a list that names its heading."""
    (found,) = lists.on("8542.31.90", "2020-06-01")
    assert (found.list_id, found.title, found.matched, found.certain) == ("example", "Example list", "8542", True)


def test_a_range_covers_its_headings(lists: GoodsLists) -> None:
    """2701-2703 holds 2702 and not 2704."""
    assert lists.on("2702", "2020-06-01")
    assert not lists.on("2704", "2020-06-01")


def test_the_first_day_is_in_and_the_last_is_out(lists: GoodsLists) -> None:
    """A span is half open."""
    days = ["2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01"]
    assert [bool(lists.on("8542", day)) for day in days] == [False, True, True, False]
    assert lists.on("8542", date(2020, 1, 1)) == lists.on("8542", "2020-01-01")


def test_a_code_too_short_to_tell_is_not_certain(lists: GoodsLists) -> None:
    """8471 may be 8471.50 or 8471.80: both are shown as what may be meant."""
    found = lists.on("8471", "2020-06-01")
    assert [(row.matched, row.tier, row.certain) for row in found] == [
        ("84", None, True), ("847150", "1", False), ("847180", "1", False),
    ]  # fmt: skip
    assert "a longer code would tell" in str(found[1])


def test_of_one_tier_the_longest_sure_prefix_is_given(lists: GoodsLists) -> None:
    """84 without a tier and 8471.50 in tier 1 are two memberships."""
    found = lists.on("847150", "2020-06-01")
    assert [(row.matched, row.tier, row.certain) for row in found] == [("84", None, True), ("847150", "1", True)]


def test_an_unknown_list_is_named_with_the_nearest(lists: GoodsLists) -> None:
    """A list's id that is misspelt is an error, not an empty answer."""
    assert lists.on("8542", "2020-06-01", only="example")
    with pytest.raises(InputError, match='did you mean "example"'):
        lists.on("8542", "2020-06-01", only="exmaple")


def test_processors_are_in_the_first_tier_of_the_priority_list() -> None:
    """8542.31 is in tier 1 since May 2023; a bare heading leaves it open; coal is not on it."""
    (found,) = packaged().priority("8542.31", "2024-03-01")
    assert (found.tier, found.certain) == ("1", True)
    assert not packaged().priority("8542.31", "2023-01-01")
    assert {row.certain for row in packaged().priority("8542", "2024-03-01")} == {False}
    assert not packaged().priority("2701", "2024-03-01")


@given(
    st.sampled_from(["84", "8471", "847150", "854231", "8542", "2701", "72", "720711", "9703", "0303", "63"]),
    st.integers(0, 7000).map(lambda days: date(2008, 1, 1) + timedelta(days)),
)
def test_sure_membership_is_inherited(code: str, day: date) -> None:
    """What is surely on a list stays on it when the code is given in more digits."""
    sure = {row.list_id for row in packaged().on(code, day) if row.certain}
    for parent in parents(code):
        assert {row.list_id for row in packaged().on(parent, day) if row.certain} <= sure
