"""How much the ranking rests on what is assumed: each assumption halved and doubled, on questions of the hindcasts.

The questions are every n-th hindcast of the world, so that nobody picks those that look well. Of each the likeliest ways of the
goods are taken once (`MOST` of them); under another assumption their legs are weighed anew, by the same code that weighed
them first, and put in their new order. Payments are searched anew each time.

Invariants: the same world gives the same numbers; what is scaled stays within its bounds; an assumption is measured alone, all
others as they are. A route beyond the `MOST` likeliest, or too far from the best to be looked for, is not seen to rise into
the ten.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import combinations, islice
from typing import Any

import numpy as np

from catspaw.routes.changes import Change, Changes
from catspaw.routes.covers import Covers
from catspaw.routes.deniability import deniability
from catspaw.routes.enforcement import Enforcement
from catspaw.routes.find import SHAPE, Finder, Search
from catspaw.routes.likelihood import ASSUMED, Assumptions, Range, product
from catspaw.routes.network import Builder, Way
from catspaw.routes.question import Question
from catspaw.routes.search import shaped
from catspaw.routes.settlement import links_between, not_known, payments

QUESTIONS = 12  # at most
TEN = 10  # the routes of a ranking that are compared
MOST = 500  # ways of the goods that are weighed anew
SCALES = (0.5, 2.0)
LEAST = 0.005  # a smaller effect is not shown
TIE = 1e-9  # costs that are closer count as equal
OF_DENIABILITY = ("half_seen", "least_left", "faint", "disputed", "unverified")
WITHOUT_BOUND = ("low", "mid", "high", "half_life", "never", "classes", "most_local", "half_seen")
Ranking = list[tuple[object, float]]  # routes with the cost of their goods, the likeliest first


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number or range that is assumed: a field of `Assumptions`, and its row where the field is a table."""

    field: str
    row: str = ""

    @property
    def name(self) -> str:
        """As the docs call it."""
        return f"{self.field}: {self.row}" if self.row else self.field

    def value(self, assumed: Assumptions = ASSUMED) -> float | Range:
        """What is assumed."""
        whole = getattr(assumed, self.field)
        found: float | Range = _rows(whole)[self.row] if self.row else whole
        return found

    def scaled(self, factor: float, assumed: Assumptions = ASSUMED) -> Assumptions:
        """The same assumptions with this one multiplied, kept within its bounds: a likelihood by its odds, a share up to 1."""
        whole, value = getattr(assumed, self.field), self.value(assumed)
        if isinstance(value, Range):
            new: Any = Range(*(_odds(end, factor) for end in value.as_tuple()))
        else:
            new = value * factor if self.field in WITHOUT_BOUND else min(1.0, value * factor)
        if self.row:
            rows = {**_rows(whole), self.row: new}
            new = tuple(rows.values()) if isinstance(whole, tuple) else rows
        return replace(assumed, **{self.field: new})


def _odds(likelihood: float, factor: float) -> float:
    """The likelihood with odds that are multiplied: of a small one nearly half or twice, and never over 1."""
    return likelihood * factor / (1 - likelihood + likelihood * factor)


def _rows(whole: Any) -> Mapping[str, Any]:
    """The rows of a table; those of `exempt` are before one who is not, and is, known to enforce."""
    found: Mapping[str, Any] = (
        dict(zip(("no record", "acts"), whole, strict=True)) if isinstance(whole, tuple) else whole
    )
    return found


def every_assumption(assumed: Assumptions = ASSUMED) -> list[Assumption]:
    """All that is assumed, in the order of its fields."""
    found = []
    for field in fields(Assumptions):
        whole = getattr(assumed, field.name)
        rows = _rows(whole) if isinstance(whole, (tuple, Mapping)) else {"": whole}
        found += [Assumption(field.name, row) for row in rows]
    return found


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of one assumption does, as a mean over questions."""

    swapped: float  # share of the pairs of the ten best routes that change their order (Kendall's distance)
    entered: float  # share of the ten best that were not among them
    best: float  # share of the questions that have another best route
    middle: float  # the middle of the best route, as a factor of what it was
    of: int = 1  # questions


@dataclass(frozen=True, slots=True)
class Row:
    """One assumption, halved and doubled."""

    assumption: Assumption
    halved: Effect
    doubled: Effect

    @property
    def weight(self) -> tuple[float, float]:
        """How far it moves the ranking (its three shares together), and the middle: what rows are sorted by."""
        moved, factor = zip(
            *((e.swapped + e.entered + e.best, abs(math.log(e.middle))) for e in self.both), strict=True
        )
        return max(moved), max(factor)

    @property
    def both(self) -> tuple[Effect, Effect]:
        """Halved, doubled."""
        return self.halved, self.doubled

    @property
    def moves(self) -> bool:
        """Whether it moves anything by as much as is shown."""
        return max(self.weight) >= LEAST


def questions(finder: Finder, most: int = QUESTIONS) -> list[tuple[str, Question]]:
    """Every n-th hindcast by day of documentation, with n as small as leaves `most` at most: their ids and questions."""
    rows = sorted((row.data for row in finder.world.rows("hindcast")), key=lambda row: (row["documented"], row["id"]))
    step = max(1, math.ceil(len(rows) / most))
    return [(r["id"], finder.ask(r["from"], r["to"], r["goods"], r["on"], r["known"])) for r in rows[::step]]


def sensitivity(
    finder: Finder, assumptions: Iterable[Assumption] | None = None, most: int = QUESTIONS,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Row]:  # fmt: skip
    """What halving and doubling each assumption does to the ranking of routes, the one that moves most first."""
    asked = [a for a in (assumptions or every_assumption(finder.assumptions)) if a.field not in OF_DENIABILITY]
    effects: dict[tuple[Assumption, float], list[Effect]] = {(a, factor): [] for a in asked for factor in SCALES}
    for name, question in questions(finder, most):
        tell(name)
        ways = Ways(finder.search(question))
        for assumption, factor in effects if ways.paths else ():
            effects[assumption, factor].append(ways.effect(assumption.scaled(factor, finder.assumptions)))
    rows = [Row(a, *(_mean(effects[a, factor]) for factor in SCALES)) for a in asked]
    return sorted(rows, key=lambda row: row.weight, reverse=True)


def _mean(effects: Sequence[Effect]) -> Effect:
    if not effects:
        return Effect(0.0, 0.0, 0.0, 1.0, 0)
    swapped, entered, best = (
        float(np.mean([getattr(one, part) for one in effects])) for part in ("swapped", "entered", "best")
    )
    middle = math.exp(float(np.mean([math.log(one.middle) for one in effects])))
    return Effect(swapped, entered, best, middle, len(effects))


class Ways:
    """The likeliest ways of one question, to be weighed anew."""

    def __init__(self, search: Search, most: int = MOST) -> None:
        self._search = search
        self._enforcement = Enforcement(search.known, search.kin)
        self.paths = self._paths(most)
        used = sorted({leg for _, legs in self.paths for leg in legs})
        self._at = {leg: index for index, leg in enumerate(used)}
        self._used = [search.network.legs[leg] for leg in used]

    def _paths(self, most: int) -> list[tuple[object, tuple[int, ...]]]:
        """The routes of the goods by what tells them apart, each with its legs; the payment, which is free, left out."""
        search, network = self._search, self._search.network
        paying = [index for index, way in enumerate(network.legs) if way.kind == "settle"]
        alive = ~np.isin(network.leg, paying[1:])
        product_ = shaped(search.graph.subgraph(alive), network.kinds(), SHAPE)
        found = islice(search.straight(product_), most)
        return [
            (search.route(path).of_goods, tuple(int(network.leg[edge]) for edge in path.edges[:-1])) for path in found
        ]

    @cached_property
    def _before(self) -> tuple[Ranking, float]:
        return self.ranked(self._search.finder.assumptions)

    def ranked(self, assumed: Assumptions) -> tuple[Ranking, float]:
        """The routes in their order under some assumptions, and the middle of the likelihood of the best, payment included."""
        anew = _Anew(self._search, assumed, self._enforcement, self._used)
        costs = np.array([anew.likelihood(way).cost for way in self._used])
        least: dict[object, float] = {}
        for key, legs in self.paths:
            cost = float(costs[[self._at[leg] for leg in legs]].sum())
            least[key] = min(cost, least.get(key, math.inf))
        ranking = sorted(least.items(), key=lambda one: one[1])
        return ranking, math.exp(-ranking[0][1] - anew.payment().cost)

    def effect(self, assumed: Assumptions) -> Effect:
        """What other assumptions do to the ranking."""
        (before, middle), (after, other) = self._before, self.ranked(assumed)
        cost = dict(after)
        ten = [key for key, _ in before[:TEN]]
        pairs = list(combinations(zip(ten, (known for _, known in before[:TEN]), strict=True), 2))
        swapped = sum(a < b - TIE and cost[first] > cost[second] + TIE for (first, a), (second, b) in pairs)
        limit = after[len(ten) - 1][1] + TIE  # one that ties with the last is not put out
        entered = sum(cost[key] > limit for key in ten)
        best = cost[ten[0]] > after[0][1] + TIE
        return Effect(swapped / max(1, len(pairs)), entered / len(ten), float(best), other / middle)


class _Anew:
    """Weighs legs of a search under other assumptions, with the code that weighs them in it."""

    def __init__(self, search: Search, assumed: Assumptions, enforcement: Enforcement, used: Sequence[Way]) -> None:
        finder, question, known = search.finder, search.question, search.known
        self._search, self._assumed, self._legality = search, assumed, finder.legality(question)
        self._changes = Changes(finder.catalogue, search.matcher, question, assumed)
        self._covers = Covers(known, enforcement, finder.targets, assumed)
        pairs = {(way.start, way.end) for way in used if way.kind == "move"}
        links = {pair: search.links[pair] for pair in pairs}
        self._builder = Builder(question, known, links, frozenset(), self._changes, (), self._legality, self._covers)

    def likelihood(self, way: Way) -> Range:
        """How likely a leg of the goods is."""
        change = self._again(way.change) if way.change else None
        if way.kind == "move":
            covers, _ = self._builder.covers(way.start, way.end, way.atoms)
            return self._builder.likelihood(way.start, way.end, covers, change)
        return change.weighed.likelihood if change else way.likelihood

    def _again(self, change: Change) -> Change | None:
        return self._changes.use(change.technique, change.place, change.next)

    def payment(self) -> Range:
        """How likely the best way to pay is."""
        question, known = self._search.question, self._search.known
        links = links_between(question, known, self._changes, self._legality, self._covers, self._search.pairs)
        chains = payments(question, links)
        chain = chains[0] if chains else not_known(question, known, self._assumed.unknown_payment)
        return product(step.likelihood for step in chain)


@dataclass(frozen=True, slots=True)
class Denied:
    """An assumption of deniability, halved and doubled: how far the middle moves, as a mean over cut-outs."""

    assumption: Assumption
    halved: float
    doubled: float


def deniability_moves(finder: Finder, most: int = QUESTIONS) -> tuple[int, list[Denied]]:
    """How far the middle of deniability moves, over each contested territory and its sponsor on the days of the questions.

    The first number says how many these are.
    """
    cases = list(_cut_outs(finder, most))
    before = [deniability(*case, finder.assumptions).range.mid for case in cases]

    def moved(assumption: Assumption, factor: float) -> float:
        assumed = assumption.scaled(factor, finder.assumptions)
        after = [deniability(*case, assumed).range.mid for case in cases]
        return float(np.mean(np.subtract(after, before))) if cases else 0.0

    asked = [a for a in every_assumption(finder.assumptions) if a.field in OF_DENIABILITY]
    rows = [Denied(a, *(moved(a, factor) for factor in SCALES)) for a in asked]
    return len(cases), sorted(rows, key=lambda row: -max(abs(row.halved), abs(row.doubled)))


def _cut_outs(finder: Finder, most: int) -> Iterator[tuple[Any, str, str]]:
    for _, question in questions(finder, most):
        known = finder.search(question).known
        for place in sorted(known.contested):
            sponsor = known.sponsor(place)
            if sponsor and deniability(known, place, sponsor).foreign:
                yield known, place, sponsor
