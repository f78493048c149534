"""The curated listings: complete, dated, sourced, and right where we know the answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from catspaw.facts.read import PACKAGED, Row, read_folders
from catspaw.lists.listing import read_lists
from catspaw.names.fold import key
from catspaw.names.screener import Hit, Query, Screener

FOLDER = PACKAGED / "listings"


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """All curated listings."""
    return read_folders([FOLDER], check=True).rows["listing"]


@pytest.fixture(scope="module")
def screener() -> Screener:
    """A screener over the curated listings."""
    return Screener(read_lists([FOLDER]))


def on(
    screener: Screener, day: str, name: str, kind: str = "company", country: str = "", **ids: str
) -> dict[str, bool]:
    """The lists that a party is on, on a day, and whether that is sure."""
    when = date.fromisoformat(day)
    hits = screener.identify(Query(name, kind=kind, country=country, ids=tuple(ids.items())))
    return {hit.listing.list: hit.sure for hit in hits if _holds(hit, when)}


def _holds(hit: Hit, when: date) -> bool:
    since, until = hit.listing.since or date.min, hit.listing.until or date.max
    return since <= when < until


def imo_numbers(rows: list[Row]) -> Iterator[tuple[Row, str]]:
    """Every ship number of every listing."""
    for row in rows:
        found = row.data.get("ids", {}).get("imo", [])
        yield from ((row, number) for number in ([found] if isinstance(found, str) else found))


def test_at_least_a_thousand_parties_stand_on_twelve_lists(rows: list[Row]) -> None:
    """Over a thousand parties on a dozen lists."""
    assert len({key(row.data["name"], row.data["kind"]) for row in rows}) >= 1000
    assert len({row.data["list"] for row in rows}) >= 12


def test_every_listing_has_its_list_programme_day_and_source(rows: list[Row]) -> None:
    """Each listing says where it stands, since when, why and from which source."""
    for row in rows:
        for name in ("id", "list", "regime", "programme", "kind", "name", "since", "reason", "source"):
            assert row.data.get(name), row.fault(f"has no {name}")
        assert row.data["id"].startswith(f"{row.data['list']}:"), row.fault("the id begins with the list")


def test_what_is_not_verified_says_why(rows: list[Row]) -> None:
    """A listing that no one checked has a note."""
    for row in rows:
        assert row.data["verified"] or row.data.get("note"), row.fault("not verified, and no note")


def test_no_listing_begins_before_its_regime_or_in_the_future(rows: list[Row]) -> None:
    """Days lie between the first of the list and the newest source."""
    first = {"eu-269": date(2014, 3, 17), "eu-833-xlii": date(2024, 6, 24), "us-sdn": date(2005, 6, 28)}
    for row in rows:
        begin = first.get(row.data["list"], date(2009, 1, 1))
        assert begin <= row.data["since"] <= date(2026, 8, 31), row.fault("since")


def test_ship_numbers_pass_the_check_digit(rows: list[Row]) -> None:
    """Every IMO number has seven digits and the right last one."""
    for row, number in imo_numbers(rows):
        digits = [int(digit) for digit in number]
        total = sum(digit * weight for digit, weight in zip(digits[:6], range(7, 1, -1), strict=True))
        assert len(digits) == 7, row.fault(f"IMO {number}")
        assert total % 10 == digits[6], row.fault(f"IMO {number}")


def test_a_party_has_a_name_that_is_more_than_legal_forms(rows: list[Row]) -> None:
    """A name still has a word once the legal forms are off."""
    for row in rows:
        assert key(row.data["name"], row.data["kind"]), row.fault("nothing left of the name")


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    """One idea a file, under 400 lines."""
    for path in Path(FOLDER).glob("*.toml"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path.name


def test_the_whole_un_list_is_there(rows: list[Row]) -> None:
    """80 persons, 75 entities and the ships of the 1718 list."""
    un = [row.data for row in rows if row.data["list"] == "un-1718"]
    assert sum(row["id"].startswith("un-1718:KPi.") for row in un) == 80
    assert sum(row["id"].startswith("un-1718:KPe.") for row in un) == 75
    assert sum(row["kind"] == "vessel" and "until" not in row for row in un) >= 57


@pytest.mark.parametrize(
    ("day", "name", "kind", "country", "lists"),
    [
        ("2009-04-24", "Tanchon Commercial Bank", "bank", "KP", {"un-1718", "us-sdn"}),
        ("2009-04-23", "Tanchon Commercial Bank", "bank", "KP", {"us-sdn"}),
        ("2017-08-05", "조선무역은행", "bank", "KP", {"un-1718", "us-sdn"}),
        ("2017-09-01", "Velmur Management Pte Ltd", "company", "SG", {"us-sdn"}),
        ("2019-01-01", "ЗАО Внешторгсервис", "company", "GE", {"us-sdn", "us-entity"}),
        ("2023-10-01", "MRB Bank", "bank", "GE", set()),
        ("2024-09-19", "MRB Bank", "bank", "GE", {"us-sdn"}),
        ("2024-05-31", "Korea Namgang Trading Corporation", "company", "KP", {"eu-1509", "us-sdn"}),
        ("2023-05-22", "Tro.Ya, LLC", "company", "KG", {"us-entity"}),
        ("2020-03-01", "JSC Independent Petroleum Company", "company", "RU", {"us-sdn"}),
        ("2020-03-02", "JSC Independent Petroleum Company", "company", "RU", set()),
    ],
)
def test_known_firms_are_listed_from_the_day_on(
    screener: Screener, day: str, name: str, kind: str, country: str, lists: set[str]
) -> None:
    """Known firms are on these lists for certain on the day, and not the day before."""
    found = on(screener, day, name, kind, country)
    sure = {name for name, is_sure in found.items() if is_sure}
    assert sure >= lists if lists else not sure & {"us-sdn"}


@pytest.mark.parametrize(("day", "name"), [("2018-08-03", "ООО КБ Агросоюз"), ("2024-06-27", "Iliadis JSC")])
def test_a_firm_with_a_name_of_one_short_word_is_perhaps_listed(screener: Screener, day: str, name: str) -> None:
    """Many firms bear such names: only a registration number makes it sure."""
    assert on(screener, day, name, "company", "RU") == {"us-sdn": False}


def test_a_ship_is_known_by_its_number_under_any_name(screener: Screener) -> None:
    """Former and later names find the ship when the number is right."""
    assert on(screener, "2024-12-17", "SAN SEVERUS", "vessel", imo="9385233") == {"eu-833-xlii": True, "us-sdn": True}
    assert on(screener, "2022-04-20", "FINIKIA", "vessel", imo="9385233") == {"us-sdn": True}
    assert on(screener, "2018-03-30", "SAM MA 2", "vessel", imo="8106496").get("un-1718") is True


def test_a_ship_of_the_same_name_with_another_number_is_not_found(screener: Screener) -> None:
    """The number contradicts the name."""
    assert "eu-833-xlii" not in on(screener, "2024-07-01", "ANGARA", "vessel", imo="9110523")


def test_ships_that_the_committee_took_off_are_off(screener: Screener) -> None:
    """A delisting counts from its day."""
    assert "un-1718" in on(screener, "2016-03-20", "JIN TENG", "vessel", imo="9163166")
    assert "un-1718" not in on(screener, "2016-03-21", "JIN TENG", "vessel", imo="9163166")


def test_a_person_of_a_common_korean_name_is_never_sure(screener: Screener) -> None:
    """A name alone never decides."""
    assert not any(on(screener, "2024-01-01", "Kim Yong Chol", "person", "KP").values())
