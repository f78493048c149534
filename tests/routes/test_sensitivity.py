"""What is assumed can be put otherwise, one by one, and its effect on the ranking is measured as a new search would find it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from catspaw.routes import find
from catspaw.routes.find import Finder
from catspaw.routes.likelihood import ASSUMED, Assumptions, Range
from catspaw.routes.route import Route
from catspaw.routes.sensitivity import (
    OF_DENIABILITY,
    SCALES,
    Assumption,
    Ways,
    deniability_moves,
    every_assumption,
    questions,
    sensitivity,
)
from routes.worlds import (
    BANK,
    RELABEL,
    Small,
    ban,
    fact,
    link,
    members,
    precedent,
    record,
    small_worlds,
    technique,
    tie,
    when,
)

EVERY = every_assumption()
RANKED = [one for one in EVERY if one.field not in OF_DENIABILITY]
OLD, NEW = date(2012, 1, 1), date(2019, 1, 1)


@pytest.fixture
def no_limits() -> Iterator[None]:
    """Nothing is too far or too long to be looked at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(find, "FARTHEST", 1e6)
        patch.setattr(find, "MOST_WALKS", 10**6)
        yield


def two_ways() -> Small:
    """Coal from KP to CN by RU, where an old case made out papers for it, or by DE, where a new one milled other goods."""
    counted = {"basis": "counted", "likelihood": "few"}
    by_papers = {**RELABEL, **counted, "precedent": [precedent(OLD, OLD, "RU", goods=["coal"])]}
    milling = technique("mill", "transform", when("hosts", "$here", "free_zones"), disguises=["origin"])
    by_mill = {**milling, **counted, "precedent": [precedent(NEW, NEW, "DE", goods=["arms"])]}
    ties = [
        link("KP", "RU"), link("RU", "CN"), link("KP", "DE"), link("DE", "CN"), ban("KP"),
        tie("papers", "RU", "hosts", "certificate_issuers"), tie("mills", "DE", "hosts", "free_zones"),
        record("RU", "does_not_enforce", "KP", regime="outline"), record("DE", "does_not_enforce", "KP", regime="outline"),
        tie("bank", "CN", "settles_with", "KP"),
    ]  # fmt: skip
    return Small(ties, members("RU", "DE", "CN"), [by_papers, by_mill, BANK])


def test_the_values_that_are_packaged_are_those_of_a_finder() -> None:
    """Unless it is given others."""
    assert Small(ties=[link("KP", "CN")]).finder.assumptions == ASSUMED == Assumptions()
    assert Finder(Small().world, assumptions=Assumptions(mid=2.0)).assumptions.mid == 2.0


def test_every_field_is_measured() -> None:
    """Each row of a table by itself."""
    assert {one.field for one in EVERY} == {field.name for field in fields(Assumptions)}
    assert len(set(EVERY)) == len(EVERY)
    assert {one.row for one in EVERY if one.field == "hidden"} == set(ASSUMED.hidden)


@pytest.mark.parametrize("assumption", EVERY, ids=lambda one: one.name)
@pytest.mark.parametrize("factor", SCALES)
def test_one_is_scaled_and_no_other_within_its_bounds(assumption: Assumption, factor: float) -> None:
    """Ranges stay in order and likelihoods up to 1; the defaults stay as they are."""
    scaled = assumption.scaled(factor)
    assert [one for one in EVERY if one.value(scaled) != one.value()] in ([assumption], [])
    value, before = assumption.value(scaled), assumption.value()
    if isinstance(value, Range):
        assert isinstance(before, Range)
        assert 0 < value.low <= value.mid <= value.high <= 1
        assert (value.mid < before.mid) == (factor < 1)
    else:
        assert value > 0
    assert Assumptions() == ASSUMED


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(small_worlds(), st.sampled_from(RANKED), st.sampled_from(SCALES))
def test_ways_are_weighed_anew_as_a_new_search_weighs_them(
    no_limits: None, small: Small, assumption: Assumption, factor: float
) -> None:
    """The same routes in the same order of likelihood, and the same middle of the best."""
    search, assumed = small.search(), assumption.scaled(factor)
    ways = Ways(search, 10**5)
    assume(ways.paths)
    ranking, middle = ways.ranked(assumed)
    again = Finder(search.finder.world, search.finder.engine, assumed).search(search.question).routes(10**5)
    goods = {route.of_goods: _cost_of_goods(route) for route in again}
    assert {key for key, _ in ranking} == set(goods)
    assert [cost for _, cost in ranking] == pytest.approx(sorted(goods.values()), abs=1e-6)
    assert middle == pytest.approx(again[0].range.mid)


def _cost_of_goods(route: Route) -> float:
    return -sum(math.log(leg.likelihood.mid) for leg in route.legs if leg.kind != "settle")


def test_what_moves_nothing_has_no_effect() -> None:
    """No routes swap, none enters, the best stays with its middle."""
    ways = Ways(two_ways().search())
    effect = ways.effect(Assumption("unknown_payment").scaled(0.5))
    assert (effect.swapped, effect.entered, effect.best) == (0.0, 0.0, 0.0)
    assert effect.middle == pytest.approx(1.0)


def test_the_order_turns_where_an_assumption_carries_it() -> None:
    """An old case of such coal against a new one of other goods: how fast cases age decides."""
    ways = Ways(two_ways().search())
    assert [key for key, _ in ways.ranked(ASSUMED)[0]] == [
        key for key, _ in ways.ranked(Assumptions(half_life=12.0))[0]
    ][::-1]
    effect = ways.effect(Assumption("half_life").scaled(2.0))
    assert (effect.swapped, effect.entered, effect.best) == (1.0, 0.0, 1.0)
    assert effect.middle > 1
    assert ways.effect(Assumption("half_life").scaled(0.5)).best == 0.0


def test_questions_are_every_nth_hindcast() -> None:
    """By day of documentation, as many as asked for at most."""
    finder = Finder()
    few, all_ = questions(finder, 5), questions(finder, 10_000)
    step = math.ceil(len(all_) / 5)
    assert few == all_[::step]
    assert len(few) <= 5


def test_rows_come_with_what_moves_most_first() -> None:
    """Two assumptions, measured on two questions of the packaged world."""
    asked = [Assumption("low"), Assumption("mid")]
    rows = sensitivity(Finder(), asked, most=2)
    assert [row.assumption.name for row in rows] == ["mid", "low"]
    assert not rows[1].moves  # by the middle routes are sorted, and by nothing else
    assert rows[0].halved.middle > 1 > rows[0].doubled.middle
    assert all(0 <= share <= 1 for e in rows[0].both for share in (e.swapped, e.entered, e.best))


def test_deniability_moves_with_its_own_assumptions() -> None:
    """The more it takes to see control, the more can be denied; of what is not checked the same."""
    holds = [fact("RU", "controls", "XX"), fact("RU", "recognises", "XX")]
    small = Small([tie("money", "RU", "finances", "XX"), tie("arms", "RU", "supplies_force", "XX")], holds)
    day = date(2020, 1, 1)
    small.hindcasts = [{
        "id": "h", "title": "x", "from": "KP", "to": "CN", "goods": "coal", "on": day, "known": day, "documented": day,
        "says": "x", "nodes": ["KP", "CN"], "source": ["made-up"],
    }]  # fmt: skip
    count, rows = deniability_moves(small.finder)
    moved = {row.assumption.field: (row.halved, row.doubled) for row in rows}
    assert count == 1
    assert set(moved) == set(OF_DENIABILITY)
    assert moved["half_seen"][0] < 0 < moved["half_seen"][1]
    assert moved["unverified"][0] > 0 > moved["unverified"][1]
    assert moved["disputed"] == (0.0, 0.0)
