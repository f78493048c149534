"""What a regime forbids in outline binds who is bound by its law, on its days, both ways or one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from catspaw.routes.catalogue import Catalogue
from catspaw.routes.outline import Outline, targets_of
from catspaw.routes.question import Question
from routes.worlds import DAY, LATE, Row, Small, ban, fact, members

MEMBERS = members("RU", "CN")


def outline(*bans: Row, day: date = DAY, known: date | None = None, facts: Iterable[Row] = MEMBERS) -> Outline:
    """The outline bans on coal."""
    small = Small(ties=list(bans), facts=list(facts))
    catalogue = Catalogue(small.world)
    good, code = catalogue.good("coal")
    return Outline(small.world, Question("KP", "CN", good, code, day, known), catalogue.kin(good))


def forbids(found: Outline, seller: str, buyer: str, *present: str) -> list[str]:
    """The bans on a leg between two who seem to sell and to buy."""
    return [one.rule for one in found.bans([seller], [buyer], present or (seller, buyer))]


def test_a_ban_is_on_what_comes_from_a_state_and_on_what_goes_to_it() -> None:
    """Both ways, unless it is one of imports or exports only."""
    both, bought, sold = ban("KP"), ban("KP", "import"), ban("KP", "export")
    assert [bool(forbids(outline(one), "KP", "CN")) for one in (both, bought, sold)] == [True, True, False]
    assert [bool(forbids(outline(one), "CN", "KP")) for one in (both, bought, sold)] == [True, False, True]
    assert forbids(outline(both), "RU", "CN") == []


def test_a_ban_binds_nobody_where_nobody_there_is_bound_by_its_law() -> None:
    """One who is there is enough, at either end or on the way."""
    found = outline(ban("KP"))
    assert forbids(found, "KP", "DE") == []
    assert forbids(found, "KP", "DE", "DE", "RU") == ["ban-outline-KP-both"]
    assert forbids(found, "KP", "RU", "DE") == ["ban-outline-KP-both"]


def test_who_makes_a_law_is_bound_by_it() -> None:
    """A state that bans something itself, without any union."""
    own = {**ban("KP"), "subject": "US"}
    assert forbids(outline(own, facts=()), "KP", "US") == ["ban-outline-KP-both"]
    assert forbids(outline(own, facts=()), "KP", "DE") == []


@pytest.mark.parametrize(
    ("more", "counts"),
    [({"since": DAY}, True), ({"since": date(2020, 1, 2)}, False), ({"until": DAY}, False), ({"until": date(2020, 1, 2)}, True),
     ({"goods": ["arms"]}, False), ({"goods": ["minerals"]}, True), ({"goods": []}, True)],
)  # fmt: skip
def test_a_ban_counts_on_its_days_and_for_its_goods(more: dict[str, Any], counts: bool) -> None:
    """One without goods is on all of them."""
    assert bool(forbids(outline(ban("KP", **more)), "KP", "CN")) == counts


def test_law_is_public_whenever_it_was_written_up() -> None:
    """So a ban counts whatever the day of knowledge."""
    assert forbids(outline(ban("KP", known=LATE), known=date(2015, 1, 1)), "KP", "CN")


def test_membership_is_that_of_the_day() -> None:
    """Germany leaves the union of these worlds in 2021."""
    law = {**ban("KP"), "subject": "EU"}
    assert forbids(outline(law), "KP", "DE")
    assert not forbids(outline(law, day=date(2021, 1, 1)), "KP", "DE")


def test_a_ban_says_what_its_tie_says() -> None:
    """Its law, article and sources; it asks what the goods are only where it names them."""
    row = ban("KP", article="Art. 5", jurisdiction="", source=["made-up"], verified=True)
    (one,) = outline(row).bans(["KP"], ["CN"], ["KP", "CN"])
    assert (one.regime, one.jurisdiction, one.article, one.source) == ("outline", "un", "Art. 5", ("made-up",))
    assert (one.on_goods, one.sure, one.verified) == (True, True, True)
    (wide,) = outline(ban("KP", goods=[])).bans(["KP"], ["CN"], ["KP", "CN"])
    assert (wide.on_goods, wide.article) == (False, "ban-outline-KP-both")


def test_one_ban_is_one_object_and_comes_once() -> None:
    """Also where both ends are those it is against."""
    found = outline(ban("KP"))
    first, second = (found.bans(["KP"], ["KP", "CN"], ["KP", "CN"]) for _ in range(2))
    assert len(first) == 1
    assert first[0] is second[0]


def test_bans_come_whatever_order_the_places_are_named_in() -> None:
    """The same ones, each once."""
    found = outline(ban("KP"), ban("XX"), ban("CN", "import"))
    one = found.bans(["KP", "XX", "CN"], ["CN", "XX"], ["CN"])
    assert {each.rule for each in one} == {"ban-outline-KP-both", "ban-outline-XX-both", "ban-outline-CN-import"}
    assert set(found.bans(["CN", "XX", "KP"], ["XX", "CN"], ["CN"])) == set(one)


def test_places_that_no_ban_is_against_are_told_apart_by_whose_laws_bind_them() -> None:
    """Whom a ban is against stands for itself."""
    found = outline(ban("KP"), {**ban("XX"), "subject": "EU"}, facts=[*MEMBERS, fact("US", "member_of", "EU")])
    assert found.against == {"KP", "XX"}
    assert (found.likeness("KP"), found.likeness("XX")) == ("KP", "XX")
    assert found.likeness("RU") == found.likeness("CN") != found.likeness("US")
    assert found.likeness("US") == found.likeness("DE")


def test_a_regime_is_against_all_states_that_its_bans_are_against() -> None:
    """By regime."""
    world = Small(ties=[ban("KP"), ban("XX"), ban("CN", regime="other")]).world
    assert targets_of(world) == {"outline": {"KP", "XX"}, "other": {"CN"}}
