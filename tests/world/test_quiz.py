"""Dated questions of a stranger, over places, codes, recognitions, relations and numbers: each has one right answer."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import catspaw

QUIZ: dict[str, list[dict[str, Any]]] = tomllib.loads((Path(__file__).parent / "quiz.toml").read_text(encoding="utf-8"))


@cache
def world() -> catspaw.World:
    """The packaged world, read once."""
    return catspaw.load_world()


def label(row: dict[str, Any]) -> str:
    """What a row asks of, and the day."""
    asked = row.get("text") or row.get("name") or "-".join(row.get("between", []))
    return " ".join(str(word) for word in (row.get("of", ""), asked, row["on"]) if word)


def questions(table: str) -> pytest.MarkDecorator:
    """One test a question."""
    return pytest.mark.parametrize("row", QUIZ[table], ids=label)


@questions("where")
def test_a_place_has_its_holder_and_its_regimes(row: dict[str, Any]) -> None:
    """In Ukrainian, Russian, English, Korean and under old names, on the days around each change."""
    place = catspaw.where(row["text"], on=row["on"])
    under = {inside.id for inside in place.regimes}
    assert place.holder == row["holder"], place.undecided
    assert under >= set(row.get("in", [])), under
    assert not under & set(row.get("out", [])), under


@questions("open")
def test_what_a_text_leaves_open_is_said_to_be_open(row: dict[str, Any]) -> None:
    """A raion on the front, a name of many villages, a shared block of numbers: no holder, and the reason."""
    place = catspaw.where(row["text"], on=row["on"])
    assert place.holder is None
    assert place.undecided


@questions("codes")
def test_a_code_points_to_its_place(row: dict[str, Any]) -> None:
    """Telephones, postcodes, registers, plates, positions and look-alike letters."""
    candidates = catspaw.where(row["text"], on=row["on"]).candidates
    assert candidates[0].code == row["code"]


@questions("recognised")
def test_recognitions_hold_from_their_day_to_the_day_before_withdrawal(row: dict[str, Any]) -> None:
    """Who recognised on the day, and who did not or no longer did."""
    found = world().at(row["on"]).recognisers(row["of"])
    assert found >= set(row["by"])
    assert not found & set(row["not_by"])


@questions("broken")
def test_broken_relations_are_known(row: dict[str, Any]) -> None:
    """From the act of breaking to the day before they were restored."""
    rows = world().at(row["on"]).relations(*row["between"])
    broken = len(rows.filter(rows["now"] & (rows["relation"] == "severs_relations"))) > 0
    assert broken is row["is"]


@questions("values")
def test_a_number_stands_under_its_plain_name(row: dict[str, Any]) -> None:
    """Caps, thresholds and deadlines, each on its day."""
    assert world().at(row["on"]).value(row["of"], row["name"]).value == row["is"]


def test_the_thresholds_of_the_eu_say_more_than_and_then_or_more() -> None:
    """The number stayed, the sign changed on 3 July 2024."""
    units = [
        world().at(day).value("eu-ukraine-269", "ownership-threshold").unit for day in ("2024-07-02", "2024-07-03")
    ]
    assert "more than" in units[0]
    assert "or more" in units[1]


@pytest.mark.parametrize(("day", "count"), [("2024-07-01", 145), ("2025-09-23", 156)])
def test_palestine_is_recognised_by_as_many_members_as_counted(day: str, count: int) -> None:
    """With Mexico since March 2025; San Marino followed on 27 September, which made 157 with Belgium."""
    view = world().at(day)
    members = set(view.facts(relation="member_of", object="UN")["subject"])
    assert len(view.recognisers("PS") & members) == count


def test_no_settlement_of_the_official_list_is_given_to_ukraine_while_held() -> None:
    """A village that the world does not name follows its raion, or is open: never a wrong holder for certain."""
    for raion in (
        "Чугуївський",
        "Куп’янський",
        "Ізюмський",
        "Миколаївський",
        "Баштанський",
        "Чернігівський",
        "Бучанський",
    ):
        place = catspaw.where(f"с. Вимислене, {raion} район", on="2022-03-20")
        assert place.holder is None, raion
        assert place.undecided, raion
