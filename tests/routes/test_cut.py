"""A cut truly cuts, and no cheaper set of closures does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from catspaw.errors import InputError
from catspaw.routes import find
from catspaw.routes.cut import Cut, cut, of_search
from catspaw.routes.find import Search
from catspaw.routes.measures import Closure, Closures
from routes.oracle import Exhaustive, Stop, Walk, paid_stops
from routes.worlds import (
    BANK,
    FRONT,
    Small,
    ban,
    link,
    members,
    record,
    small_worlds,
    tie,
)  # fmt: skip

FEW = 200  # ways that one can still try one by one
MOST_CLOSURES = 13
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


@pytest.fixture(autouse=True, scope="module")
def no_limits() -> Iterator[None]:
    """Nothing is too far or too long to be looked at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(find, "FARTHEST", 1e6)
        patch.setattr(find, "MOST_WALKS", 10**6)
        yield


def stops_of(closures: tuple[Closure, ...]) -> frozenset[Stop]:
    """What some closures stop: between two, all modes at once."""
    found: set[Stop] = set()
    for closure in closures:
        kind, what, first, second = closure.key
        for mode in what.split(" ") if kind == "link" else [what]:
            found.add((kind, mode, first, second) if second else (kind, mode, first))
    return frozenset(found)


def passes(every: Exhaustive, walk: Walk, closed: frozenset[Stop]) -> bool:
    """Whether none of its legs and payments is stopped."""
    return not any(every.is_stopped(leg, closed) for leg in walk.legs) and not paid_stops(walk.paid) & closed


def cheaper(search: Search, found: Cut) -> Iterator[tuple[Closure, ...]]:
    """All sets of closures that cost less."""
    every = list(Closures(search, search.finder.catalogue).all.values())
    assume(len(every) <= MOST_CLOSURES)
    for size in range(len(every) + 1):
        for some in combinations(every, size):
            if sum(closure.cost for closure in some) < found.cost - 1e-6:
                yield some


@settings(SLOW, max_examples=30)
@given(small_worlds(), st.sampled_from([None, None, 1, 2]))
def test_a_cut_cuts_and_no_cheaper_set_does(small: Small, k: int | None) -> None:
    """All routes, or the likeliest few; by trying every way and every set of closures."""
    search = small.search()
    before = Exhaustive(search)
    walks = before.walks()
    assume(walks and len(walks) <= FEW)
    found = of_search(search, k)
    assert found.everything == (k is None)
    asked = {route.of_goods for route in found.closed} if k else {walk.of_goods for walk in walks}
    if not found.possible:
        every = stops_of(tuple(Closures(search, search.finder.catalogue).all.values()))
        assert any(passes(before, walk, every) for walk in walks if walk.of_goods in asked)
        return
    assert found.optimal
    assert found.bound <= found.cost == pytest.approx(sum(closure.cost for closure in found.measures))
    left = Exhaustive(search, closed=stops_of(found.measures)).walks()
    assert not [walk.of_goods for walk in left if k is None or walk.of_goods in asked]
    assert {route.of_goods for route in found.rerouted} <= {walk.of_goods for walk in left}
    for some in cheaper(search, found):
        closed = stops_of(some)
        if not any(passes(before, walk, closed) for walk in walks if walk.of_goods in asked):
            assert k is None
            assert Exhaustive(search, closed=closed).walks()


def test_between_two_all_modes_are_closed_at_once() -> None:
    """Where the road is closed it goes by sea."""
    search = Small([link("KP", "CN"), {**link("KP", "CN", mode="sea"), "id": "by-sea"}]).search(goods="minerals")
    found = of_search(search, None)
    assert found.cost == 16
    assert [closure.says for closure in found.measures] == [
        "Close it: China and North Korea by rail; Close it: China and North Korea by sea"
    ]


def test_what_a_cut_costs_depends_on_whether_those_who_must_act_are_willing() -> None:
    """A link costs more where no end is willing; making a state act costs more where it rejects the rule."""
    ties = [link("KP", "RU"), link("RU", "CN"), ban("KP"), record("RU", "does_not_enforce", "KP", regime="outline")]
    search = Small(ties, members("RU")).search()
    closures = {(c.key.kind, c.key.first): c for c in Closures(search, search.finder.catalogue).all.values()}
    assert (closures["link", "KP"].cost, closures["link", "KP"].reluctant) == (40.0, True)
    assert (closures["link", "CN"].cost, closures["link", "CN"].reluctant) == (8.0, False)
    assert (closures["enforcement", "RU"].cost, closures["enforcement", "RU"].reluctant) == (20.0, True)
    assert [closure.key.kind for closure in of_search(search, None).measures] == ["link"]


def test_where_one_thing_is_in_all_ways_it_alone_is_closed() -> None:
    """Two ways of the goods, one way to pay: the payment is frozen."""
    ties = [link("KP", "RU"), link("RU", "CN"), link("KP", "CN", mode="sea"), tie("p", "CN", "settles_with", "KP")]
    found = of_search(Small(ties, techniques=[BANK]).search(), None)
    assert [(closure.key.kind, closure.cost) for closure in found.measures] == [("settlement", 2.0)]
    assert found.measures[0].as_dict()["measure"] == "freeze"
    assert not found.rerouted


def test_a_closed_route_moves_rather_than_ends() -> None:
    """The likeliest is closed, and what is left is shown."""
    ties = [link("KP", "RU"), link("RU", "CN"), link("KP", "DE", status="limited"), link("DE", "CN")]
    found = of_search(Small(ties).search(), 1)
    assert [route.nodes for route in found.closed] == [("KP", "RU", "CN")]
    assert [route.nodes for route in found.rerouted] == [("KP", "DE", "CN")]
    assert len(found.proof) >= 1
    assert found.as_dict()["closes"] == "the 1 likeliest"


def test_a_route_without_measures_can_not_be_closed() -> None:
    """It is said, and nothing is chosen."""
    found = of_search(Small([link("KP", "CN")], measures=[]).search(), None)
    assert not found.possible
    assert not found.measures
    assert found.as_dict()["cost"] is None


def test_places_that_all_ways_pass_are_named() -> None:
    """As few as there are; not the ends."""
    ties = [link("KP", "RU"), link("KP", "DE"), link("RU", "US"), link("DE", "US"), link("US", "CN")]
    assert of_search(Small(ties).search(), None).chokepoints == ("US",)
    assert of_search(Small([link("KP", "CN")]).search(), None).chokepoints == ()


def test_routes_of_one_question_are_closed_together() -> None:
    """Given as routes, as a question, or as its words; not of two questions at once."""
    small = Small([link("KP", "RU"), link("RU", "CN"), tie("h", "RU", "hosts", "front_companies")], techniques=[FRONT])
    world = small.world
    search = find.finder_of(world).search(find.finder_of(world).ask("KP", "CN", "coal", "2020-01-01"))
    plain, front = sorted(search.routes(), key=lambda route: len(route.techniques))
    found = cut([front], world=world)
    assert [closure.key.kind for closure in found.measures] == ["technique"]
    assert [route.of_goods for route in found.rerouted] == [plain.of_goods]
    words = {"source": "KP", "target": "China", "goods": "coal", "on": "2020-01-01"}
    assert cut(search.question, world=world).cost == cut(words, world=world).cost == 8
    other = search.finder.search(search.finder.ask("KP", "RU", "coal", "2020-01-01")).routes(1)
    with pytest.raises(InputError, match="expected routes of one question"):
        cut([plain, *other], world=world)
    with pytest.raises(InputError, match="expected routes of one question"):
        cut([], world=world)
