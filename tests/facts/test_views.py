"""A view is the world on a day, as known by a day, according to someone: spans are half open, and nothing is inferred."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catspaw.errors import InputError
from catspaw.facts.view import Value
from catspaw.facts.world import World, as_date, load_world
from facts.tiny import Tables, world_of

DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
MADE_UP = {"source": ["made-up"]}


@cache
def packaged() -> World:
    """The packaged world, read once."""
    return load_world()


def claims(**more: object) -> World:
    """A world in which Russia claims something of China, in the words of the test."""
    return world_of({"fact": [{"id": "x", "subject": "RU", "relation": "claims", "object": "CN", **MADE_UP, **more}]})


def caps() -> World:
    """A world with a cap of two spans and a gap between them."""
    rows: Tables = {
        "value": [
            {
                "name": "cap",
                "value": 60,
                "unit": "USD/barrel",
                "since": date(2022, 12, 5),
                "until": date(2025, 9, 3),
                **MADE_UP,
            },
            {"name": "cap", "value": 47.6, "unit": "USD/barrel", "since": date(2025, 10, 1), **MADE_UP},
        ]
    }
    return world_of(rows, {"id": "test", "jurisdiction": "eu", "title": "Made up"})


@given(DAYS, DAYS, DAYS)
def test_a_fact_holds_from_since_up_to_the_day_before_until(day: date, since: date, until: date) -> None:
    """Since <= day < until."""
    found = claims(since=since, until=until).at(day).facts(relation="claims")
    assert len(found) == (since <= day < until)


@given(DAYS)
def test_an_open_end_is_no_limit(day: date) -> None:
    """A fact without since has always held, one without until still does."""
    assert len(claims().at(day).facts("RU", "claims", "CN")) == 1
    assert len(claims(until=day).at(day).facts("RU", "claims")) == 0
    assert len(claims(since=day).at(day).facts("RU", "claims")) == 1
    assert len(claims(until=day + timedelta(1)).at(day).facts("RU", "claims")) == 1


def test_a_fact_is_known_from_known_else_announced_else_since() -> None:
    """The day on which it became public is not the day of the act."""
    since, announced, known = date(2022, 7, 13), date(2022, 7, 15), date(2022, 7, 17)
    for more, public in (
        ({"known": known, "announced": announced}, known),
        ({"announced": announced}, announced),
        ({}, since),
    ):
        world = claims(since=since, **more)
        assert len(world.at("2022-08-01", known=public).facts("RU", "claims")) == 1
        assert len(world.at("2022-08-01", known=public - timedelta(1)).facts("RU", "claims")) == 0
        assert len(world.at("2022-08-01").facts("RU", "claims")) == 1


def test_a_fact_of_which_it_is_not_known_when_it_became_public_is_left_out_of_what_was_known() -> None:
    """Nothing is guessed: without any date it counts only where no day of knowledge is asked for."""
    assert len(claims().at("2022-08-01", known="2030-01-01").facts("RU", "claims")) == 0


def test_what_one_actor_states_is_not_the_view_of_another() -> None:
    """Undisputed facts are in every view; a stated one in its author's, and in the view of all."""
    world = claims(by="UA")
    with pytest.raises(InputError, match='"UA": no actor'):
        world.at("2022-08-01", by="UA")
    world = claims(by="DE")
    assert len(world.at("2022-08-01", by="Germany").facts("RU", "claims")) == 1
    assert len(world.at("2022-08-01", by="RU").facts("RU", "claims")) == 0
    assert len(world.at("2022-08-01").facts("RU", "claims")) == 1
    assert len(claims().at("2022-08-01", by="RU").facts("RU", "claims")) == 1


def test_facts_are_asked_for_by_code_or_usual_name() -> None:
    """Case-blind; a name that is none offers the nearest."""
    view = claims().at("2022-08-01")
    assert len(view.facts(subject="russia", object="China")) == 1
    with pytest.raises(InputError, match='did you mean "russia"'):
        view.facts(subject="rusia")
    with pytest.raises(InputError, match=r'"claim": no such relation \(did you mean "claims"'):
        view.facts(relation="claim")


def test_membership_is_read_by_day() -> None:
    """The last day in a union is the day before the first without it."""
    world = world_of({})
    assert world.at("2020-12-31").groups("DE") == {"EU"}
    assert world.at("2021-01-01").groups("Germany") == set()


def test_control_of_a_place_is_a_fact_of_the_relation_controls() -> None:
    """Who holds a place is asked like any other relation."""
    row = {"place": "UA-14", "holder": "RU", "since": date(2022, 3, 1), "until": date(2022, 11, 11), **MADE_UP}
    world = world_of({"control": [row]})
    assert world.at("2022-11-10").facts("RU", "controls")["object"].to_list() == ["UA-14"]
    assert len(world.at("2022-11-11").facts("RU", "controls", "UA-14")) == 0


def test_relations_between_two_are_listed_with_what_holds_now() -> None:
    """Oldest first, in either order of the two, and none that is yet to come."""
    rows: Tables = {
        "fact": [
            {"id": "a", "subject": "RU", "relation": "diplomatic_relations", "object": "CN", "since": date(1949, 10, 2),
             "until": date(2001, 1, 1), **MADE_UP},
            {"id": "b", "subject": "CN", "relation": "severs_relations", "object": "RU", "since": date(2001, 1, 1),
             "until": date(2002, 1, 1), **MADE_UP},
            {"id": "c", "subject": "CN", "relation": "restores_relations", "object": "RU", "since": date(2002, 1, 1), **MADE_UP},
        ]
    }  # fmt: skip
    view = world_of(rows).at("2001-06-01")
    assert view.relations("RU", "CN")["id"].to_list() == view.relations("china", "russia")["id"].to_list() == ["a", "b"]
    assert view.relations("RU", "CN")["now"].to_list() == [False, True]


@pytest.mark.parametrize(
    ("day", "value"), [("2022-12-05", 60), ("2025-09-02", 60), ("2025-10-01", 47.6), ("2030-01-01", 47.6)]
)
def test_a_value_is_that_of_its_day(day: str, value: float) -> None:
    """From the first day of its span to the day before the next."""
    found = caps().at(day).value("test", "cap")
    assert found.value == value
    assert (found.unit, found.source) == ("USD/barrel", ("made-up",))
    assert str(found) == f"{value:,g} USD/barrel"


def test_a_value_is_printed_with_its_thousands() -> None:
    """Caps run into the millions."""
    assert str(Value("r", "n", 500000, "barrels", None, None, ())) == "500,000 barrels"


def test_a_day_without_a_value_is_told_the_days_that_have_one() -> None:
    """Before the first span, and in the gap."""
    for day in ("2022-12-04", "2025-09-03", "2025-09-30"):
        with pytest.raises(InputError, match="2022-12-05 to 2025-09-03; 2025-10-01 to open"):
            caps().at(day).value("test", "cap")


def test_a_value_or_regime_that_is_none_offers_the_nearest() -> None:
    """The message names what there is."""
    view = caps().at("2024-01-01")
    with pytest.raises(InputError, match='did you mean "cap"'):
        view.value("test", "caps")
    with pytest.raises(InputError, match='did you mean "test"'):
        view.value("tests", "cap")


def test_events_are_those_that_were_public_by_then() -> None:
    """By `known`, else `announced`, else the act; oldest first."""
    rows: Tables = {
        "event": [
            {"id": "late", "title": "b", "act": date(2022, 7, 13), "announced": date(2022, 7, 20), **MADE_UP},
            {"id": "early", "title": "a", "act": date(2022, 7, 1), **MADE_UP},
            {"id": "secret", "title": "c", "act": date(2022, 7, 2), "known": date(2023, 1, 1), **MADE_UP},
        ]
    }
    world = world_of(rows)
    assert [event["id"] for event in world.at("2022-07-13").events()] == ["early", "secret", "late"]
    assert [event["id"] for event in world.at("2022-07-20", known="2022-07-19").events()] == ["early"]


@given(DAYS, DAYS)
@settings(max_examples=20, deadline=None)
def test_what_is_known_only_grows(one: date, other: date) -> None:
    """Whatever was public by a day is public later, on the packaged world."""
    world = packaged()
    earlier, later = sorted((one, other))
    before, after = (set(world.at("2024-01-01", known=day).facts()["id"]) for day in (earlier, later))
    assert before <= after <= set(world.at("2024-01-01").facts()["id"])


@pytest.mark.parametrize("text", ["", "2022", "2022-13-01", "13.07.2022", "yesterday", "2022-02-30"])
def test_a_day_that_is_none_is_refused(text: str) -> None:
    """ISO dates only: 03/04 is two days."""
    with pytest.raises(InputError, match="expected an ISO date"):
        as_date(text)


def test_a_day_with_a_time_is_that_day() -> None:
    """As a database or a spreadsheet gives it."""
    noon = datetime(2022, 12, 5, 12, tzinfo=UTC)
    assert type(as_date(noon)) is date
    assert caps().at(noon).value("test", "cap").value == 60


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("DNR", "UA-DPR"), ("DPR", "UA-DPR"), ("ДНР", "UA-DPR"), ("днр", "UA-DPR"), ("LNR", "UA-LPR"), ("ЛНР", "UA-LPR"),
        ("DPRK", "KP"), ("dprk", "KP"), ("КНДР", "KP"), ("  North   Korea ", "KP"), ("ua-dpr", "UA-DPR"), ("kp", "KP"),
    ],
)  # fmt: skip
def test_dnr_dpr_and_dprk_are_never_confused(name: str, code: str) -> None:
    """One letter apart, two thousand leagues apart."""
    assert packaged().code(name) == code


@pytest.mark.parametrize("name", ["DPRKK", "DN", "DPR.", "DP R", ""])
def test_a_name_that_is_nearly_one_is_not_taken_for_it(name: str) -> None:
    """The nearest is offered, never used."""
    with pytest.raises(InputError, match="no actor has this code or name"):
        packaged().code(name)
