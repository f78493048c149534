"""The network has the legs that there are, each with its covers and its cost, and no other."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import HealthCheck, assume, given, settings

from catspaw.routes.find import SHAPE, Search
from catspaw.routes.network import SOURCE, TARGET
from catspaw.routes.search import shaped
from facts.tiny import rule
from routes.oracle import Exhaustive
from routes.worlds import (
    BANK,
    CASH,
    COAL_RULE,
    FRONT,
    LAX,
    RELABEL,
    TRANSIT,
    Small,
    ban,
    fact,
    link,
    members,
    record,
    small_worlds,
    technique,
    tie,
    when,
)

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
ROAD = [link("KP", "RU"), link("RU", "CN")]
TO_RULE = rule({"act": ["sale", "transport"], "goods": {"any": True}, "to": ["CN"]}, "test.to")
THROUGH = [link("KP", "DE"), link("DE", "RU"), link("RU", "CN")]


def shaped_by_hand(search: Search) -> nx.DiGraph:
    """The network times the shape, as networkx knows it: the cheapest of parallel edges."""
    network, costs = search.network, [way.likelihood.cost for way in search.network.legs]
    found = nx.DiGraph()
    for tail, head, leg, kind in zip(network.tail, network.head, network.leg, network.kinds(), strict=True):
        for state, row in enumerate(SHAPE.steps):
            if row[kind] >= 0:
                start, end, cost = (int(tail), state), (int(head), row[kind]), costs[leg]
                if cost < found.get_edge_data(start, end, {"weight": cost + 1})["weight"]:
                    found.add_edge(start, end, weight=cost)
    return found


@settings(SLOW, max_examples=25)
@given(small_worlds())
def test_the_best_walk_costs_what_networkx_finds(small: Small) -> None:
    """By the cheapest of all lawful shapes."""
    search = small.search()
    walk = next(shaped(search.graph, search.network.kinds(), SHAPE).each_walk(SOURCE, TARGET), None)
    graph, start = shaped_by_hand(search), (SOURCE, SHAPE.start)
    ends = [(TARGET, state) for state in SHAPE.accepting]
    graph.add_nodes_from([start, *ends])
    lengths = nx.single_source_dijkstra_path_length(graph, start, weight="weight")
    costs = [lengths[end] for end in ends if end in lengths]
    assert (walk.cost if walk else None) == (pytest.approx(min(costs), abs=1e-6) if costs else None)


@settings(SLOW, max_examples=25)
@given(small_worlds())
def test_without_shapes_the_best_route_costs_what_networkx_finds(small: Small) -> None:
    """Where nothing can be done on the way, a route is a shortest path over the places."""
    small.techniques = [row for row in small.techniques if row["leg"] == "settle"]
    search = small.search()
    every = Exhaustive(search)
    graph = nx.DiGraph()
    graph.add_nodes_from(["KP", "CN"])
    for start, end in every.links:
        for move in every.moves(start, end, frozenset()):
            graph.add_edge(start, end, weight=move.likelihood.cost)
    assume(nx.has_path(graph, "KP", "CN"))
    found = search.routes(1)
    best = nx.dijkstra_path_length(graph, "KP", "CN")
    paid = min(sum(step.likelihood.cost for step in chain) for chain in search.chains)
    assert found
    assert found[0].range.cost > best + paid - 1e-6
    if len(nx.dijkstra_path(graph, "KP", "CN")) == nx.shortest_path_length(graph, "KP", "CN") + 1:
        assert found[0].range.cost == pytest.approx(best + paid)


def test_an_actor_who_is_bound_and_lets_nothing_through_is_a_wall() -> None:
    """There is no leg, and it is told who stands there and why."""
    search = Small([*ROAD, ban("KP")], members("RU")).search()
    assert search.routes() == []
    assert {(wall.start, wall.end, wall.actor, wall.record.says) for wall in search.walls} == {
        ("KP", "RU", "RU", "none"),
        ("RU", "CN", "RU", "none"),
    }
    assert {bans.rule for wall in search.walls for bans in wall.bans} == {"ban-outline-KP-both"}


def test_a_leg_tells_the_rules_that_forbid_it_and_why_these_do_not_stop_it() -> None:
    """For whoever is bound, by the statement that shows it; and for nobody where nobody is."""
    ties = [*ROAD, ban("KP"), record("RU", "does_not_enforce", "KP", regime="outline", strength="strong")]
    (route,) = Small(ties, members("RU"), [LAX]).search().routes()
    first = route.legs[0]
    assert [(cover.kind, cover.actor) for cover in first.covers] == [("not_enforcing", "RU")]
    assert [cover.ties[0].id for cover in first.covers] == ["RU-does_not_enforce-KP-outline"]
    assert [bans.rule for bans in first.bans] == ["ban-outline-KP-both"]
    assert (first.technique, first.also) == ("lax", ())
    assert "Russia is bound and, by the record, does not act on it" in first.covers[0].why
    assert not route.lawful
    assert Small(ROAD).search().routes()[0].lawful


def test_a_territory_whose_bodies_nobody_binds_is_out_of_reach() -> None:
    """The rule is told, and that it binds nobody there."""
    small = Small(
        [link("KP", "XX"), link("XX", "CN")], [*members("CN"), fact("RU", "annexes", "XX")], rules=[COAL_RULE]
    )
    assert {(wall.start, wall.end, wall.actor) for wall in small.search().walls} == {("XX", "CN", "CN")}
    small.ties.append(record("CN", "does_not_enforce", "KP"))
    (route,) = small.search().routes()
    assert [[cover.kind for cover in leg.covers] for leg in route.legs] == [["not_bound"], ["not_enforcing"], []]


def test_the_buyer_is_hidden_on_the_way_to_where_the_title_changes_and_the_seller_from_there_on() -> None:
    """What has to be hidden before is owed from the start; a leg tells no more of it than makes a difference there."""
    small = Small([*THROUGH, tie("f", "RU", "hosts", "front_companies")], members("DE"), [FRONT], [TO_RULE])
    (route,) = small.search().routes()
    assert [leg.kind for leg in route.legs] == ["move", "move", "transfer", "move", "settle"]
    assert [sorted(leg.hides) for leg in route.legs if leg.kind == "move"] == [["buyer"], ["buyer"], []]
    assert [cover.kind for leg in route.legs for cover in leg.covers] == ["disguised", "disguised"]


def test_papers_made_out_at_the_source_hide_the_buyer_from_there_on() -> None:
    """Where another destination is named, the true one is not seen on any leg but the last, which leads there."""
    small = Small(THROUGH, members("DE"), [TRANSIT], [TO_RULE])
    (route,) = small.search().routes()
    assert [leg.kind for leg in route.legs] == ["relabel", "move", "move", "move", "settle"]
    assert [sorted(leg.hides) for leg in route.legs if leg.kind == "move"] == [["buyer"], ["buyer"], []]
    assert Small(THROUGH, members("DE", "RU"), [TRANSIT], [TO_RULE]).search().routes() == []


def test_what_is_hidden_on_one_move_is_seen_on_the_next() -> None:
    """A ship that is dark at sea is not dark in port."""
    ties = [link("KP", "high-seas", mode="sea"), link("high-seas", "RU", mode="sea"), link("RU", "CN"), ban("KP")]
    dark = technique("dark", "move", when("same", "$here", "high-seas"), disguises=["vessel", "origin"])
    assert Small(ties, members("RU"), [dark]).search().routes() == []
    lax = record("RU", "partly_enforces", "KP", regime="outline")
    route = Small([*ties, lax], members("RU"), [dark]).search().routes(1)[0]
    hides = [(leg.start, "vessel" in leg.hides) for leg in route.legs if leg.kind == "move"]
    assert hides == [("KP", False), ("high-seas", True), ("RU", False)]
    assert [(leg.start, c.kind) for leg in route.legs for c in leg.covers if c.actor == "ships"] == [
        ("high-seas", "disguised")
    ]


def test_a_limited_link_is_less_likely_than_an_open_one() -> None:
    """And it says so."""
    open_, limited = (Small([link("KP", "CN", status=status)]).search().routes()[0] for status in ("open", "limited"))
    assert limited.likelihood[1] == pytest.approx(open_.likelihood[1] * 0.6)
    assert "the link is limited" in limited.legs[0].because


def test_each_way_to_pay_is_an_edge_to_the_end() -> None:
    """The likeliest is taken; the others are there."""
    ties = [link("KP", "CN"), tie("p", "CN", "settles_with", "KP"), tie("q", "CN", "pays_cash", "KP")]
    search = Small(ties, techniques=[BANK, CASH]).search()
    assert [route.techniques for route, _ in search.each_path()] == [("bank",), ("cash",)]
    assert [route.techniques for route in search.routes()] == [("bank",)]


def test_a_relabelling_hides_the_origin_from_there_on_and_not_before() -> None:
    """The leg up to it is as it was."""
    ties = [*ROAD, tie("h", "RU", "hosts", "certificate_issuers"), ban("KP", "import")]
    ties.append(record("RU", "does_not_enforce", "KP", regime="outline"))
    (route,) = Small(ties, members("RU", "CN"), [RELABEL]).search().routes()
    hides = [(leg.start, leg.end, sorted(leg.hides)) for leg in route.legs if leg.kind == "move"]
    assert hides == [("KP", "RU", []), ("RU", "CN", ["origin", "seller"])]
    assert [cover.kind for cover in route.legs[-2].covers] == ["disguised", "disguised"]
