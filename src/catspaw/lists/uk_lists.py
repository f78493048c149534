"""The UK's lists: their ids by the first letters of a party's unique id, and the numbers that its cells hold.

Invariant: ships under the Russia regulations are specified, not frozen, and so are a list of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from catspaw.lists.dates import day_of
from catspaw.lists.numbers import numbers_in
from catspaw.lists.russian import proven

OWN = {"RUS": "uk-russia", "DPR": "uk-dprk"}
UNIQUE_ID = re.compile(r"([A-Z]{3})\d{3,5}$")
KINDS = {"individual": "person", "entity": "company", "ship": "vessel"}
PLAIN = re.compile(r"(?<![\w./-])(?=[\w./-]*\d{3})[\w./-]{5,}")  # a number: three digits in a row at least


def list_of(unique_id: str, kind: str) -> str:
    """The list that a unique id (RUS0001) belongs to, or '' if it is none."""
    found = UNIQUE_ID.match(unique_id)
    if not found:
        return ""
    if found[1] == "RUS" and kind == "vessel":
        return "uk-ships"
    return OWN.get(found[1], f"uk-{found[1].casefold()}")


def registrations(text: str, kind: str, unique_id: str) -> Iterator[tuple[str, str]]:
    """The register and tax numbers in a cell of free text: labelled ones by their kinds, a number alone as `reg`.

    On the Russia list, a number alone whose check digits prove it is an INN or OGRN.
    """
    found = list(numbers_in(text, kind))
    yield from found
    if not found:
        values = [value for value in PLAIN.findall(text) if day_of(value) is None]
        yield from (proven("reg", value) if unique_id.startswith("RUS") else ("reg", value) for value in values)
