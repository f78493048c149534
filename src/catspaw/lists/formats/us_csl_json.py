"""The US Consolidated Screening List as JSON: the official `consolidated.json`, and a compacted form of it.

The compacted form keeps a letter or two a field and indices into tables; it has neither addresses, nor birth dates, nor
identifiers. Invariants: records are read one by one; a record of another shape is rejected with its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catspaw.lists.json_records import JsonRecords
from catspaw.lists.listing import Listing, Rejected
from catspaw.lists.opened import Opened, clean, text_of_head
from catspaw.lists.screening_list import Screened, in_parts, listing
from catspaw.lists.us_lists import Numbers

COMPACTED = re.compile(r'\{.*"fieldKey"\s*:\s*\{\s*"n"\s*:\s*"name".*"tables"\s*:', re.DOTALL)
OFFICIAL = re.compile(r'"source_list_url"\s*:|"source_information_url"\s*:')


def recognises(head: bytes) -> bool:
    """By the names of the first members."""
    text = text_of_head(head)
    if not text.lstrip().startswith("{"):
        return False
    is_official = '"results"' in text and OFFICIAL.search(text) is not None and '"alt_names"' in text
    return is_official or COMPACTED.match(text) is not None


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """Each entry is a party on one of the joined lists."""
    is_compacted = COMPACTED.match(text_of_head(source.head)) is not None
    records = JsonRecords(source, "entries" if is_compacted else "results")
    numbers = Numbers()
    for number, entry in records:
        source.records += 1
        try:
            screened = _compacted(number, entry, records.before) if is_compacted else _official(number, entry)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            yield source.reject(
                number, f"not an entry of this list ({type(error).__name__}: {error})", str(entry)[:400]
            )
            continue
        yield listing(screened, source, numbers)


def _compacted(number: int, entry: Mapping[str, Any], before: Mapping[str, Any]) -> Screened:
    tables = before["tables"]

    def looked_up(table: str, key: str) -> str:
        return clean(tables[table][entry[key]]) if key in entry else ""

    remarks = (looked_up("licenceRequirements", "lr"), looked_up("licencePolicies", "lp"))
    return Screened(
        number, looked_up("sources", "s"), _text(entry["n"]), _text(entry.get("e")), _text(entry.get("t")),
        _texts(entry.get("a")), in_parts(looked_up("programmes", "pg")), _texts(entry.get("c")),
        notice=_text(entry.get("fr")), remarks=remarks,
    )  # fmt: skip


def _official(number: int, entry: Mapping[str, Any]) -> Screened:
    places = [one for one in entry.get("addresses") or () if isinstance(one, Mapping)]
    abroad = [*_texts(entry.get("nationalities")), *_texts(entry.get("citizenships")), _text(entry.get("vessel_flag"))]
    country = [_text(one.get("country")) for one in places]
    remarks = [_text(entry.get(key)) for key in ("title", "license_requirement", "license_policy", "remarks")]
    ids = [(_text(one.get("type")), _text(one.get("number"))) for one in entry.get("ids") or ()]
    if sign := _text(entry.get("call_sign")):
        ids.append(("call sign", sign))
    return Screened(
        number, _text(entry["source"]), _text(entry["name"]), _text(entry.get("entity_number")) or _text(entry.get("id")),
        _text(entry.get("type")), _texts(entry.get("alt_names")), _texts(entry.get("programs")),
        [text for text in (_text(entry.get("country")), *country, *abroad) if text],
        [text for text in map(_address, places) if text], _texts(entry.get("dates_of_birth")),
        _texts(entry.get("places_of_birth")), ids, _text(entry.get("start_date")), _text(entry.get("end_date")),
        _text(entry.get("federal_register_notice")), remarks,
    )  # fmt: skip


def _address(place: Mapping[str, Any]) -> str:
    parts = (_text(place.get(key)) for key in ("address", "city", "state", "postal_code", "country"))
    return ", ".join(part for part in parts if part)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, (str, int)):
        raise TypeError(f"expected a text, found {str(value)[:60]}")
    return clean(str(value))


def _texts(value: Any) -> Sequence[str]:
    if value is None:
        return ()
    return in_parts(clean(value)) if isinstance(value, str) else [text for text in map(_text, value) if text]
