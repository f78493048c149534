"""Whether an actor that a regime binds acts on a rule, by the record that was public.

Invariants: a statement counts only for its regime, its span, and, where it names them, its rules and goods; among those
that count the closest to the question decides (rules before goods before the regime as a whole), then the latest; where
none counts the record is empty, which is said and never read as leave.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from catspaw.facts.ties import Tie
from catspaw.routes.known import Known
from catspaw.routes.likelihood import Assumptions, Range

ACTS = ("enforces", "closes_route", "tightens")
PARTLY = ("partly_enforces",)
DOES_NOT = ("does_not_enforce", "rejects_rule")
WIDE = ("un", "us", "uk")
STATE_OF = {"uk": "GB", "un": "UN", "eu": "EU"}


@dataclass(frozen=True, slots=True)
class Record:
    """What the record says of an actor and a rule: `acts`, `partly`, `not` or `none`, how strongly, by which statement."""

    says: str
    strength: str = "some"
    tie: Tie | None = None

    def hidden(self, assumed: Assumptions) -> Range:
        """How likely it lets through what is hidden from it."""
        if self.says == "acts":
            return assumed.hidden[self.strength]
        return assumed.hidden[{"partly": "partly", "not": "none", "none": "no record"}[self.says]]

    @property
    def lets_through(self) -> bool:
        """Whether something shows that it lets through openly."""
        return self.says in ("not", "partly")

    def open(self, assumed: Assumptions) -> Range:
        """How likely it lets through openly, where something shows that it does."""
        return assumed.open[self.strength if self.says == "not" else "partly"]


NO_RECORD = Record("none")


class Enforcement:
    """The record of all actors on a day."""

    def __init__(self, known: Known, kin: frozenset[str]) -> None:
        self._known, self._kin = known, kin
        self._kept: dict[tuple[str, str, str, frozenset[str]], Record] = {}

    @cached_property
    def about(self) -> frozenset[str]:
        """All states and territories that some record is about."""
        return frozenset(tie.object for tie in self._known.any((*ACTS, *PARTLY, *DOES_NOT)))

    def record(self, actor: str, regime: str, rule: str, about: frozenset[str]) -> Record:
        """What is known of an actor and a rule of a regime, in matters of some states or territories."""
        key = (actor, regime, rule, about)
        if key not in self._kept:
            self._kept[key] = self._decide(actor, regime, rule, about)
        return self._kept[key]

    def _decide(self, actor: str, regime: str, rule: str, about: frozenset[str]) -> Record:
        ties = list(self._that_count(actor, regime, rule, about))
        if not ties:
            return NO_RECORD
        tie = max(ties, key=lambda t: (self._closeness(t, actor), t.since or date.min, t.strength == "strong", t.id))
        says = "acts" if tie.relation in ACTS else "partly" if tie.relation in PARTLY else "not"
        return Record(says, tie.strength or "some", tie)

    def _that_count(self, actor: str, regime: str, rule: str, about: frozenset[str]) -> Iterable[Tie]:
        unions = [union for union, members in self._known.members.items() if actor in members]
        for subject in (actor, *unions):
            for tie in self._known.any((*ACTS, *PARTLY, *DOES_NOT), subject):
                if tie.regime == regime and tie.object in about and self._names(tie, rule):
                    yield tie

    def _names(self, tie: Tie, rule: str) -> bool:
        by_rule = not tie.rules or any(rule.startswith(beginning) for beginning in tie.rules)
        return by_rule and (not tie.goods or bool(tie.goods & self._kin))

    def _closeness(self, tie: Tie, actor: str) -> tuple[bool, bool, bool]:
        return (bool(tie.rules), bool(tie.goods), tie.subject == actor)


def bound_on(known: Known, jurisdiction: str, place: str) -> bool:
    """Whether the state that acts at a place is bound by a regime of this jurisdiction.

    What binds a state by the UN, and US and British law, reaches its dependent territories (Hong Kong, Guam, the British
    Virgin Islands) too; a contested territory is nobody's in this.
    """
    state = STATE_OF.get(jurisdiction, jurisdiction.upper())
    if place == "EU" and state == "UN":
        return True  # the hub of its members, each of which is bound
    members = known.members.get(state, frozenset())
    if place == state or place in members:
        return True
    parent = known.world.actors.get(place, {}).get("parent", "")
    return place not in known.contested and jurisdiction in WIDE and (parent == state or parent in members)
