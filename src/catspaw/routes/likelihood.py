"""How likely a leg is: a range with its basis, never a single number.

A technique that was documented n times counts n / (n + k): near nothing for none, near one for dozens, and k sets the
range (`LOW`, `MID`, `HIGH`). Each precedent weighs less with its age and with its distance from the question, so n is a
sum of weights. This is an order of plausibility, not a frequency: nobody knows how often what was never found was done.

Invariants: 0 < low <= mid <= high <= 1; more precedents never lower a range; factors multiply end by end.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

LOW, MID, HIGH = 5.0, 1.5, 0.3  # k of n / (n + k)
HALF_LIFE = 6.0  # years in which a precedent loses half of its weight
NEVER = 0.1  # precedents that count for a technique of which none was known
CLASSES = {"many": 10.0, "few": 4.0, "one": 1.0, "assumed": 0.3}  # precedents that a class stands for
SAME_ENDS, SAME_PLACE, ELSEWHERE = 1.0, 0.6, 0.25  # weight of a precedent by the actors that it touches
OTHER_GOODS = 0.5


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


def counted(weight: float) -> Range:
    """The range for a sum of weights of documented cases."""
    n = max(weight, NEVER)
    return Range(n / (n + LOW), n / (n + MID), n / (n + HIGH))


def of_class(name: str) -> Range:
    """The range for a class by an expert's judgement: wider than a count of as many cases."""
    n = CLASSES[name]
    return Range(counted(n / 2).low, counted(n).mid, counted(2 * n).high)


def faded(years: float) -> float:
    """The weight that is left of a precedent of this age."""
    return float(0.5 ** (max(years, 0.0) / HALF_LIFE))


# how likely a bound actor lets through what a technique hides from it, by how it enforces the rule
HIDDEN = {
    "strong": Range(0.05, 0.2, 0.5), "some": Range(0.15, 0.35, 0.65), "weak": Range(0.3, 0.6, 0.85),
    "partly": Range(0.3, 0.6, 0.85), "no record": Range(0.15, 0.45, 0.85), "none": Range(0.7, 0.9, 1.0),
}  # fmt: skip
# how likely a bound actor lets through openly what its rule forbids, where the record says that it does not act
OPEN = {
    "strong": Range(0.6, 0.85, 0.97), "some": Range(0.4, 0.65, 0.9), "weak": Range(0.2, 0.4, 0.75),
    "partly": Range(0.1, 0.25, 0.55),
}  # fmt: skip
LAWFUL = Range(0.9, 0.97, 1.0)  # a plain step that no rule forbids to anyone who is there
OUT_OF_REACH = Range(0.75, 0.9, 1.0)  # a step that rules forbid, to nobody who acts there
LIMITED_LINK = Range(0.3, 0.6, 0.9)
# a step that an exception, a cap or a technical test may leave lawful, before one who is not, or is, known to enforce
EXEMPT = (Range(0.1, 0.3, 0.6), Range(0.02, 0.08, 0.25))
UNKNOWN_PAYMENT = Range(0.02, 0.1, 0.35)
# ships that carry what is banned: what their flags, insurers and brokers let through
SHIPS = {
    "hidden": Range(0.3, 0.6, 0.85), "flagged": Range(0.2, 0.5, 0.8), "own": Range(0.15, 0.4, 0.7),
    "chartered": Range(0.05, 0.2, 0.5),
}  # fmt: skip
