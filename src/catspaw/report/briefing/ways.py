"""Routes, legs and measures as a brief prints them: each leg with its covers, its statements and what would stop it.

Invariant: no route is told without what forbids it, what covers it and what stops it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from catspaw.report.briefing.content import ChannelBrief, way
from catspaw.report.briefing.parts import Closing, Compared, Leg, Over, Standing, Stop, Way
from catspaw.report.briefing.parts import Said as Statement
from catspaw.report.briefing.voice import Voice, amount, many
from catspaw.routes.bans import Ban
from catspaw.routes.catalogue import Technique
from catspaw.routes.deniability import Deniability
from catspaw.routes.known import statements
from catspaw.routes.measures import Closure
from catspaw.routes.route import Cover, Route, Step
from catspaw.rules.verdict import Node

KINDS = {
    "not_bound": "not bound", "not_enforcing": "bound, does not act", "disguised": "bound, does not see",
    "unseen": "unseen", "exempt": "exempt",
}  # fmt: skip
STEPS = {
    "move": "moves", "transfer": "changes owner", "relabel": "new papers", "transform": "new form", "settle": "is paid",
}  # fmt: skip
ARTICLES = 3
SOURCES = 4
REASONS = 8
HELD = ("recognises", "claims", "annexes")


class Ways:
    """Tells the routes of one channel."""

    def __init__(self, voice: Voice, channel: ChannelBrief, started: frozenset[str] = frozenset()) -> None:
        self._voice, self._channel, self._started = voice, channel, started
        self._techniques: Mapping[str, Technique] = channel.techniques

    def way(self, route: Route) -> Way:
        """A route in short: its places, techniques and likelihood, and the cheapest measure that would stop it."""
        keys = (key for leg in route.legs for tie in leg.ties for key in tie.source)
        return self._told(route, (), 1, self._voice.sources(keys)[:SOURCES])

    def in_full(self, route: Route) -> Way:
        """A route with its legs, and the measures that would stop it."""
        legs = tuple(self._leg(leg) for leg in route.legs)
        return self._told(route, legs, None, tuple(dict.fromkeys(key for leg in legs for key in leg.source)))

    def _told(self, route: Route, legs: tuple[Leg, ...], most: int | None, source: tuple[str, ...]) -> Way:
        stops = self._channel.stops.get(way(route), ())[:most]
        return Way(
            route.nodes, self._voice.places(route.nodes), tuple(map(self.title, route.techniques)), route.likelihood,
            amount(route.range), route.basis, route.lawful, legs, tuple(map(self.stop, stops)), source,
        )  # fmt: skip

    def compared(self) -> tuple[Compared, ...]:
        """All routes shown, with what the event did to each."""
        change = self._channel.change
        found = [Compared("opened", self.way(route), "") for route in change.opened]
        found += [Compared("likelier", self.way(a), amount(b.range)) for a, b in change.likelier]
        told = {way(r) for r in (*change.opened, *(pair[0] for pair in change.likelier))}
        before = {way(r): amount(r.range) for r in change.without_event}
        found += [
            Compared("same", self.way(r), before.get(way(r), "")) for r in change.with_event if way(r) not in told
        ]
        return (*found, *(Compared("closed", self.way(r), amount(r.range)) for r in change.closed))

    def title(self, technique: str) -> str:
        """What a technique is called."""
        found = self._techniques.get(technique)
        return self._voice.says(found.title, technique) if found else technique.replace("_", " ")

    def _leg(self, leg: Step) -> Leg:
        voice, technique = self._voice, self._techniques.get(leg.technique)
        plain = f"{voice.short(leg.start)} to {voice.short(leg.end)}" if leg.kind != "transform" else ""
        said = voice.says(voice.shortened(leg.says), f"{self.title(leg.technique)}, {plain}".strip(", "))
        rests_on = tuple(voice.tie(tie) for tie in leg.ties)
        keys = list(voice.sources(technique.source)) if technique else []
        keys += [key for one in rests_on for key in one.source]
        return Leg(
            leg.kind, leg.start, leg.end, self.title(leg.technique) if leg.technique else "", self._mode(leg), said,
            any(tie.id in self._started for tie in leg.ties),
            tuple(self._over(leg.covers)), rests_on, leg.likelihood.as_tuple(), amount(leg.likelihood), leg.basis,
            voice.says(leg.because, "worked out from what was known"), tuple(dict.fromkeys(keys))[:SOURCES],
        )  # fmt: skip

    @staticmethod
    def _mode(leg: Step) -> str:
        between = {leg.start, leg.end}
        links = (tie for tie in leg.ties if tie.relation == "link" and {tie.subject, tie.object} == between)
        return next((tie.mode for tie in links), "")

    def _over(self, covers: Iterable[Cover]) -> Iterator[Over]:
        for cover in covers:
            who = self._voice.short(cover.actor) if cover.actor not in ("", "ships") else cover.actor
            keys = [key for tie in cover.ties for key in tie.source]
            keys += [key for ban in cover.bans[:ARTICLES] for key in ban.source[:1]]
            why = self._voice.says(self._voice.shortened(cover.why), KINDS[cover.kind])
            yield Over(cover.kind, who, why, self._articles(cover.bans), self._voice.sources(keys)[: 2 * ARTICLES])

    def _articles(self, bans: Sequence[Ban]) -> tuple[str, ...]:
        names = list(dict.fromkeys(self._voice.says(f"{ban.regime}: {ban.article}", ban.regime) for ban in bans))
        more = (f"{many(len(names) - ARTICLES, 'more article')}",) if len(names) > ARTICLES else ()
        return (*names[:ARTICLES], *more)

    def stop(self, closure: Closure) -> Stop:
        """A measure with its cost and what that rests on."""
        voice, measure = self._voice, closure.measure
        basis = voice.says(measure.basis, "assumed")
        if closure.reluctant and measure.reluctant > 1:
            basis = f"{basis}; times {measure.reluctant:g}, since who must act is unwilling by the record"
        return Stop(
            voice.says(voice.shortened(closure.says), measure.id), closure.cost, closure.reluctant,
            voice.says(measure.taken_by), basis, self._sources(closure),
        )  # fmt: skip

    def _sources(self, closure: Closure) -> tuple[str, ...]:
        """What shows the thing that a closure closes."""
        key = closure.key
        if technique := self._techniques.get(key.what):
            return self._voice.sources(technique.source)[:SOURCES]
        keys: list[str] = []
        for leg in self._legs():
            if key.kind == "link" and {leg.start, leg.end} == {key.first, key.second}:
                keys += [source for tie in leg.ties for source in tie.source if tie.relation == "link"]
            for cover in leg.covers if key.kind == "enforcement" else ():
                if cover.actor == key.first:
                    keys += [source for tie in cover.ties for source in tie.source]
                    keys += [source for ban in cover.bans[:1] for source in ban.source]
        return self._voice.sources(keys)[:SOURCES]

    def _legs(self) -> Iterator[Step]:
        for route in (*self._channel.change.opened, *self._channel.change.with_event):
            yield from route.legs

    def closing(self) -> Closing:
        """The cheapest measures that close the routes shown."""
        cut, voice = self._channel.cut, self._voice
        closed = many(len(cut.closed), "likeliest route")
        if not cut.closed:
            says = "No route was found, so there is nothing to close; that is no proof that there is none."
        elif not cut.possible:
            says = f"No set of the measures in the catalogue closes the {closed}."
        else:
            sure = "no cheaper set does" if cut.optimal else f"no set below {cut.bound:g} does"
            close = f"{many(len(cut.measures), 'measure closes', 'measures close')} the {closed}"
            says = f"{close} at a cost of {cut.cost:g}; {sure}."
        then = tuple(self.way(route) for route in cut.rerouted[:3])
        cost = cut.cost if cut.possible else 0.0
        return Closing(says, tuple(map(self.stop, cut.measures)), cost, cut.optimal, voice.names(cut.chokepoints), then)


def standing(voice: Voice, found: Deniability) -> Standing:
    """The deniability of a cut-out with its reasons."""
    keys = voice.sources(
        key
        for tie in statements(voice.world)
        if tie.relation in HELD and tie.object == found.cutout and tie.subject in dict(found.standing)
        if tie.holds(found.day) and tie.public(voice.known)
        for key in tie.source[:2]
    )
    reasons = tuple(_reason(voice, node, keys) for node in found.reasons)
    to_whom = tuple((voice.short(who), voice.shortened(what)) for who, what in found.standing)
    return Standing(
        found.cutout, found.sponsor, voice.short(found.cutout), voice.short(found.sponsor), found.day.isoformat(),
        found.range.as_tuple(), amount(found.range), found.foreign, round(found.visibility, 2), to_whom, keys[:REASONS],
        reasons,
    )  # fmt: skip


def _reason(voice: Voice, node: Node, instead: tuple[str, ...]) -> Statement:
    keys = [*node.sources, *(key for child in node.children for key in child.sources)]
    said = voice.says(voice.shortened(node.text), "worked out from what was known")
    cited = voice.sources(keys) or instead
    more = len(cited) - REASONS
    return Statement(said, cited[:REASONS], f"and {more} more sources" if more > 1 else "")
