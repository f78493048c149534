"""Codes point to places, each with its trap."""

from __future__ import annotations

import pytest

from catspaw.places import where
from catspaw.places.codes import number_kind
from catspaw.places.resolver import packaged_resolver


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("+7 949 123 45 67", "UA-DPR"),
        ("+7 (959) 123-45-67", "UA-LPR"),
        ("+7 978 123 45 67", "UA-43"),
        ("+850 2 381 1234", "KP"),
        ("+380 62 123 45 67", "UA-14"),
        ("+90 392 123 45 67", "CY-TRNC"),
        ("00850 2 18111", "KP"),
        ("283001", "UA-14"),
        ("299011", "UA-40"),
        ("UADOK", "UA14080030010048113"),
        ("KP RJN", "KP-RAJIN"),
        ("RURZA", "RU-DONETSK"),
        ("UA14080030010048113", "UA14080030010048113"),
        ("48.0159, 37.8028", "UA14080030010048113"),
        ("A123BC180", "UA-DPR"),
    ],
)
def test_a_code_alone_points_to_its_place(text: str, code: str) -> None:
    """With no name in the text the code decides, at its own weight."""
    assert where(text, "2023-01-01").candidates[0].code == code


def test_fixed_lines_of_south_ossetia_are_not_the_dprk() -> None:
    """+7 850 and +850 look alike and are far apart."""
    assert where("+7 850 123 45 67", "2020-01-01").candidates[0].code == "GE-SO"


def test_plates_and_tax_numbers_give_the_dnr_different_codes() -> None:
    """93 is the DNR in a KPP and Krasnodar on a plate."""
    book = packaged_resolver().code_book
    world = packaged_resolver().gazetteer
    [kpp] = book.by_number("ru-kpp", "930301001")
    [plate] = book.by_number("ru-plate", "93")
    assert world.ids[kpp.places[0]] == "UA-DPR"
    assert world.ids[plate.places[0]] == "RU-KDA"


def test_an_ogrn_shows_its_region_in_the_fourth_digit() -> None:
    """Digits 4 and 5 of an OGRN are the subject of registration."""
    [hit] = packaged_resolver().code_book.by_number("ru-ogrn", "1229300000123")
    assert packaged_resolver().gazetteer.ids[hit.places[0]] == "UA-DPR"
    assert "first registered" in hit.trap


def test_a_postcode_of_idaho_is_not_donetsk() -> None:
    """Five digits alone are no proof: 83843 is Moscow, Idaho."""
    place = where("Moscow, ID 83843, USA", "2023-01-01", "US")
    assert place.chain[-1] == "US"


def test_a_russian_postcode_backs_the_town() -> None:
    """A six-digit code that starts with 2 goes with its trap."""
    place = where("Simferopol 295000", "2020-01-01")
    assert place.name == "Simferopol"
    assert "Russian administration" in " ".join(place.traps)


@pytest.mark.parametrize(
    ("digits", "kind"),
    [("7707083893", "ru-inn"), ("7707083894", ""), ("1027700132195", "ru-ogrn"), ("1027700132196", ""), ("123", "")],
)
def test_a_bare_number_is_read_only_if_its_check_digits_hold(digits: str, kind: str) -> None:
    """A number without a label must prove what it is."""
    assert number_kind(digits) == kind
