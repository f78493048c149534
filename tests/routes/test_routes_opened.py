"""What an event opened is the difference of two exhaustive searches, one with its facts and one without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings

from catspaw.errors import InputError
from catspaw.routes import find
from catspaw.routes.channels import Channel
from catspaw.routes.find import Search
from catspaw.routes.opened import LIKELIER, Change, compare, opened
from catspaw.routes.route import Route
from catspaw.routes.settlement import step_key
from routes.oracle import Exhaustive, Key, Walk, distinct
from routes.worlds import (
    AT_PLACES,
    BANK,
    BLEND,
    DARK,
    EARLY,
    EVENT,
    LATE,
    LAX,
    RELABEL,
    TREATY,
    Small,
    ban,
    link,
    members,
    record,
    small_worlds,
    technique,
    tie,
    when,
)  # fmt: skip

ALL = 100_000
FEW = 400  # ways that one can still try one by one
CHANNEL = Channel(EVENT, "coal", "coal", "2701", "KP", "CN", (), ())
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


@pytest.fixture(autouse=True, scope="module")
def no_limits() -> Iterator[None]:
    """Nothing is too far or too long to be looked at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(find, "FARTHEST", 1e6)
        patch.setattr(find, "MOST_WALKS", 10**6)
        yield


def key_of(route: Route) -> Key:
    """What tells a route from others, with what it is paid by."""
    hiding = {row["id"] for row in (*AT_PLACES, DARK)}
    done = tuple((leg.kind, leg.start, leg.technique) for leg in route.legs if leg.technique in hiding)
    return (route.nodes, done, tuple(step.technique for step in route.settlement))


def compared(small: Small) -> tuple[Change, Search, Search]:
    """What the event changed, and the searches with it and without."""
    finder = small.finder
    question = finder.ask("KP", "CN", "coal", "2020-01-01")
    change = compare(finder, CHANNEL, question, ALL)
    return change, finder.search(question), finder.search(replace(question, without=EVENT))


def gained(walks: Sequence[Walk], before: Sequence[Walk], other: Search) -> dict[Key, Walk]:
    """The likeliest of each kind of those whose goods could not go so in another world, or whose payments could not."""
    goods, paid = {walk.key[:2] for walk in before}, {step_key(step) for step in other.payment_steps}
    new = [
        walk for walk in walks
        if walk.key[:2] not in goods or any(step.technique and step_key(step) not in paid for step in walk.paid)
    ]  # fmt: skip
    return distinct(new, True)


@settings(SLOW, max_examples=30)
@given(small_worlds())
def test_opened_is_the_difference_of_two_exhaustive_searches(small: Small) -> None:
    """Routes of the world with the event that nobody could go without it, not even by detours; closed, the other way round."""
    change, with_, without = compared(small)
    mine, theirs = Exhaustive(with_).walks(), Exhaustive(without).walks()
    assume(len(mine) + len(theirs) <= FEW)
    for routes, own, other, search in ((change.opened, mine, without, with_), (change.closed, theirs, with_, without)):
        expected = gained(own, Exhaustive(other, pruned=False).walks(), other)
        assert {key_of(route) for route in routes} == set(expected)
        for route in routes:
            assert route.likelihood == pytest.approx(expected[key_of(route)].range.as_tuple())
            assert route.question == search.question
        mids = [route.likelihood[1] for route in routes]
        assert mids == pytest.approx(sorted(mids, reverse=True))


@settings(SLOW, max_examples=25)
@given(small_worlds())
def test_likelier_routes_are_those_of_both_searches_with_a_greater_middle(small: Small) -> None:
    """With the two likelihoods beside each other."""
    change, with_, without = compared(small)
    mine, theirs = Exhaustive(with_).walks(), Exhaustive(without).walks()
    assume(len(mine) + len(theirs) <= FEW)
    now, then = distinct(mine, True), distinct(theirs, True)
    found = {key_of(route): (route, before) for route, before in change.likelier}
    chained = {key for key in now if key in then and now[key].range.mid > LIKELIER * then[key].range.mid}
    assert set(found) == chained
    for key, (route, before) in found.items():
        assert route.likelihood[1] == pytest.approx(now[key].range.mid)
        assert before.likelihood[1] == pytest.approx(then[key].range.mid)


def test_a_leg_is_the_same_whatever_else_is_hidden_on_it() -> None:
    """A way to declare other goods, opened by the event, leaves a route as it was that does not use it."""
    small = Small(
        [link("KP", "XX"), link("XX", "RU"), link("RU", "CN"), tie("h", "XX", "hosts", "certificate_issuers"),
         tie("s", "RU", "supplies", "coal", event=EVENT), ban("KP")],
        members("CN"), [RELABEL, BLEND], events=[TREATY],
    )  # fmt: skip
    change, with_, without = compared(small)
    assert [route.techniques for route in without.routes(ALL)] == [("origin",)]
    assert {route.techniques for route in with_.routes(ALL)} == {("origin",), ("blend",), ("origin", "blend")}
    assert {route.techniques for route in change.opened} == {("blend",), ("origin", "blend")}


def test_an_event_that_makes_a_state_look_away_opens_its_roads() -> None:
    """And one that makes it act closes them; where none could be paid for nobody gains by payments alone."""
    looks_away = record("RU", "does_not_enforce", "KP", regime="outline", event=EVENT)
    small = Small([link("KP", "RU"), link("RU", "CN"), ban("KP"), looks_away], members("RU"), events=[TREATY])
    change, _, _ = compared(small)
    assert [route.nodes for route in change.opened] == [("KP", "RU", "CN")]
    assert not change.closed
    acts = record("RU", "enforces", "KP", regime="outline", event=EVENT, since=LATE)
    before = record("RU", "does_not_enforce", "KP", regime="outline", since=EARLY)
    change, _, _ = compared(Small([link("KP", "RU"), link("RU", "CN"), ban("KP"), acts, before], members("RU"),
                                  events=[TREATY]))  # fmt: skip
    assert [route.nodes for route in change.closed] == [("KP", "RU", "CN")]
    assert not change.opened


def test_what_an_event_ended_goes_on_without_it() -> None:
    """A railway that a treaty took up is there without the treaty."""
    gone = link("KP", "CN", since=EARLY, until=LATE)
    change, _, without = compared(Small([gone], events=[{**TREATY, "ends": [gone["id"]]}]))
    assert [route.nodes for route in change.closed] == [("KP", "CN")] == [route.nodes for route in without.routes()]
    assert change.closed[0].question.without == EVENT


def test_links_that_are_closed_are_taken_as_open_where_nothing_else_is() -> None:
    """So that a change is seen that no train can use yet; it says so."""
    shut = link("KP", "CN", status="closed")
    pays = tie("p", "CN", "settles_with", "KP", event=EVENT)
    change, _, _ = compared(Small([shut, pays], techniques=[BANK], events=[TREATY]))
    assert change.reopened
    assert [route.techniques for route in change.opened] == [("bank",)]
    assert "as if open again" in change.opened[0].legs[0].says


def test_an_event_is_asked_for_by_its_id() -> None:
    """One that is none offers the nearest."""
    world = Small([link("KP", "CN")], events=[TREATY]).world
    with pytest.raises(InputError, match=r'"treat": no such event.*did you mean "treaty"'):
        opened("treat", world=world)


def test_an_event_answers_by_channels_of_those_concerned() -> None:
    """Who supplies what the other needs; the days and the knowledge are those asked for."""
    ties = [link("KP", "CN", event=EVENT), tie("s", "KP", "supplies", "coal"), tie("n", "CN", "needs", "coal")]
    found = opened(EVENT, world=Small(ties, events=[TREATY]).world, k=3)
    assert (found.event, found.day, found.known) == (EVENT, LATE, None)
    assert [(c.channel.name, c.channel.source, c.channel.target) for c in found] == [("coal", "KP", "CN")]
    assert [route.nodes for route in found.routes] == [("KP", "CN")]
    assert list(opened(EVENT, known=date(2009, 1, 1), world=Small(ties, events=[TREATY]).world)) == []


def test_a_detour_that_was_there_before_is_not_opened() -> None:
    """False papers can be had in Russia, on a way that leads far round: only routes that use them are opened."""
    ties = [link("KP", "CN"), link("KP", "RU"), link("RU", "high-seas"), link("high-seas", "CN"), ban("KP")]
    dark = technique("dark", "move", when("same", "$here", "high-seas"), disguises=["vessel", "origin"])
    papers = tie("h", "RU", "hosts", "certificate_issuers", event=EVENT)
    small = Small([*ties, papers], members("CN"), [dark, RELABEL], events=[TREATY])
    change, with_, without = compared(small)
    assert without.routes() == []
    assert {route.techniques for route in with_.routes()} == {("dark",), ("origin",), ("origin", "dark")}
    assert {route.techniques for route in change.opened} == {("origin",), ("origin", "dark")}


def test_a_route_is_the_same_whatever_its_covers_are_called() -> None:
    """A state that acted in part comes to look away: what went past it gets likelier, and nothing is opened."""
    partly = record("CN", "partly_enforces", "KP", regime="outline", since=EARLY)
    looks_away = record("CN", "does_not_enforce", "KP", regime="outline", since=LATE, event=EVENT)
    ties = [link("KP", "RU"), link("RU", "CN"), ban("KP"), partly, looks_away]
    change, _, _ = compared(Small(ties, members("CN"), [LAX], events=[TREATY]))
    assert [(new.techniques, old.techniques) for new, old in change.likelier] == [(("lax",), ())]
    assert not change.opened
    assert not change.closed
