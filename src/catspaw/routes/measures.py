"""Which measures stop which legs, and what each would cost where it has to be taken.

A *closure* is a measure taken somewhere: closing the links between two actors, making one enforce a regime, ending a
technique at a place or a way to pay between two. Its cost is that of the measure, times its multiplier where whoever must
act has an interest or a record of not acting.

Invariants: a closure stops each edge that carries its key, whatever else the edge rests on; of several measures that do
the same the cheapest is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from catspaw.routes.catalogue import Catalogue, Measure
from catspaw.routes.find import Search
from catspaw.routes.network import Way
from catspaw.routes.places import HUBS
from catspaw.routes.route import Cover, Route, Step


class Key(NamedTuple):
    """What a closure closes: links (all modes), an actor's not enforcing, a technique at a place, a way to pay."""

    kind: str  # link enforcement technique settlement
    what: str  # mode, regime or technique
    first: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class Closure:
    """A measure taken somewhere; between two that several modes join, one for each mode, of which the dearest is named."""

    key: Key
    measure: Measure
    cost: float
    reluctant: bool
    says: str

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "measure": self.measure.id, "title": self.measure.title, "says": self.says, "cost": self.cost,
            "reluctant": self.reluctant, "taken_by": self.measure.taken_by, "basis": self.measure.basis,
            "acts_on": list(self.key),
        }  # fmt: skip


class Closures:
    """The closures of one search: for each edge the keys that stop it, for each key its closure."""

    def __init__(self, search: Search, catalogue: Catalogue) -> None:
        self._search, self._catalogue = search, catalogue
        self._known, self._question = search.known, search.question
        self._of_leg = [frozenset(self._keys(way)) for way in search.network.legs]
        self._regimes = frozenset(
            ban.regime
            for way in search.network.legs
            if way.kind == "move"
            for cover in search.covers_of(way.start, way.end, way.atoms)[0]
            for ban in cover.bans
        )
        keys = sorted(frozenset[Key]().union(*self._of_leg))
        self.all: dict[Key, Closure] = {key: found for key in keys if (found := self._closure(key))}

    def stops(self, leg: int) -> frozenset[Key]:
        """The keys of closures that stop a leg of the network."""
        return frozenset(key for key in self._of_leg[leg] if key in self.all)

    def of_route(self, route: Route) -> list[Key]:
        """The keys of closures that would stop a route."""
        found: dict[Key, None] = {}
        for leg in route.legs:
            found.update(dict.fromkeys(self._stopping(leg)))
        return [key for key in found if key in self.all]

    def _stopping(self, leg: Step) -> Iterator[Key]:
        if leg.kind == "settle":
            yield from _payment_keys(leg)
            return
        if leg.kind == "move":
            yield from self._move_keys(leg.start, leg.end, leg.covers)
        if leg.technique in self._catalogue.techniques and self._catalogue.techniques[leg.technique].disguises:
            yield Key("technique", leg.technique, leg.start)

    def _keys(self, way: Way) -> Iterator[Key]:
        if way.kind == "move":
            covers, _ = self._search.covers_of(way.start, way.end, way.atoms)
            yield from self._move_keys(way.start, way.end, covers)
        elif way.step:
            for step in self._search.chain_of(way.step):
                yield from _payment_keys(step)
        if way.change:
            yield Key("technique", way.change.technique.id, way.change.place)

    def _move_keys(self, start: str, end: str, covers: Iterable[Cover]) -> Iterator[Key]:
        pairs = ((start, end), (end, start))  # what goes by road goes by rail if the road alone is closed
        modes = sorted({tie.mode for pair in pairs for tie in self._search.links.get(pair, ())})
        yield Key("link", " ".join(modes), *sorted((start, end)))
        yield from _unenforced(covers)

    def _closure(self, key: Key) -> Closure | None:
        parts = [key._replace(what=mode) for mode in key.what.split(" ")] if key.kind == "link" else [key]
        reluctant = self._reluctant(key)
        taken: list[tuple[float, str, Measure]] = []
        for part in parts:
            priced = [(m.cost * (m.reluctant if reluctant else 1.0), m.id, m) for m in self._measures(part)]
            if not priced:
                return None
            taken.append(min(priced, key=lambda one: one[:2]))
        says = "; ".join(self._says(part, measure) for part, (*_, measure) in zip(parts, taken, strict=True))
        dearest = max(taken, key=lambda one: one[:2])[2]
        return Closure(key, dearest, sum(one[0] for one in taken), reluctant, says)

    def _measures(self, key: Key) -> Iterator[Measure]:
        catalogue = self._catalogue
        if key.kind == "technique" or (key.kind == "settlement" and key.what in catalogue.techniques):
            stops = (catalogue.measures.get(stop["measure"]) for stop in catalogue.techniques[key.what].stops)
            yield from (measure for measure in stops if measure and measure.acts_on == key.kind)
        elif key.kind == "link":
            yield from (m for m in self._of_kind("link") if not m.modes or key.what in m.modes)
        elif key.kind == "enforcement":
            yield from self._of_kind("enforcement")

    def _of_kind(self, kind: str) -> Iterable[Measure]:
        return (measure for measure in self._catalogue.measures.values() if measure.acts_on == kind)

    def _reluctant(self, key: Key) -> bool:
        """Whether nobody who could take the measure there is willing, by the record."""
        actors = [code for code in (key.first, key.second) if code and code not in HUBS]
        return bool(actors) and all(map(self._unwilling, actors))

    def _unwilling(self, actor: str) -> bool:
        owner = self._known.owner(actor)
        if any(owner in self._search.finder.targets.get(regime, ()) for regime in self._regimes):
            return True
        ties = self._known.any(("does_not_enforce", "rejects_rule"), owner)
        return owner in self._known.contested or any(tie.regime in self._regimes for tie in ties)

    def _says(self, key: Key, measure: Measure) -> str:
        first, second = self._known.name(key.first), self._known.name(key.second) if key.second else ""
        if key.kind == "link":
            return f"{measure.title}: {first} and {second}{f' by {key.what}' if key.what else ''}"
        if key.kind == "enforcement":
            return f"{measure.title}: {first} on {key.what}"
        name = self._catalogue.techniques[key.what].title.lower()
        where = f"between {first} and {second}" if second else f"in {first}"
        return f"{measure.title}: {name}, {where}"


def _unenforced(covers: Iterable[Cover]) -> Iterator[Key]:
    for cover in covers:
        if cover.kind == "not_enforcing" and cover.actor != "ships":
            for regime in sorted({ban.regime for ban in cover.bans}):
                yield Key("enforcement", regime, cover.actor)


def _payment_keys(step: Step) -> Iterator[Key]:
    yield from _unenforced(step.covers)
    if step.technique:
        yield Key("settlement", step.technique, *sorted((step.start, step.end)))
