"""Japan METI's Foreign End User List as JSON: an array of entities with their countries and the weapons of concern.

Invariants: `country` in it is that of the list, `addresses` hold that of the entity; `last_verified` is no day of listing;
a name that ran on after the country in the address is read from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catspaw.lists.countries import code_of, codes_of
from catspaw.lists.dates import day_of
from catspaw.lists.json_records import JsonRecords
from catspaw.lists.kinds import kind_of
from catspaw.lists.listing import Listing, Rejected, spelled
from catspaw.lists.opened import Opened, clean, text_of_head


def recognises(head: bytes) -> bool:
    """By the id of the list in the first entry."""
    text = text_of_head(head)
    return text.lstrip().startswith("[") and '"jp-end-user-list"' in text and '"entity_name"' in text


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """Each entry is an end user."""
    for number, entry in JsonRecords(source):
        source.records += 1
        try:
            yield _listing(entry, f"{source.name}:{number}")
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            yield source.reject(
                number, f"not an entry of this list ({type(error).__name__}: {error})", str(entry)[:400]
            )


def _listing(entry: Mapping[str, Any], ref: str) -> Listing:
    name, places = clean(entry["entity_name"]), tuple(map(clean, entry.get("addresses") or ()))
    if not name and places:
        place, name = _apart(places[0])
        places = (place, *places[1:])
    if not name:
        raise ValueError("no name")
    return Listing(
        f"jp-feul:{clean(entry['id']).removeprefix('jp-eul-')}", "jp-feul", "jp", "JP-FEUL",
        kind_of(clean(entry.get("entity_type") or ""), [name]), spelled(name, map(clean, entry.get("aliases") or ())),
        codes_of(map(_short, places)), since=day_of(clean(entry.get("date_added") or "")),
        reason=clean(entry.get("reason") or ""), places=places, ref=ref,
    )  # fmt: skip


def _apart(text: str) -> tuple[str, str]:
    """A country and the name that ran on after it ("People's Republic of China 23rd Research Institute")."""
    words = text.split()
    for count in range(len(words) - 1, 0, -1):
        if code_of(" ".join(words[:count])):
            return " ".join(words[:count]), " ".join(words[count:])
    return text, ""


def _short(country: str) -> str:
    """A country's name, without "Republic of" where the whole is not known."""
    return country if code_of(country) else country.removeprefix("Republic of ")
