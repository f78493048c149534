"""Find the ways round: put a question to the facts, build its network, and take the likeliest lawful shapes from it.

A shape is lawful when title, papers and form change in this order at one place, a place out of the way is left only after
something was done there, and the payment comes last (`SHAPE`).

Invariants: the same world, question and closures give the same routes in the same order; routes through the same places
with the same steps count once, with their likeliest payment; no place is visited twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import chain, count, islice, takewhile
from typing import TYPE_CHECKING

from catspaw.facts.ties import Tie
from catspaw.routes.catalogue import Catalogue
from catspaw.routes.changes import Changes
from catspaw.routes.conditions import Matcher
from catspaw.routes.covers import Covers, Wall
from catspaw.routes.enforcement import Enforcement
from catspaw.routes.graph import Graph, Mask
from catspaw.routes.known import Known
from catspaw.routes.legality import Legality
from catspaw.routes.likelihood import ASSUMED, Assumptions, product
from catspaw.routes.network import SOURCE, TARGET, Builder, Network, Way
from catspaw.routes.outline import targets_of
from catspaw.routes.places import links_of, without_detours
from catspaw.routes.question import Question, ask
from catspaw.routes.route import Cover, Route, Step
from catspaw.routes.search import Automaton, Path, Product, shaped
from catspaw.routes.settlement import Chain, links_between, not_known, payments
from catspaw.routes.straight import Straight
from catspaw.screen.engine import Engine

if TYPE_CHECKING:
    from catspaw.facts.world import World

MOVED, TRANSFERRED, RELABELLED, TRANSFORMED, PAID = range(5)
# rows: what came last; columns: the kinds of `network.KINDS` (move transfer relabel transform settle begin leave)
SHAPE = Automaton(
    (
        (MOVED, TRANSFERRED, RELABELLED, TRANSFORMED, PAID, MOVED, -1),
        (MOVED, -1, RELABELLED, TRANSFORMED, PAID, -1, MOVED),
        (MOVED, -1, -1, TRANSFORMED, PAID, -1, MOVED),
        (MOVED, -1, -1, -1, PAID, -1, MOVED),
        (-1, -1, -1, -1, -1, -1, -1),
    ),
    MOVED,
    (PAID,),
)
MOST_WALKS = 5_000  # looked at before a search gives up
FARTHEST = 9.0  # routes that are less likely than the best by more than exp(-9), one in 8,000, are not looked for


class Finder:
    """Answers questions of one world; made once, used for many."""

    def __init__(
        self, world: World | None = None, engine: Engine | None = None, assumptions: Assumptions = ASSUMED
    ) -> None:
        self.engine, self.assumptions = engine or Engine(world), assumptions
        self.world = self.engine.world
        self.catalogue = Catalogue(self.world)
        heads = {folder: frozenset(row.data.get("targets", ())) for folder, row in self.world.regime_rows.items()}
        self.targets = {**targets_of(self.world), **heads}
        self._kept: dict[Question, Search] = {}
        self._judges: dict[Question, Legality] = {}
        self._known: dict[tuple[date, date | None, str | None, str | None], Known] = {}

    def ask(
        self, source: str, target: str, goods: str, on: str | date, known: str | date | None = None,
        by: str | None = None, reopened: bool = False,
    ) -> Question:  # fmt: skip
        """A question of codes, names and words as people write them."""
        return ask(self.world, self.catalogue, source, target, goods, on, known, by, reopened)

    def known(self, question: Question, only: frozenset[str] | None = None) -> Known:
        """What is known for a question; questions of one day and knowledge share it."""
        key = (question.day, question.known, question.by, question.without)
        if only is not None:
            return Known(self.world, *key, only)
        if key not in self._known:
            if len(self._known) > 64:
                self._known.clear()
            self._known[key] = Known(self.world, *key)
        return self._known[key]

    def legality(self, question: Question) -> Legality:
        """The judge of a question's legs; what was known of other things makes no difference to it."""
        key = replace(question, known=None, by=None, without=None)
        if key not in self._judges:
            if len(self._judges) > 64:
                self._judges.clear()
            self._judges[key] = Legality(self.engine, key, self.catalogue.kin(key.good))
        return self._judges[key]

    def search(self, question: Question) -> Search:
        """The search for a question; the last ones are kept."""
        if question not in self._kept:
            if len(self._kept) > 64:
                self._kept.clear()
            self._kept[question] = Search(self, question)
        return self._kept[question]


class Search:
    """One question: what is known for it, its network, and its routes, likeliest first."""

    def __init__(self, finder: Finder, question: Question, only: frozenset[str] | None = None) -> None:
        self.finder, self.question = finder, question
        self.known = finder.known(question, only)
        self.kin = finder.catalogue.kin(question.good)
        self.matcher = Matcher(self.known, self.kin)
        self._found: set[object] = set()
        self._in_order: list[tuple[Route, Path]] = []
        self.pairs: list[tuple[str, str]] | None = None  # between which payments are looked for; None: by what is known

    @cached_property
    def payment_links(self) -> list[Chain]:
        """All payments that could be made between those who may take part; some go two and two."""
        changes = Changes(self.finder.catalogue, self.matcher, self.question, self.finder.assumptions)
        return links_between(self.question, self.known, changes, self._legality, self._covers, self.pairs)

    @property
    def payment_steps(self) -> list[Step]:
        """The same one by one."""
        return [step for link in self.payment_links for step in link]

    @cached_property
    def chains(self) -> list[Chain]:
        """The ways to pay, likeliest first; one that says so where none is known."""
        return payments(self.question, self.payment_links) or [
            not_known(self.question, self.known, self.finder.assumptions.unknown_payment)
        ]

    @cached_property
    def _legality(self) -> Legality:
        return self.finder.legality(self.question)

    @cached_property
    def _covers(self) -> Covers:
        record = Enforcement(self.known, self.kin)
        return Covers(self.known, record, self.finder.targets, self.finder.assumptions)

    @cached_property
    def network(self) -> Network:
        """The network of the goods (or people), with an edge to the end for each way to pay."""
        return self._builder.build([_bundle(chain) for chain in self.chains])

    @cached_property
    def links(self) -> Mapping[tuple[str, str], Sequence[Tie]]:
        """The links that the network uses; none where only money moves."""
        return self._builder.links

    @cached_property
    def _every_link(self) -> Mapping[tuple[str, str], Sequence[Tie]]:
        """All open links, also those that lead nowhere or by detours."""
        return {} if self.question.form == "money" else links_of(self.known, self.question, self.kin)

    @cached_property
    def _changes(self) -> Changes:
        return Changes(self.finder.catalogue, self.matcher, self.question, self.finder.assumptions)

    def cost_of(self, way: Way) -> float | None:
        """What a move of another search costs here, be it on a detour; None where it can't be made."""
        links = self._every_link.get((way.start, way.end))
        change = self._changes.use(way.change.technique, way.start, way.end) if way.change else None
        if not links or (way.change and change is None):
            return None
        covers, wall = self.covers_of(way.start, way.end, way.atoms)
        return None if wall else self._builder.likelihood(way.start, way.end, covers, change, links[0]).cost

    @cached_property
    def _builder(self) -> Builder:
        changes, links = self._changes, self._every_link
        if self.question.form == "money":
            return Builder(self.question, self.known, {}, frozenset(), changes, (), self._legality, self._covers)
        ends = (self.question.source, self.question.target)
        at = list(changes.at(sorted({*ends, *(place for pair in links for place in pair)})))
        kept, free = without_detours(links, self.question, (change.place for change in at))
        reached = {*ends, *(place for pair in kept for place in pair)}
        at = [change for change in at if change.place in reached]
        return Builder(self.question, self.known, kept, free, changes, at, self._legality, self._covers)

    def covers_of(self, start: str, end: str, hidden: frozenset[str]) -> tuple[tuple[Cover, ...], Wall | None]:
        """The covers of a move with some aspects hidden, or its wall."""
        return self._builder.covers(start, end, hidden)

    @cached_property
    def graph(self) -> Graph:
        """The network as columns."""
        return self.network.graph()

    @property
    def walls(self) -> list[Wall]:
        """Where the regime works: the actors that let nothing through."""
        return self.network.walls

    def paths(self) -> Iterator[Path]:
        """The straight paths of the network of a lawful shape, likeliest first."""
        return self.straight(shaped(self.graph, self.network.kinds(), SHAPE))

    def straight(self, product: Product, alive: Mask | None = None) -> Iterator[Path]:
        """The straight walks of a product of the network, likeliest first, as far as is worth looking."""
        walks = islice(product.each_walk(SOURCE, TARGET), MOST_WALKS)
        first = next(walks, None)
        if first is not None:
            near = takewhile(lambda path: path.cost <= first.cost + FARTHEST, chain([first], walks))
            yield from filter(Straight(self.network, alive), near)

    def routes(self, k: int = 10) -> list[Route]:
        """The k likeliest routes that differ in places or techniques."""
        return list(islice(self.each_route(), k))

    def each_route(self) -> Iterator[Route]:
        """Routes that differ in places or in what is done on the way, likeliest first; found once, however often asked for."""
        return (route for route, _ in self.each_found())

    def each_found(self) -> Iterator[tuple[Route, Path]]:
        """The same with the path of each."""
        for index in count():
            while index >= len(self._in_order):
                path = next(self._coming, None)
                if path is None:
                    return
                route = self.route(path)
                if route.of_goods not in self._found:
                    self._found.add(route.of_goods)
                    self._in_order.append((route, path))
            yield self._in_order[index]

    @cached_property
    def _coming(self) -> Iterator[Path]:
        return self.paths()

    def each_path(self) -> Iterator[tuple[Route, Path]]:
        """Every path with its route, likeliest first."""
        return ((self.route(path), path) for path in self.paths())

    def route(self, path: Path) -> Route:
        """The route of a path, leg by leg."""
        legs: list[Step] = []
        for number in path.edges:
            step = self.network.step(number)
            if step is not None:
                legs += self._unbundled(step)
        return Route(tuple(legs), self.question)

    def _unbundled(self, step: Step) -> Chain:
        return self.chain_of(step) if step.kind == "settle" else (step,)

    def chain_of(self, step: Step) -> Chain:
        """The payments that one settlement stands for."""
        return self._bundles.get(step, (step,))

    @cached_property
    def _bundles(self) -> Mapping[Step, Chain]:
        return {_bundle(chain): chain for chain in self.chains}


def _bundle(chain: Chain) -> Step:
    """A chain of payments as one step, as the network wants it."""
    if len(chain) == 1:
        return chain[0]
    first, last = chain[0], chain[-1]
    ties: tuple[Tie, ...] = tuple(tie for step in chain for tie in step.ties)
    return replace(
        first, end=last.end, technique=" ".join(s.technique for s in chain), ties=ties,
        likelihood=product(step.likelihood for step in chain), says="; ".join(step.says for step in chain),
    )  # fmt: skip


def routes(
    source: str, target: str, goods: str, on: str | date, known: str | date | None = None, by: str | None = None,
    k: int = 10, world: World | None = None,
) -> list[Route]:  # fmt: skip
    """The likeliest ways for a good (or labour, money, arms) from a source to a target on a day, and what covers them.

    Args:
        source: who supplies, by code or usual name.
        target: who is to get it.
        goods: an HS code of two to six digits, or a word such as coal, labour, arms, money.
        on: the day (ISO).
        known: use only what had become public by this day.
        by: use only what this actor states, or nobody disputes.
        k: how many at most.
        world: the facts; None: the packaged ones.

    Returns:
        Routes, likeliest first by the middle of their range; none where none was found, which proves nothing.

    Raises:
        InputError: an actor, a good or a day that can't be read.
    """
    finder = finder_of(world)
    return finder.search(finder.ask(source, target, goods, on, known, by)).routes(k)


FINDERS: list[tuple[World | None, Finder]] = []


def finder_of(world: World | None = None) -> Finder:
    """A finder for a world; those of the last few are kept."""
    for kept, finder in FINDERS:
        if kept is world:
            return finder
    FINDERS.append((world, Finder(world)))
    del FINDERS[:-3]
    return FINDERS[-1][1]
