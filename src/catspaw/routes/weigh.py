"""How likely a technique is for a question: its precedents known by the day, weighed, or its class.

Invariants: a precedent counts only if it was public by the day of knowledge and before the day asked about; the sentence
says how many count and what they weigh.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from catspaw.routes.catalogue import Precedent, Technique
from catspaw.routes.likelihood import ASSUMED, Assumptions, Range
from catspaw.routes.question import Question

DAYS = 365.25


class Weighed(NamedTuple):
    """A likelihood, its basis, and how it was come to."""

    likelihood: Range
    basis: str
    because: str


def known_precedents(technique: Technique, question: Question) -> list[Precedent]:
    """The precedents that may be used: public by the day of knowledge, begun by the day asked about."""
    latest = question.known or date.max
    return [p for p in technique.precedents if p.known <= latest and p.since <= question.day]


def weigh(
    technique: Technique, question: Question, kin: frozenset[str], places: Iterable[str], local: float = 0.0,
    assumed: Assumptions = ASSUMED,
) -> Weighed:  # fmt: skip
    """How likely a technique is at some places, for a question; `local` weighs what is said of the place itself."""
    if technique.basis != "counted":
        text = "assumed" if technique.basis == "assumed" else f"{technique.likelihood} documented, by judgement"
        return Weighed(assumed.of_class(technique.likelihood), technique.basis, text)
    used = known_precedents(technique, question)
    ends, here = frozenset((question.source, question.target)), frozenset(places)
    weight = sum(_weight(p, question, kin, ends, here, assumed) for p in used)
    if used:
        weight += local
    by = f" known by {question.known}" if question.known else ""
    uses = f"{len(used)} documented use{'s' * (len(used) != 1)}{by}"
    text = f"{uses}, which weigh {weight:.1f} by age and likeness, with what is known of the place"
    return Weighed(assumed.counted(weight), "counted", text)


def _weight(
    precedent: Precedent, question: Question, kin: frozenset[str], ends: frozenset[str], here: frozenset[str],
    assumed: Assumptions,
) -> float:  # fmt: skip
    place = assumed.same_place if precedent.actors & here else assumed.elsewhere
    likeness = assumed.same_ends if precedent.actors & ends else place
    if precedent.goods and not precedent.goods & kin:
        likeness *= assumed.other_goods
    return likeness * assumed.faded((question.day - precedent.since).days / DAYS)
