"""What holds on a day is what was begun, not over and public; without an event its facts are gone and nothing else."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catspaw.routes.known import Known, facts_of_event, statements
from routes.worlds import DAY, EARLY, LATE, MADE_UP, Row, Small, fact, link, members, small_worlds, tie

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
DAYS = st.sampled_from([date(2009, 1, 1), EARLY, date(2015, 1, 1), date(2019, 5, 31), LATE, DAY, date(2021, 1, 1)])
TREATY: Row = {"id": "treaty", "title": "A treaty", "act": LATE, **MADE_UP}


def known(
    *rows: Row, day: date = DAY, public: date | None = None, facts: list[Row] | None = None, **more: object
) -> Known:
    """What is known of a small world."""
    events = [{**TREATY, **row} for row in more.pop("events", [{}])]  # type: ignore[attr-defined]
    return Known(Small(ties=list(rows), facts=facts or [], events=events).world, day, public, **more)  # type: ignore[arg-type]


@settings(SLOW, max_examples=25)
@given(small_worlds(), DAYS, st.none() | DAYS)
def test_what_is_known_are_the_statements_that_hold_and_were_public(
    small: Small, day: date, public: date | None
) -> None:
    """The columns say the same as each tie alone; what is planned does not hold."""
    world = small.world
    expected = [t for t in statements(world) if t.holds(day) and t.public(public) and t.status != "planned"]
    assert list(Known(world, day, public).ties) == expected


@settings(SLOW, max_examples=25)
@given(small_worlds(), DAYS)
def test_without_an_event_what_it_started_is_gone_and_what_it_ended_goes_on(small: Small, day: date) -> None:
    """All other statements stay."""
    world = small.world
    started, ended = facts_of_event(world, "treaty")
    begun = [t for t in statements(world) if (t.since or date.min) <= day and t.status != "planned"]
    expected = [t for t in begun if t.id not in started and (t.id in ended or t.holds(day))]
    assert list(Known(world, day, without="treaty").ties) == expected


def test_what_an_event_ended_goes_on_without_it() -> None:
    """An end is an effect like any other."""
    rail = link("KP", "RU", since=EARLY, until=LATE)
    road = link("KP", "CN", since=EARLY, until=LATE)
    ended = [{"ends": ["link-KP-RU"]}]
    assert [t.id for t in known(rail, road, without="treaty", events=ended).ties if t.relation == "link"] == [
        "link-KP-RU"
    ]
    assert known(rail, road, events=ended).find("link") == ()


def test_an_event_starts_what_names_it_and_what_it_names() -> None:
    """Either side may say so."""
    rows = [link("KP", "RU", event="treaty"), link("KP", "CN"), link("KP", "DE")]
    world = Small(ties=rows, events=[{**TREATY, "starts": ["link-KP-CN"], "ends": ["link-KP-DE"]}]).world
    assert [set(ids) for ids in facts_of_event(world, "treaty")] == [{"link-KP-RU", "link-KP-CN"}, {"link-KP-DE"}]
    assert facts_of_event(world, None) == (frozenset(), frozenset())


def test_an_event_does_not_bring_back_what_had_not_begun() -> None:
    """A statement that an event ended still needs its first day."""
    later = link("KP", "RU", since=date(2020, 1, 2), until=date(2020, 2, 1))
    assert known(later, without="treaty", events=[{"ends": ["link-KP-RU"]}]).find("link") == ()


def test_only_those_that_nobody_disputes_or_that_an_actor_states_are_as_it_sees_them() -> None:
    """Statements of others are left out."""
    rows = [link("KP", "RU", by="RU"), link("KP", "CN", by="CN"), link("KP", "DE")]
    assert {t.object for t in known(*rows, by="RU").find("link", "KP")} | {"KP"} >= {"RU", "DE"}
    assert {t.id for t in known(*rows, by="RU").find("link")} == {"link-KP-RU", "link-KP-DE"}


def test_only_some_ties_may_be_used_beside_the_facts_between_states() -> None:
    """To replay a route on just the statements that it rests on."""
    rows = [link("KP", "RU"), link("KP", "CN")]
    found = known(*rows, facts=members("RU"), only=frozenset(["link-KP-CN"]))
    assert {t.id for t in found.find("link")} == {"link-KP-CN"}
    assert [t.subject for t in found.find("member_of", "", "UN")] == ["RU"]


def test_links_are_found_from_both_sides_and_supplies_from_one() -> None:
    """What goes both ways is said so by its relation, and `one_way` takes it back."""
    found = known(link("KP", "RU"), link("KP", "CN", one_way=True), tie("s", "KP", "supplies", "coal"))
    assert [t.id for t in found.find("link", "RU", "KP")] == ["link-KP-RU"]
    assert [t.id for t in found.find("link", "KP", "RU")] == ["link-KP-RU"]
    assert found.find("link", "CN", "KP") == ()
    assert [t.id for t in found.find("link")] == ["link-KP-RU", "link-KP-CN"]  # each once
    assert found.find("supplies", "coal") == ()
    assert [t.id for t in found.any(("supplies", "link"), "KP")] == ["s", "link-KP-RU", "link-KP-CN"]


def test_the_members_of_a_union_are_those_of_the_day_and_whom_its_law_binds() -> None:
    """Germany leaves the union of these worlds in 2021."""
    bound = [fact("RU", "bound_by_law_of", "EU")]
    assert known(facts=bound).members["EU"] == {"DE", "RU"}
    assert known(facts=bound, day=date(2021, 1, 1)).members["EU"] == {"RU"}


def test_a_territory_is_its_holders_only_if_the_holder_annexed_it() -> None:
    """Who merely controls it leaves it foreign by its own law."""
    controls, annexes = fact("RU", "controls", "XX"), fact("RU", "annexes", "XX", since=LATE)
    held, absorbed, only_claimed = known(facts=[controls]), known(facts=[controls, annexes]), known(facts=[annexes])
    assert [found.owner("XX") for found in (held, absorbed, only_claimed)] == ["XX", "RU", "XX"]
    assert known(facts=[controls, annexes], day=date(2019, 5, 31)).owner("XX") == "XX"
    holder = absorbed.holder("XX")
    assert holder is not None
    assert holder.subject == "RU"
    assert absorbed.owner("DE") == "DE"


def test_the_sponsor_is_who_controls_a_territory_or_else_who_feeds_it_most() -> None:
    """Ties of backing are counted; among equals the first by code."""
    backing = [tie("a", "RU", "finances", "XX"), tie("b", "RU", "directs", "XX"), tie("c", "CN", "finances", "XX")]
    assert known(*backing).sponsor("XX") == "RU"
    assert known(*backing[1:]).sponsor("XX") == "CN"
    assert known(*backing, facts=[fact("DE", "controls", "XX")]).sponsor("XX") == "DE"
    assert known().sponsor("XX") == ""


def test_names_are_those_of_the_actors() -> None:
    """A code without an actor stands for itself."""
    assert (known().name("XX"), known().name("nowhere")) == ("Exland", "nowhere")
    assert known().contested == {"XX"}
