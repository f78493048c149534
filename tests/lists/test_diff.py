"""What changed between two readings, by list and id."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catspaw.lists.diff import difference
from catspaw.lists.listing import Listing, Listings, gathered, spelled
from catspaw.lists.read import read_lists
from lists.reading import real

ONE = Listing("us-sdn:1", "us-sdn", "us-ofac", "DPRK2", "company", spelled("Sample Ltd", ["SL", "Sampl"]), ("KP",))


def lists(*listings: Listing) -> Listings:
    """Listings as a reading."""
    return gathered(listings, "made up")


def test_added_removed_and_changed_are_told_apart() -> None:
    """By list and id, whatever the order."""
    two, three = replace(ONE, id="us-sdn:2"), replace(ONE, id="us-sdn:3")
    found = difference(lists(ONE, two), lists(three, replace(ONE, since=date(2022, 1, 1))))
    assert ([one.id for one in found.added], [one.id for one in found.removed]) == (["us-sdn:3"], ["us-sdn:2"])
    assert [str(change) for change in found.changed[0].changes] == ["since: +2022-01-01"]


def test_a_changed_field_tells_what_went_and_what_came() -> None:
    """Value by value."""
    new = replace(ONE, spellings=spelled("Sample Ltd", ["Sampl", "Neu"]), ids=(("imo", "9074729"),))
    (both,) = difference(lists(ONE), lists(new)).changed
    assert [(one.field, one.gone, one.come) for one in both.changes] == [
        ("aliases", ("SL",), ("Neu",)), ("ids", (), ("imo 9074729",)),
    ]  # fmt: skip


def test_order_and_the_place_in_the_file_are_no_change() -> None:
    """Publishers sort as they like."""
    new = replace(ONE, spellings=spelled("Sample Ltd", ["Sampl", "SL"]), ref="elsewhere:9", source=("x",))
    found = difference(lists(ONE), lists(new))
    assert not found
    assert found.unchanged == 1


def test_a_list_that_one_reading_lacks_is_named_and_not_told_row_by_row() -> None:
    """Nobody was taken off a list that was not read."""
    other = replace(ONE, id="uk:1", list="uk")
    found = difference(lists(ONE, other), lists(ONE))
    assert (found.removed, found.only_old, found.only_new) == ((), ("uk",), ())
    assert list(found.lines()) == ["0 added, 0 removed, 0 changed, 1 unchanged", "only in the old reading: uk"]


def test_the_rows_and_lines_tell_the_same() -> None:
    """One for programs, one for people."""
    found = difference(lists(ONE), lists(replace(ONE, kind="bank"), replace(ONE, id="us-sdn:2")))
    assert [(row["what"], row["id"]) for row in found.rows()] == [("added", "us-sdn:2"), ("changed", "us-sdn:1")]
    assert list(found.lines()) == [
        "1 added, 0 removed, 1 changed, 0 unchanged", "+ us-sdn:2  Sample Ltd  (DPRK2)", "~ us-sdn:1  Sample Ltd",
        "    kind: -company +bank",
    ]  # fmt: skip


@given(st.lists(st.integers(0, 9), max_size=12), st.lists(st.integers(0, 9), max_size=12))
def test_every_listing_is_counted_once(old: list[int], new: list[int]) -> None:
    """Even where an id stands twice."""
    keep = replace(ONE, id="us-sdn:keep")
    before = [keep, *(replace(ONE, id=f"us-sdn:{number}") for number in old)]
    after = [keep, *(replace(ONE, id=f"us-sdn:{number}") for number in new)]
    found = difference(lists(*before), lists(*after))
    assert len(found.removed) + found.unchanged + len(found.changed) == len(before)
    assert len(found.added) + found.unchanged + len(found.changed) == len(after)


def test_nine_months_of_the_sdn_list() -> None:
    """2021-04 against 2022-01: what the numbers of the two files say."""
    old, new = read_lists([real("sanctions/ofac_sdn_2021-04")]), read_lists([real("sanctions/ofac_sdn_2022-01")])
    if not len(old):
        pytest.skip("the reader of the OFAC files is not there yet")
    found = difference(old, new)
    before, after = {one.id for one in old.all}, {one.id for one in new.all}
    assert {one.id for one in found.added} == after - before
    assert {one.id for one in found.removed} == before - after
    assert len(found.changed) + found.unchanged == len(before & after)
    assert len(found.added) > 300
    assert len(found.removed) > 50
