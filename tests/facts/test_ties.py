"""A tie is exactly what its row says, on its days, from the day on which it was public."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catspaw.facts.schema_ties import TIE
from catspaw.facts.ties import BY_SUBJECT, Tie, fact_ties, ties_of
from facts.tiny import world_of

DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
ENDS = st.none() | DAYS


def row(relation: str, object_: str, **more: Any) -> dict[str, Any]:
    """A tie of North Korea."""
    return {"id": "t", "says": "t", "subject": "KP", "relation": relation, "object": object_, "source": ["x"], **more}


def made(*rows: dict[str, Any]) -> tuple[Tie, ...]:
    """The ties of some rows."""
    return ties_of(world_of({"tie": rows}))


def test_a_tie_holds_what_its_row_says() -> None:
    """Lists that have no order become sets, others keep it; keys that routes never ask for are left out."""
    (tie,) = made(
        row("link", "RU", mode="rail", carries=["goods", "people"], ends=["B", "A"], quantity=3, unit="trains")
    )
    assert (tie.subject, tie.relation, tie.object, tie.mode) == ("KP", "link", "RU", "rail")
    assert tie.carries == frozenset(("goods", "people"))
    assert tie.ends == ("B", "A")
    assert tie.goods == frozenset()
    assert tie.bound is None


def test_every_key_of_a_tie_is_known_to_the_schema() -> None:
    """No field of a tie can be meant that no file may hold."""
    assert set(Tie.__dataclass_fields__) <= set(TIE.keys)


def test_also_makes_one_tie_for_each_actor_with_the_same_id() -> None:
    """Further objects of most relations."""
    ties = made(row("link", "RU", also=["CN", "DE"], status="open"))
    assert [(tie.id, tie.subject, tie.object, tie.status) for tie in ties] == [
        ("t", "KP", code, "open") for code in ("RU", "CN", "DE")
    ]


@pytest.mark.parametrize("relation", sorted(BY_SUBJECT))
def test_also_widens_the_subject_where_the_object_is_what_it_is_about(relation: str) -> None:
    """Who supplies, needs, hosts, enforces or not: several may do the same."""
    ties = made(row(relation, "coal", also=["RU"]))
    assert [(tie.subject, tie.object) for tie in ties] == [("KP", "coal"), ("RU", "coal")]


@given(ENDS, ENDS, DAYS)
def test_a_tie_holds_from_its_first_day_to_the_day_before_its_end(
    since: date | None, until: date | None, day: date
) -> None:
    """An end that is not given is none."""
    begun, over = since is None or since <= day, until is not None and until <= day
    assert Tie("t", "KP", "link", "RU", since=since, until=until).holds(day) == (begun and not over)


def test_a_tie_is_public_from_the_day_on_which_it_became_known() -> None:
    """Without that day it is in no view of the past; without a day of knowledge everything is public."""
    known, unknown = (
        Tie("t", "KP", "link", "RU", known=date(2020, 1, 2)),
        Tie("t", "KP", "link", "RU", since=date(1990, 1, 1)),
    )
    assert [known.public(date(2020, 1, day)) for day in (1, 2, 3)] == [False, True, True]
    assert known.public(None)
    assert unknown.public(None)
    assert not unknown.public(date(2020, 1, 1))


def test_facts_between_actors_become_ties_known_when_announced_else_when_they_began() -> None:
    """Recognition and the like were public acts; a stated day of knowledge comes first."""
    began, announced, known = (date(2020, 1, day) for day in (1, 2, 3))
    rows = [
        {"id": "a", "subject": "KP", "relation": "recognises", "object": "RU", "since": began, "source": ["x"]},
        {"id": "b", "subject": "KP", "relation": "recognises", "object": "CN", "since": began, "announced": announced},
        {"id": "c", "subject": "KP", "relation": "recognises", "object": "DE", "announced": announced, "known": known},
    ]
    found = {tie.id: tie for tie in fact_ties(world_of({"fact": rows}))}
    assert [found[name].known for name in "abc"] == [began, announced, known]
    assert found["a"].says == ""
    assert found["a"].source == ("x",)
