"""Identifiers in running text: the labelled numbers of ships, registers, banks and passports that lists print.

Invariants: a number is taken only with its label, or if its check digits prove it (IMO); kinds are those of
docs/adding-a-list-reader.md; a number that fails the form of its kind is kept as `reg`, never thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from catspaw.lists.listing import plain_id

IMO = re.compile(r"(?<!\w)IMO\)?(?: number| no\.?)?\W{0,3}(\d{7})(?!\d)", re.IGNORECASE)
LABELLED = (
    ("inn", re.compile(r"(?:\bINN|ИНН)\b(?:\s*/\s*[A-ZА-Я]+)?[^\w]{0,4}(?:code |number |no\.? )?(\d{10}(?:\d{2})?)(?!\d)", re.I)),
    ("ogrn", re.compile(r"(?:\bOGRN|ОГРН)\b[^\w]{0,4}(?:code |number |no\.? )?(\d{13}(?:\d{2})?)(?!\d)", re.I)),
    ("bic", re.compile(r"\b(?:SWIFT|BIC)(?:/BIC)?\b[^\w]{0,4}(?:code |number )?([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b")),
    ("lei", re.compile(r"\bLEI\b[^\w]{0,4}(?:code |number )?([A-Z0-9]{18}\d{2})\b")),
)  # fmt: skip
LEI = re.compile(r"[A-Z0-9]{18}\d{2}$")
BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$")
FORMS = {"imo": re.compile(r"\d{7}$"), "inn": re.compile(r"\d{10}(?:\d{2})?$"), "lei": LEI, "bic": BIC,
         "ogrn": re.compile(r"\d{13}(?:\d{2})?$"), "imo_company": re.compile(r"\d{7}$")}  # fmt: skip


def numbers_in(text: str, kind: str = "company") -> Iterator[tuple[str, str]]:
    """The labelled identifiers in a text, as pairs of kind and value; an IMO number is a ship's or a company's."""
    for found in IMO.finditer(text):
        yield ("imo" if kind == "vessel" else "imo_company"), found[1]
    for name, pattern in LABELLED:
        for found in pattern.finditer(text):
            yield name, found[1].upper()


def imo_holds(number: str) -> bool:
    """Whether a ship's IMO number passes its check digit."""
    digits = [int(digit) for digit in number] if number.isdigit() and len(number) == 7 else []
    return bool(digits) and sum(d * w for d, w in zip(digits, range(7, 1, -1), strict=False)) % 10 == digits[6]


def ids_of(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Identifiers as they are kept, each once; one that lacks the form of its kind is kept as `reg`."""
    found: dict[tuple[str, str], None] = {}
    for kind, value in pairs:
        plain = plain_id(value).removeprefix("IMO") if kind in ("imo", "imo_company") else plain_id(value)
        plain = plain.strip(".,;:")
        form = FORMS.get(kind)
        # "Does not exist" is no IMO number, and no other either
        if any(letter.isalnum() if not form or kind == "bic" else letter.isdigit() for letter in plain):
            found["reg" if form and not form.match(plain) else kind, plain] = None
    return tuple(found)
