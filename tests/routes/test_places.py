"""The links that a question may use, and which places are worth passing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from catspaw.facts.ties import Tie
from catspaw.routes.catalogue import Catalogue
from catspaw.routes.known import Known
from catspaw.routes.places import links_of, without_detours
from catspaw.routes.question import Question
from routes.worlds import DAY, Row, Small, link, tie


def question_of(small: Small, goods: str = "coal", reopened: bool = False) -> tuple[Question, frozenset[str]]:
    """From North Korea to China, and the good's kin."""
    catalogue = Catalogue(small.world)
    good, code = catalogue.good(goods)
    return Question("KP", "CN", good, code, DAY, reopened=reopened), catalogue.kin(good)


def links(*rows: Row, goods: str = "coal", reopened: bool = False) -> dict[tuple[str, str], list[str]]:
    """The ids of the links that a question may use, by pair."""
    small = Small(ties=list(rows))
    question, kin = question_of(small, goods, reopened)
    return {pair: [t.id for t in ties] for pair, ties in links_of(Known(small.world, DAY), question, kin).items()}


def test_links_go_both_ways_but_not_into_the_source_or_out_of_the_target() -> None:
    """Nobody comes back to where it began, or goes on from where it ends."""
    found = links(link("RU", "KP"), link("RU", "DE"), link("CN", "DE"))
    assert set(found) == {("KP", "RU"), ("RU", "DE"), ("DE", "RU"), ("DE", "CN")}


def test_a_one_way_link_goes_as_it_is_written() -> None:
    """A pipeline, for one."""
    assert set(links(link("RU", "DE", one_way=True), link("RU", "KP", one_way=True))) == {("RU", "DE")}


@pytest.mark.parametrize(("status", "expected"), [("open", 1), ("limited", 1), ("closed", 0), ("planned", 0)])
def test_a_link_counts_while_it_is_open_or_limited(status: str, expected: int) -> None:
    """And what is closed only as if it were open again."""
    assert len(links(link("KP", "RU", status=status))) == expected
    again = links(link("KP", "RU", status=status), reopened=True)
    assert len(again) == (expected or int(status == "closed"))


def test_open_links_come_before_limited_ones() -> None:
    """The first of a pair is the one that is told."""
    found = links(link("KP", "RU", id="a", status="limited"), link("KP", "RU", id="b"), link("KP", "RU", id="c"))
    assert found == {("KP", "RU"): ["b", "c", "a"]}


@pytest.mark.parametrize(
    ("goods", "more", "counts"),
    [("coal", {"carries": ["people"]}, False), ("coal", {"carries": ["goods"]}, True), ("labour", {"carries": ["goods"]}, False),
     ("labour", {"carries": ["people", "goods"]}, True), ("labour", {}, True), ("coal", {"goods": ["arms"]}, False),
     ("coal", {"goods": ["minerals"]}, True), ("coal", {"mode": "air"}, False), ("arms", {"mode": "air"}, True),
     ("coal", {"mode": "foot"}, False), ("coal", {"mode": "sea"}, True)],
)  # fmt: skip
def test_a_link_carries_some_forms_and_goods_only(goods: str, more: dict[str, Any], counts: bool) -> None:
    """What is bulk goes neither by air nor on foot."""
    assert bool(links(link("KP", "RU", **more), goods=goods)) == counts


def test_a_closed_link_tells_no_more_what_it_carried() -> None:
    """Opened again it may carry anything."""
    assert links(link("KP", "RU", status="closed", carries=["people"]), reopened=True)


def test_people_may_be_with_a_host_already() -> None:
    """Who hosts them needs no crossing; for goods it makes no difference."""
    hosts = tie("h", "RU", "hosts_labour", "KP")
    assert links(hosts, goods="labour") == {("KP", "RU"): ["h"]}
    assert links(hosts) == {}


def pairs_kept(rows: Sequence[Row], changing: Sequence[str]) -> tuple[set[str], set[str]]:
    """The places that are kept, and those that may be passed with nothing done."""
    small = Small(ties=list(rows))
    question, kin = question_of(small)
    kept, free = without_detours(links_of(Known(small.world, DAY), question, kin), question, changing)
    return {place for pair in kept for place in pair}, set(free)


SHORT = [link("KP", "RU"), link("RU", "CN")]
FAR = [*SHORT, link("RU", "DE"), link("DE", "US"), link("US", "XX"), link("XX", "CN")]


def test_a_place_where_nothing_changes_is_kept_only_near_a_shortest_way() -> None:
    """One link more is no detour, two are; only what lies on a shortest way may be passed with nothing done."""
    longer = [*SHORT, link("RU", "DE"), link("DE", "CN")]
    assert pairs_kept(longer, []) == ({"KP", "RU", "DE", "CN"}, {"KP", "RU", "CN"})
    kept, free = pairs_kept(FAR, [])
    assert kept == {"KP", "RU", "CN"}
    assert free == {"KP", "RU", "CN"}


def test_a_place_where_something_changes_is_kept_however_far_it_is() -> None:
    """With the ways to it and from it, which may be passed freely."""
    kept, free = pairs_kept(FAR, ["US"])
    assert kept == {"KP", "RU", "DE", "US", "XX", "CN"}
    assert {"DE", "XX"} <= free


def test_a_hub_may_be_passed_wherever_it_lies() -> None:
    """The sea is nobody's place: what leaves it need not have been changed there."""
    kept, free = pairs_kept([*SHORT, link("KP", "high-seas"), link("high-seas", "DE"), link("DE", "CN")], [])
    assert kept == {"KP", "RU", "high-seas", "DE", "CN"}
    assert free == {"KP", "RU", "CN", "high-seas"}


def test_a_place_that_can_not_be_reached_is_left_out() -> None:
    """Nor one from which the target can't be reached."""
    assert pairs_kept([*SHORT, link("DE", "US"), link("RU", "XX", one_way=True)], [])[0] == {"KP", "RU", "CN"}


def test_where_there_is_no_way_nothing_is_kept() -> None:
    """No warning, no error."""
    assert pairs_kept([link("KP", "RU"), link("DE", "CN")], [])[0] == set()


def test_links_are_the_same_whatever_the_order_of_the_files() -> None:
    """Ties of a pair come by status and id."""
    rows = [
        link("KP", "RU", id=name, status=status) for name, status in (("b", "open"), ("a", "limited"), ("c", "open"))
    ]
    assert links(*rows) == links(*reversed(rows))


def test_a_question_is_a_value() -> None:
    """Equal ones are one key."""
    question, _ = question_of(Small())
    assert replace(question) == question
    assert hash(replace(question)) == hash(question)
    assert question.form == "goods"
    assert isinstance(Tie("t", "KP", "link", "RU").carries, frozenset)
