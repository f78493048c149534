"""All ways round, by trying every one: what the documents say, written down once more and as plainly as can be.

Goods start at the source with nothing hidden, and with whatever the way will have to provide for still owed. At each place
title, papers and form may change, once each and in this order; then they move on over a link, under covers for whoever is
bound there; no place is come back to. At the target nothing may be owed, and somebody pays.

The parts (conditions, bans, covers, weights, chains of payments) are the program's own, and tested elsewhere; how they are
put together is not.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise, product

from catspaw.facts.ties import Tie
from catspaw.routes.catalogue import Technique
from catspaw.routes.conditions import Matcher
from catspaw.routes.covers import Covers, chance, of_ships
from catspaw.routes.enforcement import Enforcement
from catspaw.routes.find import Search
from catspaw.routes.known import Known
from catspaw.routes.legality import Leg
from catspaw.routes.likelihood import Range
from catspaw.routes.likelihood import product as all_at_once
from catspaw.routes.route import Cover, Step
from catspaw.routes.weigh import weigh

ORDER = ("transfer", "relabel", "transform")
FROM_THERE_ON = {"origin": {"origin", "seller"}, "party": {"seller"}, "goods": {"goods"}, "person": {"person"},
                 "vessel": {"vessel"}}  # fmt: skip
UP_TO_THERE = {"destination": {"buyer"}, "party": {"buyer"}, "person": {"person"}}
HUBS = {"high-seas", "EU"}
MOST_OWED = 3
LONGER = 1
Atoms = frozenset[str]
NOTHING: Atoms = frozenset()
Key = tuple[object, ...]
Apart = dict[tuple[str, str], float]
Stop = tuple[str, ...]  # a measure taken somewhere: link, technique, enforcement or settlement, and where
NO_STOPS: Set[Stop] = frozenset()


@dataclass(frozen=True)
class Use:
    """A technique at a place (or on the move from it to `next`): what it hides from there on, what up to there."""

    technique: Technique
    place: str
    next: str
    before: Atoms
    after: Atoms
    likelihood: Range
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class Done:
    """One leg of a walk, what was hidden on it, and the covers that it had."""

    kind: str
    start: str
    end: str
    technique: str
    likelihood: Range
    state: Atoms  # what was hidden there anyway
    covers: tuple[Cover, ...] = ()
    use: Use | None = None

    @property
    def hides(self) -> Atoms:
        """What is hidden on it."""
        return self.state | self.use.after if self.use else self.state


@dataclass(frozen=True)
class Walk:
    """Legs from the source to the target, and the payments."""

    legs: tuple[Done, ...]
    paid: tuple[Step, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Where it goes."""
        return (self.legs[0].start, *(leg.end for leg in self.legs if leg.kind == "move"))

    @property
    def of_goods(self) -> Key:
        """What `Route.of_goods` is of the same walk."""
        done = ((leg.kind, leg.start, leg.technique) for leg in self.legs if leg.technique)
        return (self.places, *dict.fromkeys(done))

    @property
    def key(self) -> Key:
        """Where it goes, what is done on it, whatever its covers are called, and what it is paid by."""
        done = tuple((leg.kind, leg.start, leg.technique) for leg in self.legs if leg.use)
        return (self.places, done, tuple(step.technique for step in self.paid))

    @property
    def range(self) -> Range:
        """All legs and payments at once."""
        return all_at_once([*(leg.likelihood for leg in self.legs), *(step.likelihood for step in self.paid)])


class Exhaustive:
    """Every way of a question that is left after some closures. Not `pruned`, also those by detours."""

    def __init__(self, search: Search, pruned: bool = True, closed: Set[Stop] = NO_STOPS) -> None:
        self.finder, self.question, self.pruned, self.closed = search.finder, search.question, pruned, closed
        q = self.question
        self.known = Known(self.finder.world, q.day, q.known, q.by, q.without)
        self.kin = search.kin
        self.matcher = Matcher(self.known, self.kin)
        self.covers = Covers(self.known, Enforcement(self.known, self.kin), self.finder.targets)
        self.legality = self.finder.legality(q)
        self.chains = [chain for chain in search.chains if not closed & paid_stops(chain)]
        self._moves: dict[tuple[str, str, Atoms], tuple[Done, ...]] = {}
        links = self._links()
        places = sorted({q.source, q.target, *(place for pair in links for place in pair)})
        self.uses = {place: list(self._at(place)) for place in places}
        self.links, self.free = self._that_matter(links) if pruned else (links, set(places))
        self.onward: dict[str, list[str]] = defaultdict(list)
        for start, end in self.links:
            self.onward[start].append(end)
        on_the_way = {q.source, q.target, *(place for pair in self.links for place in pair)}
        self.uses = {place: uses if place in on_the_way else [] for place, uses in self.uses.items()}
        self._states = self._masks()
        self.uses = {
            place: [use for use in uses if ("technique", use.technique.id, place) not in closed]
            for place, uses in self.uses.items()
        }

    def _links(self) -> dict[tuple[str, str], Tie]:
        """The best link between two places that carries the good, open before limited; `joined` has all."""
        q, found = self.question, dict[tuple[str, str], Tie]()
        self.joined: dict[tuple[str, str], list[Tie]] = defaultdict(list)
        for tie in sorted(self.known.ties, key=lambda t: (t.status == "limited", t.id)):
            sound = tie.relation == "link" and tie.status in ("open", "limited")
            sound = (
                sound and (not tie.carries or q.form in tie.carries) and (not tie.goods or bool(tie.goods & self.kin))
            )
            if sound and not (q.good.bulk and tie.mode in ("air", "foot")):
                for start, end in [(tie.subject, tie.object), (tie.object, tie.subject)][: 1 if tie.one_way else 2]:
                    if end != q.source and start != q.target and start != end:
                        found.setdefault((start, end), tie)
                        self.joined[start, end].append(tie)
        return found

    def _at(self, place: str) -> Iterator[Use]:
        for technique in self.finder.catalogue.techniques.values():
            if technique.leg in ORDER and technique.disguises:
                yield from self._use(technique, place, "")

    def _use(self, technique: Technique, place: str, following: str) -> Iterator[Use]:
        q = self.question
        names = {
            "$source": q.source,
            "$target": q.target,
            "$here": place,
            **({"$next": following} if following else {}),
        }
        found = self.matcher.match(technique.when, names)
        if found is None or q.form not in technique.form:
            return
        after = frozenset[str]().union(*(FROM_THERE_ON.get(aspect, ()) for aspect in technique.disguises))
        before = frozenset[str]().union(*(UP_TO_THERE.get(aspect, ()) for aspect in technique.disguises))
        if "destination" in technique.disguises and place == q.source:
            after |= {"buyer"}
        if following:
            before, after = NOTHING, before | after
        local = 0.0 if following else self._local(place)
        weighed = weigh(technique, q, self.kin, set(found.bindings.values()), local)
        yield Use(technique, place, following, before, after, weighed.likelihood, found.ties)

    def _local(self, place: str) -> float:
        here = [tie for tie in self.known.ties if tie.subject == place and tie.relation in ("hosts", "supplies")]
        said = [
            tie for tie in here
            if tie.goods & self.kin or tie.object in self.kin or (tie.relation == "hosts" and not tie.goods)
        ]  # fmt: skip
        ends = {self.question.source, self.question.target}
        assumed = self.finder.assumptions
        return min(sum(assumed.named if ends & t.partners else assumed.said for t in said), assumed.most_local)

    def _that_matter(self, links: dict[tuple[str, str], Tie]) -> tuple[dict[tuple[str, str], Tie], set[str]]:
        """The links between places that matter, and the places that may be passed with nothing done."""
        q = self.question
        keys = {q.source, q.target, *(place for place, uses in self.uses.items() if uses)}
        apart = steps_apart(links, self.uses)
        longer = dict.fromkeys(self.uses, math.inf)
        for place in self.uses:
            for key in keys:
                for first, last in ((q.source, key), (key, q.target)):
                    way, least = apart[first, place] + apart[place, last], apart[first, last]
                    if way < math.inf:
                        longer[place] = min(longer[place], way - least)
        matter = {place for place in self.uses if place in keys or longer[place] <= LONGER}
        free = {place for place in self.uses if longer[place] <= 0} | HUBS | {q.source, q.target}
        return {pair: tie for pair, tie in links.items() if matter.issuperset(pair)}, free

    def moves(self, start: str, end: str, hidden: Atoms) -> tuple[Done, ...]:
        """The moves from a place to the next with some aspects hidden: a plain one, and those that hide more."""
        key = (start, end, hidden)
        if key not in self._moves:
            self._moves[key] = tuple(move for move in self._ways_on(*key) if not self.is_stopped(move, self.closed))
        return self._moves[key]

    def _ways_on(self, start: str, end: str, hidden: Atoms) -> Iterator[Done]:
        hiding = [t for t in self.finder.catalogue.techniques.values() if t.leg == "move" and t.disguises]
        uses = [use for technique in hiding for use in self._use(technique, start, end)]
        for use in (None, *(use for use in uses if not use.after <= hidden)):
            atoms = hidden | use.after if use else hidden
            covers = self._covers(start, end, atoms)
            if covers is None:
                continue
            assumed = self.finder.assumptions
            likelihood = (assumed.out_of_reach if covers else assumed.lawful) * chance(covers)
            if self.links[start, end].status == "limited":
                likelihood = likelihood * assumed.limited_link
            name = use.technique.id if use else self._reason(start, end, covers)
            yield Done(
                "move", start, end, name, likelihood * use.likelihood if use else likelihood, hidden, covers, use
            )

    def _covers(self, start: str, end: str, atoms: Atoms) -> tuple[Cover, ...] | None:
        """Why nobody stops it; None where somebody does."""
        true, seen = self.legality.bans(Leg(start, end)), self.legality.bans(Leg(start, end, atoms))
        ends = frozenset((self.question.source, self.question.target))
        if not true and not seen:
            return ()
        covers, wall = self.covers.find(start, end, true, seen, ends)
        if wall:
            return None
        if covers and "high-seas" in (start, end):
            bans = tuple(dict.fromkeys((*true.bans, *seen.bans)))
            ships = of_ships(self.known, (start, end), ends, "vessel" in atoms, bans, self.finder.targets)
            covers += (ships,) if ships else ()
        return covers

    def _reason(self, start: str, end: str, covers: Sequence[Cover]) -> str:
        """The likeliest technique that says why such covers stand there."""
        kinds = {cover.kind for cover in covers}
        plain = [t for t in self.finder.catalogue.techniques.values() if t.leg == "move" and not t.disguises]
        uses = [use for t in plain if kinds.intersection(t.covers) for use in self._use(t, start, end)]
        return min(((-use.likelihood.mid, use.technique.id) for use in uses), default=(0.0, ""))[1]

    def is_stopped(self, leg: Done, closed: Set[Stop]) -> bool:
        """Whether closures stop a leg: all modes of its links, a technique, or somebody who was made to act."""
        if leg.kind != "move":
            return ("technique", leg.technique, leg.start) in closed
        between = sorted((leg.start, leg.end))
        links: set[Stop] = {("link", tie.mode, *between) for tie in self.joined[leg.start, leg.end]}
        other: set[Stop] = {("technique", leg.use.technique.id, leg.start)} if leg.use else set()
        return links <= closed or bool((other | unenforced(leg.covers)) & closed)

    def walks(self) -> list[Walk]:
        """All of them, likeliest first."""
        offered = sorted({atom for uses in self.uses.values() for use in uses for atom in use.before})
        found = []
        for size in range(MOST_OWED + 1):
            for owed in combinations(offered, size):
                found += list(self._from(self.question.source, (), NOTHING, frozenset(owed)))
        found = [legs for legs in found if not self.pruned or (not self._in_vain(legs) and not self._too_long(legs))]
        return sorted((Walk(legs, paid) for legs in found for paid in self.chains), key=lambda walk: -walk.range.mid)

    def _from(self, place: str, legs: tuple[Done, ...], hidden: Atoms, owed: Atoms) -> Iterator[tuple[Done, ...]]:
        """All ways on from a place that was just come to."""
        by_kind = [[None, *(use for use in self.uses[place] if use.technique.leg == kind)] for kind in ORDER]
        for uses in product(*by_kind):
            state, done = (hidden, owed), legs
            for use in filter(None, uses):
                before, state = state, (state[0] | use.after, state[1] - use.before)
                if state == before:
                    break  # it would do nothing
                done += (Done(use.technique.leg, place, place, use.technique.id, use.likelihood, before[0], (), use),)
            else:
                yield from self._on(place, done, *state, any(uses))

    def _on(
        self, place: str, legs: tuple[Done, ...], hidden: Atoms, owed: Atoms, done: bool
    ) -> Iterator[tuple[Done, ...]]:
        if place == self.question.target:
            if not owed:
                yield legs
            return
        if not done and place not in self.free:
            return
        been = {self.question.source, *(leg.end for leg in legs)}
        for end in self.onward[place]:
            if end not in been:
                for move in self.moves(place, end, hidden | owed):
                    yield from self._from(end, (*legs, move), hidden, owed)

    def _in_vain(self, legs: Sequence[Done]) -> bool:
        """Whether somewhere nothing is done and a leg leads past it, with the same hidden."""
        return any(
            one.kind == two.kind == "move"
            and (one.start, two.end) in self.links
            and self.moves(one.start, two.end, one.state)
            for one, two in pairwise(legs)
        )

    def _too_long(self, legs: Sequence[Done]) -> bool:
        """Whether it goes too far between two places where something is done."""
        links, begun = 0, self.question.source
        for leg, after in zip(legs, (*legs[1:], None), strict=True):
            if leg.kind == "move":
                links += 1
            if after is None or after.kind != "move" or leg.kind != "move":
                if links > self._apart[begun, leg.end] + LONGER:
                    return True
                links, begun = 0, leg.end
        return False

    @cached_property
    def _apart(self) -> Apart:
        """How many links apart any two places are, by what moves there are in any state."""
        pairs = [pair for pair in self.links if any(self.moves(*pair, atoms) for atoms in self._states)]
        return steps_apart(pairs, self.uses)

    def _masks(self) -> set[Atoms]:
        """All that can be hidden or owed at once."""
        uses = [use for some in self.uses.values() for use in some]
        hidden = {NOTHING}
        for use in uses:
            hidden |= {some | use.after for some in hidden}
        offered = sorted({atom for use in uses for atom in use.before})
        owed = [frozenset(some) for size in range(MOST_OWED + 1) for some in combinations(offered, size)]
        return {a | b for a in hidden for b in owed}


def unenforced(covers: Iterable[Cover]) -> set[Stop]:
    """The regimes that somebody could be made to act on."""
    found = [cover for cover in covers if cover.kind == "not_enforcing" and cover.actor != "ships"]
    return {("enforcement", ban.regime, cover.actor) for cover in found for ban in cover.bans}


def paid_stops(chain: Iterable[Step]) -> set[Stop]:
    """What would stop a chain of payments."""
    found: set[Stop] = set()
    for step in chain:
        found |= unenforced(step.covers)
        if step.technique:
            found.add(("settlement", step.technique, *sorted((step.start, step.end))))
    return found


def steps_apart(pairs: Iterable[tuple[str, str]], places: Iterable[str]) -> Apart:
    """How many links any two places are apart (Floyd and Warshall)."""
    codes, joined = list(places), set(pairs)
    found = {(a, b): 0.0 if a == b else 1.0 if (a, b) in joined else math.inf for a in codes for b in codes}
    for middle in codes:
        for a in codes:
            for b in codes:
                found[a, b] = min(found[a, b], found[a, middle] + found[middle, b])
    return found


def distinct(walks: Sequence[Walk], with_payment: bool = False) -> dict[Key, Walk]:
    """The likeliest walk of each kind."""
    found: dict[Key, Walk] = {}
    for walk in walks:
        found.setdefault(walk.key if with_payment else walk.of_goods, walk)
    return found
