"""The ways that are open for a question, as a graph: a node is a place with what is hidden there, an edge is a leg.

What has to be hidden on the way to a place (that the buyer there is not the last one) is owed from the start and paid off
where a technique provides for it; the target is reached only with nothing owed.

Many edges are the same leg in another state, so legs are worked out once (`legs`) and edges are columns that point to them.

Invariants: a leg exists only if each actor who is bound on it has a cover; its cost is -log of the middle of its
likelihood; a leg knows how to tell itself, with the statements that it rests on, and nothing is told another way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

import numpy as np

from catspaw.facts.then import tells_later
from catspaw.facts.ties import Tie
from catspaw.routes.bans import BanSet
from catspaw.routes.changes import AT_SEA, Change, Changes
from catspaw.routes.covers import Covers, Wall, chance, of_ships
from catspaw.routes.graph import Graph, Integers
from catspaw.routes.known import Known
from catspaw.routes.legality import NOTHING, SEEN, Leg, Legality
from catspaw.routes.likelihood import CERTAIN, Range
from catspaw.routes.places import Links
from catspaw.routes.question import Question
from catspaw.routes.route import Cover, Step

KINDS = ("move", "transfer", "relabel", "transform", "settle", "begin", "leave")  # leave: a move that needs a reason
MOST_OWED = 3
SOURCE, TARGET = 0, 1  # the first and the last node; states of places follow


class Mask(NamedTuple):
    """What is hidden from there on, and what was hidden on the way and is still to be provided for."""

    hidden: frozenset[str]
    owed: frozenset[str]

    @classmethod
    def of(cls, hidden: frozenset[str], owed: frozenset[str]) -> Mask:
        """What is hidden for good need not be provided for."""
        return cls(hidden, owed - hidden)


@dataclass(frozen=True, slots=True)
class Way:
    """One leg, in whatever state it is gone: a move, a change at a place, a payment, or the beginning."""

    kind: str
    start: str
    end: str
    likelihood: Range
    atoms: frozenset[str] = NOTHING
    change: Change | None = None
    step: Step | None = None  # a payment, told beforehand

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from other legs, whatever its likelihood."""
        technique = self.change.technique.id if self.change else self.step.says if self.step else ""
        return (self.kind, self.start, self.end, self.atoms, technique)


@dataclass
class Network:
    """Legs, and edges as columns: tail and head number a state (place x mask), `leg` the leg of each."""

    places: Sequence[str]
    masks: Sequence[Mask]
    legs: list[Way]
    tail: Integers
    head: Integers
    leg: Integers
    walls: list[Wall]
    builder: Builder
    free: frozenset[str]  # places that may be passed where nothing is done
    _told: dict[int, Step | None] = field(default_factory=dict)

    @property
    def nodes(self) -> int:
        """How many states there are, with the first and the last node."""
        return 2 + len(self.places) * len(self.masks)

    def place(self, node: int) -> str:
        """The place of a state."""
        return self.places[(node - 2) // len(self.masks)]

    def step(self, edge: int) -> Step | None:
        """The leg of an edge, told; None where it is only the beginning."""
        leg = int(self.leg[edge])
        if leg not in self._told:
            way = self.legs[leg]
            self._told[leg] = way.step if way.step is not None or way.kind == "begin" else self.builder.tell(way)
        return self._told[leg]

    def graph(self) -> Graph:
        """The edges with their costs."""
        costs = np.array([way.likelihood.cost for way in self.legs])
        return Graph.of(self.nodes, self.tail, self.head, costs[self.leg] if len(self.leg) else [])

    def kinds(self, marked: Sequence[bool] | None = None) -> Integers:
        """The kind of each edge by its place in `KINDS`; those of marked legs count on from there."""
        of_leg = np.array([KINDS.index(self._kind(way)) for way in self.legs], dtype=np.int32)
        if marked is not None:
            of_leg += np.asarray(marked, dtype=np.int32) * len(KINDS)
        return of_leg[self.leg] if len(self.leg) else of_leg[:0]

    def _kind(self, way: Way) -> str:
        return "leave" if way.kind == "move" and way.start not in self.free else way.kind


class Builder:
    """Builds the network of a question."""

    def __init__(
        self, question: Question, known: Known, links: Links, free: frozenset[str], uses: Changes, at: Sequence[Change],
        legality: Legality, covers: Covers,
    ) -> None:  # fmt: skip
        self._question, self._known, self.links, self._changes = question, known, links, uses
        self._free = free
        self._at = at
        self._legality, self._covers = legality, covers
        self._kept: dict[tuple[str, str, frozenset[str]], tuple[tuple[Cover, ...], Wall | None]] = {}
        self._groups: dict[tuple[object, ...], list[tuple[frozenset[str], list[frozenset[str]]]]] = {}
        self._ends = frozenset((question.source, question.target))

    def build(self, payments: Iterable[Step]) -> Network:
        """The network, with an edge to the end for each way to pay."""
        places = sorted({*self._ends, *(place for pair in self.links for place in pair)})
        masks = self._masks()
        edges = _Edges(places, masks)
        walls = self._moves(edges)
        for change in self._at:
            edges.change(
                Way(change.technique.leg, change.place, change.place, change.weighed.likelihood, change=change)
            )
        edges.ends(self._question, payments)
        tail, head, leg = edges.columns()
        return Network(places, masks, edges.legs, tail, head, leg, walls, self, self._free)

    def _masks(self) -> list[Mask]:
        """All that can be hidden and owed together, by what the changes do."""
        hidden = {NOTHING}
        for change in self._at:
            hidden |= {some | change.after for some in hidden}
        offered = sorted({atom for change in self._at for atom in change.before})
        owed = [frozenset(some) for size in range(MOST_OWED + 1) for some in combinations(offered, size)]
        return list(dict.fromkeys(Mask.of(h, o) for h in sorted(hidden, key=sorted) for o in owed))

    def _moves(self, edges: _Edges) -> list[Wall]:
        on: dict[tuple[str, str], list[Change]] = defaultdict(list)
        for change in self._changes.on_moves(self.links):
            on[change.place, change.next].append(change)
        atoms = sorted({mask.hidden | mask.owed for mask in edges.masks}, key=sorted)
        extra = {change.after for some in on.values() for change in some}
        views = {some & SEEN for some in (NOTHING, *atoms, *(some | more for some in atoms for more in extra))}
        alike = {
            (self._legality.likeness(start), self._legality.likeness(end)): (start, end) for start, end in self.links
        }
        self._legality.learn(Leg(start, end, view) for start, end in alike.values() for view in views)
        walls: dict[Wall, None] = {}
        for start, end in self.links:
            for change in (None, *on.get((start, end), ())):
                for hidden, states in self._alike(start, end, atoms, change):
                    covers, wall = self.covers(start, end, hidden)
                    if wall:
                        walls[wall] = None
                    else:
                        likelihood = self.likelihood(start, end, covers, change)
                        edges.move(Way("move", start, end, likelihood, hidden, change), states)
        return list(walls)

    def _alike(
        self, start: str, end: str, atoms: Sequence[frozenset[str]], change: Change | None
    ) -> Iterable[tuple[frozenset[str], list[frozenset[str]]]]:
        """What is hidden, in groups that a leg can't tell apart: what hides least stands for each."""
        at_sea = "high-seas" in (start, end)
        more = change.after if change else NOTHING
        likeness = (self._legality.likeness(start), self._legality.likeness(end), at_sea, more)
        if likeness not in self._groups:
            found: dict[tuple[BanSet, bool], tuple[frozenset[str], list[frozenset[str]]]] = {}
            for some in atoms:
                hidden = some | more
                if not change or hidden != some:
                    key = (self._legality.bans(Leg(start, end, hidden)), at_sea and bool(hidden & AT_SEA))
                    found.setdefault(key, (hidden, []))[1].append(some)
            self._groups[likeness] = list(found.values())
        return self._groups[likeness]

    def covers(self, start: str, end: str, atoms: frozenset[str]) -> tuple[tuple[Cover, ...], Wall | None]:
        """The covers of a move with some aspects hidden, or the wall that it runs into."""
        key = (start, end, atoms)
        if key not in self._kept:
            true, seen = self._legality.bans(Leg(start, end)), self._legality.bans(Leg(start, end, atoms))
            covers, wall = self._covers.find(start, end, true, seen, self._ends) if true or seen else ((), None)
            if covers and not wall and "high-seas" in (start, end):
                bans = tuple(dict.fromkeys((*true.bans, *seen.bans)))
                ships = of_ships(
                    self._known, (start, end), self._ends, bool(atoms & AT_SEA), bans, self._covers.targets,
                    self._covers.assumed.ships,
                )  # fmt: skip
                covers = (*covers, ships) if ships else covers
            self._kept[key] = (covers, wall)
        return self._kept[key]

    def likelihood(
        self, start: str, end: str, covers: tuple[Cover, ...], change: Change | None, link: Tie | None = None
    ) -> Range:
        """How likely a move is, with its covers and what is used on it."""
        assumed = self._covers.assumed
        found = (assumed.out_of_reach if covers else assumed.lawful) * chance(covers)
        if (link or self.links[start, end][0]).status in ("limited", "closed"):
            found = found * assumed.limited_link
        return found * change.weighed.likelihood if change else found

    def tell(self, way: Way) -> Step:
        """A leg with its covers and statements."""
        return self._tell_move(way) if way.change is None or way.kind == "move" else self._tell_change(way, way.change)

    def _tell_change(self, way: Way, change: Change) -> Step:
        name = self._known.name(way.start)
        says = f"{change.technique.title}, in {name}: {change.technique.says}"
        if change.worked_out:
            says = f"{says} ({change.worked_out})"
        return Step(
            way.kind, way.start, way.end, change.technique.id, change.before | change.after, (), change.ties,
            way.likelihood, change.weighed.basis, says, change.weighed.because,
        )  # fmt: skip

    def _tell_move(self, way: Way) -> Step:
        start, end = way.start, way.end
        covers, _ = self.covers(start, end, way.atoms)
        link = self.links[start, end][0]
        why = self._why(start, end, covers)
        label = way.change or next(iter(why), None)
        ties = [link, *(tie for named in dict.fromkeys((label, *why)) if named for tie in named.ties)]
        basis = way.change.weighed.basis if way.change else "class" if covers else "assumed"
        because = "; ".join((_because(covers, link), *((way.change.weighed.because,) if way.change else ())))
        mode = f" by {link.mode}" if link.mode else ""
        says = f"{self._known.name(start)} to {self._known.name(end)}{mode}: {_told(link, self._question)}"
        return Step(
            "move", start, end, label.technique.id if label else "", way.atoms, covers, tuple(dict.fromkeys(ties)),
            way.likelihood, basis, says, because, tuple(c.technique.id for c in why if c is not label),
        )  # fmt: skip

    def _why(self, start: str, end: str, covers: tuple[Cover, ...]) -> list[Change]:
        """The techniques that name why covers stand, the likeliest first."""
        kinds = {cover.kind for cover in covers}
        if not kinds:
            return []
        fits = [
            c for c in self._changes.on_moves([(start, end)], hiding=False) if kinds.intersection(c.technique.covers)
        ]
        return sorted(fits, key=lambda c: (-c.weighed.likelihood.mid, c.technique.id))


class _Edges:
    """Gathers legs, and the edges in which each is gone in every state."""

    def __init__(self, places: Sequence[str], masks: Sequence[Mask]) -> None:
        self.masks, self.legs = masks, []  # type: tuple[Sequence[Mask], list[Way]]
        self._at = {place: 2 + index * len(masks) for index, place in enumerate(places)}
        self._number = {mask: index for index, mask in enumerate(masks)}
        self._atoms: dict[frozenset[str], list[int]] = defaultdict(list)
        for index, mask in enumerate(masks):
            self._atoms[mask.hidden | mask.owed].append(index)
        self._found: list[tuple[Integers, Integers]] = []
        self._steps: dict[tuple[frozenset[str], frozenset[str]], tuple[Integers, Integers]] = {}

    def _add(self, way: Way, tail: Integers, head: Integers) -> None:
        self.legs.append(way)
        self._found.append((tail, head))

    def move(self, way: Way, states: Iterable[frozenset[str]]) -> None:
        """A move, in each state in which just these aspects (one set of them) are hidden or owed."""
        masks = np.array([index for atoms in states for index in self._atoms[atoms]], dtype=np.int32)
        self._add(way, self._at[way.start] + masks, self._at[way.end] + masks)

    def change(self, way: Way) -> None:
        """A change at a place, in each state that it makes another."""
        assert way.change is not None  # noqa: S101 - only changes come here
        key = (way.change.after, way.change.before)
        if key not in self._steps:
            self._steps[key] = self._changed(*key)
        before, after = self._steps[key]
        at = self._at[way.start]
        self._add(way, at + before, at + after)

    def _changed(self, after: frozenset[str], before: frozenset[str]) -> tuple[Integers, Integers]:
        pairs = [
            (index, self._number[changed])
            for index, mask in enumerate(self.masks)
            if (changed := Mask.of(mask.hidden | after, mask.owed - before)) != mask
        ]
        columns = np.array(pairs, dtype=np.int32).reshape(-1, 2)
        return columns[:, 0], columns[:, 1]

    def ends(self, question: Question, payments: Iterable[Step]) -> None:
        """The beginning, with whatever is owed, and the end, with nothing owed and each way to pay."""
        first = [index for index, mask in enumerate(self.masks) if not mask.hidden]
        begin = Way("begin", question.source, question.source, CERTAIN)
        head = self._at[question.source] + np.array(first, dtype=np.int32)
        self._add(begin, np.full(len(first), SOURCE, dtype=np.int32), head)
        last = np.array([index for index, mask in enumerate(self.masks) if not mask.owed], dtype=np.int32)
        at = self._at[question.target if question.form != "money" else question.source]
        for step in payments:
            way = Way("settle", question.target, question.source, step.likelihood, step=step)
            self._add(way, at + last, np.full(len(last), TARGET, dtype=np.int32))

    def columns(self) -> tuple[Integers, Integers, Integers]:
        """Tail, head and leg of each edge."""
        tail = np.concatenate([tail for tail, _ in self._found])
        head = np.concatenate([head for _, head in self._found])
        leg = np.repeat(np.arange(len(self._found), dtype=np.int32), [len(tail) for tail, _ in self._found])
        return tail, head, leg


def _told(link: Tie, question: Question) -> str:
    """What a link is; a text that names later days is not shown in a view of the past."""
    said = f"an open link ({link.id})" if tells_later(link.says, question.known) else link.says
    return f"{said} (closed on {question.day}; as if open again)" if link.status == "closed" else said


def _because(covers: tuple[Cover, ...], link: Tie) -> str:
    if not covers:
        text = "no rule forbids this leg to anyone who is there"
    else:
        parts = [f"{cover.actor or 'nobody bound'}: {cover.kind.replace('_', ' ')}" for cover in covers]
        text = f"by cover ({', '.join(dict.fromkeys(parts))})"
    return f"{text}; the link is {link.status}" if link.status in ("limited", "closed") else text
