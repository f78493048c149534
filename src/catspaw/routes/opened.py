"""What an event opened: the routes that exist with its facts and not without, those that got likelier, those it closed.

The world with an event and without it differ in the event's facts alone. A leg is new if none between the same
places, as hidden, by the same means exists without them; the opened routes are the shapes that use a new leg at least
once, found as a product of the shape with one bit. What an event closed is the same with the two exchanged.

Invariants: a route is opened exactly if it is a route with the event and is none without it; likelier ones are routes of
both with a greater middle. Channels come from the facts (who of those concerned supplies what another needs), not from a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from catspaw.errors import InputError, nearest
from catspaw.facts.world import as_date
from catspaw.routes.channels import Channel, channels_of
from catspaw.routes.find import SHAPE, Finder, Search, finder_of
from catspaw.routes.network import KINDS, Way
from catspaw.routes.question import Question
from catspaw.routes.route import Route
from catspaw.routes.search import Automaton, Path, shaped
from catspaw.routes.settlement import step_key

if TYPE_CHECKING:
    from catspaw.facts.world import World

Marks = Callable[[Search, Way], bool]
RouteKey = tuple[tuple[str, str, str, str], ...]
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
    def reopened(self) -> bool:
        """Whether the routes are open only as if links that are closed on the day were open again."""
        return self.question.reopened

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
    return Opened(event, day, seen, sorted(found, key=lambda change: (not change.opened, not change.anything)))


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
    """The routes of a question with the event and without it, and what differs.

    Where links that are closed on the day leave no route at all, the question is put again as if they were open.
    """
    if not question.reopened and not finder.search(question).routes(1):
        again = compare(finder, channel, replace(question, reopened=True), k)
        if again.with_event:
            return again
    with_, without = finder.search(question), finder.search(replace(question, without=channel.event))
    mine, theirs = _Legs(with_), _Legs(without)
    opened_ = [route for _, route in islice(using(with_, theirs.lack), k)]
    closed = [route for _, route in islice(using(without, mine.lack), k)]
    before: dict[RouteKey, Route] = {}
    for route, path in islice(without.each_path(), 4 * k):
        before.setdefault(_key(without, path), route)
    cheaper = islice(using(with_, theirs.dearer), 4 * k)
    likelier = [(route, before[key]) for key, route in cheaper if key in before]
    likelier = [pair for pair in likelier if pair[0].likelihood[1] > LIKELIER * pair[1].likelihood[1]][:k]
    return Change(channel, question, with_.routes(k), without.routes(k), opened_, likelier, closed)


class _Legs:
    """The legs of a search, to hold those of another against."""

    def __init__(self, search: Search) -> None:
        self._search = search
        legs = search.network.legs
        self._costs = {way.key: way.likelihood.cost for way in legs}
        self._paid = {step_key(step) for step in search.payment_steps}

    def lack(self, search: Search, way: Way) -> bool:
        """Whether a leg of another search is none here; a chain of payments, if one of its payments is none here."""
        if way.step is not None:
            return any(step_key(step) not in self._paid for step in search.chain_of(way.step) if step.technique)
        return self._cost(way) is None

    def dearer(self, _: Search, way: Way) -> bool:
        """Whether a leg of another search costs more here."""
        cost = self._cost(way)
        return cost is not None and way.likelihood.cost < cost - 1e-9

    def _cost(self, way: Way) -> float | None:
        """What a leg costs here; None where there is none.

        A move may be kept under other aspects that are all one to it, or be left out as a detour, and is there all the same.
        """
        if way.kind != "move" or way.key in self._costs:
            return self._costs.get(way.key)
        return self._search.cost_of(way)


def using(search: Search, marks: Marks) -> Iterator[tuple[RouteKey, Route]]:
    """The routes that use at least one leg that `marks` picks, likeliest first, with what tells each from others."""
    marked = [marks(search, way) for way in search.network.legs]
    if not any(marked):
        return
    seen: set[RouteKey] = set()
    for path in search.straight(shaped(search.graph, search.network.kinds(marked), ONCE)):
        key = _key(search, path)
        if key not in seen:
            seen.add(key)
            yield key, search.route(path)


def _key(search: Search, path: Path) -> RouteKey:
    """Where a path goes, what is done on it and how it is paid for; not what its covers are called, which events change."""
    legs = (search.network.legs[search.network.leg[edge]] for edge in path.edges)
    return tuple(
        (
            way.kind,
            way.start,
            way.end,
            way.change.technique.id if way.change else way.step.technique if way.step else "",
        )
        for way in legs
    )
