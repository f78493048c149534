"""A technique is used exactly where its conditions hold, hides what it says, and rests on the statements by which they do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from catspaw.routes.catalogue import Catalogue
from catspaw.routes.changes import Change, Changes
from catspaw.routes.conditions import Matcher
from catspaw.routes.known import Known
from catspaw.routes.likelihood import ASSUMED
from catspaw.routes.question import Question
from routes.worlds import (
    BANK,
    BLEND,
    DARK,
    DAY,
    FRONT,
    LAX,
    RELABEL,
    TRANSIT,
    Row,
    Small,
    precedent,
    record,
    small_worlds,
    technique,
    tie,
    when,
)

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
CODES = ("KP", "CN", "RU", "DE", "US", "XX", "high-seas")
PAIRS = [(a, b) for a in CODES for b in CODES if a != b]
PEOPLE = ["people", "goods"]


def changes_of(small: Small, goods: str = "coal") -> Changes:
    """The uses of techniques for goods from North Korea to China."""
    catalogue = Catalogue(small.world)
    good, code = catalogue.good(goods)
    question = Question("KP", "CN", good, code, DAY)
    return Changes(catalogue, Matcher(Known(small.world, DAY), catalogue.kin(good)), question)


def at(techniques: Sequence[Row], *ties: Row, goods: str = "coal") -> dict[tuple[str, str], Change]:
    """The uses at all places, by technique and place."""
    found = changes_of(Small(ties=list(ties), techniques=list(techniques)), goods).at(CODES)
    return {(change.technique.id, change.place): change for change in found}


def hidden(change: Change) -> list[set[str]]:
    """What it hides on the way there, and from there on."""
    return [set(change.before), set(change.after)]


def hosts(place: str, party: str = "front_companies", **more: object) -> Row:
    """A class of party with its seat there."""
    return tie(f"{place}-{party}", place, "hosts", party, **more)


@settings(SLOW, max_examples=30)
@given(small_worlds())
def test_a_technique_is_used_wherever_its_conditions_hold_and_nowhere_else(small: Small) -> None:
    """What narrows the places down never loses one."""
    changes = changes_of(small)
    techniques = Catalogue(small.world).techniques.values()
    found = {(c.technique.id, c.place) for c in changes.at(CODES)}
    every = [t for t in techniques if t.leg in ("relabel", "transfer", "transform") and t.disguises]
    assert found == {(t.id, place) for t in every for place in CODES if changes.use(t, place, "")}
    moved = {(c.technique.id, c.place, c.next) for hiding in (True, False) for c in changes.on_moves(PAIRS, hiding)}
    moves = [t for t in techniques if t.leg == "move"]
    assert moved == {(t.id, *pair) for t in moves for pair in PAIRS if changes.use(t, *pair)}


def test_false_papers_hide_origin_and_seller_from_there_on() -> None:
    """And owe nothing to what came before."""
    change = at([RELABEL], hosts("RU", "certificate_issuers"))["origin", "RU"]
    assert hidden(change) == [set(), {"origin", "seller"}]
    assert [one.id for one in change.ties] == ["RU-certificate_issuers"]


def test_a_front_hides_the_buyer_on_the_way_to_it_and_the_seller_from_there_on() -> None:
    """It stands between the two."""
    change = at([FRONT], hosts("RU"))["front", "RU"]
    assert hidden(change) == [{"buyer"}, {"seller"}]


def test_another_destination_named_at_the_source_hides_the_buyer_from_there_on() -> None:
    """Elsewhere it hides it on the way there only."""
    anywhere = technique("named", "relabel", when("hosts", "$here", "front_companies"), disguises=["destination"])
    found = at([TRANSIT, anywhere], hosts("RU"))
    assert set(found) == {("transit", "KP"), ("named", "RU")}
    assert hidden(found["transit", "KP"]) == [{"buyer"}, {"buyer"}]
    assert hidden(found["named", "RU"]) == [{"buyer"}, set()]


def test_another_form_hides_what_the_goods_are() -> None:
    """Where such goods are made."""
    change = at([BLEND], tie("s", "RU", "supplies", "minerals"))["blend", "RU"]
    assert change.after == {"goods", "origin", "seller"}


def test_what_is_hidden_on_one_move_is_hidden_there_only() -> None:
    """All of it at once, on each move where its conditions hold."""
    found = list(changes_of(Small(techniques=[DARK, LAX])).on_moves([("high-seas", "CN"), ("CN", "RU")]))
    assert [(c.place, c.next) for c in found] == [("high-seas", "CN")]
    assert hidden(found[0]) == [set(), {"vessel", "origin", "seller"}]


def test_what_hides_nothing_on_a_move_names_why_it_passes() -> None:
    """It is asked for apart."""
    small = Small(ties=[record("RU", "does_not_enforce", "KP")], techniques=[DARK, LAX])
    found = list(changes_of(small).on_moves([("DE", "RU"), ("RU", "DE")], hiding=False))
    assert [(c.technique.id, c.place, c.next, c.after) for c in found] == [("lax", "DE", "RU", frozenset())]
    assert [one.id for one in found[0].ties] == ["RU-does_not_enforce-KP-test"]


@pytest.mark.parametrize(
    ("goods", "disguises", "before", "after"),
    [("coal", ["person"], set(), set()), ("labour", ["person"], {"person"}, {"person"}),
     ("labour", ["origin", "goods", "party"], {"buyer"}, {"seller"}), ("money", ["origin", "party"], {"buyer"}, {"seller"})],
)  # fmt: skip
def test_only_what_such_a_form_has_can_be_hidden(
    goods: str, disguises: list[str], before: set[str], after: set[str]
) -> None:
    """People have no origin on their papers, and coal is nobody."""
    used = technique(
        "t", "transfer", when("hosts", "$here", "front_companies"), disguises=disguises, form=[*PEOPLE, "money"]
    )
    change = at([used], hosts("RU"), goods=goods)["t", "RU"]
    assert hidden(change) == [before, after]


def test_a_technique_is_of_some_forms_only() -> None:
    """What relabels goods relabels nobody."""
    rows = [hosts("RU", "certificate_issuers"), hosts("RU")]
    assert {name for name, _ in at([RELABEL, {**FRONT, "form": PEOPLE}], *rows, goods="labour")} == {"front"}


def test_conditions_on_the_ends_of_the_question_are_asked_wherever_it_is_used() -> None:
    """Where they fail it is used nowhere."""
    used = technique(
        "t", "relabel", when("supplies", "$source", "$good"), when("hosts", "$here", "forwarders"), disguises=["origin"]
    )
    assert at([used], hosts("RU", "forwarders")) == {}
    assert set(at([used], hosts("RU", "forwarders"), tie("s", "KP", "supplies", "coal"))) == {("t", "RU")}


def test_what_is_said_of_a_place_for_these_ends_weighs_more() -> None:
    """A statement on such goods adds to what was counted, up to a most; each is shown."""
    used = technique(
        "t", "relabel", when("differs", "$here", "$source"), disguises=["origin"], basis="counted",
        precedent=[precedent(date(2019, 1, 1), date(2019, 1, 1), "US")],
    )  # fmt: skip
    named, said = hosts("DE", partners=["KP"]), hosts("RU")
    found = at([used], named, said, hosts("XX", goods=["arms"]), tie("s", "XX", "supplies", "arms"))
    mids = {place: change.weighed.likelihood.mid for (_, place), change in found.items()}
    assert mids["DE"] > mids["RU"] > mids["XX"] == mids["high-seas"]
    assert [one.id for one in found["t", "RU"].ties] == ["RU-front_companies"]
    assert found["t", "XX"].ties == ()


def test_what_is_said_of_a_place_counts_only_so_much() -> None:
    """However many statements there are."""
    used = technique(
        "t", "relabel", when("same", "$here", "$target"), disguises=["origin"], basis="counted",
        precedent=[precedent(DAY, DAY, "KP")],
    )  # fmt: skip
    many = [tie(f"h{number}", "CN", "hosts", "front_companies", partners=["KP"]) for number in range(20)]
    change = at([used], *many)["t", "CN"]
    assert change.weighed.likelihood == ASSUMED.counted(1 + ASSUMED.most_local)
    assert len(change.ties) == ASSUMED.most_local / ASSUMED.named


def test_a_payment_is_made_between_those_that_settle() -> None:
    """From either side, and hides its purpose only where it says so."""
    small = Small(ties=[tie("p", "KP", "settles_with", "RU")], techniques=[BANK])
    found = list(changes_of(small).payments([("RU", "KP"), ("KP", "RU"), ("CN", "KP")]))
    assert [(c.place, c.next, c.after) for c in found] == [("RU", "KP", frozenset()), ("KP", "RU", frozenset())]


def test_a_payment_that_hides_its_party_hides_the_payment() -> None:
    """Who looks sees those next to each other."""
    cash = technique("cash", "settle", when("pays_cash", "$payer", "$payee"), disguises=["party"])
    small = Small(ties=[tie("p", "CN", "pays_cash", "KP")], techniques=[cash])
    (change,) = changes_of(small).payments([("CN", "KP")])
    assert "payment" in change.after


def test_each_territory_through_which_a_payment_may_pass_is_a_way_of_its_own() -> None:
    """It is named, unless it is an end of the payment itself."""
    through = technique(
        "through",
        "settle",
        when("contested", "$territory"),
        when("banks_for", "$territory", "$payee"),
        disguises=["payment"],
    )
    small = Small(ties=[tie("b", "XX", "banks_for", "KP")], techniques=[through])
    found = list(changes_of(small).payments([("CN", "KP"), ("XX", "KP"), ("CN", "RU")]))
    assert [(c.place, c.next, c.through) for c in found] == [("CN", "KP", "XX"), ("XX", "KP", "")]


def test_likelihood_is_that_of_the_technique() -> None:
    """A class is a class wherever it is used."""
    change = at([FRONT], hosts("RU"))["front", "RU"]
    assert change.weighed.likelihood == ASSUMED.of_class("many")
    assert change.weighed.basis == "class"
