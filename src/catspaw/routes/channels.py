"""The channels that an event may have opened: who of those concerned supplies what another of them needs.

Those concerned are the actors of the event's own facts (of the event, where it has none), the sponsors of contested
territories among them, and, where the event changes who holds a territory, those who recognise it.

Invariants: a channel rests on statements of supply and need (or of plans and hosts of labour) that were public; nothing
is proposed because an article named it. At least one end of a channel is an actor of the event's own facts, and
no channel joins a territory to its sponsor or to the state that it is a part of.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from catspaw.facts.ties import Tie
from catspaw.routes.catalogue import Catalogue, Good
from catspaw.routes.known import Known, facts_of_event, statements

if TYPE_CHECKING:
    from catspaw.facts.world import World

SIZES = {"huge": 4, "large": 3, "medium": 2, "small": 1, "unknown": 1, "": 1}
NAMED = 3  # size that a statement is worth which names both ends
LABOUR = ("supplies_labour", "labour_plan", "hosts_labour")
HELD = ("annexes", "controls", "declares_independence")
MOST = 8


@dataclass(frozen=True, slots=True)
class Channel:
    """A good that one supplies and the other needs, with the statements that say so."""

    event: str
    name: str
    good: str
    hs: str
    source: str
    target: str
    supply: tuple[Tie, ...]
    need: tuple[Tie, ...]

    @property
    def size(self) -> int:
        """How large supply and need are, by class; more where a statement names the two together."""
        supply, need = (max((SIZES[tie.scale] for tie in ties), default=0) for ties in (self.supply, self.need))
        named = any(self.source in t.partners for t in self.need) or any(self.target in t.partners for t in self.supply)
        return supply + need + NAMED * named


def concerned(known: Known, event: str) -> tuple[frozenset[str], frozenset[str]]:
    """Those whom an event's own facts are about, and all who are concerned."""
    world = known.world
    started, ended = facts_of_event(world, event)
    facts = [tie for tie in statements(world) if tie.id in started | ended and tie.public(known.public)]
    own = {code for tie in facts for code in (tie.subject, tie.object)} or set(world.events[event].get("actors", ()))
    own = {code for code in own if world.actors.get(code, {}).get("kind") in ("state", "contested")}
    wide = set(own)
    for code in own & known.contested:
        wide |= {sponsor} if (sponsor := known.sponsor(code)) else set()
        if any(tie.relation in HELD for tie in facts):
            wide |= {tie.subject for tie in known.find("recognises", "", code)}
    return frozenset(own), frozenset(wide)


def channels_of(world: World, catalogue: Catalogue, event: str, day: date, known: date | None) -> list[Channel]:
    """The channels of an event: of each name the one between its own actors first, then the largest."""
    view = Known(world, day, known)
    own, wide = concerned(view, event)
    best: dict[tuple[str, str, str], Channel] = {}
    for source in sorted(wide):
        for target in sorted(wide - {source}):
            if not {source, target} & own:
                continue
            for channel in _between(view, catalogue, event, source, target):
                key = (channel.name, source, target)
                if key not in best or channel.size > best[key].size:
                    best[key] = channel
    close = {
        (code, other) for code in wide for other in (world.actors[code].get("parent"), view.sponsor(code)) if other
    }
    found = [c for c in best.values() if not {(c.source, c.target), (c.target, c.source)} & close]
    found.sort(key=lambda c: (not {c.source, c.target} <= own, -c.size, c.name, c.source, c.target))
    return _by_turns(found)[:MOST]


def _by_turns(channels: list[Channel]) -> list[Channel]:
    """The first of each name, then the second of each, and so on, so that no name crowds out the others."""
    turn: Counter[str] = Counter()
    placed = []
    for channel in channels:
        placed.append((turn[channel.name], channel))
        turn[channel.name] += 1
    return [channel for _, channel in sorted(placed, key=lambda one: one[0])]


def _between(known: Known, catalogue: Catalogue, event: str, source: str, target: str) -> Iterator[Channel]:
    needs: dict[str, list[Tie]] = defaultdict(list)
    for tie in known.find("needs", target):
        needs[tie.object].append(tie)
    for tie in known.find("supplies", source):
        if tie.object not in catalogue.goods:
            continue
        good = catalogue.goods[tie.object]
        met = [
            need
            for kin in sorted(catalogue.kin(good))
            for need in needs.get(kin, ())
            if _meet(tie, need, source, target)
        ]
        if met:
            yield _channel(catalogue, event, good, source, target, tie, met)
    if labour := [tie for tie in known.any(LABOUR) if _goes(tie, source, target)]:
        yield Channel(event, "labour", "labour", "", source, target, tuple(labour), tuple(needs.get("labour", ())))


def _goes(tie: Tie, source: str, target: str) -> bool:
    """Whether a statement is about nationals of the source who work, or are to work, in the target."""
    if tie.relation == "hosts_labour":
        return (tie.subject, tie.object) == (target, source)
    return tie.subject == source and target in (tie.object, *(tie.partners if tie.relation == "labour_plan" else ()))


def _meet(supply: Tie, need: Tie, source: str, target: str) -> bool:
    """Whether a supply and a need may meet: neither is said to be for others alone by being written for one pair."""
    return not need.partners or source in need.partners or not supply.partners or target in supply.partners


def _channel(
    catalogue: Catalogue, event: str, good: Good, source: str, target: str, tie: Tie, met: list[Tie]
) -> Channel:
    code = next((code for code in (*tie.hs, *good.hs) if code), "")
    return Channel(event, good.channel, good.id, code, source, target, (tie,), tuple(met))
