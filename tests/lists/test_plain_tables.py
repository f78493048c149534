"""Small tables of US, Chinese and EU authorities: a row a party, and rows that are none told for what they are."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from catspaw.lists.read import read_lists
from lists.reading import real, sample, text_of, whole


def test_a_determination_has_its_first_and_last_day() -> None:
    """The day of the report is neither; an end before the start is left out."""
    lists = sample("us_inksna.csv")
    assert [(one.since, one.until) for one in lists.all] == [
        (date(2026, 1, 22), date(2028, 1, 22)), (date(2026, 1, 22), None),
    ]  # fmt: skip
    assert whole(lists, 3)
    assert len(lists.remarks) == 1


def test_an_intelligence_end_user_is_a_body() -> None:
    """Of the state that the table names."""
    (one,) = sample("us_mieu.csv").all
    assert (one.kind, one.country, one.aliases) == ("body", ("KP",), ("SD", "S. Dir."))


def test_a_chinese_notice_names_in_both_scripts() -> None:
    """A year of two digits is of this century; a day that is none is left out and told."""
    lists = sample("cn_mofcom.csv")
    first, second = lists.all
    assert (first.names, first.since, first.programme) == (
        ("Sample Defence Inc.", "样本公司", "SDI"), date(2024, 5, 22), "UEL",
    )  # fmt: skip
    assert (second.name, second.until, second.country) == ("样本人", None, ("JP",))
    assert "32.13.2020" in lists.remarks[0].reason
    assert whole(lists, 3)


def test_who_is_only_named_in_a_finding_is_not_listed() -> None:
    """Owners and firms that an order excludes go to the rejects with this reason."""
    lists = sample("us_fincen.csv")
    assert [one.name for one in lists.all] == ["Sample Bank", "Sample Leasing", "Islamic Republic of Iran"]
    assert [one.kind for one in lists.all] == ["bank", "company", "body"]
    assert all("not under its measure" in one.reason for one in lists.rejects)
    assert whole(lists, 5)


def test_programme_codes_are_told_to_be_no_parties() -> None:
    """Recognised, so that nobody waits for a party in them."""
    lists = sample("eu_programmes.csv")
    assert not lists.all
    assert {one.reason for one in lists.rejects} == {"a programme of the EU, not a party"}


@pytest.mark.parametrize(
    ("name", "listed"),
    [("us_inksna.csv", 28), ("us_bis_military_intelligence_end_users.csv", 13), ("cn_mofcom_sanctions.csv", 610),
     ("us_fincen_special_measures.csv", 282), ("eu_sanctions_map_programs.csv", 0)],
)  # fmt: skip
def test_the_real_tables_are_read_whole(name: str, listed: int) -> None:
    """As many records as the csv module finds; ids are unique."""
    path = real(f"sanctions/{name}")
    lists = read_lists([path])
    assert whole(lists, len(list(csv.DictReader(io.StringIO(text_of(path), newline="")))))
    assert len({one.id for one in lists.all}) == len(lists.all) == listed
