"""A channel of an event is a good that one of those concerned supplies and another needs, by what was public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from catspaw.routes.catalogue import Catalogue
from catspaw.routes.channels import MOST, Channel, channels_of, concerned
from catspaw.routes.find import Finder
from catspaw.routes.known import Known
from routes.worlds import DAY, EVENT, LATE, TREATY, Row, Small, fact, tie

SUPPLY, NEED = tie("s", "KP", "supplies", "coal", scale="large"), tie("n", "CN", "needs", "coal", scale="small")


def channels(
    ties: Sequence[Row], facts: Sequence[Row] = (), known: date | None = None, **event: object
) -> list[Channel]:
    """The channels of a treaty between North Korea and China, if not told otherwise."""
    world = Small(list(ties), list(facts), events=[{**TREATY, **event}]).world
    return channels_of(world, Catalogue(world), EVENT, DAY, known)


def told(found: Sequence[Channel]) -> list[tuple[str, str, str]]:
    """What goes from whom to whom."""
    return [(channel.name, channel.source, channel.target) for channel in found]


def test_a_channel_needs_a_supply_and_a_need() -> None:
    """Of the same good, or of a wider or narrower one; with the statements of both."""
    (found,) = channels([SUPPLY, NEED])
    assert (found.good, found.hs, found.size) == ("coal", "2701", 4)
    assert ([t.id for t in found.supply], [t.id for t in found.need]) == (["s"], ["n"])
    assert channels([SUPPLY]) == channels([NEED]) == channels([SUPPLY, tie("n", "CN", "needs", "arms")]) == []
    assert told(channels([SUPPLY, tie("n", "CN", "needs", "minerals")])) == [("coal", "KP", "CN")]
    assert told(channels([tie("s", "KP", "supplies", "steam-coal"), NEED])) == [("coal", "KP", "CN")]


def test_a_statement_for_one_pair_is_not_read_as_one_for_all() -> None:
    """Where supply and need each name others, they do not meet; where they name each other, the channel is larger."""
    elsewhere = [{**SUPPLY, "partners": ["RU"]}, {**NEED, "partners": ["DE"]}]
    assert channels(elsewhere) == []
    (named,) = channels([{**SUPPLY, "partners": ["CN"]}, NEED])
    assert named.size > channels([SUPPLY, NEED])[0].size


def test_nothing_is_proposed_that_was_not_public() -> None:
    """Neither a supply, nor an actor who is concerned only by a fact that became public later."""
    late = fact("KP", "recognises", "CN", event=EVENT, known=LATE)
    assert channels([SUPPLY, {**NEED, "known": LATE}], known=date(2019, 1, 1)) == []
    assert told(channels([SUPPLY, NEED], [late], known=date(2019, 1, 1), actors=["RU"])) == []
    assert told(channels([SUPPLY, NEED], [late], actors=["RU"])) == [("coal", "KP", "CN")]


def test_workers_go_from_whose_nationals_they_are_to_the_host() -> None:
    """Never the other way."""
    for labour in (
        tie("l", "CN", "hosts_labour", "KP"), tie("l", "KP", "supplies_labour", "CN"), tie("l", "KP", "labour_plan", "CN"),
        tie("l", "KP", "labour_plan", "RU", partners=["CN"]),
    ):  # fmt: skip
        assert told(channels([labour])) == [("labour", "KP", "CN")]


def test_those_concerned_are_the_actors_of_the_events_own_facts() -> None:
    """With whoever stands behind a territory, and those who recognise it where the event changes who holds it."""
    facts = [fact("KP", "recognises", "XX", event=EVENT), fact("US", "recognises", "XX")]
    ties = [tie("d", "RU", "directs", "XX"), tie("f", "RU", "finances", "XX"), tie("g", "CN", "directs", "XX")]
    known = Known(Small(ties, facts, events=[TREATY]).world, DAY)
    assert [set(some) for some in concerned(known, EVENT)] == [{"KP", "XX"}, {"KP", "XX", "RU"}]
    held = [*facts, fact("RU", "annexes", "XX", event=EVENT)]
    known = Known(Small(ties, held, events=[TREATY]).world, DAY)
    assert [set(some) for some in concerned(known, EVENT)] == [{"KP", "XX", "RU"}, {"KP", "XX", "RU", "US"}]
    known = Known(Small(events=[TREATY]).world, DAY)
    assert [set(some) for some in concerned(known, EVENT)] == [{"KP", "CN"}, {"KP", "CN"}]


def test_no_channel_joins_a_territory_to_its_sponsor_or_its_parent() -> None:
    """They need no event to trade."""
    ties = [tie("d", "RU", "directs", "XX")]
    for other in ("RU", "DE", "US"):
        ties += [tie(f"s{other}", other, "supplies", "coal"), tie(f"n{other}", other, "needs", "minerals")]
    ties += [tie("sx", "XX", "supplies", "minerals"), tie("nx", "XX", "needs", "coal")]
    found = channels(ties, actors=["XX", "RU", "DE", "US"])
    assert {frozenset((c.source, c.target)) for c in found if "XX" in (c.source, c.target)} == {frozenset(("XX", "US"))}


def test_no_name_crowds_out_the_others() -> None:
    """Each name comes once before any comes twice, and no more than a brief can show."""
    states = ["KP", "CN", "RU", "US"]
    ties = [tie(f"{side}-{code}-{good}", code, side, good, scale="huge" if good == "coal" else "small")
            for side in ("supplies", "needs") for code in states for good in ("coal", "arms")]  # fmt: skip
    found = channels(ties, actors=states)
    assert [channel.name for channel in found] == ["coal", "arms"] * (MOST // 2)
    assert len(set(told(found))) == MOST


def test_a_channel_of_the_packaged_facts_has_its_statements(packaged: Finder) -> None:
    """Each is public by the day of knowledge, and an end of it is an actor of the event."""
    world, known = packaged.world, date(2022, 7, 20)
    event = world.events["dprk-recognises-dpr-lpr"]
    found = channels_of(world, packaged.catalogue, event["id"], event["act"], known)
    assert found
    for channel in found:
        for statement in (*channel.supply, *channel.need):
            assert statement.public(known)
        assert {channel.source, channel.target} & {"KP", "UA-DPR", "UA-LPR"}
