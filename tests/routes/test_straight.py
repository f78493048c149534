"""A walk is worth calling a route if it makes no detour: no place twice, none in vain, not much farther than need be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from hypothesis import HealthCheck, assume, given, settings

from catspaw.routes.find import SHAPE, Search
from catspaw.routes.network import SOURCE, TARGET
from catspaw.routes.search import Path, shaped
from catspaw.routes.straight import Straight
from routes.worlds import FRONT, RELABEL, Row, Small, link, small_worlds, technique, tie, when

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
NOTICE = technique("notice", "relabel", when("hosts", "$here", "forwarders"), disguises=["goods"])
HOSTS = {"origin": "certificate_issuers", "front": "front_companies", "notice": "forwarders"}


def search_of(*links: Row, done: Sequence[str] = (), techniques: Sequence[Row] = (RELABEL, FRONT, NOTICE)) -> Search:
    """The search in a world where techniques can be used at some places (`RU-origin`), and nothing is banned."""
    ties = [tie(one, one.split("-")[0], "hosts", HOSTS[one.split("-")[1]]) for one in done]
    return Small(ties=[*links, *ties], techniques=list(techniques)).search()


def walks(search: Search, most: int = 2000) -> list[Path]:
    """All walks of a lawful shape, straight or not."""
    found = []
    for path in shaped(search.graph, search.network.kinds(), SHAPE).each_walk(SOURCE, TARGET):
        found.append(path)
        if len(found) == most:
            break
    return found


def told(search: Search, path: Path) -> tuple[str, ...]:
    """A walk as its places, with what is done there."""
    steps = [step for number in path.edges if (step := search.network.step(number))]
    moves = [
        step.end if step.kind == "move" else f"{step.start}:{step.technique}" for step in steps if step.kind != "settle"
    ]
    return ("KP", *moves)


def split(search: Search) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """All walks, and those of them that are straight."""
    test, every = Straight(search.network), walks(search)
    return {told(search, path) for path in every}, {told(search, path) for path in every if test(path)}


ROAD = (link("KP", "RU"), link("RU", "CN"))


def test_the_shortest_way_is_straight() -> None:
    """Whatever is done on it."""
    every, straight = split(search_of(*ROAD, done=["RU-origin"]))
    assert straight == every == {("KP", "RU", "CN"), ("KP", "RU", "RU:origin", "CN")}


def test_no_place_is_come_back_to() -> None:
    """Not even after something was done elsewhere."""
    every, straight = split(search_of(*ROAD, link("RU", "DE"), done=["DE-origin"]))
    assert ("KP", "RU", "DE", "DE:origin", "RU", "CN") in every
    assert straight == {("KP", "RU", "CN")}


def test_a_place_is_passed_in_vain_where_a_leg_leads_past_it() -> None:
    """In the same state, with nothing done there."""
    every, straight = split(search_of(*ROAD, link("RU", "DE"), link("DE", "CN"), done=["DE-origin"]))
    assert ("KP", "RU", "DE", "DE:origin", "CN") in straight
    assert ("KP", "RU", "DE", "CN") in every
    assert ("KP", "RU", "DE", "CN") not in straight


def test_between_two_places_where_something_is_done_a_way_is_at_most_one_link_longer_than_need_be() -> None:
    """Two are a detour, unless something is done there that can't be done nearer."""
    one = [*ROAD, link("KP", "DE"), link("DE", "US"), link("US", "CN")]
    every, straight = split(search_of(*one, done=["DE-origin", "US-front"]))
    assert ("KP", "DE", "US", "CN") in straight
    two = [*ROAD, link("RU", "DE"), link("DE", "US"), link("US", "CN")]
    every, straight = split(search_of(*two, done=["DE-origin", "US-front"]))
    assert ("KP", "RU", "DE", "US", "CN") in every - straight
    assert ("KP", "RU", "DE", "US", "US:front", "CN") in straight
    assert ("KP", "RU", "DE", "DE:origin", "US", "CN") in straight


def test_where_legs_are_closed_the_way_round_them_is_no_detour() -> None:
    """The test looks at those that are alive."""
    links = [*ROAD, link("RU", "DE"), link("DE", "US"), link("US", "CN")]
    search = search_of(*links, done=["DE-origin", "US-front"])
    network, every = search.network, walks(search)
    past = next(path for path in every if told(search, path) == ("KP", "RU", "DE", "DE:origin", "US", "CN"))
    direct = next(
        path for path in every if told(search, path) == ("KP", "RU", "DE", "DE:origin", "US", "US:front", "CN")
    )
    assert Straight(network)(past)
    assert Straight(network)(direct)
    alive = np.array([(way.kind, way.start, way.end) != ("move", "RU", "CN") for way in network.legs], dtype=np.bool_)
    assert not alive.all()
    assert Straight(network, alive)(past)


@settings(SLOW, max_examples=25)
@given(small_worlds())
def test_straightness_is_what_its_three_conditions_say(small: Small) -> None:
    """Written down once more, place by place."""
    search = small.search()
    every = walks(search, 150)
    assume(every)
    network, test = search.network, Straight(search.network)
    legs = {(way.start, way.end) for way in network.legs if way.kind == "move"}
    edges = set(zip(network.tail.tolist(), network.head.tolist(), strict=True))
    far = apart(legs, network.places)
    for path in every:
        nodes = path.nodes[1:-1]
        places = [network.place(node) for node in nodes]
        stays = [places[0], *(b for a, b in pairwise(places) if a != b)]
        twice = len(set(stays)) < len(stays)
        vain = any(
            places[i - 1] != places[i] != places[i + 1] and (nodes[i - 1], nodes[i + 1]) in edges
            for i in range(1, len(nodes) - 1)
        )
        assert test(path) == (not twice and not vain and not long(places, far))


def apart(legs: set[tuple[str, str]], places: Sequence[str]) -> dict[tuple[str, str], float]:
    """How many links places are apart."""
    found = {(a, b): 0.0 if a == b else 1.0 if (a, b) in legs else float("inf") for a in places for b in places}
    for via in places:
        for a in places:
            for b in places:
                found[a, b] = min(found[a, b], found[a, via] + found[via, b])
    return found


def long(places: Sequence[str], far: dict[tuple[str, str], float]) -> bool:
    """Whether between two places where something is done (or the ends) the way is too long."""
    done = [i for i in range(len(places)) if i in (0, len(places) - 1) or places[i] in (places[i - 1], places[i + 1])]
    return any(
        sum(a != b for a, b in zip(places[i:j], places[i + 1 : j + 1], strict=True)) > far[places[i], places[j]] + 1
        for i, j in pairwise(done)
    )
