"""Every error a user can meet, in one tree, so that callers can catch as widely or as narrowly as they need.

CatspawError
├── InputError          a file, a row, an argument that can't be used: what was read, where, what was expected
│   └── FaultsError     many of them at once (a folder of facts or rules)
└── MissingExtraError   an optional part is not installed: how to install it

Invariant: a message says what was read, where, what was expected, the nearest right name if there is one, what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

SHORTEST = 3  # letters that say something when they stand within another name


class CatspawError(Exception):
    """Catch this to catch all that Catspaw raises on purpose."""


class InputError(CatspawError):
    """Something given from outside can't be used; the message says where and what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of a facts or rules file: where it stands, and what is wrong."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class FaultsError(InputError):
    """All faults of a set of files, reported together; `.faults` holds them in order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: Sequence[Fault] = sorted(set(faults))
        count = len(self.faults)
        head = f"{count} fault{'s' if count != 1 else ''} in the facts"
        super().__init__("\n".join([head, *map(str, self.faults)]))


class MissingExtraError(CatspawError):
    """A part that needs an extra is used without it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an extra; install it with: pip install 'catspaw[{extra}]'")


def nearest(word: str, known: Iterable[str]) -> str:
    """The nearest known name as ' (did you mean "x"?)', or '' if none is near: alike from its beginning, or within it."""
    names = sorted(set(known))
    found = process.extractOne(word, names, scorer=JaroWinkler.normalized_similarity, score_cutoff=0.72)
    if found is None and len(word) >= SHORTEST:
        longer = [name for name in names if len(name) >= SHORTEST]
        found = process.extractOne(word, longer, scorer=fuzz.partial_ratio, score_cutoff=90)
    return f' (did you mean "{found[0]}"?)' if found else ""
