"""Bans of regimes that Catspaw does not judge article by article: what they forbid in outline, from the ties `bans`.

Invariants: law is public, so an outline ban counts on its days whatever the day of knowledge; it looks at the same things as
a rule does: who seems to sell and to buy, where the goods seem to come from, and the two ends of the leg.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from catspaw.facts.ties import Tie
from catspaw.routes.bans import Ban
from catspaw.routes.known import statements
from catspaw.routes.question import Question

if TYPE_CHECKING:
    from catspaw.facts.world import World


class Outline:
    """The outline bans on a good on a day."""

    def __init__(self, world: World, question: Question, kin: frozenset[str]) -> None:
        self._ties = [
            tie for tie in statements(world)
            if tie.relation == "bans" and tie.holds(question.day) and (not tie.goods or tie.goods & kin)
        ]  # fmt: skip
        self._bans = {tie.id: _ban(tie) for tie in self._ties}
        members = _members(world, question)
        self._bound = {tie.id: members.get(tie.subject, frozenset()) | {tie.subject} for tie in self._ties}
        self._of: dict[str, list[Tie]] = {}
        for tie in self._ties:
            self._of.setdefault(tie.object, []).append(tie)
        self.against = frozenset(self._of)
        self._by_law = {tie.subject: self._bound[tie.id] for tie in self._ties}

    def likeness(self, place: str) -> object:
        """What these bans can see of a place: itself, if one is against it, else whose laws bind it."""
        return place if place in self.against else frozenset(law for law, some in self._by_law.items() if place in some)

    def bans(self, sellers: Sequence[str], buyers: Sequence[str], present: Sequence[str]) -> tuple[Ban, ...]:
        """The bans on a leg, by who and what place it seems to come from, and to go to; of laws that bind one of them."""
        if self.against.isdisjoint(sellers) and self.against.isdisjoint(buyers):
            return ()
        giving, taking, here = frozenset(sellers), frozenset(buyers), frozenset(present)
        found: dict[str, None] = {}
        for codes, other in ((taking, "import"), (giving, "export")):
            for code in codes & self.against:
                for tie in self._of[code]:
                    if tie.kind != other and self._bound[tie.id] & (giving | taking | here):
                        found[tie.id] = None
        return tuple(self._bans[name] for name in found)


def targets_of(world: World) -> Mapping[str, frozenset[str]]:
    """Whom each regime known in outline is against."""
    found: dict[str, set[str]] = {}
    for tie in statements(world):
        if tie.relation == "bans":
            found.setdefault(tie.regime, set()).add(tie.object)
    return {regime: frozenset(codes) for regime, codes in found.items()}


def _members(world: World, question: Question) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for tie in statements(world):
        if tie.relation == "member_of" and tie.holds(question.day):
            found.setdefault(tie.object, set()).add(tie.subject)
    return {union: frozenset(codes) for union, codes in found.items()}


def _ban(tie: Tie) -> Ban:
    return Ban(
        tie.regime, tie.jurisdiction or tie.subject.lower(), tie.id, tie.article or tie.says, tie.says, "", bool(tie.goods),
        True, tie.source, tie.verified,
    )  # fmt: skip
