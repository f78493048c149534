"""A hindcast looks for a documented system by what was public the day before it was documented, and says at what rank it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from catspaw.routes.find import Finder
from catspaw.routes.hindcast import Hindcast, hindcasts, in_order
from catspaw.routes.weigh import known_precedents
from routes.worlds import BANK, CASH, DAY, EARLY, FRONT, LATE, MADE_UP, RELABEL, Row, Small, link, precedent, tie

BEFORE = date(2019, 1, 1)
ROADS = [
    link("KP", "RU"), link("RU", "CN"), tie("h", "RU", "hosts", "certificate_issuers", known=LATE),
    tie("f", "RU", "hosts", "front_companies"), tie("p", "CN", "settles_with", "KP"), tie("q", "CN", "pays_cash", "KP"),
]  # fmt: skip


def row(**more: Any) -> Row:
    """A system that is made up: coal by way of Russia."""
    return {
        "id": "made-up", "title": "Made up", "from": "KP", "to": "CN", "goods": "2701", "on": DAY, "known": DAY,
        "documented": date(2020, 1, 2), "says": "x", "nodes": ["KP", "RU", "CN"], **MADE_UP, **more,
    }  # fmt: skip


def looked_for(**more: Any) -> Hindcast:
    """The one hindcast of a small world."""
    small = Small(ROADS, techniques=[RELABEL, FRONT, BANK, CASH], hindcasts=[row(**more)])
    (found,) = hindcasts(small.finder)
    return found


def test_the_rank_is_that_of_the_first_route_with_the_places_and_the_techniques() -> None:
    """Places in their order, others may stand between; all of the techniques, and one of those of which any will do."""
    plain = looked_for()
    assert (plain.rank, plain.of_places, plain.looked) == (1, 1, 4)
    assert plain.route is plain.best
    front, both = looked_for(techniques=["front"]), looked_for(techniques=["front", "origin"])
    assert 1 < (front.rank or 0) < (both.rank or 0)
    assert front.of_places == 1
    assert front.route is not None
    assert "front" in front.route.techniques
    assert looked_for(any_technique=["origin", "nothing"]).rank == looked_for(techniques=["origin"]).rank
    assert looked_for(techniques=["front"], any_technique=["nothing"]).rank is None
    assert looked_for(nodes=["KP", "CN"]).rank == 1


def test_a_miss_is_reported_as_a_miss() -> None:
    """With no rank, and the rank by places where there is one."""
    assert (looked_for(nodes=["RU", "KP"]).rank, looked_for(nodes=["RU", "KP"]).of_places) == (None, None)
    missed = looked_for(techniques=["dark"])
    assert (missed.rank, missed.of_places, missed.route) == (None, 1, None)
    assert missed.as_dict()["rank"] is None


def test_a_way_to_pay_counts_with_its_own_rank() -> None:
    """The lower of the two ranks: of the goods, and of the payment among all that were found."""
    assert looked_for(techniques=["bank"]).rank == 1
    assert looked_for(techniques=["cash"]).rank == 2
    front = looked_for(techniques=["front"]).rank
    assert front is not None
    assert looked_for(techniques=["front", "cash"]).rank == max(front, 2)


def test_a_hindcast_sees_nothing_that_became_public_later() -> None:
    """A statement of June 2019 is none in January."""
    assert looked_for(techniques=["origin"], known=BEFORE).rank is None
    assert looked_for(techniques=["origin"], known=LATE).rank is not None
    assert looked_for(known=date(2009, 1, 1)).looked == 0


def test_hindcasts_come_in_the_order_of_their_documents() -> None:
    """As a history."""
    rows = [row(id="b", documented=date(2021, 1, 1)), row(id="c"), row(id="a")]
    assert [one.id for one in hindcasts(Small(ROADS, hindcasts=rows).finder)] == ["a", "c", "b"]


@pytest.mark.parametrize(
    ("wanted", "nodes", "expected"),
    [("AC", "ABC", True), ("ABC", "ABC", True), ("CA", "ABC", False), ("AA", "ABA", True), ("AA", "AB", False), ("", "A", True)],
)  # fmt: skip
def test_places_must_come_in_their_order(wanted: str, nodes: str, expected: bool) -> None:
    """Each of them, others may stand between."""
    assert in_order(tuple(wanted), tuple(nodes)) is expected


def test_packaged_hindcasts_are_sound(packaged: Finder) -> None:
    """Known before documented, on a day of the dealings; actors, goods and techniques are ones that there are."""
    world, techniques = packaged.world, packaged.catalogue.techniques
    rows = [one.data for one in world.rows("hindcast")]
    assert len(rows) >= 8
    for one in rows:
        assert one["known"] < one["documented"], one["id"]
        assert {one["from"], one["to"], *one["nodes"]} <= set(world.actors), one["id"]
        assert {*one.get("techniques", ()), *one.get("any_technique", ())} <= set(techniques), one["id"]
        packaged.catalogue.good(one["goods"])


def test_packaged_hindcasts_see_no_later_statement(packaged: Finder) -> None:
    """Neither a tie nor a fact nor a precedent."""
    for one in packaged.world.rows("hindcast"):
        data = one.data
        question = packaged.ask(data["from"], data["to"], data["goods"], data["on"], data["known"])
        seen = packaged.known(question).ties
        assert seen, data["id"]
        assert [t.id for t in seen if t.known is None or t.known > data["known"] or not t.holds(data["on"])] == []
        for technique in packaged.catalogue.techniques.values():
            assert all(p.known <= data["known"] for p in known_precedents(technique, question))


def test_a_precedent_that_was_told_later_does_not_count() -> None:
    """The route is there, and no likelier than it was."""
    later = {
        **FRONT,
        "basis": "counted",
        "precedent": [precedent(EARLY, LATE, "KP", "CN"), precedent(EARLY, EARLY, "RU")],
    }
    likelihood = []
    for known in (BEFORE, LATE):
        (found,) = hindcasts(
            Small(ROADS, techniques=[later], hindcasts=[row(techniques=["front"], known=known)]).finder
        )
        assert found.route is not None
        likelihood.append(found.route.likelihood[1])
    assert likelihood[0] < likelihood[1]
