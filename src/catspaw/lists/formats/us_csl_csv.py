"""The US Consolidated Screening List as CSV, in the official layout (with `_id`) and in that before it.

Invariants: in an identifier cell ("Passport, 836238033, KP; Gender, Male", or with the kind last) the kind is found by
its words, wherever it stands; the country of an address is the code at its end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from catspaw.lists.listing import Listing, Rejected
from catspaw.lists.opened import Opened, header_of
from catspaw.lists.screening_list import ID_KINDS, Screened, in_parts, listing
from catspaw.lists.us_lists import Numbers

COLUMNS = ("source", "entity_number", "programs", "federal_register_notice", "source_list_url", "alt_names", "ids")
COUNTRY = re.compile(r"(?:^|,\s*)([A-Z]{2})$")


def recognises(head: bytes) -> bool:
    """By the columns of the header."""
    return set(header_of(head)).issuperset(COLUMNS)


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """Each row is a party on one of the joined lists."""
    numbers = Numbers()
    for line, row in source.table(need=("source", "name")):
        yield listing(_screened(line, row.get), source, numbers)


def _screened(line: int, cell: Callable[[str, str], str]) -> Screened:
    places = in_parts(cell("addresses", ""))
    ids = list(_ids(cell("ids", "")))
    if flag := cell("vessel_flag", ""):
        places.append(f"flag: {flag}")
    if sign := cell("call_sign", ""):
        ids.append(("call sign", sign))
    requirement = [cell(name, "") for name in ("title", "license_requirement", "license_policy", "remarks")]
    abroad = [flag, *in_parts(cell("nationalities", "")), *in_parts(cell("citizenships", ""))]
    return Screened(
        line, cell("source", ""), cell("name", ""), cell("entity_number", "") or cell("_id", ""), cell("type", ""),
        in_parts(cell("alt_names", "")), in_parts(cell("programs", "")), [*map(_country, places), *abroad], places,
        in_parts(cell("dates_of_birth", "")), in_parts(cell("places_of_birth", "")), ids, cell("start_date", ""),
        cell("end_date", ""), cell("federal_register_notice", ""), requirement,
    )  # fmt: skip


def _country(place: str) -> str:
    found = COUNTRY.search(place)
    return found[1] if found else ""


def _ids(text: str) -> Iterator[tuple[str, str]]:
    for entry in in_parts(text):
        parts = [part.strip() for part in entry.split(",")]
        if len(parts) < 2:
            continue
        words = [index for index, part in enumerate(parts) if _is_kind(part)]
        at = words[0] if words and words[0] == 0 else words[-1] if words else 0
        values = [part for index, part in enumerate(parts) if index != at and not re.fullmatch(r"[A-Z]{2}", part)]
        if values:
            yield parts[at], values[0]


def _is_kind(part: str) -> bool:
    return part.casefold().strip(": ") == "gender" or any(words.search(part) for _, words in ID_KINDS)
