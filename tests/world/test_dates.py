"""The packaged facts give the known answers to dated questions: who recognised, belonged, broke off and claimed."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import catspaw

HERE = Path(__file__).parent
TABLE: dict[str, list[dict[str, Any]]] = {
    table: rows
    for name in ("dates.toml", "perspectives.toml")
    for table, rows in tomllib.loads((HERE / name).read_text(encoding="utf-8")).items()
}
FOUNDING = "dprk-recognises-dpr-lpr"


@cache
def world() -> catspaw.World:
    """The packaged world, read once."""
    return catspaw.load_world()


def label(row: dict[str, Any]) -> str:
    """A row's subject and day, to name its test."""
    return " ".join(str(row.get(key, "")) for key in ("of", "between", "on", "by", "known", "means")).strip()


def cases(table: str) -> pytest.MarkDecorator:
    """One test a row of a table."""
    return pytest.mark.parametrize("row", TABLE[table], ids=label)


def holds(found: set[str], row: dict[str, Any]) -> bool:
    """Whether the set is the known answer: exactly `are`, or with all of `with` and none of `without`."""
    if "are" in row:
        return found == set(row["are"])
    return found >= set(row.get("with", [])) and not found & set(row.get("without", []))


@cases("recognisers")
def test_recognisers_of_a_day_are_the_known_ones(row: dict[str, Any]) -> None:
    """A recognition holds from its act to the day before its withdrawal."""
    found = world().at(row["on"]).recognisers(row["of"])
    assert holds(found, row), f"{row['why']} Found: {sorted(found)}"


@cases("groups")
def test_groups_of_a_day_are_the_known_ones(row: dict[str, Any]) -> None:
    """Membership, and being bound by a union's law, hold from the first day to the day before the last."""
    found = world().at(row["on"]).groups(row["of"])
    assert holds(found, row), f"{row['why']} Found: {sorted(found)}"


@cases("broken")
def test_relations_are_broken_from_the_act_until_restored(row: dict[str, Any]) -> None:
    """The announcement of a break is not yet the break."""
    rows = world().at(row["on"]).relations(*row["between"])
    now = rows.filter(rows["now"] & (rows["relation"] == "severs_relations"))
    assert (len(now) > 0) is row["is"], row["why"]


@cases("fact")
def test_a_fact_holds_according_to_whom_and_as_known(row: dict[str, Any]) -> None:
    """One day has several answers: by whom, and by what was public."""
    view = world().at(row["on"], known=row.get("known"), by=row.get("by"))
    subject, relation, target = row["of"]
    assert (len(view.facts(subject, relation, target)) > 0) is row["is"], row["why"]


@cases("name")
def test_every_usual_name_means_one_actor(row: dict[str, Any]) -> None:
    """DNR, DPR and DPRK are never taken for each other, in any script or case."""
    assert {world().code(name) for name in row["names"]} == {row["means"]}


def test_no_name_means_two_actors() -> None:
    """A name that stood for two actors would silently mean the first."""
    seen: dict[str, str] = {}
    for code, actor in world().actors.items():
        for name in [code, actor["name"], *(name for names in actor.get("names", {}).values() for name in names)]:
            assert seen.setdefault(" ".join(name.casefold().split()), code) == code, name


def test_there_are_193_members_of_the_united_nations() -> None:
    """Each once, since July 2011."""
    members = world().at("2022-07-20").facts(relation="member_of", object="UN")
    assert len(members) == len(set(members["subject"])) == 193


@pytest.mark.parametrize(
    ("day", "count"), [("2020-01-31", 28), ("2020-02-01", 27), ("2013-06-30", 27), ("2003-01-01", 15)]
)
def test_the_eu_has_as_many_members_as_it_had(day: str, count: int) -> None:
    """Enlargements and the withdrawal of the United Kingdom."""
    assert len(world().at(day).facts(relation="member_of", object="EU")) == count


def test_the_window_of_the_cut_out_was_79_days() -> None:
    """From the DPRK's recognition to the annexation the republic was foreign both to it and to Russia."""
    opened, closed = (world().events[event]["act"] for event in (FOUNDING, "russia-annexes-four-regions"))
    assert (closed - opened).days == 79


def test_the_founding_event_keeps_act_and_press_report_apart() -> None:
    """The act is of 13 July 2022, the report of 14 July."""
    event = world().events[FOUNDING]
    assert (event["act"].isoformat(), event["reported"].isoformat()) == ("2022-07-13", "2022-07-14")


@pytest.mark.parametrize("word", ["14 July", "ambassador", "Sloviansk", "manganese"])
def test_the_four_errors_of_the_founding_article_are_corrected(word: str) -> None:
    """The date, the ambassador, the plants and the ore."""
    corrections = world().events[FOUNDING]["correction"]
    assert any(word in correction["claim"] and correction["source"] for correction in corrections)


def test_every_extent_stands_on_known_places_and_holders() -> None:
    """A contested territory is tested by places and holders that the world knows."""
    known = {*world().actors, *(row.data["id"] for row in world().rows("place"))}
    for code, actor in world().actors.items():
        extent = actor.get("extent", {})
        assert {*extent.get("within", []), *extent.get("held_by", [])} <= known, code


def test_what_an_event_starts_begins_when_it_acted() -> None:
    """Not before the act, and within a fortnight of it: South Ossetia took nine days between its two."""
    since = dict(world().facts.select("id", "since").iter_rows())
    for event in world().events.values():
        for fact in event.get("starts", []):
            assert 0 <= (since[fact] - event["act"]).days <= 14, (event["id"], fact)


def test_what_an_event_ends_has_an_end() -> None:
    """A fact that an event ends is open no longer."""
    until = dict(world().facts.select("id", "until").iter_rows())
    for event in world().events.values():
        for fact in event.get("ends", []):
            assert until[fact] is not None, (event["id"], fact)
