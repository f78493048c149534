"""A leg is judged like any other dealing, by all that is true of it and by what is left to see; alike places alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catspaw.routes.bans import BanSet
from catspaw.routes.find import Finder
from catspaw.routes.legality import SEEN, Leg, Legality, acts_of
from facts.tiny import rule
from routes.worlds import DAY, RULES, Row, Small, ban, fact, members

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
CODES = ("KP", "CN", "RU", "DE", "US", "XX", "high-seas", "EU")
LEGS = [
    Leg(a, b, frozenset(h))
    for a in CODES
    for b in CODES
    if a != b
    for n in range(3)
    for h in combinations(sorted(SEEN), n)
]
MEMBERS = members("RU", "CN", "US")
OLD: Row = {"name": "old", "says": "old contracts", "when": {"contract_before": date(2015, 1, 1)}}
WORKERS = rule({"act": ["employment"], "party": ["KP"]}, "test.workers")


def finder_of(rules: Sequence[Row] = RULES, *bans: Row, facts: Iterable[Row] = MEMBERS) -> Finder:
    """A finder for a world with these rules."""
    return Small(ties=list(bans), facts=list(facts), rules=list(rules)).finder


WORLD = finder_of()


def judge(goods: str = "coal", finder: Finder = WORLD) -> Legality:
    """The judge of a question from North Korea to China."""
    return finder.legality(finder.ask("KP", "CN", goods, DAY))


def names(bans: BanSet) -> set[str]:
    """The rules of a set."""
    return {one.rule.removeprefix("test.") for one in bans.bans}


def seen(start: str, end: str, *hidden: str, goods: str = "coal", payment: bool = False) -> set[str]:
    """The rules that forbid a leg with some aspects hidden."""
    return names(judge(goods).bans(Leg(start, end, frozenset(hidden)), payment))


def test_a_leg_is_judged_with_who_sells_to_whom_wherever_it_leads() -> None:
    """All that is true of it."""
    assert seen("KP", "RU") == seen("RU", "CN") == seen("KP", "CN") == {"coal", "origin", "to"}


def test_between_two_who_neither_sell_nor_buy_goods_are_only_carried() -> None:
    """Rules on sales do not ask there."""
    assert seen("RU", "DE") == {"coal"}


@pytest.mark.parametrize(
    ("leg", "hidden", "expected"),
    [(("RU", "CN"), ("origin", "seller"), {"to"}), (("RU", "DE"), ("origin", "seller"), set()),
     (("KP", "RU"), ("origin", "seller"), {"coal", "to"}), (("KP", "RU"), ("buyer",), {"coal", "origin"}),
     (("RU", "CN"), ("buyer",), {"coal", "origin", "to"}), (("high-seas", "CN"), ("origin", "seller"), {"to"}),
     (("high-seas", "CN"), (), {"coal", "origin", "to"}), (("RU", "DE"), ("seller",), {"coal"})],
)  # fmt: skip
def test_what_is_hidden_is_not_seen_but_the_ends_of_a_leg_are(
    leg: tuple[str, str], hidden: tuple[str, ...], expected: set[str]
) -> None:
    """Who leaves the source or comes to the target can't hide that."""
    assert seen(*leg, *hidden) == expected


def test_goods_declared_as_others_escape_the_rules_that_ask_what_they_are() -> None:
    """And no others."""
    assert seen("KP", "RU", "goods") == {"to"}
    full = judge().bans(Leg("KP", "RU"))
    left = judge().without_goods(full)
    assert left.bans == tuple(one for one in full.bans if not one.on_goods)
    assert judge().without_goods(left) is left


def test_a_payment_is_judged_by_payer_payee_and_banks() -> None:
    """Hidden, by those next to each other."""
    assert seen("CN", "RU", payment=True) == seen("RU", "DE", payment=True) == {"payment"}
    assert seen("CN", "RU", "payment", payment=True) == set()
    assert seen("RU", "KP", "payment", payment=True) == {"payment"}


@pytest.mark.parametrize(
    ("goods", "acts"), [("coal", ("transport", "sale")), ("labour", ("employment",)), ("money", ("payment",))]
)
def test_each_form_is_judged_as_its_acts(goods: str, acts: tuple[str, ...]) -> None:
    """Goods are carried and sold, people are employed, money is paid."""
    assert acts_of(WORLD.ask("KP", "CN", goods, DAY)) == acts


def test_people_are_judged_as_workers_until_that_is_hidden() -> None:
    """Then they only travel."""
    legality = judge("labour", finder_of([WORKERS]))
    assert names(legality.bans(Leg("KP", "RU"))) == {"workers"}
    assert names(legality.bans(Leg("KP", "RU", frozenset(("person",))))) == set()


def test_other_goods_are_other_rules() -> None:
    """A rule on coal says nothing of arms."""
    assert seen("KP", "RU", goods="arms") == {"to"}


def test_nobody_bound_is_not_forbidden() -> None:
    """A rule counts only where it binds somebody who takes part."""
    assert names(judge(finder=finder_of(facts=())).bans(Leg("KP", "RU"))) == set()


def test_outline_bans_stand_beside_rules() -> None:
    """On goods, not on payments or people."""
    finder = finder_of(RULES[:1], ban("KP"))
    assert names(judge(finder=finder).bans(Leg("KP", "RU"))) == {"coal", "ban-outline-KP-both"}
    assert names(judge(finder=finder).bans(Leg("CN", "KP"), payment=True)) == set()
    assert names(judge("labour", finder).bans(Leg("KP", "RU"))) == set()


def test_a_ban_says_whom_it_binds_and_whether_it_asks_what_the_goods_are() -> None:
    """As the rule does."""
    found = {one.rule: one for one in judge().bans(Leg("KP", "RU")).bans}
    assert {name: one.on_goods for name, one in found.items()} == {
        "test.coal": True,
        "test.origin": True,
        "test.to": False,
    }
    assert {(one.regime, one.jurisdiction, one.binds, one.sure) for one in found.values()} == {
        ("test", "un", "every member", True)
    }


@pytest.mark.parametrize(
    ("more", "sure"),
    [({}, True), ({"except": [OLD]}, True), ({"except": [{**OLD, "decides": True}]}, False)],
)
def test_where_an_exception_that_decides_is_open_a_ban_is_not_sure(more: Row, sure: bool) -> None:
    """It counts, and says that it may be lawful."""
    excepted = rule({"act": ["sale"], "goods": {"hs": ["2701"]}, "from": ["KP"]}, "test.excepted", **more)
    (one,) = judge(finder=finder_of([excepted])).bans(Leg("KP", "RU")).bans
    assert (one.rule, one.sure) == ("test.excepted", sure)


def test_where_a_value_decides_a_ban_is_not_sure() -> None:
    """A route has no value."""
    dear = {"act": ["sale"], "from": ["KP"], "goods": {"any": True}, "value_over": {"amount": 300, "currency": "EUR"}}
    (one,) = judge(finder=finder_of([rule(dear, "test.dear")])).bans(Leg("KP", "RU")).bans
    assert (one.rule, one.sure) == ("test.dear", False)


def test_equal_sets_of_bans_are_one_object() -> None:
    """So that they are told apart at once."""
    legality = judge()
    assert legality.bans(Leg("KP", "RU")) is legality.bans(Leg("RU", "CN"))
    assert not legality.bans(Leg("RU", "DE", frozenset(("origin", "seller"))))


def test_a_rule_counts_on_its_days() -> None:
    """Judged on the day of the question."""
    finder = finder_of([{**RULES[0], "since": date(2020, 1, 2)}])
    for day, expected in ((DAY, set()), (date(2020, 1, 2), {"coal"})):
        assert names(finder.legality(finder.ask("KP", "CN", "coal", day)).bans(Leg("KP", "RU"))) == expected


def test_a_judge_does_not_ask_what_was_known() -> None:
    """Law is public: questions that differ in knowledge alone share one."""
    one, other = (WORLD.ask("KP", "CN", "coal", DAY, known) for known in (None, date(2015, 1, 1)))
    assert WORLD.legality(one) is WORLD.legality(other)


class OneByOne(Legality):
    """A judge that takes no two places for alike."""

    def judged_likeness(self, place: str) -> object:
        """Each place is itself."""
        return place


@settings(SLOW, max_examples=12)
@given(
    st.lists(st.sampled_from(RULES), max_size=3, unique_by=id), st.sampled_from([(), ("RU",), ("RU", "CN", "US")]),
    st.lists(st.sampled_from(LEGS), min_size=1, max_size=30, unique=True), st.sampled_from(["coal", "arms"]),
)  # fmt: skip
def test_places_judged_as_alike_are_judged_as_if_alone(
    rules: list[Row], bound: tuple[str, ...], legs: list[Leg], goods: str
) -> None:
    """One judgement for places that no rule tells apart, in one batch, says what judging each alone does."""
    finder = finder_of(rules, ban("KP"), facts=[*members(*bound), fact("RU", "controls", "XX")])
    question = finder.ask("KP", "CN", goods, DAY)
    kin = finder.catalogue.kin(question.good)
    together, alone = Legality(finder.engine, question, kin), OneByOne(finder.engine, question, kin)
    for payment in (False, True):
        together.learn(legs, payment)
        for leg in legs:
            one, other = together.bans(leg, payment), alone.bans(leg, payment)
            assert [ban_.rule for ban_ in one.bans] == [ban_.rule for ban_ in other.bans]


def test_packaged_rules_take_alike_places_for_alike(packaged: Finder) -> None:
    """Coal by way of some states, territories and the sea: the same bans as if each was judged alone."""
    question = packaged.ask("KP", "KR", "2701", "2017-10-02")
    kin = packaged.catalogue.kin(question.good)
    together, alone = Legality(packaged.engine, question, kin), OneByOne(packaged.engine, question, kin)
    legs = [
        Leg(a, b, frozenset(h))
        for a, b in (("KP", "RU"), ("RU", "KR"), ("CN", "VN"), ("VN", "KR"), ("UA-DPR", "RU"), ("high-seas", "KR"), ("TW", "JP"))
        for h in ((), ("origin", "seller"), ("buyer",))
    ]  # fmt: skip
    together.learn(legs)
    alone.learn(legs)
    for leg in legs:
        assert {one.rule for one in together.bans(leg).bans} == {one.rule for one in alone.bans(leg).bans}, leg
    assert "un-dprk.2371.8" in {one.rule for one in together.bans(legs[0]).bans}
