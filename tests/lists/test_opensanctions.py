"""OpenSanctions targets.simple.csv: parties of any data set, with identifiers that do not say what they are."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from catspaw.lists.formats.opensanctions import in_cell, kind_of_number
from catspaw.lists.read import read_lists
from catspaw.lists.russian import inn_holds, ogrn_holds
from lists.reading import by_id, only_file, real, sample, text_of, whole


def test_identifiers_get_their_kinds_from_their_form() -> None:
    """By prefix, length and check digits."""
    found = by_id(sample("opensanctions.csv"))
    assert found["ua-gur:NK-1"].ids == (("imo", "9074729"), ("mmsi", "123456789"), ("call_sign", "HMXX1"))
    assert found["ua-gur:NK-2"].ids == (("inn", "7707083893"), ("ogrn", "1027700132195"))
    assert found["ua-gur:NK-3"].ids == (("inn", "500100732259"), ("reg", "2556404587"))


def test_a_number_that_nothing_proves_stays_a_register_number() -> None:
    """A Ukrainian's tax number has ten digits too, and is no INN."""
    assert kind_of_number("2556404587", "person", ("RU",)) == "reg"
    assert kind_of_number("7707083894", "company", ("RU",)) == "reg"
    assert kind_of_number("IMO6495856", "company", ("HK",)) == "imo_company"


def test_the_day_of_a_crawler_is_no_day_of_listing() -> None:
    """So there is none."""
    assert all(one.since is None for one in sample("opensanctions.csv").all)


def test_a_semicolon_in_quotes_parts_nothing() -> None:
    """Cells are CSV within CSV."""
    assert by_id(sample("opensanctions.csv"))["ua-gur:NK-1"].aliases == ("Sample Sun", "Semi; Colon")


def test_a_party_of_two_data_sets_is_listed_in_both_and_is_one_record() -> None:
    """A set that is no known list keeps its own name."""
    lists = sample("opensanctions.csv")
    assert {one.list for one in lists.all if one.id.endswith(":NK-2")} == {"ua-gur", "os-some-other-set"}
    assert only_file(lists).records == 5
    assert [one.reason for one in lists.rejects] == ["no name", "3 cells; expected 16"]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters='\r\n"'), min_size=1, max_size=9), max_size=5))
def test_a_cell_gives_its_values_back(values: list[str]) -> None:
    """However it was quoted."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="").writerow(values)
    assert in_cell(out.getvalue()) == [value.strip() for value in values if value.strip()]


@given(st.integers(0, 10**12 - 1), st.integers(1, 9))
def test_a_wrong_digit_is_seen(number: int, shift: int) -> None:
    """In the check digit of an OGRN."""
    first = f"{number:012}"
    right = f"{first}{int(first) % 11 % 10}"
    wrong = f"{first}{(int(right[-1]) + shift) % 10}"
    assert ogrn_holds(right)
    assert not ogrn_holds(wrong)
    assert not inn_holds(right)


def test_the_real_portal_is_read_whole() -> None:
    """Persons, firms and ships of the War & Sanctions portal."""
    path = real("sanctions/ua_war_sanctions_2026-03-13.targets.simple.csv.gz")
    lists = read_lists([path])
    assert whole(lists, len(list(csv.DictReader(io.StringIO(text_of(path), newline="")))))
    ships = [one for one in lists.all if one.kind == "vessel"]
    assert len(ships) > 1_300
    assert sum(any(kind == "imo" for kind, _ in one.ids) for one in ships) > 1_300
