"""A route is paid for by the likeliest chains of payments from the receiver's side to the supplier's, each with its covers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings

from catspaw.routes.find import Search
from catspaw.routes.likelihood import product
from catspaw.routes.settlement import NOT_KNOWN, WAYS, payers
from routes.worlds import (
    BANK,
    CASH,
    PAYMENT_RULE,
    Row,
    Small,
    link,
    members,
    record,
    small_worlds,
    technique,
    tie,
    when,
)

ROAD = link("KP", "CN")
GOLD = technique("gold", "settle", when("pays_in_gold", "$payer", "$payee"), likelihood="one")
THROUGH_TERRITORY = technique(
    "paper_bank", "settle", when("contested", "$territory"), when("settles_with", "$payer", "$territory"), likelihood="one"
)  # fmt: skip
Told = list[list[tuple[str, str, str]]]


def paying(*ties: Row, techniques: Sequence[Row] = (BANK, CASH), goods: str = "coal", **more: Sequence[Row]) -> Search:
    """The search of a small world with these payments."""
    small = Small(ties=[ROAD, *ties], techniques=list(techniques))
    small.facts, small.rules = list(more.get("facts", ())), list(more.get("rules", ()))
    return small.search(goods=goods)


def told(search: Search) -> Told:
    """Each chain: by what, from whom, to whom."""
    return [[(step.technique, step.start, step.end) for step in chain] for chain in search.chains]


def pays(start: str, end: str, how: str = "settles_with") -> Row:
    """That somebody can pay somebody."""
    return tie(f"{start}-{how}-{end}", start, how, end)


def test_the_receiver_pays_the_supplier_and_money_goes_from_source_to_target() -> None:
    """Where the money is what travels."""
    assert payers(paying().question) == ("CN", "KP")
    assert payers(paying(goods="money").question) == ("KP", "CN")


def test_where_no_way_to_pay_is_known_the_route_is_kept_and_says_so() -> None:
    """At a likelihood of its own, assumed."""
    search = paying()
    ((step,),) = search.chains
    assert (step.technique, step.basis, step.start, step.end) == ("", "assumed", "CN", "KP")
    assert NOT_KNOWN in step.says
    assert step.likelihood == search.finder.assumptions.unknown_payment
    assert search.routes()[0].settlement == (step,)


def test_chains_come_with_the_likeliest_first() -> None:
    """Directly, and by others."""
    assert told(paying(pays("CN", "KP", "pays_cash"), pays("CN", "KP"))) == [
        [("bank", "CN", "KP")],
        [("cash", "CN", "KP")],
    ]
    assert told(paying(pays("CN", "RU"), pays("RU", "KP"))) == [[("bank", "CN", "RU"), ("bank", "RU", "KP")]]


def test_two_go_between_only_where_one_is_not_enough() -> None:
    """A chain by three payments is none where one by two is there."""
    long = [pays("CN", "DE"), pays("DE", "US"), pays("US", "KP")]
    assert told(paying(*long)) == [[("bank", "CN", "DE"), ("bank", "DE", "US"), ("bank", "US", "KP")]]
    short = [pays("CN", "RU", "pays_cash"), pays("RU", "KP", "pays_cash")]
    assert told(paying(*long, *short)) == [[("cash", "CN", "RU"), ("cash", "RU", "KP")]]


def test_a_chain_that_only_adds_a_step_to_a_likelier_one_is_left_out() -> None:
    """The same means, through more places."""
    assert told(paying(pays("CN", "KP"), pays("CN", "RU"), pays("RU", "KP"))) == [[("bank", "CN", "KP")]]


def test_what_it_takes_to_pay_is_worked_out_at_each_end() -> None:
    """An end that is bound and enforces lets nothing through openly; what is hidden from it, perhaps."""
    rules, facts = [PAYMENT_RULE], members("CN")
    bank = [pays("CN", "RU"), pays("RU", "KP")]
    assert told(paying(*bank, rules=rules, facts=facts)) == [[("", "CN", "KP")]]
    ((hidden, last),) = paying(*bank, pays("CN", "RU", "pays_cash"), rules=rules, facts=facts).chains
    assert ((hidden.technique, set(hidden.hides)), last.technique) == (("cash", {"payment"}), "bank")
    assert {(cover.kind, cover.actor) for cover in hidden.covers} == {("disguised", "CN")}
    lax = record("CN", "does_not_enforce", "KP")
    ((open_,), *_) = paying(pays("CN", "KP"), lax, rules=rules, facts=facts).chains
    assert [(cover.kind, cover.actor) for cover in open_.covers] == [("not_enforcing", "CN")]
    assert [ban.rule for ban in open_.bans] == ["test.payment"]


def test_a_territory_between_two_is_a_payment_to_it_and_one_from_it() -> None:
    """Which weigh together as the technique does, and are judged each for itself."""
    search = paying(pays("CN", "XX"), techniques=[THROUGH_TERRITORY])
    (chain,) = search.chains
    assert [(step.start, step.end) for step in chain] == [("CN", "XX"), ("XX", "KP")]
    whole = search.finder.assumptions.of_class("one")
    lawful = search.finder.assumptions.lawful
    assert product(step.likelihood for step in chain).mid == pytest.approx(whole.mid * lawful.mid**2)


def test_no_more_chains_are_kept_than_there_is_use_for() -> None:
    """`WAYS`, the likeliest."""
    kinds = [technique(f"t{n}", "settle", when("settles_with", "$payer", "$payee")) for n in range(WAYS + 3)]
    search = paying(pays("CN", "KP"), techniques=kinds)
    assert len(search.chains) == WAYS
    assert len({chain[0].technique for chain in search.chains}) == WAYS


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(small_worlds())
def test_the_best_chain_costs_what_networkx_finds(small: Small) -> None:
    """Over all payments that could be made; chains join end to end and come in the order of their likelihood."""
    search = small.search()
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(["CN", "KP"])
    for step in search.payment_steps:
        graph.add_edge(step.start, step.end, weight=step.likelihood.cost)
    known = nx.has_path(graph, "CN", "KP")
    assert known == bool(search.chains[0][0].technique)
    mids = [product(step.likelihood for step in chain).cost for chain in search.chains]
    assert mids == pytest.approx(sorted(mids))
    if known:
        assert mids[0] == pytest.approx(nx.dijkstra_path_length(graph, "CN", "KP"), abs=1e-6)
    for chain in search.chains:
        assert (chain[0].start, chain[-1].end) == ("CN", "KP")
        assert all(one.end == two.start for one, two in pairwise(chain))


def test_gold_and_cash_are_means_like_others() -> None:
    """Each by its own statement."""
    found = told(paying(pays("CN", "KP", "pays_in_gold"), techniques=[BANK, CASH, GOLD]))
    assert found == [[("gold", "CN", "KP")]]
