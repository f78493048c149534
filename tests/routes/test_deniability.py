"""A cut-out is deniable while it is foreign to its sponsor and little of the sponsor's control is public."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catspaw.facts.world import World
from catspaw.routes import deniability as module
from catspaw.routes.deniability import ABSORBED, CONTROL, Deniability, deniability, of_route, turning_days
from catspaw.routes.find import Finder
from catspaw.routes.known import Known
from catspaw.rules.verdict import Node
from routes.worlds import DAY, EARLY, FRONT, LATE, RELABEL, Row, Small, fact, link, tie

OF_FACTS = ("controls",)
STATEMENTS = st.lists(
    st.tuples(
        st.sampled_from(CONTROL), st.booleans(), st.sampled_from(["", "denied"]), st.booleans(), st.sampled_from([EARLY, LATE])
    ),
    max_size=6,
)  # fmt: skip


def statement(number: int, relation: str, turned: bool, disputed: str, verified: bool, known: date) -> Row:
    """A public statement that Russia stands behind the made-up territory."""
    subject, object_ = ("XX", "RU") if turned else ("RU", "XX")
    row = tie(f"s{number}", subject, relation, object_, verified=verified, known=known)
    return {**row, "disputed": disputed} if disputed else row


def of(ties: Sequence[Row] = (), facts: Sequence[Row] = (), known: date | None = None, day: date = DAY) -> Deniability:
    """How far Russia can deny the territory."""
    return deniability(Known(Small(list(ties), list(facts)).world, day, known), "XX", "RU")


def told(found: Deniability) -> str:
    """The reasons in words."""
    return " ".join(node.text for node in found.reasons)


@pytest.mark.parametrize("relation", ["annexes", "claims"])
@given(STATEMENTS)
@settings(max_examples=20, deadline=None)
def test_whoever_holds_it_to_be_its_own_can_not_call_it_foreign(
    relation: str, given_: list[tuple[object, ...]]
) -> None:
    """From that very day on, whatever else is said; the day before it still could."""
    ties = [statement(n, *one) for n, one in enumerate(given_)]  # type: ignore[arg-type]
    own = fact("RU", relation, "XX", since=DAY)
    after, before = of(ties, [own]), of(ties, [own], day=DAY - timedelta(1))
    assert (after.range, after.foreign) == (ABSORBED, False)
    assert before.foreign
    assert before.range.low > 0 or before.range.mid > ABSORBED.high
    assert "holds Exland to be its own" in told(after)
    assert dict(after.standing)["RU"] == "its own territory"


@given(STATEMENTS, st.data())
@settings(max_examples=60, deadline=None)
def test_public_statements_of_control_never_raise_it(given_: list[tuple[object, ...]], data: st.DataObject) -> None:
    """Nor does a later day of knowledge."""
    ties = [statement(n, *one) for n, one in enumerate(given_)]  # type: ignore[arg-type]
    more = [statement(99, *data.draw(STATEMENTS.filter(bool))[0])]
    fewer, all_ = of(ties), of([*ties, *more])
    assert all_.visibility > fewer.visibility
    for low, high in zip(all_.range.as_tuple(), fewer.range.as_tuple(), strict=True):
        assert low <= high
    then = of([*ties, *more], known=EARLY)
    assert then.range.mid >= all_.range.mid
    assert 0 <= all_.range.low <= all_.range.mid <= all_.range.high <= 1


def test_claims_of_others_do_not_make_it_the_sponsors_own() -> None:
    """Its parent's claim is told, and changes nothing."""
    plain, claimed = of(), of(facts=[fact("DE", "claims", "XX"), fact("CN", "annexes", "XX")])
    assert claimed.range == plain.range
    assert claimed.foreign
    assert dict(claimed.standing)["DE"] == "its own territory"
    assert "a part of Germany" in told(claimed)
    assert "no public statement of Russia's control was found" in told(claimed)


def test_those_who_recognise_it_are_named() -> None:
    """To whom it is what, for each of them."""
    found = of(facts=[fact("US", "recognises", "XX"), fact("CN", "recognises", "XX")])
    assert dict(found.standing) == {
        "RU": "a part of Germany", "DE": "its own territory", "CN": "a foreign state", "US": "a foreign state",
    }  # fmt: skip
    assert "recognised as a state by China, United States" in told(found)
    recognised = of(facts=[fact("RU", "recognises", "XX")])
    assert "Russia treats Exland as a foreign state" in told(recognised)
    assert recognised.as_dict()["standing"] == {"RU": "a foreign state", "DE": "its own territory"}


def test_what_the_sponsor_does_itself_weighs_more_than_what_is_told_of_it() -> None:
    """And what is disputed, or checked by nobody, weighs less."""
    seen = [
        of([tie("s", "RU", relation, "XX", verified=verified, **more)]).visibility
        for relation, verified, more in (
            ("finances", True, {}), ("directs", True, {}), ("directs", False, {}), ("directs", False, {"disputed": "denied"})
        )
    ]  # fmt: skip
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 4


def test_another_state_is_another_matter() -> None:
    """What is no contested territory is deniable as foreign states are."""
    known = Known(Small().world, DAY)
    assert deniability(known, "DE", "RU").range == module.NOT_CONTESTED
    assert "Germany is another state" in told(deniability(known, "DE", "RU"))
    assert not deniability(known, "RU", "RU").foreign


def test_the_cutouts_of_a_route_are_its_territories_and_the_states_where_something_is_done() -> None:
    """A territory for whoever stands behind it, a third state for the target; a state that is only passed is none."""
    ties = [
        link("KP", "XX"), link("XX", "DE"), link("DE", "US"), link("US", "CN"), tie("p", "US", "hosts", "front_companies"),
        tie("d", "RU", "directs", "XX"), tie("h", "XX", "hosts", "certificate_issuers"),
    ]  # fmt: skip
    search = Small(ties, techniques=[FRONT, RELABEL]).search()
    route = next(route for route in search.routes(20) if route.techniques == ("origin", "front"))
    assert [(one.cutout, one.sponsor) for one in of_route(search.known, route)] == [("XX", "RU"), ("US", "CN")]


def test_the_days_on_which_it_may_change_are_those_of_statements_between_the_two() -> None:
    """And those of recognitions; in order, and none that was not public."""
    ties = [tie("d", "RU", "directs", "XX", since=date(2015, 1, 1), until=date(2016, 1, 1)),
            tie("o", "RU", "directs", "DE", since=date(2014, 1, 1))]  # fmt: skip
    facts = [fact("US", "recognises", "XX", since=LATE), fact("RU", "annexes", "XX", since=date(2018, 1, 1))]
    world = Small(ties, facts).world
    assert turning_days(world, "XX", "RU") == [date(2015, 1, 1), date(2016, 1, 1), date(2018, 1, 1), LATE]
    assert LATE not in turning_days(world, "XX", "RU", date(2019, 1, 1))


@pytest.mark.parametrize(
    ("cutout", "before", "day"),
    [("UA-DPR", "2022-09-29", "2022-09-30"), ("UA-LPR", "2022-09-29", "2022-09-30"), ("UA-CRI", "2014-03-17", "2014-03-18")],
)  # fmt: skip
def test_a_proxy_stops_being_deniable_on_the_day_of_its_annexation(
    packaged: Finder, cutout: str, before: str, day: str
) -> None:
    """By the packaged facts alone."""
    world: World = packaged.world
    then, now = (deniability(Known(world, date.fromisoformat(one)), cutout, "RU") for one in (before, day))
    assert then.foreign
    assert then.range.mid > ABSORBED.high
    assert (now.foreign, now.range) == (False, ABSORBED)
    assert date.fromisoformat(day) in turning_days(world, cutout, "RU")


def test_no_case_is_named_in_the_program() -> None:
    """It knows no territory and no sponsor."""
    text = inspect.getsource(module)
    assert not [code for code in ("UA-", "GE-", '"RU"', '"UA"', "Russia", "Donetsk", "Crimea") if code in text]


def test_reasons_carry_their_statements() -> None:
    """With the sources of each."""
    found = of([tie("d", "RU", "directs", "XX", since=EARLY)], [fact("RU", "recognises", "XX")])
    leaves: list[Node] = [child for node in found.reasons for child in node.children]
    assert {leaf.sources for leaf in leaves} == {("made-up",)}
    assert [leaf.text.split(";")[-1] for leaf in leaves] == [" RU-recognises-XX)", " d)"]


def test_a_territory_that_its_sponsor_recognises_stays_foreign_however_much_is_public(packaged: Finder) -> None:
    """Abkhazia was recognised by Russia, not annexed: less deniable by what is known, but not its own."""
    found = deniability(Known(packaged.world, date(2024, 1, 1)), "GE-AB", "RU")
    standing = dict(found.standing)
    assert found.foreign
    assert found.range.mid > ABSORBED.high
    assert 0 < found.visibility < 1
    assert (standing["RU"], standing["GE"]) == ("a foreign state", "its own territory")
