"""What an event opened: the routes that exist with its facts and not without, those that got likelier, those it closed.

The world with an event and without it differ in the event's facts alone. An edge is new if no edge between the same
states by the same means exists without them; the opened routes are the shapes that use a new edge at least once, found
as a product of the shape with one bit. What an event closed is the same with the two exchanged.

Invariants: a route is opened exactly if it is a route with the event and is none without it; likelier ones are routes of
both with a greater middle. Channels come from the facts (who of those concerned supplies what another needs), not from a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from catspaw.errors import InputError, nearest
from catspaw.facts.world import as_date
from catspaw.routes.channels import Channel, channels_of
from catspaw.routes.find import MOST_PATHS, SHAPE, Finder, Search, finder_of
from catspaw.routes.network import KINDS, Edge
from catspaw.routes.question import Question
from catspaw.routes.route import Route
from catspaw.routes.search import Automaton, Path, shaped

if TYPE_CHECKING:
    from catspaw.facts.world import World

EdgeKey = tuple[Any, ...]
LIKELIER = 1.02  # times: less is no difference


def _once(shape: Automaton) -> Automaton:
    """The shape with one bit: has a marked edge been used. Marked kinds come after the plain ones."""
    states, kinds = len(shape.steps), len(shape.steps[0])
    rows = []
    for bit in (0, 1):
        for row in shape.steps:
            plain = [step if step < 0 else step + bit * states for step in row]
            marked = [step if step < 0 else step + states for step in row]
            rows.append((*plain, *marked))
    assert kinds == len(KINDS)  # noqa: S101 - the table above is written for them
    return Automaton(tuple(rows), shape.start, tuple(state + states for state in shape.accepting))


ONCE = _once(SHAPE)


@dataclass(frozen=True)
class Change:
    """What an event changed for one question: routes, likeliest first."""

    channel: Channel
    question: Question
    with_event: list[Route]
    without_event: list[Route]
    opened: list[Route]
    likelier: list[tuple[Route, Route]]  # with the event, without it
    closed: list[Route]

    @property
    def anything(self) -> bool:
        """Whether the event changed anything that was found."""
        return bool(self.opened or self.likelier or self.closed)


@dataclass(frozen=True)
class Opened:
    """An event and what it changed, by channel."""

    event: str
    day: date
    known: date | None
    changes: list[Change]

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    @property
    def routes(self) -> list[Route]:
        """All opened routes, likeliest first."""
        return sorted((r for c in self.changes for r in c.opened), key=lambda r: -r.likelihood[1])


def opened(
    event: str, known: str | date | None = None, k: int = 5, on: str | date | None = None, world: World | None = None
) -> Opened:
    """What an event opened, made likelier, and closed.

    Args:
        event: its id (`catspaw facts --events` lists them).
        known: use only what had become public by this day.
        k: how many routes of each kind and channel.
        on: the day to compare on; the day of the act if left out.
        world: the facts; None: the packaged ones.

    Raises:
        InputError: no such event, or one that starts and ends no fact.
    """
    finder = finder_of(world)
    row = event_row(finder.world, event)
    day = as_date(on) if on else row["act"]
    seen = as_date(known) if known else None
    found = [compare(finder, channel, question, k) for channel, question in questions(finder, event, day, seen)]
    return Opened(event, day, seen, found)


def event_row(world: World, event: str) -> Mapping[str, Any]:
    """The row of an event.

    Raises:
        InputError: no such event.
    """
    if event not in world.events:
        raise InputError(f'"{event}": no such event{nearest(event, world.events)}; catspaw facts --events lists them')
    return world.events[event]


def questions(finder: Finder, event: str, day: date, known: date | None) -> Iterator[tuple[Channel, Question]]:
    """The questions that an event raises: one for each channel and pair among those concerned."""
    for channel in channels_of(finder.world, finder.catalogue, event, day, known):
        good = finder.catalogue.goods[channel.good]
        hs = channel.hs or (good.hs[0] if good.hs else "")
        yield channel, Question(channel.source, channel.target, good, hs, day, known, without=None)


def compare(finder: Finder, channel: Channel, question: Question, k: int) -> Change:
    """The routes of a question with the event and without it, and what differs."""
    with_, without = finder.search(question), finder.search(replace(question, without=channel.event))
    mine, theirs = edge_costs(with_), edge_costs(without)
    opened_ = list(islice(using(with_, lambda key, _: key not in theirs), k))
    closed = list(islice(using(without, lambda key, _: key not in mine), k))
    dearer = using(with_, lambda key, cost: key in theirs and cost < theirs[key] - 1e-9)
    without_routes = {_key(route): route for route in without.routes(4 * k)}
    likelier = [
        (route, without_routes[_key(route)]) for route in islice(dearer, 4 * k) if _key(route) in without_routes
    ]
    likelier = [pair for pair in likelier if pair[0].likelihood[1] > LIKELIER * pair[1].likelihood[1]][:k]
    return Change(channel, question, with_.routes(k), without.routes(k), opened_, likelier, closed)


def using(search: Search, marks: Any) -> Iterator[Route]:
    """The routes that use at least one edge that `marks` (a test of its key and cost), likeliest first."""
    keys = [_edge_key(search, edge) for edge in search.network.edges]
    kinds = [
        KINDS.index(edge.kind) + (len(KINDS) if marks(key, edge.likelihood.cost) else 0)
        for key, edge in zip(keys, search.network.edges, strict=True)
    ]
    if all(kind < len(KINDS) for kind in kinds):
        return
    seen: set[Any] = set()
    walks = shaped(search.graph, kinds, ONCE).each_walk(search.network.source, search.network.target)
    for path in islice(_straight(search, walks), MOST_PATHS):
        route = search.route(path)
        if _key(route) not in seen:
            seen.add(_key(route))
            yield route


def _straight(search: Search, walks: Iterable[Path]) -> Iterator[Path]:
    return (path for path in walks if search.is_straight(path))


def edge_costs(search: Search) -> dict[EdgeKey, float]:
    """What each edge costs, by what tells it from others; the least among equal ones."""
    found: dict[EdgeKey, float] = {}
    for edge in search.network.edges:
        key = _edge_key(search, edge)
        found[key] = min(edge.likelihood.cost, found.get(key, float("inf")))
    return found


def _edge_key(search: Search, edge: Edge) -> EdgeKey:
    states = search.network.states
    technique = edge.change.technique.id if edge.change else edge.step.says if edge.step else ""
    return (edge.kind, states[edge.tail], states[edge.head], technique)


def _key(route: Route) -> tuple[Any, ...]:
    return (route.nodes, route.techniques)
