"""`where` answers who held a place on a day, and says what it can't tell."""

from __future__ import annotations

from datetime import date

import pytest

from catspaw.errors import InputError
from catspaw.places import where

HELD = [
    ("Donetsk", "2022-07-20", "UA-DPR"),
    ("Donetsk", "2024-01-01", "RU"),
    ("Sloviansk", "2014-05-01", "UA-DPR"),
    ("Sloviansk", "2014-07-05", "UA"),
    ("Kramatorsk", "2022-07-20", "UA"),
    ("Debaltseve", "2015-02-17", "UA"),
    ("Debaltseve", "2015-02-18", "UA-DPR"),
    ("Mariupol", "2022-05-19", "UA"),
    ("Mariupol", "2022-05-20", "UA-DPR"),
    ("Volnovakha", "2022-03-10", "UA"),
    ("Volnovakha", "2022-03-11", "UA-DPR"),
    ("Sievierodonetsk", "2022-06-24", "UA"),
    ("Sievierodonetsk", "2022-06-25", "UA-LPR"),
    ("Lysychansk", "2022-07-02", "UA"),
    ("Lysychansk", "2022-07-03", "UA-LPR"),
    ("Kherson", "2022-03-01", "UA"),
    ("Kherson", "2022-03-02", "RU"),
    ("Kherson", "2022-11-10", "RU"),
    ("Kherson", "2022-11-11", "UA"),
    ("Melitopol", "2022-02-28", "UA"),
    ("Melitopol", "2022-03-01", "RU"),
    ("Berdiansk", "2022-02-26", "UA"),
    ("Berdiansk", "2022-02-27", "RU"),
    ("Enerhodar", "2022-03-04", "RU"),
    ("Izium", "2022-09-09", "RU"),
    ("Izium", "2022-09-10", "UA"),
    ("Lyman, Donetsk Oblast", "2022-09-30", "RU"),
    ("Lyman, Donetsk Oblast", "2022-10-01", "UA"),
    ("Bakhmut", "2023-05-19", "UA"),
    ("Bakhmut", "2023-05-20", "RU"),
    ("Avdiivka", "2024-02-16", "UA"),
    ("Avdiivka", "2024-02-17", "RU"),
    ("Vuhledar", "2024-10-01", "RU"),
    ("Zaporizhzhia city", "2025-06-01", "UA"),
    ("Simferopol", "2014-02-26", "UA"),
    ("Simferopol", "2014-03-18", "RU"),
    ("Snake Island", "2022-06-29", "RU"),
    ("Snake Island", "2022-06-30", "UA"),
    ("Tskhinvali", "2020-01-01", "GE-SO"),
    ("Akhalgori", "2008-08-15", "GE"),
    ("Akhalgori", "2008-08-16", "GE-SO"),
    ("Sukhumi", "2020-01-01", "GE-AB"),
    ("Tiraspol", "2020-01-01", "MD-PMR"),
    ("Famagusta", "2020-01-01", "CY-TRNC"),
    ("Rajin", "2020-01-01", "KP"),
]


def named(text: str, on: str = "2022-07-20", country: str | None = None) -> str | None:
    """The code of the best candidate."""
    return where(text, on, country).code


@pytest.mark.parametrize(("text", "on", "holder"), HELD, ids=lambda value: str(value))
def test_a_place_has_its_holder_of_the_day(text: str, on: str, holder: str) -> None:
    """Control changes on the day it is known to have changed, not before."""
    assert where(text, on).holder == holder


def test_an_address_of_the_founding_case_is_in_the_dnr() -> None:
    """Donetsk on 20 July 2022: held by the DNR, claimed by Ukraine, under EU and US territorial rules."""
    place = where("Donetsk, vul. Artema 1", on="2022-07-20")
    assert (place.name, place.kind, place.chain[-2:]) == ("Donetsk", "city", ("UA-14", "UA"))
    assert "UA" in place.claimants
    assert place.territories == {"UA-DPR", "UA-OCC"}
    assert {"eu-occupied-ukraine", "us-ofac"} <= {inside.id for inside in place.regimes}
    assert place.confidence > 0.5
    assert place.sources


def test_a_regime_takes_a_place_in_from_its_first_day() -> None:
    """Occupied Melitopol came under Canadian rules on 29 September 2022 and under those of the EU on 7 October."""
    before = {inside.id for inside in where("Melitopol", "2022-10-06").regimes}
    after = {inside.id for inside in where("Melitopol", "2022-10-07").regimes}
    assert "ca" in before
    assert "eu-occupied-ukraine" not in before
    assert "eu-occupied-ukraine" in after


def test_a_territory_says_its_article_and_first_day() -> None:
    """The specified territories of Regulation 2022/263 go with their date for the DNR."""
    inside = next(one for one in where("Donetsk", "2022-07-20").regimes if one.territory == "specified")
    assert inside.id == "eu-occupied-ukraine"
    assert inside.since == date(2022, 2, 24)
    assert inside.article


def test_an_oblast_on_the_front_line_has_no_holder() -> None:
    """Donetsk oblast was held in parts, so only a town can be judged."""
    place = where("Donetsk Oblast", "2022-07-20")
    assert place.holder is None
    assert place.territories == frozenset()
    assert "UA-DPR" in place.possible_territories
    assert "held in part" in place.undecided


def test_a_state_alone_leaves_its_contested_parts_open() -> None:
    """Ukraine without a town holds itself, and says that parts of it were held by others."""
    place = where("Ukraine", "2022-07-20")
    assert place.holder == "UA"
    assert "UA-DPR" in place.possible_territories
    assert place.undecided


def test_two_towns_of_one_name_stay_two_candidates() -> None:
    """Donetsk may be the city or the town in Rostov oblast; the declared country Russia fits both."""
    codes = {one.code for one in where("Donetsk", "2023-01-01", country="RU").candidates}
    assert {"UA14080030010048113", "RU-DONETSK"} <= codes
    assert where("Donetsk", "2023-01-01", country="RU").undecided


def test_another_declared_country_rules_contested_land_out() -> None:
    """A party of China in Donetsk is in no Donetsk of Ukraine, and the answer says so."""
    place = where("Donetsk", "2023-01-01", country="CN")
    assert place.best is None
    assert all("UA" not in one.chain for one in place.candidates)
    assert place.undecided


def test_a_country_in_the_text_outweighs_the_declared_one() -> None:
    """A DPRK firm with an office in Viet Nam is in Viet Nam."""
    assert named("Ho Chi Minh City, Viet Nam", country="KP") == "VN-HO-CHI-MINH-CITY"


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("346330 Donetsk, Rostov Oblast, Russia", "RU", "RU-DONETSK"),
        ("Ростовская область, г. Донецк", None, "RU-DONETSK"),
        ("Moscow, ID 83843, USA", "US", "US-MOSCOW-ID"),
        ("Town of Sevastopol, Door County, WI 54235, USA", "US", "US-SEVASTOPOL-WI"),
        ("Sebastopol VIC 3356, Australia", "AU", "AU-SEBASTOPOL-VIC"),
        ("Odessa, TX", None, "US-ODESSA-TX"),
        ("Tripoli, Lebanon", None, "LB-TRIPOLI"),
        ("Goseong-gun, Gangwon-do, Republic of Korea", "KR", "KR-GOSEONG"),
        ("Kosong, DPRK", None, "KP-KOSONG"),
        ("Первомайск, Луганская область", None, "UA44020050060040462"),
        ("Yalta, Crimea, Ukraine", "UA", "UA01200310010053783"),
    ],
)
def test_the_rest_of_an_address_settles_a_shared_name(text: str, country: str | None, code: str) -> None:
    """A region, a state or a postcode tells namesakes apart."""
    assert named(text, country=country) == code


@pytest.mark.parametrize("name", ["Dnipropetrovsk", "Днепропетровск", "Дніпропетровськ", "Katerynoslav, Dnipro"])
def test_an_old_name_leads_to_the_place(name: str) -> None:
    """Renamed cities are found by the names that papers still bear."""
    assert where(name, "2020-01-01").name == "Dnipro"


@pytest.mark.parametrize(
    ("name", "today"),
    [("Artemivsk, Donetsk Oblast", "Bakhmut"), ("Артёмовск, Донецкая область", "Bakhmut"),
     ("Ordzhonikidze, Donetsk Oblast", "Yenakiieve"), ("Torez", "Chystiakove"), ("Krasnodon", "Sorokyne"),
     ("Жданов, Донецкая область", "Mariupol"), ("Красный Луч", "Khrustalnyi")],
)  # fmt: skip
def test_soviet_names_of_the_donbas_are_known(name: str, today: str) -> None:
    """Occupation papers go by the old names."""
    assert where(name, "2020-01-01").name == today


@pytest.mark.parametrize("text", ["DNR", "dnr", "ДНР", "Donetsk People's Republic", "Донецкая Народная Республика"])
def test_the_dnr_is_itself_a_place(text: str) -> None:
    """A text that names the republic alone is in it, whatever settlement is meant."""
    place = where(text, "2022-07-20")
    assert "UA-DPR" in place.territories


@pytest.mark.parametrize("text", ["DPRK", "КНДР", "북한", "Korea, Democratic People's Republic of", "KP"])
def test_the_dprk_is_not_the_dnr(text: str) -> None:
    """One letter apart, two places."""
    assert named(text) == "KP"


@pytest.mark.parametrize("text", ["Kerch Strait", "East China Sea", "Sea of Japan"])
def test_a_sea_is_in_no_territory(text: str) -> None:
    """At sea there is neither holder nor regime."""
    place = where(text, "2022-07-20")
    assert (place.kind, place.holder, place.regimes) == ("sea", None, ())


def test_off_a_port_is_not_in_it() -> None:
    """A ship off Kerch is near Kerch, and no territory follows from that."""
    place = where("off Kerch", "2022-07-20")
    assert place.best is not None
    assert place.best.near
    assert (place.holder, place.territories, place.chain) == (None, frozenset(), ())
    assert "near" in place.undecided


def test_an_unknown_place_says_so() -> None:
    """No guess is made; the nearest known name is offered."""
    place = where("Mariopul", "2022-07-20")
    assert place.candidates == ()
    assert "no place is known" in place.undecided
    assert "Mariupol" in place.undecided


def test_without_a_day_today_is_used_and_named() -> None:
    """The answer shows which day it is for, and how old the newest check of control is."""
    place = where("Mariupol")
    assert place.on == date.today()
    assert "today" in place.why
    assert "last checked" in place.why


def test_a_wrong_date_is_an_input_error() -> None:
    """A date that is none is not read as one."""
    with pytest.raises(InputError):
        where("Mariupol", "20 July 2022")
