"""What a dealing shows of who and where, reduced to what rules look at.

A *situation* is all that matters of a dealing but its day, its goods' code and its numbers. `contributions` reads it out
as tokens by dimension, and says which part of the dealing each token comes from: the judge takes the tokens, the
explanation takes the parts. There is no second reading.

Invariants: situations are values (equal parts make equal situations); the direction of a dealing is read here only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from catspaw.rules.conditions import NEUTRAL, OF_KIND, RECEIVING, SUPPLYING
from catspaw.rules.facets import ASPECTS, OTHER, WILD, TokenSet

IMPLIED_ACTS = {"worker": "employment", "employer": "employment", "insurer": "insurance"}
BY_SHIP = ("ship_to_ship",)


@dataclass(frozen=True, slots=True)
class Area:
    """Codes that a place or country stands for on a day: those that hold, those that may.

    Codes that no rule asks for are left out, so that areas which rules can't tell apart are equal; an area of which
    something is known holds at least `OTHER`.
    """

    certain: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()
    seat: frozenset[str] = frozenset()  # states in which a finer place was found: their parts are no longer open

    @property
    def known(self) -> bool:
        """Whether anything is known of it for certain."""
        return bool(self.certain)

    def of_kind(self, kind: str) -> Area:
        """The codes for a party of this kind there, such as KP/bank."""
        certain, possible = (frozenset(f"{c}{OF_KIND}{kind}" for c in some) for some in (self.certain, self.possible))
        return Area(certain, possible)

    def kept(self, codes: frozenset[str], parted: frozenset[str]) -> Area:
        """The same without codes that are not asked for, and without seats in states of which others hold no part."""
        other = frozenset([OTHER]) if self.certain else frozenset[str]()
        return Area(self.certain & codes | other, self.possible & codes, self.seat & parted)


@dataclass(frozen=True, slots=True)
class PartySign:
    """What rules see of a party."""

    role: str
    kind: str
    area: Area
    flag: Area | None = None  # vessels only; not known: Area()
    listed: frozenset[tuple[str, bool]] = frozenset()  # list id, for certain
    owned: frozenset[tuple[str, bool]] = frozenset()
    humanitarian: bool = False
    military: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """A dealing without day, codes of goods and numbers."""

    act: str
    parties: tuple[PartySign, ...] = ()
    origin: Area | None = None
    route: tuple[Area, ...] = ()
    modes: frozenset[str] = frozenset()
    purpose: frozenset[str] | None = None  # rule words in the stated purpose; None: no purpose stated
    currency: str | None = None
    notified: bool | None = None
    authorised: bool | None = None
    humanitarian: bool = False  # by its purpose
    aid_like: bool = False  # by the description of goods
    military: bool = False  # by the description of goods


class Part(NamedTuple):
    """One token, and the part of the dealing that it comes from: ('party', 2), ('route', 0), ('origin', 0), ('deal', 0)."""

    dimension: str
    token: str
    certain: bool
    source: str
    at: int


@dataclass(slots=True)
class Sides:
    """The parties by the side of the dealing on which their role puts them (indices)."""

    supplying: list[int] = field(default_factory=list)
    receiving: list[int] = field(default_factory=list)
    neutral: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, situation: Situation) -> Sides:
        """Sort the parties of a situation."""
        sides = cls()
        for index, party in enumerate(situation.parties):
            if party.role in SUPPLYING:
                sides.supplying.append(index)
            elif party.role in RECEIVING:
                sides.receiving.append(index)
            else:
                sides.neutral.append(index)
        return sides


def same_side(role: str, asked: frozenset[str]) -> str:
    """The role, or another of its side where no rule asks for it: roles that rules can't tell apart are equal."""
    if role in asked or role in IMPLIED_ACTS or role == "worker":
        return role
    side = SUPPLYING if role in SUPPLYING else RECEIVING if role in RECEIVING else NEUTRAL
    return next((other for other in side if other not in (*asked, *IMPLIED_ACTS)), role)


def contributions(situation: Situation, aspect: str = "") -> Iterator[Part]:
    """All tokens of a situation (of one aspect, or of all) with the parts they come from; several parts may give one."""
    for name, read in READERS.items():
        if not aspect or name == aspect:
            yield from read(situation)


def token_sets(situation: Situation, aspect: str) -> dict[str, TokenSet]:
    """The tokens of an aspect by dimension, without their parts."""
    certain: dict[str, set[str]] = {}
    possible: dict[str, set[str]] = {}
    wild: set[str] = set()
    for part in contributions(situation, aspect):
        if part.token == WILD:
            wild.add(part.dimension)
        else:
            (certain if part.certain else possible).setdefault(part.dimension, set()).add(part.token)
    return {
        name: TokenSet(frozenset(certain.get(name, ())), frozenset(possible.get(name, ())), name in wild)
        for name in ASPECTS[aspect]
    }


def _area(dimension: str, area: Area, source: str, index: int, certain: bool = True) -> Iterator[Part]:
    for token in sorted(area.certain):
        yield Part(dimension, token, certain, source, index)
    for token in sorted(area.possible):
        yield Part(dimension, token, False, source, index)


def _cast(situation: Situation) -> Iterator[Part]:
    for index, party in enumerate(situation.parties):
        yield Part("role", party.role, True, "party", index)
        if party.kind:
            yield Part("kind", party.kind, True, "party", index)
        for name in ("listed", "owned"):
            for token, certain in sorted(getattr(party, name)):
                yield Part(name, token, certain, "party", index)


def _presence(situation: Situation) -> Iterator[Part]:
    for index, party in enumerate(situation.parties):
        yield from _area("with", party.area, "party", index)
        yield from _area("party", party.area, "party", index)
        if party.kind:
            yield from _area("party", party.area.of_kind(party.kind), "party", index)
    for index, place in enumerate(situation.route):
        yield from _area("with", place, "route", index)
        yield from _area("via", place, "route", index)
    if situation.origin is not None:
        yield from _area("with", situation.origin, "origin", 0)
    if not any(party.area.known for party in situation.parties):
        yield Part("party", WILD, False, "deal", 0)


def _settled(situation: Situation, area: Area) -> Area:
    """An area of the supplying side; where in a state it is, is not open if another source in that state is placed."""
    sources = [situation.parties[i].area for i in Sides.of(situation).supplying] + list(situation.route[:1])
    placed = frozenset[str]().union(*(source.seat for source in sources))
    return Area(area.certain) if area.possible and not area.seat and area.certain & placed else area


def _from(situation: Situation) -> Iterator[Part]:
    sides = Sides.of(situation)
    if situation.origin is None:
        yield Part("origin", WILD, False, "origin", 0)
    else:
        yield from _area("origin", _settled(situation, situation.origin), "origin", 0)
        yield from _area("from", _settled(situation, situation.origin), "origin", 0)
    for index in sides.supplying:
        yield from _area("from", _settled(situation, situation.parties[index].area), "party", index)
    if situation.route:
        yield from _area("from", situation.route[0], "route", 0, certain=len(situation.route) > 1)
    if not sides.supplying:
        for index in sides.neutral:
            yield from _area("from", situation.parties[index].area, "party", index, certain=False)
    if situation.origin is None:
        for index in sides.neutral:
            yield from _area("from", situation.parties[index].area, "party", index, certain=False)
        for index, place in enumerate(situation.route[1:-1], start=1):
            yield from _area("from", place, "route", index, certain=False)
        if not sides.supplying and len(situation.route) < 2:
            yield Part("from", WILD, False, "origin", 0)


def _to(situation: Situation) -> Iterator[Part]:
    sides = Sides.of(situation)
    for index in sides.receiving:
        yield from _area("to", situation.parties[index].area, "party", index)
    last = len(situation.route) - 1
    if last >= 0:
        yield from _area("to", situation.route[last], "route", last, certain=last > 0)
    if not sides.receiving:
        for index in sides.neutral:
            yield from _area("to", situation.parties[index].area, "party", index, certain=False)
        if last < 1 or not situation.route[last].known:
            yield Part("to", WILD, False, "route", 0)


def _vessels(situation: Situation) -> Iterator[Part]:
    known = 0
    for index, party in enumerate(situation.parties):
        if party.flag is None:
            continue
        known += party.flag.known
        yield from _area("flag", party.flag, "party", index)
        if not party.flag.known:
            yield Part("flag", WILD, False, "party", index)
    if situation.act in BY_SHIP and known < 2:
        yield Part("flag", WILD, False, "deal", 0)


def _labour(situation: Situation) -> Iterator[Part]:
    workers = [index for index, party in enumerate(situation.parties) if party.role == "worker"]
    for index in workers:
        yield from _area("worker", situation.parties[index].area, "party", index)
    employs = situation.act == "employment" or any(party.role == "employer" for party in situation.parties)
    if any(not situation.parties[index].area.known for index in workers) or (employs and not workers):
        yield Part("worker", WILD, False, "deal", 0)


def _manner(situation: Situation) -> Iterator[Part]:
    yield Part("act", situation.act or WILD, bool(situation.act), "deal", 0)
    for mode in sorted(situation.modes) or [WILD]:
        yield Part("mode", mode, True, "route", 0)
    for name in ("notified", "authorised"):
        stated = getattr(situation, name)
        if stated is not False:
            yield Part(name, "true", stated is True, "deal", 0)
    if situation.purpose is None:
        yield Part("purpose", WILD, False, "deal", 0)
    for word in sorted(situation.purpose or ()):
        yield Part("purpose", word, True, "deal", 0)
    yield Part("currency", situation.currency or WILD, bool(situation.currency), "deal", 0)
    yield from _character(situation)


def _character(situation: Situation) -> Iterator[Part]:
    """Whether it is aid or military, and the acts that its parties' roles imply."""
    if situation.humanitarian:
        yield Part("humanitarian", "true", True, "deal", 0)
    if situation.aid_like:
        yield Part("humanitarian", "true", False, "goods", 0)
    if situation.military:
        yield Part("military", "true", True, "goods", 0)
    for index, party in enumerate(situation.parties):
        if party.role in IMPLIED_ACTS:
            yield Part("act", IMPLIED_ACTS[party.role], True, "party", index)
        if party.humanitarian:
            yield Part("humanitarian", "true", False, "party", index)
        if party.military or party.kind == "state_body":
            yield Part("military", "true", party.military, "party", index)


# how each aspect of `rules.facets` is read
READERS: Mapping[str, Callable[[Situation], Iterator[Part]]] = {
    "manner": _manner,
    "cast": _cast,
    "source": _from,
    "target": _to,
    "presence": _presence,
    "ships": _vessels,
    "labour": _labour,
}
