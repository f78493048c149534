"""What a brief on an event says, gathered from the findings of the routes; how it looks is decided elsewhere.

Invariants: every entry comes from a finding or a row of the world and keeps its sources; with a day of knowledge nothing
that became public later is in it (see `facts.then`), and what came later stands apart from what was known then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from catspaw.errors import InputError
from catspaw.facts.then import sources_then, tells_later, told_then
from catspaw.facts.ties import Tie
from catspaw.facts.world import World, as_date
from catspaw.lists.listing import Listing, Listings
from catspaw.routes.bans import Ban
from catspaw.routes.catalogue import Precedent, Technique
from catspaw.routes.channels import concerned
from catspaw.routes.covers import Wall
from catspaw.routes.cut import Cut, of_search
from catspaw.routes.deniability import Deniability, deniability, of_route, turning_days
from catspaw.routes.find import Finder, Search
from catspaw.routes.known import Known, facts_of_event, statements
from catspaw.routes.measures import Closure, Closures
from catspaw.routes.opened import Change, compare, event_row, questions
from catspaw.routes.route import Route
from catspaw.routes.settlement import NOT_KNOWN
from catspaw.routes.weigh import known_precedents

ROUTES = 4
CHANNELS = 10
LISTED = 8
SINCE = 40
CUT_SECONDS = 1.5
STOPS = 3
WALLS = 6


Way = tuple[tuple[str, ...], tuple[str, ...]]


def way(route: Route) -> Way:
    """What tells one route from another: places and techniques."""
    return route.nodes, route.techniques


@dataclass(frozen=True)
class Broken:
    """An article that a channel breaks, by whom, and why that does not stop it."""

    ban: Ban
    actors: tuple[str, ...]
    covers: tuple[str, ...]


@dataclass(frozen=True)
class Sign:
    """A sign to watch: of which technique, where, how to check."""

    technique: str
    where: str
    says: str
    check: str
    source: tuple[str, ...]


@dataclass(frozen=True)
class ChannelBrief:
    """One channel: who supplies and needs, the routes, what they break, who is active, what would close them."""

    change: Change
    broken: tuple[Broken, ...]
    listed: tuple[Listing, ...]
    listed_total: int
    precedents: tuple[tuple[Technique, Precedent], ...]
    signs: tuple[Sign, ...]
    cut: Cut
    techniques: Mapping[str, Technique]  # all, by id
    cutouts: tuple[Deniability, ...]  # of the best routes, on the day
    walls: tuple[Wall, ...]  # where the regime works
    stops: Mapping[Way, tuple[Closure, ...]]  # what would stop each route that is shown, the cheapest first
    gaps: tuple[str, ...]  # what is not known, as far as it would change the answer

    @property
    def leading(self) -> Route | None:
        """The route to show first: the likeliest that the event opened, else the likeliest."""
        return next(iter((*self.change.opened, *self.change.with_event)), None)

    @property
    def best(self) -> Route | None:
        """The likeliest route with the event."""
        return next(iter(self.change.with_event), None)


@dataclass(frozen=True)
class Dated:
    """Something on a day: an event or a statement."""

    day: date
    title: str
    source: tuple[str, ...]
    kind: str
    precision: str = "day"


@dataclass(frozen=True)
class Content:
    """All that a brief says."""

    world: World
    row: Mapping[str, Any]
    day: date
    known: date | None
    started: tuple[Tie, ...]
    corrections: tuple[Mapping[str, Any], ...]
    readings: tuple[Mapping[str, Any], ...]
    channels: tuple[ChannelBrief, ...]
    quiet: tuple[Change, ...]  # channels where nothing was found, or nothing changed and little is known
    standing: tuple[Deniability, ...]
    over_time: Mapping[tuple[str, str], tuple[Deniability, ...]]
    before: tuple[Dated, ...]
    since: tuple[Dated, ...]
    links: tuple[Tie, ...]
    version: str

    @property
    def title(self) -> str:
        """The event's title."""
        return str(self.row["title"])

    def name(self, code: str) -> str:
        """An actor's name."""
        return str(self.world.actors.get(code, {}).get("name", code))


def gather(
    finder: Finder, event: str, known: str | date | None = None, on: str | date | None = None,
    lists: Listings | None = None,
) -> Content:  # fmt: skip
    """Gather a brief on an event.

    Args:
        finder: answers the questions.
        event: its id.
        known: show nothing that became public after this day.
        on: the day to look at; the day of the act if left out.
        lists: listings to name active parties from; None: those that come with Catspaw.

    Raises:
        InputError: no such event, one that was not public by the day of knowledge, or a day that can't be read.
    """
    world, row = finder.world, event_row(finder.world, event)
    day, seen = as_date(on) if on else row["act"], as_date(known) if known else None
    _public(row, seen)
    changes = [compare(finder, channel, question, ROUTES) for channel, question in questions(finder, event, day, seen)]
    telling = sorted((c for c in changes if c.with_event), key=_telling)[:CHANNELS]
    view = Known(world, day, seen)
    started, _ = facts_of_event(world, event)
    listings = lists if lists is not None else finder.engine.lists
    channels = tuple(_channel(finder, change, listings) for change in telling)
    pairs = _cutouts(view, event)
    return Content(
        world, row, day, seen, tuple(t for t in statements(world) if t.id in started and t.public(seen)),
        _then(world, row.get("correction", ()), ("claim", "finding"), seen),
        _then(world, row.get("reading", ()), ("who", "says"), seen), channels,
        tuple(change for change in changes if change not in telling),
        tuple(deniability(view, cutout, sponsor) for cutout, sponsor in pairs),
        {pair: _over_time(world, *pair, seen) for pair in pairs}, _events(world, view, event, seen, before=True),
        _events(world, view, event, seen, before=False), _links(channels), finder.engine.data,
    )  # fmt: skip


def _public(row: Mapping[str, Any], known: date | None) -> None:
    told = row.get("known") or row.get("announced") or row["act"]
    if known and known < told:
        raise InputError(
            f"{row['id']}: it became public on {told}; a brief on it needs that day of knowledge or a later one"
        )


def _telling(change: Change) -> tuple[Any, ...]:
    """What changed first, then what some rule forbids, then the largest and the likeliest."""
    lead = (*change.opened, *change.with_event)[0]
    state = (not change.opened, not change.likelier, not change.closed)
    return (*state, lead.lawful, -change.channel.size, -lead.likelihood[1])


def _channel(finder: Finder, change: Change, listings: Listings) -> ChannelBrief:
    search = finder.search(change.question)
    routes = [*change.opened, *change.with_event]
    used = tuple(finder.catalogue.techniques[t] for t in dict.fromkeys(t for r in routes for t in r.techniques))
    actors = {code for route in routes[:ROUTES] for code in route.nodes}
    regimes = {ban.regime for route in routes for leg in route.legs for ban in leg.bans}
    active = _active(listings, actors, regimes, change.question.day, change.question.known)
    precedents = [(t, p) for t in used for p in known_precedents(t, change.question) if p.actors & actors]
    shown = [*change.opened, *change.with_event, *(pair[0] for pair in change.likelier), *change.closed]
    precedents.sort(key=lambda one: (-len(one[1].actors & actors), -one[1].since.toordinal(), one[1].says))
    once = {precedent.says: (technique, precedent) for technique, precedent in reversed(precedents)}
    return ChannelBrief(
        change, tuple(_broken(routes)), tuple(active[:LISTED]), len(active),
        tuple(sorted(once.values(), key=lambda one: precedents.index(one)))[:6],
        tuple(_signs(finder.world, used, change.question.known)), of_search(search, len(change.with_event), CUT_SECONDS),
        finder.catalogue.techniques, _cutouts_of(search.known, routes), tuple(_walls(search.walls, actors)),
        _stops(search, shown),
        tuple(_gaps(change)),
    )  # fmt: skip


def _cutouts_of(known: Known, routes: Iterable[Route]) -> tuple[Deniability, ...]:
    found: dict[tuple[str, str], Deniability] = {}
    for route in routes:
        for one in of_route(known, route):
            found.setdefault((one.cutout, one.sponsor), one)
    return tuple(found.values())


def _walls(walls: Iterable[Wall], actors: set[str]) -> Iterable[Wall]:
    """Where the regime works next to the routes that were found: one for each actor and regime."""
    once: dict[tuple[str, str], Wall] = {}
    for wall in walls:
        if wall.bans and {wall.start, wall.end} & actors:
            once.setdefault((wall.actor, wall.bans[0].regime), wall)
    return islice(once.values(), WALLS)


def _stops(search: Search, routes: Iterable[Route]) -> Mapping[Way, tuple[Closure, ...]]:
    closures = Closures(search, search.finder.catalogue)
    found = {}
    for route in routes:
        stops = [closures.all[key] for key in closures.of_route(route)]
        found[way(route)] = tuple(sorted(stops, key=lambda closure: (closure.cost, closure.key))[:STOPS])
    return found


def _broken(routes: Sequence[Route]) -> Iterable[Broken]:
    actors: dict[Ban, dict[str, None]] = {}
    covers: dict[Ban, dict[str, None]] = {}
    for route in routes:
        for leg in route.legs:
            for cover in leg.covers:
                for ban in cover.bans:
                    actors.setdefault(ban, {}).update({cover.actor: None} if cover.actor not in ("", "ships") else {})
                    covers.setdefault(ban, {})[cover.kind] = None
    legs = Counter(ban for route in routes[:1] for leg in route.legs for ban in leg.bans)
    ordered = sorted(actors, key=lambda ban: (not actors[ban], -legs[ban], not ban.sure, ban.regime, ban.article))
    return [Broken(ban, tuple(actors[ban]), tuple(covers[ban])) for ban in ordered]


def _active(listings: Listings, actors: set[str], regimes: set[str], day: date, known: date | None) -> list[Listing]:
    """Listed parties of these places under these regimes, whose listing stands on the day and was public."""
    latest = min(day, known) if known else day
    found = [
        one for one in listings.all
        if one.regime in regimes and actors.intersection(one.country)
        and one.since and one.since <= latest and (one.until is None or day < one.until)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.regime, -(one.since or date.min).toordinal(), one.id))


def _signs(world: World, techniques: Iterable[Technique], known: date | None) -> Iterable[Sign]:
    for technique in techniques:
        for sign in technique.signs:
            if told_then(world.sources, sign, ("says", "check"), known):
                source = tuple(sign.get("source", ())) or technique.source
                yield Sign(technique.title, sign["where"], sign["says"], sign["check"], source)


def _then(
    world: World, rows: Iterable[Mapping[str, Any]], keys: Sequence[str], known: date | None
) -> tuple[Mapping[str, Any], ...]:
    return tuple(row for row in rows if told_then(world.sources, row, keys, known))


def _cutouts(known: Known, event: str) -> list[tuple[str, str]]:
    """(cut-out, sponsor): the contested territories concerned, with whoever controls or annexed them."""
    _, wide = concerned(known, event)
    return [(code, sponsor) for code in sorted(wide & known.contested) if (sponsor := known.sponsor(code))]


def _over_time(world: World, cutout: str, sponsor: str, known: date | None) -> tuple[Deniability, ...]:
    days = turning_days(world, cutout, sponsor, known)
    if known:
        days = [day for day in days if day <= known]
    return tuple(deniability(Known(world, day, known), cutout, sponsor) for day in days)


def _events(world: World, known: Known, event: str, public: date | None, before: bool) -> tuple[Dated, ...]:
    """Events of those concerned, up to the event's day, or after it."""
    own, wide = concerned(known, event)
    turn = world.events[event]["act"]
    found: dict[str, Dated] = {}
    for row in world.events.values():
        told = row.get("known") or row.get("announced") or row["act"]
        if row["id"] == event or (row["act"] <= turn) != before or (public and told > public):
            continue
        shared = wide.intersection(row.get("actors", ()))
        near = len(shared) >= 2 or bool(own & set(row.get("actors", ())) & known.contested)
        if near and not tells_later(str(row["title"]), public):
            sources = sources_then(world.sources, row["source"], public)
            found[row["id"]] = Dated(row["act"], row["title"], sources, "event", row.get("precision", "day"))
    ordered = sorted(found.values(), key=lambda one: (one.day, one.title))
    return tuple(ordered[-SINCE:] if before else ordered[:SINCE])


def _gaps(change: Change) -> Iterable[str]:
    """What is not known of a channel, as far as it would change the answer."""
    best = next(iter((*change.opened, *change.with_event)), None)
    if best is None:
        return
    if any(NOT_KNOWN in leg.says for leg in best.legs):
        yield "how it would be paid for"
    unchecked = {tie.id for leg in best.legs for tie in leg.ties if not tie.verified}
    stated = {tie.id for leg in best.legs for tie in leg.ties}
    if unchecked:
        yield (
            f"whether {len(unchecked)} of the {len(stated)} statements that the route shown rests on are so: nobody "
            "has checked them against their source"
        )
    if assumed := sum(leg.basis == "assumed" and bool(leg.technique) for leg in best.legs):
        yield f"whether it was ever done this way: {assumed} of {len(best.legs)} legs are assumed, with no documented use"
    if change.reopened:
        yield "whether the links that are closed on the day open again: the routes are shown as if they did"


def _links(channels: Iterable[ChannelBrief]) -> tuple[Tie, ...]:
    """The links of the routes that lead each channel, with the event and without it: one for each pair and means."""
    found: dict[tuple[frozenset[str], str], Tie] = {}
    for channel in channels:
        for route in (channel.leading, channel.best, next(iter(channel.change.without_event), None)):
            for leg in route.legs if route else ():
                for tie in (one for one in leg.ties if one.relation == "link"):
                    if {tie.subject, tie.object} == {leg.start, leg.end}:
                        found.setdefault((frozenset((tie.subject, tie.object)), tie.mode), tie)
    return tuple(found.values())


def window(content: Content) -> tuple[date, date]:
    """The first and last day of the timeline."""
    days = [one.day for one in (*content.before, *content.since)] + [content.day]
    last = max(days) + timedelta(days=30)
    return min(days) - timedelta(days=30), max(min(last, content.known), content.day) if content.known else last
