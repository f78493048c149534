"""A technique's conditions hold where dated statements say so, and carry these statements."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings

from catspaw.routes.catalogue import Condition, technique_of
from catspaw.routes.conditions import Found, Matcher
from catspaw.routes.known import Known
from routes.worlds import DAY, LATE, Row, Small, fact, link, members, small_worlds, technique, tie, when

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
KIN = frozenset(("coal", "minerals", "steam-coal"))


def conditions(*rows: Row) -> tuple[Condition, ...]:
    """Conditions of their rows."""
    return technique_of(technique("t", "relabel", *rows)).when


def match(ties: Sequence[Row], *rows: Row, facts: Sequence[Row] = (), **bindings: str) -> Found | None:
    """The first way in which conditions hold at Russia, on the way from North Korea to China."""
    known = Known(Small(ties=list(ties), facts=list(facts)).world, DAY)
    given = {"$source": "KP", "$target": "CN", "$here": "RU", **{f"${name}": code for name, code in bindings.items()}}
    return Matcher(known, KIN).match(conditions(*rows), given)


def ids(found: Found | None) -> list[str] | None:
    """The statements by which conditions hold."""
    return None if found is None else [one.id for one in found.ties]


def test_no_condition_always_holds() -> None:
    """On no statement."""
    assert ids(match([])) == []


def test_a_condition_holds_by_a_statement_of_its_relation_subject_and_object() -> None:
    """Any other actor's does not do."""
    hosts = tie("h", "RU", "hosts", "front_companies")
    asked = when("hosts", "$here", "front_companies")
    assert ids(match([hosts], asked)) == ["h"]
    assert match([hosts], asked, here="DE") is None
    assert match([hosts], when("hosts", "$here", "forwarders")) is None
    assert match([{**hosts, "until": DAY}], asked) is None


def test_any_of_several_relations_will_do() -> None:
    """The first that holds is taken."""
    ties = [tie("n", "RU", "needs", "coal"), tie("s", "RU", "supplies", "coal")]
    assert ids(match(ties, when("supplies needs", "$here", "$good"))) == ["s"]
    assert ids(match(ties[:1], when("supplies needs", "$here", "$good"))) == ["n"]


def test_all_conditions_must_hold_and_their_statements_are_kept_in_order() -> None:
    """The first that fails ends it."""
    ties = [tie("h", "RU", "hosts", "forwarders"), link("KP", "RU")]
    asked = [when("link", "$source", "$here"), when("hosts", "$here", "forwarders")]
    assert ids(match(ties, *asked)) == ["link-KP-RU", "h"]
    assert match(ties[:1], *asked) is None


def test_a_free_variable_stays_the_same_actor_in_all_conditions() -> None:
    """A first choice that fails later is given up for the next."""
    ties = [tie("a", "DE", "finances", "RU"), tie("b", "US", "finances", "RU"), tie("c", "US", "banks_for", "KP")]
    found = match(ties, when("finances", "$sponsor", "$here"), when("banks_for", "$sponsor", "$source"))
    assert ids(found) == ["b", "c"]
    assert found is not None
    assert found.bindings["$sponsor"] == "US"
    assert (
        match(ties[:1] + ties[2:], when("finances", "$sponsor", "$here"), when("banks_for", "$sponsor", "$source"))
        is None
    )


def test_a_condition_that_must_be_absent_binds_nothing() -> None:
    """It holds only while no statement meets it."""
    absent = when("hosts", "$here", "forwarders", absent=True)
    assert ids(match([], absent)) == []
    assert match([tie("h", "RU", "hosts", "forwarders")], absent) is None
    assert ids(match([tie("h", "DE", "hosts", "forwarders")], absent)) == []


def test_the_good_is_met_by_a_wider_and_a_narrower_one() -> None:
    """A statement about something else does not count."""
    asked = when("supplies", "$here", "$good")
    for good in ("coal", "minerals", "steam-coal"):
        assert ids(match([tie("s", "RU", "supplies", good)], asked)) == ["s"]
    assert match([tie("s", "RU", "supplies", "arms")], asked) is None


def test_a_statement_kept_for_other_goods_does_not_count() -> None:
    """One for the good, or for none in particular, does."""
    asked = when("hosts", "$here", "front_companies")
    assert match([tie("h", "RU", "hosts", "front_companies", goods=["arms"])], asked) is None
    assert ids(match([tie("h", "RU", "hosts", "front_companies", goods=["minerals"])], asked)) == ["h"]


def test_keys_of_a_statement_narrow_a_condition() -> None:
    """One of the words named must stand there; of a list one is enough, and a truth value is a word."""
    ties = [
        tie("s", "RU", "supplies", "coal", scale="small", partners=["KP", "CN"]),
        tie("e", "RU", "enforces", "KP", bound=False),
    ]
    assert match(ties, when("supplies", "$here", "$good", where={"scale": ["huge", "large"]})) is None
    assert ids(match(ties, when("supplies", "$here", "$good", where={"scale": ["huge", "small"]}))) == ["s"]
    assert ids(match(ties, when("supplies", "$here", "$good", where={"partners": "CN"}))) == ["s"]
    assert ids(match(ties, when("enforces", "$here", "KP", where={"bound": False}))) == ["e"]
    assert match(ties, when("enforces", "$here", "KP", where={"bound": True})) is None


def test_what_goes_both_ways_is_met_from_either_side() -> None:
    """And binds the variables as the condition has them."""
    asked = when("settles_with", "$payer", "$bank")
    found = match([tie("p", "DE", "settles_with", "RU")], asked, payer="RU")
    assert found is not None
    assert found.bindings["$bank"] == "DE"
    assert match([tie("p", "DE", "finances", "RU")], when("finances", "$here", "$bank")) is None


def test_differs_and_same_compare_what_is_bound() -> None:
    """A free variable can't be compared."""
    assert ids(match([], when("differs", "$here", "$source"))) == []
    assert match([], when("differs", "$here", "$source"), here="KP") is None
    assert ids(match([], when("same", "$here", "$target"), here="CN")) == []
    assert match([], when("same", "$here", "$target")) is None
    assert match([], when("differs", "$here", "$anyone")) is None


def test_contested_says_so_in_words() -> None:
    """It rests on what an actor is, not on a statement."""
    found = match([], when("contested", "$here"), here="XX")
    assert found == Found({"$source": "KP", "$target": "CN", "$here": "XX"}, (), "Exland is a contested territory")
    assert match([], when("contested", "$here")) is None


@pytest.mark.parametrize("relation", ["annexes", "claims"])
def test_a_place_is_foreign_to_whoever_neither_annexed_nor_claims_it(relation: str) -> None:
    """And never to itself."""
    asked = when("foreign_to", "$here", "$target")
    assert match([], asked, here="XX") is not None
    assert match([], asked, here="XX", facts=[fact("CN", relation, "XX")]) is None
    assert match([], asked, here="XX", facts=[fact("RU", relation, "XX")]) is not None
    assert match([], asked, here="CN") is None


def test_membership_of_the_un_is_a_fact() -> None:
    """By which it is shown."""
    asked = when("un_member", "$here")
    assert ids(match([], asked, facts=members("RU"))) == ["RU-member_of-UN"]
    assert match([], asked, facts=members("CN")) is None


def test_a_place_is_held_by_whoever_controls_it_else_by_itself() -> None:
    """A free variable takes the holder."""
    controls = [fact("RU", "controls", "XX")]
    found = match([], when("held_by", "$here", "$holder"), here="XX", facts=controls)
    assert ids(found) == ["RU-controls-XX"]
    assert found is not None
    assert found.bindings["$holder"] == "RU"
    assert match([], when("held_by", "$here", "CN"), here="XX", facts=controls) is None
    alone = match([], when("held_by", "$here", "$holder"))
    assert alone is not None
    assert alone.bindings["$holder"] == "RU"


def test_two_border_each_other_while_some_link_is_open() -> None:
    """A closed one does not join them."""
    asked = when("borders", "$here", "$source")
    assert ids(match([link("KP", "RU")], asked)) == ["link-KP-RU"]
    assert ids(match([link("KP", "RU", status="limited")], asked)) == ["link-KP-RU"]
    assert match([link("KP", "RU", status="closed")], asked) is None


def test_the_actors_that_a_variable_can_stand_for_are_those_of_the_statements() -> None:
    """Both ends where a relation goes both ways; what is worked out narrows nothing."""
    ties = [tie("h", "RU", "hosts", "forwarders"), tie("f", "DE", "finances", "US"), tie("b", "CN", "banks_for", "KP")]
    matcher = Matcher(Known(Small(ties=ties).world, DAY), KIN)
    hosts, finances, banks, differs = conditions(
        when("hosts", "$here", "forwarders"), when("finances", "$sponsor", "$here"), when("banks_for", "$here", "$bank"),
        when("differs", "$here", "$source"),
    )  # fmt: skip
    assert matcher.actors(hosts, "$here") == frozenset({"RU"})
    assert matcher.actors(finances, "$sponsor") == frozenset({"DE"})
    assert matcher.actors(finances, "$here") == frozenset({"US"})
    assert matcher.actors(banks, "$here") == frozenset({"CN", "KP"})
    assert matcher.actors(differs, "$here") is None


@settings(SLOW, max_examples=25)
@given(small_worlds())
def test_whatever_a_technique_rests_on_holds_on_the_day(small: Small) -> None:
    """At every place, of every technique; and by what is known alone."""
    world = small.world
    for public in (None, LATE):
        known = Known(world, DAY, public)
        matcher = Matcher(known, KIN)
        for row in small.techniques:
            for place in ("RU", "DE", "US", "XX"):
                bindings = {
                    "$source": "KP",
                    "$target": "CN",
                    "$here": place,
                    "$next": "CN",
                    "$payer": "CN",
                    "$payee": "KP",
                }
                found = matcher.match(conditions(*row["when"]), bindings)
                assert found is None or set(found.ties) <= set(known.ties)
