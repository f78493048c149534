"""The ways that are open for a question, as a graph: a node is a place with what is hidden there, an edge is a leg.

What has to be hidden on the way to a place (that the buyer there is not the last one) is owed from the start and paid off
where a technique provides for it; the target is reached only with nothing owed.

Invariants: an edge exists only if each actor who is bound on it has a cover; its cost is -log of the middle of its
likelihood; an edge knows how to tell its leg, with the statements that it rests on, and nothing is told another way.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations
from typing import NamedTuple

from catspaw.facts.then import tells_later
from catspaw.facts.ties import Tie
from catspaw.routes.changes import AT_SEA, Change
from catspaw.routes.covers import Covers, Wall, chance, of_ships
from catspaw.routes.known import Known
from catspaw.routes.legality import Leg, Legality
from catspaw.routes.likelihood import LAWFUL, LIMITED_LINK, OUT_OF_REACH, Range
from catspaw.routes.places import Links
from catspaw.routes.question import Question
from catspaw.routes.route import Cover, Step

KINDS = ("move", "transfer", "relabel", "transform", "settle", "begin")
NOTHING: frozenset[str] = frozenset()
MOST_OWED = 3


class State(NamedTuple):
    """A place, what is hidden from there on, and what was hidden on the way and is still to be provided for."""

    place: str
    hidden: frozenset[str]
    owed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Edge:
    """One leg between two states."""

    tail: int
    head: int
    kind: str
    likelihood: Range
    pair: tuple[str, str]
    atoms: frozenset[str] = NOTHING
    change: Change | None = None
    step: Step | None = None  # a payment, told beforehand


@dataclass
class Network:
    """States and edges; `source` and `target` are the numbers of the first and the last state."""

    states: list[State]
    edges: list[Edge]
    walls: list[Wall]
    source: int = 0
    target: int = 1
    _builder: Builder | None = field(default=None, repr=False)

    def step(self, number: int) -> Step | None:
        """The leg of an edge; None where it is only the beginning."""
        edge = self.edges[number]
        if edge.step is not None or edge.kind == "begin" or self._builder is None:
            return edge.step
        return self._builder.tell(edge)


class Builder:
    """Builds the network of a question."""

    def __init__(
        self, question: Question, known: Known, links: Links, changes: Sequence[Change], moves: Sequence[Change],
        legality: Legality, covers: Covers,
    ) -> None:  # fmt: skip
        self._question, self._known, self.links = question, known, links
        self._legality, self._covers = legality, covers
        self._at: dict[str, list[Change]] = defaultdict(list)
        for change in changes:
            self._at[change.place].append(change)
        self._on: dict[tuple[str, str], list[Change]] = defaultdict(list)
        for change in moves:
            self._on[change.place, change.next].append(change)
        self._next: dict[str, list[str]] = defaultdict(list)
        for start, end in links:
            self._next[start].append(end)
        self._kept: dict[tuple[str, str, frozenset[str]], tuple[tuple[Cover, ...], Wall | None]] = {}
        self._ends = frozenset((question.source, question.target))
        self._targets = covers.targets

    def build(self, payments: Iterable[Step]) -> Network:
        """The network, with an edge to the end for each way to pay."""
        reached = self._reached()
        self._legality.learn(self._legs(reached))
        number = {state: index + 2 for index, state in enumerate(reached)}
        network = Network([State("", NOTHING, NOTHING), State("", NOTHING, NOTHING), *reached], [], [], _builder=self)
        walls: dict[Wall, None] = {}
        for state, at in number.items():
            if state.place == self._question.source and not state.hidden and state.owed in self._owed:
                network.edges.append(Edge(0, at, "begin", Range(1.0, 1.0, 1.0), (state.place, state.place)))
            network.edges += self._changed(state, at, number)
            network.edges += self._moved(state, at, number, walls)
            if state.place == self._question.target and not state.owed:
                pair = (self._question.target, self._question.source)
                network.edges += [Edge(at, 1, "settle", step.likelihood, pair, step=step) for step in payments]
        network.walls = list(walls)
        return network

    @property
    def _owed(self) -> set[frozenset[str]]:
        offered = sorted({atom for change in chain(*self._at.values()) for atom in change.before})
        return {frozenset(some) for size in range(MOST_OWED + 1) for some in combinations(offered, size)}

    def _reached(self) -> list[State]:
        """The states that links and changes reach, whatever the rules say, from which the target can be reached."""
        first = [State(self._question.source, NOTHING, owed) for owed in sorted(self._owed, key=sorted)]
        found, queue = dict.fromkeys(first), deque(first)
        back: dict[State, list[State]] = defaultdict(list)
        while queue:
            state = queue.popleft()
            for following in self._following(state):
                back[following].append(state)
                if following not in found:
                    found[following] = None
                    queue.append(following)
        useful = {s: None for s in found if s.place == self._question.target and not s.owed}
        queue = deque(useful)
        while queue:
            for before in back[queue.popleft()]:
                if before not in useful:
                    useful[before] = None
                    queue.append(before)
        return [state for state in found if state in useful]

    def _following(self, state: State) -> Iterator[State]:
        for change in self._at[state.place]:
            yield self._after(state, change)
        if state.place != self._question.target:
            for end in self._next[state.place]:
                yield State(end, state.hidden, state.owed)

    @staticmethod
    def _after(state: State, change: Change) -> State:
        return State(state.place, state.hidden | change.after, state.owed - change.before)

    def _legs(self, reached: Iterable[State]) -> Iterator[Leg]:
        for start, end in self.links:
            yield Leg(start, end)
        for state in reached:
            atoms = state.hidden | state.owed
            for end in self._next[state.place]:
                yield Leg(state.place, end, atoms)
                for change in self._on[state.place, end]:
                    if change.after:
                        yield Leg(state.place, end, atoms | change.after)

    def _changed(self, state: State, at: int, number: dict[State, int]) -> Iterator[Edge]:
        for change in self._at[state.place]:
            after = self._after(state, change)
            if after != state and after in number:
                kind, pair = change.technique.leg, (state.place, state.place)
                yield Edge(at, number[after], kind, change.weighed.likelihood, pair, change=change)

    def _moved(self, state: State, at: int, number: dict[State, int], walls: dict[Wall, None]) -> Iterator[Edge]:
        if state.place == self._question.target:
            return
        for end in self._next[state.place]:
            following = State(end, state.hidden, state.owed)
            if following not in number:
                continue
            atoms = state.hidden | state.owed
            for change in (None, *self._on[state.place, end]):
                hidden = atoms | change.after if change else atoms
                if change and hidden == atoms:
                    continue  # it only names why
                covers, wall = self.covers(state.place, end, hidden)
                if wall:
                    walls[wall] = None
                    continue
                likelihood = self._likelihood(state.place, end, covers)
                if change:
                    likelihood = likelihood * change.weighed.likelihood
                yield Edge(at, number[following], "move", likelihood, (state.place, end), hidden, change)

    def covers(self, start: str, end: str, atoms: frozenset[str]) -> tuple[tuple[Cover, ...], Wall | None]:
        """The covers of a move with some aspects hidden, or the wall that it runs into."""
        key = (start, end, atoms)
        if key not in self._kept:
            true = self._legality.bans(Leg(start, end))
            covers, wall = self._covers.find(start, end, true, self._legality.bans(Leg(start, end, atoms)), self._ends)
            bans = tuple(dict.fromkeys(ban for cover in covers for ban in cover.bans))
            if bans and not wall and "high-seas" in (start, end):
                ships = of_ships(self._known, (start, end), self._ends, bool(atoms & AT_SEA), bans, self._targets)
                covers = (*covers, ships) if ships else covers
            self._kept[key] = (covers, wall)
        return self._kept[key]

    def _likelihood(self, start: str, end: str, covers: tuple[Cover, ...]) -> Range:
        base = OUT_OF_REACH if covers else LAWFUL
        found = base * chance(covers)
        return found * LIMITED_LINK if self.links[start, end][0].status == "limited" else found

    def tell(self, edge: Edge) -> Step:
        """The leg of an edge, with its covers and statements."""
        return self._tell_move(edge) if edge.kind == "move" else self._tell_change(edge)

    def _tell_change(self, edge: Edge) -> Step:
        change = edge.change
        assert change is not None  # noqa: S101 - every edge that is no move has one
        name = self._known.name(edge.pair[0])
        says = f"{change.technique.title}, in {name}: {change.technique.says}"
        if change.worked_out:
            says = f"{says} ({change.worked_out})"
        return Step(
            edge.kind, edge.pair[0], edge.pair[1], change.technique.id, change.before | change.after, (), change.ties,
            edge.likelihood, change.weighed.basis, says, change.weighed.because,
        )  # fmt: skip

    def _tell_move(self, edge: Edge) -> Step:
        start, end = edge.pair
        covers, _ = self.covers(start, end, edge.atoms)
        link = self.links[start, end][0]
        label = edge.change or self._why(start, end, covers)
        ties = [link, *(label.ties if label else ())]
        basis = edge.change.weighed.basis if edge.change else "class" if covers else "assumed"
        because = "; ".join((_because(covers, link), *((edge.change.weighed.because,) if edge.change else ())))
        mode = f" by {link.mode}" if link.mode else ""
        says = f"{self._known.name(start)} to {self._known.name(end)}{mode}: {_told(link, self._question)}"
        return Step(
            "move", start, end, label.technique.id if label else "", edge.atoms, covers, tuple(dict.fromkeys(ties)),
            edge.likelihood, basis, says, because,
        )  # fmt: skip

    def _why(self, start: str, end: str, covers: tuple[Cover, ...]) -> Change | None:
        """The technique that names why a cover stands; the likeliest of those that fit."""
        kinds = {cover.kind for cover in covers}
        fits = [c for c in self._on[start, end] if not c.after and kinds.intersection(c.technique.covers)]
        return max(fits, key=lambda c: (c.weighed.likelihood.mid, c.technique.id), default=None)


def _told(link: Tie, question: Question) -> str:
    """What a link is; a text that names later days is not shown in a view of the past."""
    return f"an open link ({link.id})" if tells_later(link.says, question.known) else link.says


def _because(covers: tuple[Cover, ...], link: Tie) -> str:
    if not covers:
        text = "no rule forbids this leg to anyone who is there"
    else:
        parts = [f"{cover.actor or 'nobody bound'}: {cover.kind.replace('_', ' ')}" for cover in covers]
        text = f"by cover ({', '.join(dict.fromkeys(parts))})"
    return f"{text}; the link is limited" if link.status == "limited" else text
