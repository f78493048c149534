"""A banned leg exists only if everybody who is bound there has a reason to let it pass."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from catspaw.routes.bans import NO_BANS, Ban, BanSet
from catspaw.routes.covers import Covers, Wall, chance, of_ships
from catspaw.routes.enforcement import Enforcement
from catspaw.routes.known import Known
from catspaw.routes.likelihood import ASSUMED, CERTAIN, Range
from catspaw.routes.route import Cover
from routes.worlds import DAY, Row, Small, closed_road, fact, members, record, tie

ENDS = frozenset(("KP", "CN"))
TARGETS = {"test": frozenset(("KP",))}


def made(name: str = "test.coal", jurisdiction: str = "un", sure: bool = True, regime: str = "test") -> Ban:
    """A ban of the regime `test`, which is against North Korea."""
    return Ban(regime, jurisdiction, name, "Art. 1", "made up", "", True, sure, (), True)


BAN = made()
BANS = BanSet((BAN,))


def covers_of(*rows: Row, facts: Sequence[Row] = ()) -> Covers:
    """Covers in a world in which Russia and China are members of the UN."""
    known = Known(Small(ties=list(rows), facts=[*members("RU", "CN"), *facts]).world, DAY)
    return Covers(known, Enforcement(known, frozenset(("coal",))), TARGETS)


def find(
    covers: Covers, start: str, end: str, true: BanSet = BANS, seen: BanSet = BANS
) -> tuple[list[tuple[str, str]], Wall | None]:
    """The covers of a leg as (kind, actor), and its wall."""
    found, wall = covers.find(start, end, true, seen, ENDS)
    return [(cover.kind, cover.actor) for cover in found], wall


def test_a_bound_actor_without_a_record_is_a_wall() -> None:
    """Silence is no leave."""
    found, wall = find(covers_of(), "KP", "RU")
    assert found == []
    assert wall is not None
    assert (wall.start, wall.end, wall.actor, wall.bans, wall.record.says) == ("KP", "RU", "RU", (BAN,), "none")


@pytest.mark.parametrize(
    ("relation", "kind"),
    [("enforces", ""), ("partly_enforces", "not_enforcing"), ("does_not_enforce", "not_enforcing")],
)
def test_a_bound_actor_lets_through_openly_only_what_its_record_shows(relation: str, kind: str) -> None:
    """With the statement that shows it, at its likelihood."""
    covers = covers_of(record("RU", relation, "KP", strength="strong"))
    found, wall = covers.find("KP", "RU", BANS, BANS, ENDS)
    assert [cover.kind for cover in found] == ([kind] if kind else [])
    assert bool(wall) == (not kind)
    if kind:
        assert [one.id for one in found[0].ties] == [f"RU-{relation}-KP-test"]
        assert found[0].likelihood == ASSUMED.open["partly" if relation == "partly_enforces" else "strong"]
        assert found[0].bans == (BAN,)


def test_what_is_hidden_from_a_bound_actor_passes_by_how_it_enforces() -> None:
    """The firmer it is, the less likely."""
    mids = []
    for relation in ("enforces", "partly_enforces", "does_not_enforce"):
        (cover,), wall = covers_of(record("RU", relation, "KP", strength="strong")).find(
            "KP", "RU", BANS, NO_BANS, ENDS
        )
        assert (cover.kind, cover.actor, wall) == ("disguised", "RU", None)
        mids.append(cover.likelihood.mid)
    assert mids == sorted(mids)
    assert find(covers_of(), "KP", "RU", BANS, NO_BANS) == ([("disguised", "RU")], None)


def test_a_ban_that_only_the_papers_meet_counts_like_any_other() -> None:
    """Who names another buyer may run into a rule against that one."""
    assert find(covers_of(), "KP", "RU", NO_BANS, BANS)[1] is not None


def test_what_may_be_lawful_is_left_open() -> None:
    """An exception, a cap or a technical test: less likely before one who is known to enforce."""
    unsure = BanSet((made(sure=False),))
    acting, silent = covers_of(record("RU", "enforces", "KP")), covers_of()
    (cover,), wall = acting.find("KP", "RU", unsure, unsure, ENDS)
    assert (cover.kind, wall, cover.likelihood) == ("exempt", None, ASSUMED.exempt[True])
    assert silent.find("KP", "RU", unsure, unsure, ENDS)[0][0].likelihood == ASSUMED.exempt[False]
    assert "that is open" in cover.why


def test_whom_a_regime_is_against_polices_nothing_of_it() -> None:
    """Though it may be a member of the union that made it."""
    covers = covers_of(facts=members("KP"))
    assert find(covers, "KP", "DE") == ([("not_bound", "")], None)
    other = BanSet((made(regime="other"),))
    assert find(covers, "KP", "DE", other, other)[1] is not None


def test_where_nobody_is_bound_that_is_the_cover() -> None:
    """A territory that is no member says so, with who holds it."""
    covers = covers_of(facts=[fact("RU", "controls", "XX")])
    (cover,), wall = covers.find("KP", "XX", BANS, BANS, ENDS)
    assert (cover.kind, cover.actor, cover.likelihood, wall) == ("not_bound", "", CERTAIN, None)
    assert "Exland is no UN member" in cover.why
    assert [one.id for one in cover.ties] == ["RU-controls-XX"]


def test_where_a_territory_was_annexed_its_annexer_is_bound() -> None:
    """It can't be both its own land and beyond its law."""
    annexed = [fact("RU", "controls", "XX"), fact("RU", "annexes", "XX")]
    wall = find(covers_of(facts=annexed), "KP", "XX")[1]
    assert wall is not None
    assert wall.actor == "RU"
    lets = covers_of(record("RU", "does_not_enforce", "KP"), facts=annexed)
    assert find(lets, "KP", "XX") == ([("not_enforcing", "RU")], None)


def test_both_ends_of_a_leg_must_let_it_through() -> None:
    """One alone is not enough; one actor at both ends is asked once."""
    lax = record("RU", "does_not_enforce", "KP")
    wall = find(covers_of(lax), "RU", "CN")[1]
    assert wall is not None
    assert wall.actor == "CN"
    both = covers_of(lax, record("CN", "does_not_enforce", "KP"))
    assert find(both, "RU", "CN") == ([("not_enforcing", "RU"), ("not_enforcing", "CN")], None)
    annexed = covers_of(lax, facts=[fact("RU", "controls", "XX"), fact("RU", "annexes", "XX")])
    assert find(annexed, "RU", "XX") == ([("not_enforcing", "RU")], None)


def test_each_ban_has_its_own_cover() -> None:
    """One hidden, one openly let through, one that binds nobody there."""
    shown, hidden, foreign = made("test.shown"), made("test.hidden"), made("us.coal", "us", regime="us")
    row = record("RU", "does_not_enforce", "KP", rules=["test.shown"])
    found, wall = covers_of(row).find("KP", "RU", BanSet((shown, hidden, foreign)), BanSet((shown, foreign)), ENDS)
    assert wall is None
    assert {cover.kind: [ban.rule for ban in cover.bans] for cover in found} == {
        "not_bound": ["us.coal"], "not_enforcing": ["test.shown"], "disguised": ["test.hidden"],
    }  # fmt: skip


def test_nothing_banned_needs_no_cover() -> None:
    """And meets no wall."""
    assert find(covers_of(), "KP", "RU", NO_BANS, NO_BANS) == ([], None)


def test_for_one_actor_the_least_likely_cover_counts() -> None:
    """Who finds one thing finds all; actors are independent, and what binds nobody costs nothing."""
    high, low = Range(0.5, 0.6, 0.7), Range(0.1, 0.2, 0.3)
    one, two = Cover("disguised", "RU", (), "", (), high), Cover("not_enforcing", "RU", (), "", (), low)
    other, nobody = Cover("disguised", "CN", (), "", (), high), Cover("not_bound", "", (), "", (), low)
    assert chance([one, two]) == chance([two, one]) == low
    assert chance([one, two, other, nobody]) == low * high
    assert chance([]) == CERTAIN


def ships(
    *rows: Row, ends: tuple[str, str] = ("RU", "high-seas"), hidden: bool = False, bans: tuple[Ban, ...] = (BAN,)
) -> str:
    """How ships are covered: the kind, and which of the assumptions it takes."""
    known = Known(Small(ties=list(rows)).world, DAY)
    cover = of_ships(known, ends, ENDS, hidden, bans, TARGETS)
    if cover is None:
        return "none"
    return f"{cover.kind} {next(name for name, one in ASSUMED.ships.items() if one == cover.likelihood)}"


def test_ships_need_a_cover_of_their_own_where_a_ban_on_the_ends_is_at_stake() -> None:
    """Flags, insurers and brokers look too."""
    assert ships(bans=(made(regime="other"),)) == "none"
    assert ships() == "disguised chartered"
    assert ships(hidden=True) == "disguised hidden"
    assert ships(ends=("KP", "high-seas")) == "not_bound own"
    assert ships(tie("f", "RU", "flags", "KP"), ends=("KP", "high-seas")) == "not_enforcing flagged"


def test_a_closed_road_names_its_wall() -> None:
    """Where nothing is known to pass, nothing is found, and it is said who stops it."""
    search = closed_road().search()
    assert search.routes() == []
    assert {(wall.start, wall.end, wall.actor) for wall in search.walls} >= {("KP", "RU", "RU")}
