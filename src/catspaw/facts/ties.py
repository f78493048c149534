"""Ties: dated, sourced statements of who reaches, supplies, pays, backs or stops whom.

Invariants: a tie is exactly what its row says; one row with `also` makes one tie for each actor named there, all with the
row's id; a tie without `known` is in no view of the past.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from catspaw.facts.world import World

# relations whose `also` widens the subject; that of all others widens the object
BY_SUBJECT = frozenset(
    "supplies needs enforces partly_enforces does_not_enforce rejects_rule tightens closes_route reports hosts".split()
)


@dataclass(frozen=True, slots=True)
class Tie:
    """One statement: subject, relation, object, its span, the day it became public, and its keys."""

    id: str
    subject: str
    relation: str
    object: str
    says: str = ""
    since: date | None = None
    until: date | None = None
    known: date | None = None
    known_basis: str = ""
    precision: str = "day"
    by: str = ""
    event: str = ""
    disputed: str = ""
    mode: str = ""
    status: str = ""
    carries: frozenset[str] = frozenset()
    ends: tuple[str, ...] = ()
    one_way: bool = False
    goods: frozenset[str] = frozenset()
    hs: tuple[str, ...] = ()
    partners: frozenset[str] = frozenset()
    scale: str = ""
    regime: str = ""
    jurisdiction: str = ""
    article: str = ""
    rules: tuple[str, ...] = ()
    strength: str = ""
    bound: bool | None = None
    channel: str = ""
    currency: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    party: str = ""
    kind: str = ""
    source: tuple[str, ...] = ()
    verified: bool = False
    confidence: str = ""
    note: str = ""

    def holds(self, day: date) -> bool:
        """Whether it holds on the day: since <= day < until."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def public(self, known: date | None) -> bool:
        """Whether it had become public by the day; None: whenever."""
        return known is None or (self.known is not None and self.known <= known)


SETS = ("carries", "goods", "partners")
TUPLES = ("ends", "hs", "rules", "currency", "through", "source")


def ties_of(world: World) -> tuple[Tie, ...]:
    """All ties of a world, in the order of its files."""
    return tuple(tie for row in world.rows("tie") for tie in _ties(row.data))


def fact_ties(world: World) -> tuple[Tie, ...]:
    """The facts between actors (recognition, membership, claims, control, ...) in the form of ties."""
    found = []
    for row in world.rows("fact"):
        data = dict(row.data)
        data.setdefault("known", data.get("announced") or data.get("since"))
        data.setdefault("says", "")
        found.append(_tie({key: value for key, value in data.items() if key in Tie.__dataclass_fields__}))
    return tuple(found)


def _ties(data: Mapping[str, Any]) -> Iterator[Tie]:
    tie = _tie({key: value for key, value in data.items() if key in Tie.__dataclass_fields__})
    yield tie
    for actor in data.get("also", ()):
        yield replace(tie, **{"subject" if tie.relation in BY_SUBJECT else "object": actor})


def _tie(data: dict[str, Any]) -> Tie:
    data.update({key: frozenset(data[key]) for key in SETS if key in data})
    data.update({key: tuple(data[key]) for key in TUPLES if key in data})
    return Tie(**data)
