"""HS codes in one form: two, four or six digits as text.

Six digits are the same in all countries; what follows is national and is cut off. Invariants: a normal code is 2, 4 or
6 digits and its own normal form; a code that has lost a digit is refused and never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from catspaw.errors import InputError

LENGTHS = (2, 4, 6)
NATIONAL = (8, 10)
NO_CHAPTER = ("00", "77")  # 77 is kept free by the World Customs Organization
BETWEEN = re.compile(r"[\s.\u2024]+")
RANGE = re.compile(r"(\d+)-(\d+)")


@lru_cache(maxsize=20_000)
def normalise(code: str) -> str:
    """A code as 2, 4 or 6 digits: dots and spaces go, national codes of 8 or 10 digits are cut to six.

    Raises InputError for what is not digits, has an odd number of them, or names no chapter.
    """
    digits = BETWEEN.sub("", unicodedata.normalize("NFKC", code))
    if not (digits.isascii() and digits.isdigit()):
        raise InputError(f'"{code}" is no HS code; expected 2 to 10 digits, such as 2519 or 8542.31')
    if len(digits) not in LENGTHS + NATIONAL:
        raise InputError(f'"{code}" is no HS code: {_length(digits)}')
    if digits[:2] in NO_CHAPTER:
        raise InputError(f'"{code}" is no HS code: there is no chapter {digits[:2]}; chapters run from 01 to 99')
    return digits[:6]


def _length(digits: str) -> str:
    count = len(digits)
    if count % 2 == 0:
        return f"expected 2, 4, 6, 8 or 10 digits, found {count}"
    if count > NATIONAL[-1]:
        return f"expected at most {NATIONAL[-1]} digits, found {count}"
    return f"it has {count} digits; a leading zero may have been lost in a table: if so, write 0{digits}"


def chapter(code: str) -> str:
    """The chapter (two digits) that a code lies in."""
    return normalise(code)[:2]


def heading(code: str) -> str | None:
    """The heading (four digits) that a code lies in; none if the code is a chapter."""
    digits = normalise(code)
    return digits[:4] if len(digits) >= 4 else None


def subheading(code: str) -> str | None:
    """The subheading (six digits); none if the code is shorter."""
    digits = normalise(code)
    return digits if len(digits) == 6 else None


def parents(code: str) -> tuple[str, ...]:
    """The codes above a code, nearest first: 2519.10 lies in 2519, and that in 25."""
    digits = normalise(code)
    return tuple(digits[:length] for length in (4, 2) if length < len(digits))


def prefixes(written: str) -> tuple[str, ...]:
    """The codes that a list's entry stands for: one code, or a range of two of one length (50-63).

    Raises InputError for what is neither a code nor a range of codes.
    """
    if not (span := RANGE.fullmatch(written)):
        return (normalise(written),)
    first, last = normalise(span[1]), normalise(span[2])
    if len(first) != len(last) or first > last:
        raise InputError(f'"{written}" is no range of HS codes; expected two of one length in order, such as 50-63')
    codes = (str(number).zfill(len(first)) for number in range(int(first), int(last) + 1))
    return tuple(code for code in codes if code[:2] not in NO_CHAPTER)
