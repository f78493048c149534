"""The vectorised judge agrees with a naive one written from the documentation, on random rules, dealings and days."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, event, given, note, settings
from hypothesis import strategies as st

from catspaw.facts.world import World
from catspaw.screen.book import book_of
from catspaw.screen.engine import Engine
from facts.tiny import regime_world, rule, world_of
from rules.naive import Naive
from rules.situations import BOOK, BOUND, DEALING, GOOD, names_goods, whens, worlds

Record = dict[str, Any]
STRENGTH = {"none_found": 0, "sign": 1, "unknown": 1, "needs_authorisation": 2, "forbidden": 2}
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def verdicts(engine: Engine, book: Sequence[Record], bound: Sequence[str] = ()) -> list[dict[str, str]]:
    """The verdict by rule of each dealing of a book."""
    judged = engine.judge(book_of([engine.reader.read(dealing) for dealing in book]), bound)
    return [{v.rule: v.kind for v in engine.verdicts(judged, deal)} for deal in range(len(book))]


@settings(max_examples=150, suppress_health_check=SLOW, deadline=None)
@given(worlds(), BOOK, BOUND)
def test_the_judge_agrees_with_the_naive_one(world: World, book: list[Record], bound: tuple[str, ...]) -> None:
    """Conditions, exceptions, grounds, territories, lists and caps mean what the documentation says, on every day."""
    naive = Naive(world)
    found = verdicts(Engine(world), book, bound)
    for dealing, mine in zip(book, found, strict=True):
        theirs = naive.verdicts(dealing, bound)
        for kind in {*theirs.values()} or {"none_found"}:
            event(kind)
        if mine != theirs:
            note(
                str([row.data for row in world.rows("rule") if mine.get(row.data["id"]) != theirs.get(row.data["id"])])
            )
            note(
                f"grounds: {[row.data for row in world.rows('binds')]}; territories: {[r.data for r in world.rows('territory')]}"
            )
            note(
                f"lists: {[row.data for row in world.rows('list')]}; values: {[row.data for row in world.rows('value')]}"
            )
        assert mine == theirs, dealing


@settings(max_examples=40, suppress_health_check=SLOW, deadline=None)
@given(worlds(), BOOK, st.randoms(use_true_random=False))
def test_the_order_of_a_book_does_not_matter(world: World, book: list[Record], random: Any) -> None:
    """Dealings, and the goods within them, may stand in any order."""
    engine = Engine(world)
    shuffled = [(index, copy.deepcopy(dealing)) for index, dealing in enumerate(book)]
    random.shuffle(shuffled)
    for _, dealing in shuffled:
        random.shuffle(dealing["goods"])
    found = verdicts(engine, [dealing for _, dealing in shuffled])
    assert {index: one for (index, _), one in zip(shuffled, found, strict=True)} == dict(
        enumerate(verdicts(engine, book))
    )


@settings(max_examples=40, suppress_health_check=SLOW, deadline=None)
@given(worlds(), BOOK, BOUND)
def test_a_dealing_alone_is_judged_as_in_a_book(world: World, book: list[Record], bound: tuple[str, ...]) -> None:
    """No dealing's verdicts depend on another's, nor on what the engine has judged before."""
    engine = Engine(world)
    together = verdicts(engine, book, bound)
    assert [verdicts(Engine(world), [dealing], bound)[0] for dealing in book] == together
    assert verdicts(engine, book, bound) == together


@settings(max_examples=60, suppress_health_check=SLOW, deadline=None)
@given(whens(3), whens(1), BOOK)
def test_one_more_condition_never_makes_a_verdict_stronger(when: Record, more: Record, book: list[Record]) -> None:
    """All conditions must hold, so each can only take away (goods apart: naming them opens a side that is not known)."""
    if names_goods(more) and not names_goods(when):
        more = {"open": "whether it is so"}
    tables = worlds_tables()
    wide = Engine(regime_world([rule(when)], tables))
    narrow = Engine(regime_world([rule({**more, **when})], tables))
    for before, after in zip(verdicts(wide, book, ["eu"]), verdicts(narrow, book, ["eu"]), strict=True):
        assert STRENGTH[after.get("test.rule", "none_found")] <= STRENGTH[before.get("test.rule", "none_found")]


@settings(max_examples=40, suppress_health_check=SLOW, deadline=None)
@given(whens(2), whens(2), BOOK)
def test_an_exception_never_makes_a_verdict_stronger(when: Record, then: Record, book: list[Record]) -> None:
    """It takes away where it holds, leaves open where it may hold and decides, and else changes nothing."""
    tables = worlds_tables()
    bare = Engine(regime_world([rule(when)], tables))
    for decides in (False, True):
        exception = {"name": "e", "says": "x", "when": then, "decides": decides}
        excepted = Engine(regime_world([rule(when) | {"except": [exception]}], tables))
        for before, after in zip(verdicts(bare, book, ["eu"]), verdicts(excepted, book, ["eu"]), strict=True):
            assert STRENGTH[after.get("test.rule", "none_found")] <= STRENGTH[before.get("test.rule", "none_found")]


@settings(max_examples=40, suppress_health_check=SLOW, deadline=None)
@given(worlds(), BOOK)
def test_a_user_who_is_bound_finds_at_least_as_much(world: World, book: list[Record]) -> None:
    """Being bound oneself is one more ground, never one less."""
    engine = Engine(world)
    for alone, mine in zip(verdicts(engine, book), verdicts(engine, book, ["eu"]), strict=True):
        for name, kind in alone.items():
            assert STRENGTH[mine[name]] >= STRENGTH[kind]


@settings(max_examples=40, suppress_health_check=SLOW, deadline=None)
@given(worlds(), DEALING, GOOD)
def test_one_more_good_never_takes_a_verdict_away(world: World, dealing: Record, good: Record) -> None:
    """A dealing is as forbidden as the worst of its lines."""
    engine = Engine(world)
    if not dealing["goods"]:
        dealing = {**dealing, "goods": [{"hs": "7201"}]}
    more = {**dealing, "goods": [*dealing["goods"], {**good, "text": ""}]}
    before, after = verdicts(engine, [dealing, more], ["eu"])
    for name, kind in before.items():
        assert STRENGTH[after.get(name, "none_found")] >= STRENGTH[kind]


def worlds_tables() -> dict[str, list[Record]]:
    """The lists, territories, caps and words that a random `when` may name."""
    return {
        "territory": [
            {"id": "zone", "title": "z", "part": [{"code": "KP"}, {"code": "RU"}]},
            {"id": "rest", "title": "r", "part": [{"code": "CN"}]},
        ],
        "list": [{"id": "ores", "member": [{"hs": ["2601"]}]}, {"id": "fuels", "member": [{"hs": ["27"]}]}],
        "value": [{"name": "cap", "value": 60, "unit": "USD/t", "source": ["made-up"]}],
        "words": [{"id": "military", "certain": ["army"]}],
    }


def test_a_book_without_rules_finds_nothing() -> None:
    """Nor does it fail."""
    world = world_of({}, {"id": "test", "jurisdiction": "eu", "title": "Made up"})
    assert verdicts(Engine(world), [{"date": "2020-01-01", "act": "sale", "parties": [{"role": "buyer"}]}], ["eu"]) == [
        {}
    ]


def test_an_empty_book_is_judged() -> None:
    """No dealing, no verdict."""
    assert verdicts(Engine(regime_world([rule({"from": ["KP"]})])), []) == []
