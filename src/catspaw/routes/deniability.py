"""How far a sponsor can deny a cut-out on a day: for whom it is a foreign state, who controls it, how openly.

Deniability is kept apart from likelihood: a route may be likely and plain for all to see. It has two parts, each with its
statements. *Foreignness*: by the sponsor's own law, is the cut-out another state's land? Whoever annexed or claims it as
its own can't call it foreign, whatever others hold. *Visibility*: how many public statements of control there are by the
day, weighed by who makes them (the sponsor's own acts count in full, what it disputes counts for less).

Invariants: nothing here names a case; the same facts give the same number on any day; annexation by the sponsor brings
the number to (nearly) nothing, and a public act of control never raises it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from catspaw.facts.ties import Tie
from catspaw.routes.known import Known, statements
from catspaw.routes.likelihood import ASSUMED, Assumptions, Range
from catspaw.routes.route import Route, tie_node
from catspaw.rules.verdict import Node

if TYPE_CHECKING:
    from catspaw.facts.world import World

CONTROL = ("controls", "directs", "finances", "supplies_force", "grants_citizenship", "uses_currency", "treaty",
           "accepts_papers", "leases", "labour_plan")  # fmt: skip
OWN_ACTS = frozenset(("finances", "grants_citizenship", "treaty", "accepts_papers", "leases"))
ABSORBED = Range(0.0, 0.0, 0.05)
NOT_CONTESTED = Range(0.3, 0.55, 0.8)


@dataclass(frozen=True, slots=True)
class Deniability:
    """How far `sponsor` can deny `cutout` on a day, with the reasons; `foreign_to` says for whom it is what."""

    cutout: str
    sponsor: str
    day: date
    range: Range
    foreign: bool
    visibility: float
    standing: tuple[tuple[str, str], ...]  # who, what it is to them
    reasons: tuple[Node, ...]

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "cutout": self.cutout, "sponsor": self.sponsor, "day": self.day.isoformat(),
            "deniability": list(self.range.as_tuple()), "foreign": self.foreign, "visibility": round(self.visibility, 3),
            "standing": dict(self.standing), "reasons": [node.as_dict() for node in self.reasons],
        }  # fmt: skip


def deniability(known: Known, cutout: str, sponsor: str, assumed: Assumptions = ASSUMED) -> Deniability:
    """How far a sponsor can deny a cut-out, by what is known."""
    own = list(known.any(("annexes", "claims"), sponsor, cutout))
    recognised = list(known.find("recognises", sponsor, cutout))
    control = sorted(_control(known, cutout, sponsor), key=lambda tie: (tie.since or date.min, tie.id))
    weight = sum(_weight(tie, assumed) for tie in control)
    visibility = weight / (weight + assumed.half_seen)
    foreign = not own and cutout != sponsor
    if not foreign:
        found = ABSORBED
    elif cutout not in known.contested:
        found = NOT_CONTESTED
    else:
        left = assumed.least_left + (1 - assumed.least_left) * (1 - visibility)
        found = Range(max(0.0, left - 0.15), left, min(1.0, left + 0.15))
    standing = tuple(_standing(known, cutout, sponsor))
    reasons = tuple(_reasons(known, cutout, sponsor, own, recognised, control, visibility))
    return Deniability(cutout, sponsor, known.day, found, foreign, visibility, standing, reasons)


def of_route(known: Known, route: Route, assumed: Assumptions = ASSUMED) -> list[Deniability]:
    """The deniability of each cut-out of a route: a contested territory on it (for whoever holds it), or a third country.

    The sponsor of a third country between source and target is the target, in whose interest it stands there.
    """
    found = []
    for place in dict.fromkeys((*route.nodes, *(leg.start for leg in route.legs if leg.kind != "move"))):
        if place in known.contested:
            if sponsor := known.sponsor(place):
                found.append(deniability(known, place, sponsor, assumed))
        elif place not in (route.source, route.target) and _acts_as_cutout(route, place):
            found.append(deniability(known, place, route.target, assumed))
    return found


def turning_days(world: World, cutout: str, sponsor: str, known: date | None = None) -> list[date]:
    """The days on which the deniability of a cut-out may change: a statement between the two begins or ends."""
    days: set[date] = set()
    for tie in statements(world):
        between = {tie.subject, tie.object} == {cutout, sponsor}
        if tie.public(known) and (between or (tie.relation == "recognises" and tie.object == cutout)):
            days |= {day for day in (tie.since, tie.until) if day}
    return sorted(days)


def _acts_as_cutout(route: Route, place: str) -> bool:
    return any(leg.kind in ("transfer", "relabel") and leg.start == place for leg in route.legs)


def _control(known: Known, cutout: str, sponsor: str) -> Iterator[Tie]:
    seen = set()
    for relation in CONTROL:
        for tie in (*known.find(relation, sponsor, cutout), *known.find(relation, cutout, sponsor)):
            if tie.id not in seen:
                seen.add(tie.id)
                yield tie


def _weight(tie: Tie, assumed: Assumptions) -> float:
    weight = 1.0 if tie.relation in OWN_ACTS else assumed.faint
    return weight * (assumed.disputed if tie.disputed else 1.0) * (1.0 if tie.verified else assumed.unverified)


def _standing(known: Known, cutout: str, sponsor: str) -> Iterator[tuple[str, str]]:
    parent = str(known.world.actors.get(cutout, {}).get("parent", ""))
    for who in dict.fromkeys((sponsor, parent, *_recognisers(known, cutout))):
        if not who:
            continue
        if known.any(("annexes", "claims"), who, cutout) or who == parent:
            yield who, "its own territory"
        elif known.find("recognises", who, cutout):
            yield who, "a foreign state"
        elif parent:
            yield who, f"a part of {known.name(parent)}"
        else:
            yield who, "a foreign state"


def _recognisers(known: Known, cutout: str) -> Iterable[str]:
    return sorted({tie.subject for tie in known.find("recognises", "", cutout)})


def _reasons(
    known: Known,
    cutout: str,
    sponsor: str,
    own: list[Tie],
    recognised: list[Tie],
    control: list[Tie],
    visibility: float,
) -> Iterator[Node]:
    name, patron = known.name(cutout), known.name(sponsor)
    if own:
        yield Node(f"{patron} holds {name} to be its own: it can't be called foreign", _nodes(own, known))
    elif recognised:
        yield Node(f"{patron} treats {name} as a foreign state", _nodes(recognised, known))
    elif cutout in known.contested:
        parent = known.world.actors.get(cutout, {}).get("parent")
        whose = f" and holds it to be a part of {known.name(str(parent))}" if parent else ""
        yield Node(f"{patron} does not claim {name}{whose}: by its own law the place is foreign")
    else:
        yield Node(f"{name} is another state")
    others = [code for code in _recognisers(known, cutout) if code != sponsor]
    if others and not own:
        yield Node(f"recognised as a state by {', '.join(map(known.name, others))}, which lends it papers of its own")
    if control:
        yield Node(
            f"{len(control)} public statements of {patron}'s control or support (visibility {visibility:.2f})",
            _nodes(control, known),
        )
    elif cutout in known.contested:
        yield Node(f"no public statement of {patron}'s control was found")


def _nodes(ties: Iterable[Tie], known: Known) -> tuple[Node, ...]:
    return tuple(tie_node(tie, known.public) for tie in ties)
