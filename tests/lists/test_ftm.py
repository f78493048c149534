"""FollowTheMoney: parties joined to the sanctions, papers and addresses that stand elsewhere in the file."""

from __future__ import annotations

import json
from datetime import date

from catspaw.lists.read import read_lists
from lists.reading import by_id, only_file, real, sample, text_of


def test_a_party_is_listed_once_for_each_list_that_sanctions_it() -> None:
    """With the number, programme and days of that list."""
    found = by_id(sample("entities.ftm.json"))
    british, american = found["uk-russia:RUS9001"], found["us-sdn:9000004"]
    assert (british.since, british.until, british.programme, british.reason) == (
        date(2022, 3, 15), None, "GB-RUS", "made up",
    )  # fmt: skip
    assert (american.since, american.until) == (date(2022, 2, 22), date(2024, 1, 1))


def test_papers_and_addresses_are_joined() -> None:
    """Wherever in the file they stand."""
    one = by_id(sample("entities.ftm.json"))["uk-russia:RUS9001"]
    assert ("passport", "711234567") in one.ids
    assert one.places == ("1 Sample St, Moscow",)
    assert [name.text for name in one.spellings if name.quality == "weak"] == ["Mad"]


def test_a_target_without_sanction_is_on_the_lists_it_is_in() -> None:
    """A register that only describes it is none of them."""
    ship = by_id(sample("entities.ftm.json"))["ua-gur:v-1"]
    assert dict(ship.ids) == {"mmsi": "123456789", "imo": "9074729"}


def test_who_is_only_linked_to_a_listed_party_is_not_listed() -> None:
    """Though the data set calls it a target."""
    assert not [one for one in sample("entities.ftm.json").all if one.name == "Linked OOO"]


def test_the_screening_list_is_told_by_its_programme() -> None:
    """A notice in the Federal Register is no number of a party."""
    assert by_id(sample("entities.ftm.json"))["us-entity:p-1"].regime == "us-ear"


def test_what_is_no_listed_party_is_told_with_its_count() -> None:
    """Nothing vanishes."""
    lists = sample("entities.ftm.json")
    said = " ".join(one.reason for one in lists.remarks)
    assert "2 entities left out: Company: named by no list" in said
    assert "1 entities left out: Ownership: no party" in said
    assert "3 entities left out: Sanction: no party (joined to its party)" in said
    assert (only_file(lists).records, only_file(lists).rejects) == (4, 2)


def test_broken_lines_are_rejected() -> None:
    """One that is no JSON, one whose name is no list of texts."""
    reasons = [one.reason for one in sample("entities.ftm.json").rejects]
    assert any("not JSON" in reason for reason in reasons)
    assert any("expected a list of texts" in reason for reason in reasons)


def test_the_real_graph_is_read_whole() -> None:
    """Every party that a sanction names, under each of its lists."""
    path = real("ownership/zala_group_ftm.json.gz")
    entities = [json.loads(line) for line in text_of(path).splitlines()]
    parties = {one["id"] for one in entities if one["schema"] in ("Person", "Company")}
    named = {party for one in entities if one["schema"] == "Sanction" for party in one["properties"]["entity"]}
    targets = {one["id"] for one in entities if one["target"] and one["properties"]["topics"] != ["sanction.linked"]}
    listed = parties & (named | targets)
    lists = read_lists([path])
    left = sum(int(one.reason.split()[0].replace(",", "")) for one in lists.remarks)
    assert only_file(lists).records == len(listed)
    assert left + len(listed) == len(entities)
    assert not lists.rejects
