"""Compare two names: a plain score with its reason.

Invariants: symmetric; between 0 and 1; a name equals itself at 1.0; only equal keys reach 1.0.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from catspaw.names.fold import key, words

NEARLY = 0.97  # the most that names which are not equal may score


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two names are (0 to 1), and why."""

    score: float
    reasons: tuple[str, ...]


def compare(one: str, other: str, kind: str = "") -> Comparison:
    """Compare two names of a kind (person, company, bank, body, vessel; '' if not known).

    Words in any order count alike, legal forms of companies count nothing, Cyrillic is read as Latin; what differs
    counts by edited letters.
    """
    left, right = key(one, kind), key(other, kind)
    if not left or not right:
        return Comparison(1.0 if one == other else 0.0, ("an empty name",))
    if left == right:
        how = "the same words" if words(one) != words(other) else "the same name"
        return Comparison(1.0, (f'"{one}" and "{other}": {how}',))
    shared = sorted(set(left.split()) & set(right.split()))
    score = min(NEARLY, fuzz.ratio(left, right) / 100)
    differ = sorted(set(left.split()) ^ set(right.split()))
    reasons = (f"in both: {' '.join(shared) or 'no word'}", f"in one only: {' '.join(differ)}")
    return Comparison(round(score, 4), reasons)
