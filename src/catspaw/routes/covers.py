"""Why what forbids a leg does not stop it: for each actor who is bound there, a cover, or the leg does not exist.

Invariants: an actor that the regime is against polices nothing of it; a bound actor lets through openly only what a dated
record shows that it lets through; what is hidden from it passes with a chance that falls with how it enforces. A leg
without cover is a `Wall`: where the regime works.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catspaw.facts.ties import Tie
from catspaw.routes.bans import Ban, BanSet
from catspaw.routes.enforcement import Enforcement, Record, bound_on
from catspaw.routes.known import Known
from catspaw.routes.legality import NOWHERE
from catspaw.routes.likelihood import ASSUMED, Assumptions, Range
from catspaw.routes.route import Cover


@dataclass(frozen=True, slots=True)
class Wall:
    """Where a regime works: an actor who is bound by it and lets nothing through."""

    start: str
    end: str
    actor: str
    bans: tuple[Ban, ...]
    record: Record


class Covers:
    """Finds covers on a day; `targets` are the states that each regime is against."""

    def __init__(
        self, known: Known, enforcement: Enforcement, targets: Mapping[str, frozenset[str]],
        assumed: Assumptions = ASSUMED,
    ) -> None:  # fmt: skip
        self._known, self._enforcement, self.targets, self.assumed = known, enforcement, targets, assumed
        self._kept: dict[tuple[str, BanSet, BanSet, frozenset[str]], tuple[tuple[Cover, ...], Wall | None]] = {}
        self._left: dict[tuple[tuple[str, ...], BanSet, BanSet], tuple[Ban, ...]] = {}
        self._binds: dict[tuple[str, str, str], bool] = {}

    def find(
        self, start: str, end: str, true: BanSet, seen: BanSet, about: frozenset[str]
    ) -> tuple[tuple[Cover, ...], Wall | None]:
        """The covers of a leg that some rules forbid, of which those in `seen` show; or the wall that it runs into."""
        first, last = self._known.owner(start), self._known.owner(end)
        ends = (first, last) if first != last else (first,)
        about = (about | {start, end, first, last}) & self._enforcement.about
        covers: tuple[Cover, ...] = ()
        for actor in ends:
            found, wall = self._of_actor(actor, true, seen, about)
            if wall:
                return (), Wall(start, end, actor, wall.bans, wall.record)
            covers += found
        nobody = self._of_nobody(ends, true, seen)
        return (self._out_of_reach(nobody, start, end), *covers) if nobody else covers, None

    def _of_nobody(self, ends: tuple[str, ...], true: BanSet, seen: BanSet) -> tuple[Ban, ...]:
        """The bans that bind nobody at the ends of a leg."""
        key = (ends, true, seen)
        if key not in self._left:
            bans = dict.fromkeys((*true.bans, *seen.bans))
            self._left[key] = tuple(ban for ban in bans if not any(self._bound(ban, actor) for actor in ends))
        return self._left[key]

    def _bound(self, ban: Ban, actor: str) -> bool:
        """Whether an actor must act on a ban; whom the regime is against polices nothing of it."""
        key = (ban.regime, ban.jurisdiction, actor)
        if key not in self._binds:
            against = self.targets.get(ban.regime, frozenset())
            self._binds[key] = actor not in against and bound_on(self._known, ban.jurisdiction, actor)
        return self._binds[key]

    def _out_of_reach(self, bans: tuple[Ban, ...], start: str, end: str) -> Cover:
        names = ", ".join(sorted({ban.regime for ban in bans}))
        ends = [code for code in dict.fromkeys((start, end)) if code not in NOWHERE]
        ties: list[Tie] = []
        reasons = []
        for code in ends:
            holder = self._known.holder(code)
            if code in self._known.contested and self._known.owner(code) == code:
                reasons.append(f"{self._known.name(code)} is no UN member and few recognise it")
                ties += [holder] if holder else []
        why = f"nobody who acts here is bound by {names}"
        return Cover("not_bound", "", bans, "; ".join((why, *reasons)), tuple(ties))

    def _of_actor(
        self, actor: str, true: BanSet, seen: BanSet, about: frozenset[str]
    ) -> tuple[tuple[Cover, ...], Wall | None]:
        """The covers for one actor, or its wall; worked out once for each set of bans."""
        key = (actor, true, seen, about)
        if key not in self._kept:
            self._kept[key] = self._work_out(*key)
        return self._kept[key]

    def _work_out(
        self, actor: str, true: BanSet, seen: BanSet, about: frozenset[str]
    ) -> tuple[tuple[Cover, ...], Wall | None]:
        groups: dict[tuple[bool, Record], list[Ban]] = defaultdict(list)
        visible = set(seen.bans)
        for ban in dict.fromkeys((*true.bans, *seen.bans)):
            if not self._bound(ban, actor):
                continue
            record = self._enforcement.record(actor, ban.regime, ban.rule, about)
            if ban in visible and not record.lets_through and ban.sure:
                return (), Wall("", "", actor, tuple(b for b in seen.bans if self._bound(b, actor)), record)
            groups[ban in visible, record].append(ban)
        name = self._known.name(actor)
        found = []
        for (shows, record), some in groups.items():
            kind = "disguised" if not shows else "not_enforcing" if record.lets_through else "exempt"
            likelihood = self._likelihood(kind, record)
            ties = (record.tie,) if record.tie else ()
            found.append(Cover(kind, actor, tuple(some), f"{name} {_why(kind, record)}", ties, likelihood))
        return tuple(found), None

    def _likelihood(self, kind: str, record: Record) -> Range:
        if kind == "disguised":
            return record.hidden(self.assumed)
        return record.open(self.assumed) if kind == "not_enforcing" else self.assumed.exempt[record.says == "acts"]


def chance(covers: Iterable[Cover]) -> Range:
    """All covers at once: of those for one actor the least likely counts, since whoever finds one thing finds all."""
    least: dict[str, Range] = {}
    for cover in covers:
        if cover.actor:
            other = least.get(cover.actor)
            least[cover.actor] = cover.likelihood if other is None or cover.likelihood.mid < other.mid else other
    found = Range(1.0, 1.0, 1.0)
    for one in least.values():
        found = found * one
    return found


def of_ships(known: Known, ends: tuple[str, str], ends_of_route: frozenset[str], hidden: bool, bans: tuple[Ban, ...],
             targets: Mapping[str, frozenset[str]], ships: Mapping[str, Range] = ASSUMED.ships) -> Cover | None:  # fmt: skip
    """What lets ships carry what is banned; None where no ban on the route's own ends is at stake."""
    against = frozenset[str]().union(*(targets.get(ban.regime, frozenset()) for ban in bans)) & ends_of_route
    if not against:
        return None
    if hidden:
        return Cover("disguised", "ships", bans, "the ship hides where it was or who it is", (), ships["hidden"])
    flags = [tie for code in sorted(against) for tie in known.find("flags", "", code)]
    if flags:
        return Cover(
            "not_enforcing", "ships", bans, "a register is known to flag such ships", (flags[0],), ships["flagged"]
        )
    own = sorted(against.intersection(ends))
    if own:
        return Cover("not_bound", "ships", bans, f"ships of {known.name(own[0])} itself", (), ships["own"])
    return Cover("disguised", "ships", bans, "flags, insurers and brokers are not told", (), ships["chartered"])


def _why(kind: str, record: Record) -> str:
    if kind == "exempt":
        return "is bound, and an exception, a cap or a technical test may leave this lawful: that is open"
    if kind == "disguised":
        does = {"acts": "enforces this", "partly": "enforces this in part", "not": "does not enforce this",
                "none": "has no public record on this"}  # fmt: skip
        return f"is bound and {does[record.says]}, but what it looks at is hidden"
    how = "acts on it only in part" if record.says == "partly" else "does not act on it"
    return f"is bound and, by the record, {how}"
