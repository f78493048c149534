"""What routes are found from names nothing that is not there: each wrong name is a fault of its line, right ones are none.

The messages of whole files stand in `tests/bad` (folders `tie_`, `technique_`, `hindcast_`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from catspaw.facts.check_ties import WORKED_OUT, check_ties
from catspaw.facts.read import FactsFile, RawWorld, Row
from catspaw.facts.schema_ties import PARTY_CLASSES, TIE_RELATIONS
from catspaw.routes import conditions
from routes.worlds import GOODS, MEASURES, link, precedent, tie, when
from routes.worlds import technique as technique_row

ACTORS = [{"code": code, "kind": "state", "name": code} for code in ("KP", "RU", "CN", "UN")]
RULES = [{"id": "un-dprk.2371.8"}, {"id": "un-dprk.2371.8.transit"}]
HINDCAST: Mapping[str, Any] = {
    "id": "h", "from": "KP", "to": "CN", "goods": "2701", "nodes": ["KP", "RU", "CN"], "on": date(2020, 1, 1),
    "known": date(2020, 2, 1), "documented": date(2020, 2, 2),
}  # fmt: skip


def faults(**tables: list[Any]) -> list[str]:
    """The faults of some rows in a small world with actors, goods, rules and measures."""
    raw, file = RawWorld(), FactsFile("made-up.toml", "", {})
    given = {"actor": ACTORS, "good": GOODS, "rule": RULES, "measure": MEASURES, **tables}
    for name, rows in given.items():
        raw.rows[name] = [Row(row, file, (name, index)) for index, row in enumerate(rows)]
    return [fault.message for fault in check_ties(raw)]


def test_sound_rows_have_no_fault() -> None:
    """Whatever the cases report is theirs."""
    ties = [
        link("KP", "RU", also=["CN"], carries=["goods"], goods=["coal"]),
        tie("s", "KP", "supplies", "coal", partners=["CN"]),
        tie("h", "CN", "hosts", "front_companies"),
        tie("e", "CN", "does_not_enforce", "KP", rules=["un-dprk.", "un-dprk.2371.8"]),
    ]
    used = technique_row(
        "origin", "relabel", when("hosts", "$here", "front_companies"), when("supplies needs", "$here", "$good"),
        when("bans", "UN", "KP"), disguises=["origin"], stop=[{"measure": "watch"}],
        precedent=[precedent(date(2019, 1, 1), date(2019, 1, 1), "KP", goods=["coal"])],
        defeats=[{"regime": "un-dprk", "rules": ["un-dprk.2371"]}, {"regime": "outline"}],
    )  # fmt: skip
    assert faults(tie=ties, technique=[used], hindcast=[{**HINDCAST, "techniques": ["origin"]}]) == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (link("KPP", "RU"), '"subject": there is no actor "KPP" (did you mean "KP"?)'),
        (link("KP", "RUS"), '"object": there is no actor "RUS" (did you mean "RU"?)'),
        (link("KP", "RU", also=["CN", "CNN"]), '"also": there is no actor "CNN" (did you mean "CN"?)'),
        (tie("t", "KP", "settles_with", "RU", through=["ZZ"]), '"through": there is no actor "ZZ"'),
        (tie("t", "KP", "supplies", "coals"), '"object": there is no good "coals" (did you mean "coal"?)'),
        (tie("t", "KP", "supplies", "RU"), '"object": there is no good "RU"'),
        (link("KP", "RU", goods=["arm"]), '"goods": there is no good "arm" (did you mean "arms"?)'),
        (
            tie("t", "KP", "hosts", "front_company"),
            '"object": there is no class of party "front_company" (did you mean "front_companies"?)',
        ),
        (tie("t", "KP", "hosts", "RU"), '"object": there is no class of party "RU"'),
        (
            link("KP", "RU", status="open", carries=["good"]),
            '"carries": there is no form "good" (did you mean "goods"?)',
        ),
        (
            tie("t", "CN", "enforces", "KP", rules=["un-dprk.2371.9"]),
            '"rules": no rule begins with "un-dprk.2371.9" (did you mean "un-dprk.2371.8"?)',
        ),
        (tie("t", "KP", "link", "RU"), 'a link needs "status": open, limited, closed or planned'),
        (
            link("KP", "RU", since=date(2020, 1, 2), known=date(2020, 1, 1), known_basis="listing"),
            "known 2020-01-01 by a listing, before it began on 2020-01-02",
        ),
    ],
)
def test_a_wrong_name_in_a_tie_is_its_only_fault(row: dict[str, Any], message: str) -> None:
    """Actors, goods, classes of party, forms and the beginnings of rules; a link says whether it is open."""
    assert faults(tie=[row]) == [message]


def test_an_act_may_be_known_before_it_begins() -> None:
    """Only a listing can't tell of what was not there yet."""
    assert faults(tie=[link("KP", "RU", since=date(2020, 1, 2), known=date(2020, 1, 1), known_basis="act")]) == []


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"form": ["god"]}, '"form": there is no form "god" (did you mean "goods"?)'),
        ({"disguises": ["origins"]}, '"disguises": there is no aspect "origins" (did you mean "origin"?)'),
        ({"covers": ["hidden"]}, '"covers": there is no cover "hidden"'),
        ({"when": [when("suplies", "$here")]}, '"relation": there is no relation "suplies" (did you mean "supplies"?)'),
        ({"when": [when("hosts", "KPP")]}, '"subject": there is no actor, good or class "KPP" (did you mean "KP"?)'),
        ({"stop": [{"measure": "watched"}]}, '"measure": there is no measure "watched" (did you mean "watch"?)'),
        ({"precedent": [{"actors": ["RUU"]}]}, '"actors": there is no actor "RUU" (did you mean "RU"?)'),
        ({"precedent": [{"goods": ["coals"]}]}, '"goods": there is no good "coals" (did you mean "coal"?)'),
        (
            {"defeats": [{"rules": ["un-dprk.2371.8", "un-dprk.2371.x"]}]},
            '"rules": no rule begins with "un-dprk.2371.x" (did you mean "un-dprk.2371.8"?)',
        ),
    ],
)
def test_a_wrong_name_in_a_technique_is_its_only_fault(more: dict[str, Any], message: str) -> None:
    """In its own words, its conditions, measures, rules and precedents."""
    row = {"form": ["goods"], "disguises": [], "covers": ["disguised"], **more}
    assert faults(technique=[row]) == [message]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"from": "KPP"}, '"from": there is no actor "KPP" (did you mean "KP"?)'),
        ({"nodes": ["KP", "RUU"]}, '"nodes": there is no actor "RUU" (did you mean "RU"?)'),
        ({"techniques": ["nothing"]}, '"techniques": there is no technique "nothing"'),
        ({"any_technique": ["nothing"]}, '"any_technique": there is no technique "nothing"'),
        ({"known": date(2020, 2, 2)}, "known 2020-02-02 is not before the day of documentation, 2020-02-02"),
        ({"known": date(2020, 3, 1)}, "known 2020-03-01 is not before the day of documentation, 2020-02-02"),
    ],
)
def test_a_hindcast_names_what_is_there_and_looks_from_before(more: dict[str, Any], message: str) -> None:
    """It sees nothing of the day of documentation."""
    assert faults(hindcast=[{**HINDCAST, **more}]) == [message]


def test_what_can_be_worked_out_is_what_conditions_may_ask_for() -> None:
    """The words checked here are those that the search answers."""
    assert set(conditions.WORKED_OUT) == WORKED_OUT
    assert not WORKED_OUT & set(TIE_RELATIONS)
    assert len(set(PARTY_CLASSES)) == len(PARTY_CLASSES)
