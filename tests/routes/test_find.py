"""Routes are those that trying every way finds, in the order of their likelihood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from catspaw.errors import InputError
from catspaw.routes import find
from catspaw.routes.find import Finder, Search
from catspaw.routes.legality import Leg
from routes.oracle import Exhaustive, distinct
from routes.worlds import BANK, CASH, DAY, EARLY, FRONT, LATE, RELABEL, Small, link, small_worlds, tie

ALL = 100_000
FEW = 400  # ways that one can still try one by one
KNOWN = st.sampled_from([None, date(2019, 1, 1), LATE])
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


@pytest.fixture(autouse=True, scope="module")
def no_limits() -> Iterator[None]:
    """Nothing is too far or too long to be looked at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(find, "FARTHEST", 1e6)
        patch.setattr(find, "MOST_WALKS", 10**6)
        yield


def told(search: Search) -> list[object]:
    """All routes in words."""
    return [route.as_dict() for route in search.routes(50)]


@settings(SLOW, max_examples=60)
@given(small_worlds(), KNOWN)
def test_routes_are_those_of_an_exhaustive_search(small: Small, known: date | None) -> None:
    """All of them, with the same likelihoods, likeliest first."""
    search = small.search(known=known)
    every = Exhaustive(search).walks()
    assume(len(every) <= FEW)
    expected = distinct(every)
    found = search.routes(ALL)
    assert {route.of_goods for route in found} == set(expected)
    for route in found:
        assert route.likelihood == pytest.approx(expected[route.of_goods].range.as_tuple())
    mids = [route.likelihood[1] for route in found]
    assert mids == pytest.approx(sorted(mids, reverse=True))


@settings(SLOW, max_examples=40)
@given(small_worlds(), st.integers(0, 6))
def test_the_first_few_are_the_first_of_all(small: Small, k: int) -> None:
    """However many are asked for, and however often."""
    search = small.search()
    every = search.routes(ALL)
    assert search.routes(k) == every[:k]
    again = Search(search.finder, search.question)
    assert [route.of_goods for route in again.routes(k)] == [route.of_goods for route in every[:k]]


@settings(SLOW, max_examples=25)
@given(small_worlds(), st.sampled_from([EARLY, date(2019, 1, 1), LATE, DAY]))
def test_knowledge_only_grows(small: Small, known: date) -> None:
    """What became public later changes no view of an earlier day; a view of the last day is the world itself."""
    later = [{**row, "id": f"{row['id']}-later", "known": known + timedelta(1)} for row in small.ties]
    later += [
        link("KP", "US", known=date(2030, 1, 1)),
        tie("secret", "CN", "settles_with", "KP", known=date(2030, 1, 1)),
    ]
    more = replace(small, ties=[*small.ties, *(row for row in later if row["relation"] != "bans")])
    assert told(more.search(known=known)) == told(small.search(known=known))
    assert told(small.search(known=date(2040, 1, 1))) == told(small.search())


@settings(SLOW, max_examples=40)
@given(small_worlds())
def test_every_route_has_a_cover_for_whoever_is_bound(small: Small) -> None:
    """No rule is on a leg without a reason why it does not stop it; places are never come back to; it ends in a payment."""
    search = small.search()
    for route in search.routes(20):
        assert len(set(route.nodes)) == len(route.nodes)
        assert (route.nodes[0], route.nodes[-1]) == ("KP", "CN")
        assert [leg.kind for leg in route.legs].index("settle") == len(route.legs) - len(route.settlement)
        assert (route.settlement[0].start, route.settlement[-1].end) == ("CN", "KP")
        low, mid, high = route.likelihood
        assert 0 < low <= mid <= high <= 1
        for leg in (leg for leg in route.legs if leg.kind == "move"):
            true = {ban.rule for ban in search.finder.legality(search.question).bans(Leg(leg.start, leg.end)).bans}
            assert true <= {ban.rule for ban in leg.bans}
            assert all(cover.why for cover in leg.covers)


def test_routes_less_likely_than_one_in_thousands_of_the_best_are_not_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By `FARTHEST`; nor more walks than `MOST_WALKS`."""
    ties = [link("KP", "CN"), link("KP", "RU", status="limited"), link("RU", "CN", status="limited")]
    ties += [tie(f"h{code}", code, "hosts", "certificate_issuers") for code in ("RU", "CN")]
    small = Small(ties, techniques=[RELABEL])
    every = small.search().routes(ALL)
    assert len(every) > 2
    costs = [route.range.cost for route in every]
    monkeypatch.setattr(find, "FARTHEST", (costs[1] + costs[2]) / 2 - costs[0])
    assert [route.of_goods for route in small.search().routes(ALL)] == [route.of_goods for route in every[:2]]
    monkeypatch.setattr(find, "FARTHEST", 1e6)
    monkeypatch.setattr(find, "MOST_WALKS", 1)
    assert len(small.search().routes(ALL)) == 1


def test_a_place_is_not_passed_in_vain() -> None:
    """Where the train goes on without a stop, no stop makes a route of its own; one where something is done does."""
    roads = [link("KP", "CN"), link("KP", "RU"), link("RU", "CN")]
    assert [route.nodes for route in Small(roads).search().routes()] == [("KP", "CN")]
    front = Small([*roads, tie("f", "RU", "hosts", "front_companies")], techniques=[FRONT])
    assert [(route.nodes, route.techniques) for route in front.search().routes()] == [
        (("KP", "CN"), ()), (("KP", "RU", "CN"), ("front",))
    ]  # fmt: skip


def test_a_way_is_at_most_one_link_longer_than_need_be() -> None:
    """Two more are a detour."""
    short = [link("KP", "RU"), link("RU", "CN")]
    one = [link("KP", "DE"), link("DE", "US"), link("US", "CN")]
    assert {route.nodes for route in Small([*short, *one]).search().routes()} == {("KP", "RU", "CN")}
    assert {route.nodes for route in Small(one).search().routes()} == {("KP", "DE", "US", "CN")}


def test_money_goes_by_payments_alone() -> None:
    """From the source to the target, by chains of payments; no link is needed."""
    ties = [
        tie("p", "KP", "settles_with", "RU"),
        tie("q", "RU", "settles_with", "CN"),
        tie("r", "KP", "pays_cash", "CN"),
    ]
    found = Small(ties, techniques=[BANK, CASH]).search(goods="money").routes()
    assert {route.nodes for route in found} <= {("KP", "RU", "CN"), ("KP", "CN")}
    assert found[0].techniques in {("bank",), ("cash",)}
    assert all(leg.kind == "settle" for route in found for leg in route.legs)


def test_workers_who_are_there_already_need_no_crossing() -> None:
    """Where a state hosts them they are; people go by links that carry people."""
    ties = [tie("w", "CN", "hosts_labour", "KP"), link("KP", "RU", carries=["goods"]), link("RU", "CN")]
    (route,) = Small(ties).search(goods="labour").routes()
    assert [tie.id for tie in route.legs[0].ties] == ["w"]
    assert Small(ties[1:]).search(goods="labour").routes() == []


def test_a_link_that_is_closed_carries_nothing_unless_it_is_asked_so() -> None:
    """As if open again."""
    finder = Small([link("KP", "CN", status="closed")]).finder
    assert finder.search(finder.ask("KP", "CN", "coal", DAY)).routes() == []
    (route,) = finder.search(finder.ask("KP", "CN", "coal", DAY, reopened=True)).routes()
    assert "as if open again" in route.legs[0].says


def test_routes_are_found_in_one_call() -> None:
    """By codes, names and words; a finder is kept for its world."""
    world = Small([link("KP", "CN")]).world
    (route,) = find.routes("North Korea", "china", "anthracite", "2020-01-01", world=world)
    assert (route.source, route.target, route.question.good.id) == ("KP", "CN", "coal")
    assert find.finder_of(world) is find.finder_of(world)
    assert find.routes("KP", "CN", "coal", "2020-01-01", known="2009-01-01", world=world) == []
    data = route.as_dict()
    assert (data["nodes"], data["lawful"], data["basis"]) == (["KP", "CN"], True, "assumed")
    for source, target, goods, day in (
        ("KP", "KP", "coal", DAY),
        ("Narnia", "CN", "coal", DAY),
        ("KP", "CN", "rum", DAY),
    ):
        with pytest.raises(InputError):
            find.routes(source, target, goods, day, world=world)
    with pytest.raises(InputError, match="ISO date"):
        find.routes("KP", "CN", "coal", "1 May 2020", world=world)


def test_routes_of_the_packaged_facts_have_their_sources(packaged: Finder) -> None:
    """Each statement of each leg has one, was public by then, and held on the day."""
    known = date(2022, 7, 20)
    question = packaged.ask("KP", "UA-DPR", "2519", known, known)
    found = packaged.search(question).routes(5)
    assert found
    for route in found:
        for leg in route.legs:
            for statement in (*leg.ties, *(one for cover in leg.covers for one in cover.ties)):
                assert statement.source
                assert statement.public(known)
                assert statement.holds(known)
        assert all(ban.source for leg in route.legs for ban in leg.bans)
