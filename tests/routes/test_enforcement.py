"""Whether an actor acts on a rule: the closest statement decides, then the latest; silence is no leave."""

from __future__ import annotations

from datetime import date

import pytest

from catspaw.routes.enforcement import NO_RECORD, Enforcement, Record, bound_on
from catspaw.routes.find import Finder
from catspaw.routes.known import Known
from catspaw.routes.likelihood import ASSUMED
from routes.worlds import DAY, EARLY, LATE, Row, Small, fact, members, tie

COAL = frozenset(("coal", "minerals"))
ABOUT = frozenset(("KP",))
CHINA_COAL = "un-dprk.2371.8"


def says(name: str, relation: str, actor: str = "CN", about: str = "KP", **more: object) -> Row:
    """A statement on a rule of the regime `test`."""
    return tie(name, actor, relation, about, **{"regime": "test", "strength": "some", **more})


def record(
    *rows: Row, actor: str = "CN", rule: str = "test.coal", day: date = DAY, facts: list[Row] | None = None
) -> Record:
    """What is known of an actor and a rule."""
    known = Known(Small(ties=list(rows), facts=facts or []).world, day)
    return Enforcement(known, COAL).record(actor, "test", rule, ABOUT)


def by(found: Record) -> tuple[str, str]:
    """What decides, and what it says."""
    return (found.says, found.tie.id if found.tie else "")


def test_where_no_statement_counts_the_record_is_empty() -> None:
    """Not one of another regime, actor, state or rule; and an empty record lets nothing through openly."""
    others = [
        says("regime", "enforces", regime="other"), says("actor", "enforces", actor="RU"),
        says("about", "enforces", about="DE"), says("rule", "enforces", rules=["test.iron"]),
        says("goods", "enforces", goods=["arms"]), says("over", "enforces", until=DAY),
        says("later", "enforces", since=date(2020, 1, 2)),
    ]  # fmt: skip
    assert record(*others) == NO_RECORD
    assert not NO_RECORD.lets_through
    assert NO_RECORD.hidden(ASSUMED) == ASSUMED.hidden["no record"]


@pytest.mark.parametrize(
    ("relation", "expected"),
    [("enforces", "acts"), ("closes_route", "acts"), ("tightens", "acts"), ("partly_enforces", "partly"),
     ("does_not_enforce", "not"), ("rejects_rule", "not"), ("reports", "none")],
)  # fmt: skip
def test_each_relation_says_whether_it_acts(relation: str, expected: str) -> None:
    """A mere report says nothing of the acts."""
    assert record(says("t", relation)).says == expected


def test_a_statement_on_the_rule_comes_before_one_on_the_goods_and_that_before_one_on_the_regime() -> None:
    """However old the closer one is."""
    regime = says("regime", "does_not_enforce", since=LATE)
    goods = says("goods", "partly_enforces", goods=["coal"], since=date(2015, 1, 1))
    rules = says("rules", "enforces", rules=["test.co"], since=EARLY)
    both = says("both", "does_not_enforce", rules=["test."], goods=["minerals"], since=EARLY)
    assert by(record(regime)) == ("not", "regime")
    assert by(record(regime, goods)) == ("partly", "goods")
    assert by(record(regime, goods, rules)) == ("acts", "rules")
    assert by(record(regime, goods, rules, both)) == ("not", "both")


def test_of_equally_close_statements_the_later_start_decides() -> None:
    """An open start is the earliest."""
    old, new, always = (
        says("old", "enforces", since=EARLY),
        says("new", "does_not_enforce", since=LATE),
        says("always", "enforces"),
    )
    assert by(record(old, new)) == by(record(new, old)) == ("not", "new")
    assert by(record(always, old)) == ("acts", "old")
    assert by(record(old, new, day=date(2019, 5, 31))) == ("acts", "old")


def test_a_statement_counts_in_its_span_alone() -> None:
    """When the closer one is over the wider one counts again."""
    regime = says("regime", "enforces")
    rules = says("rules", "does_not_enforce", rules=["test.coal"], since=EARLY, until=LATE)
    assert by(record(regime, rules, day=date(2019, 5, 31))) == ("not", "rules")
    assert by(record(regime, rules, day=LATE)) == ("acts", "regime")


def test_a_rule_is_named_by_the_beginning_of_its_id() -> None:
    """One beginning of several is enough."""
    row = says("t", "enforces", rules=["test.iron", "test.coal"])
    assert by(record(row, rule="test.coal.transit")) == ("acts", "t")
    assert record(row, rule="test.co") == NO_RECORD


def test_a_member_is_judged_by_its_unions_record_where_it_has_none_of_its_own() -> None:
    """Its own comes first among equally close ones."""
    union = says("union", "enforces", actor="EU", since=LATE)
    own = says("own", "does_not_enforce", actor="DE", since=EARLY)
    assert by(record(union, actor="DE")) == ("acts", "union")
    assert by(record(union, own, actor="DE")) == ("not", "own")
    assert record(union, actor="CN") == NO_RECORD


def test_what_gets_through_follows_from_what_the_record_says() -> None:
    """Hidden from it, and openly where something shows that it lets through."""
    strong, partly = record(says("t", "enforces", strength="strong")), record(says("t", "partly_enforces"))
    never = record(says("t", "does_not_enforce", strength="weak"))
    assert [one.lets_through for one in (strong, partly, never)] == [False, True, True]
    assert strong.hidden(ASSUMED) == ASSUMED.hidden["strong"]
    assert (partly.hidden(ASSUMED), partly.open(ASSUMED)) == (ASSUMED.hidden["partly"], ASSUMED.open["partly"])
    assert (never.hidden(ASSUMED), never.open(ASSUMED)) == (ASSUMED.hidden["none"], ASSUMED.open["weak"])


def test_states_are_bound_by_their_own_law_and_by_that_of_their_unions() -> None:
    """The hub of the union's members is bound by what binds the United Nations."""
    known = Known(Small(facts=[*members("RU"), fact("US", "bound_by_law_of", "EU")]).world, DAY)
    bound = {
        (law, place): bound_on(known, law, place)
        for law in ("un", "eu", "us", "uk")
        for place in ("RU", "DE", "US", "EU", "GB")
    }
    assert {pair for pair, yes in bound.items() if yes} == {
        ("un", "RU"), ("un", "EU"), ("eu", "DE"), ("eu", "US"), ("eu", "EU"), ("us", "US"), ("uk", "GB"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2017-10-02", ("acts", "strong")), ("2018-10-02", ("partly", "some")), ("2019-06-01", ("not", "strong"))],
)
def test_china_acted_on_coal_in_2017_and_by_2019_let_it_land(
    packaged: Finder, day: str, expected: tuple[str, str]
) -> None:
    """By the packaged facts, which say it with sources."""
    question = packaged.ask("KP", "CN", "coal", day)
    found = Enforcement(packaged.known(question), packaged.catalogue.kin(question.good)).record(
        "CN", "un-dprk", CHINA_COAL, ABOUT
    )
    assert (found.says, found.strength) == expected
    assert found.tie is not None
    assert found.tie.source


def test_what_the_experts_told_in_2019_was_no_record_the_year_before(packaged: Finder) -> None:
    """In the autumn of 2018 China was not known to let coal through openly under this rule."""
    question = packaged.ask("KP", "CN", "coal", "2018-10-02", "2018-10-02")
    enforcement = Enforcement(packaged.known(question), packaged.catalogue.kin(question.good))
    found = enforcement.record("CN", "un-dprk", CHINA_COAL, ABOUT)
    assert found.tie is None or (found.tie.known or date.max) <= date(2018, 10, 2)
    assert "KP" in enforcement.about


@pytest.mark.parametrize(
    ("law", "place", "bound"),
    [("un", "HK", True), ("un", "CN", True), ("us", "HK", False), ("un", "UA-DPR", False), ("un", "TW", False),
     ("uk", "GB", True)],
)  # fmt: skip
def test_a_territory_that_nobody_contests_is_bound_with_its_state(
    packaged: Finder, law: str, place: str, bound: bool
) -> None:
    """Hong Kong by what binds China; a contested territory by nobody's membership."""
    assert bound_on(Known(packaged.world, date(2020, 1, 1)), law, place) is bound
