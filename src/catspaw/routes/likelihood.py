"""How likely a leg is: a range with its basis, never a single number.

A technique that was documented n times counts n / (n + k): near nothing for none, near one for dozens, and k sets the
range (`low`, `mid` and `high` of the `Assumptions`). Each precedent weighs less with its age and with its distance from the
question, so n is a sum of weights. This is an order of plausibility, not a frequency: nobody knows how often what was never
found was done.

Invariants: 0 < low <= mid <= high <= 1; more precedents never lower a range; factors multiply end by end.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Range:
    """A likelihood: low, mid, high."""

    low: float
    mid: float
    high: float

    def __mul__(self, other: Range) -> Range:
        return Range(self.low * other.low, self.mid * other.mid, self.high * other.high)

    @property
    def cost(self) -> float:
        """-log of the middle: what a search adds up."""
        return -math.log(self.mid)

    def as_tuple(self) -> tuple[float, float, float]:
        """(low, mid, high)."""
        return (self.low, self.mid, self.high)


CERTAIN = Range(1.0, 1.0, 1.0)


def product(ranges: Iterable[Range]) -> Range:
    """All of them at once."""
    found = CERTAIN
    for one in ranges:
        found = found * one
    return found


def _hidden() -> Mapping[str, Range]:
    return {
        "strong": Range(0.05, 0.2, 0.5), "some": Range(0.15, 0.35, 0.65), "weak": Range(0.3, 0.6, 0.85),
        "partly": Range(0.3, 0.6, 0.85), "no record": Range(0.15, 0.45, 0.85), "none": Range(0.7, 0.9, 1.0),
    }  # fmt: skip


def _open() -> Mapping[str, Range]:
    return {
        "strong": Range(0.6, 0.85, 0.97), "some": Range(0.4, 0.65, 0.9), "weak": Range(0.2, 0.4, 0.75),
        "partly": Range(0.1, 0.25, 0.55),
    }  # fmt: skip


def _ships() -> Mapping[str, Range]:
    return {
        "hidden": Range(0.3, 0.6, 0.85), "flagged": Range(0.2, 0.5, 0.8), "own": Range(0.15, 0.4, 0.7),
        "chartered": Range(0.05, 0.2, 0.5),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What no fact gives and the numbers rest on; `sensitivity` says which of them move the ranking.

    They are carried by a `Finder` and handed down: nothing else sets them, and nothing changes them.
    """

    low: float = 5.0  # k of n / (n + k), for each end of a range and its middle
    mid: float = 1.5
    high: float = 0.3
    half_life: float = 6.0  # years in which a precedent loses half of its weight
    never: float = 0.1  # precedents that count for a technique of which none was known
    classes: Mapping[str, float] = field(  # precedents that a class stands for
        default_factory=lambda: {"many": 10.0, "few": 4.0, "one": 1.0, "assumed": 0.3}
    )
    same_ends: float = 1.0  # weight of a precedent by the actors that it touches
    same_place: float = 0.6
    elsewhere: float = 0.25
    other_goods: float = 0.5
    named: float = 0.5  # weight of a statement on a place: for these ends, at all, together
    said: float = 0.1
    most_local: float = 3.0
    # how likely a bound actor lets through what a technique hides from it, by how it enforces the rule
    hidden: Mapping[str, Range] = field(default_factory=_hidden)
    # how likely a bound actor lets through openly what its rule forbids, where the record says that it does not act
    open: Mapping[str, Range] = field(default_factory=_open)
    lawful: Range = Range(0.8, 0.92, 0.99)  # a plain step that no rule forbids to anyone who is there
    out_of_reach: Range = Range(0.75, 0.9, 1.0)  # a step that rules forbid, to nobody who acts there
    limited_link: Range = Range(0.3, 0.6, 0.9)
    # a step that an exception, a cap or a technical test may leave lawful, before one who is not, or is, known to enforce
    exempt: tuple[Range, Range] = (Range(0.1, 0.3, 0.6), Range(0.02, 0.08, 0.25))
    unknown_payment: Range = Range(0.02, 0.1, 0.35)
    ships: Mapping[str, Range] = field(default_factory=_ships)  # what flags, insurers and brokers let through
    half_seen: float = 6.0  # weight of public statements of control at which half of the deniability is gone
    least_left: float = 0.1  # of it that remains, however much is public, while the cut-out is foreign by law
    faint: float = 0.6  # weight of a statement of control that is not the sponsor's own act
    disputed: float = 0.4
    unverified: float = 0.6

    def counted(self, weight: float) -> Range:
        """The range for a sum of weights of documented cases."""
        n = max(weight, self.never)
        return Range(n / (n + self.low), n / (n + self.mid), n / (n + self.high))

    def of_class(self, name: str) -> Range:
        """The range for a class by an expert's judgement: wider than a count of as many cases."""
        n = self.classes[name]
        return Range(self.counted(n / 2).low, self.counted(n).mid, self.counted(2 * n).high)

    def faded(self, years: float) -> float:
        """The weight that is left of a precedent of this age."""
        return float(0.5 ** (max(years, 0.0) / self.half_life))


ASSUMED = Assumptions()
