"""The UK Sanctions List as CSV: a line with the day of the report, the header, then a row for each name and address.

Invariants: the rows of one unique id are one listing, wherever they stand; what a row repeats changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from catspaw.lists.countries import codes_of
from catspaw.lists.dates import born_of, day_of
from catspaw.lists.kinds import kind_of
from catspaw.lists.listing import Listing, Rejected, spelled
from catspaw.lists.numbers import ids_of
from catspaw.lists.opened import Opened, text_of_head
from catspaw.lists.uk_lists import KINDS, list_of, registrations

NEED = ("Unique ID", "Name 6", "Name type", "Regime Name", "Designation Type")
NAMES = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")
ADDRESS = (*(f"Address Line {number}" for number in range(1, 7)), "Address Postal Code", "Address Country")
BIRTH = ("Town of birth", "Country of birth")
IDS = {
    "Passport number": "passport", "National Identifier number": "national_id", "Website": "website",
    "Email address": "email", "Hull identification number (HIN)": "hull",
}  # fmt: skip
COUNTRIES = ("Nationality(/ies)", "Address Country", "Current believed flag of ship")


@dataclass(slots=True)
class _Party:
    line: int
    kind: str
    row: Mapping[str, str]
    primary: str = ""
    strong: dict[str, None] = field(default_factory=dict)
    weak: dict[str, None] = field(default_factory=dict)
    countries: dict[str, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)
    born: dict[str, None] = field(default_factory=dict)
    birth_places: dict[str, None] = field(default_factory=dict)
    ids: dict[tuple[str, str], None] = field(default_factory=dict)


def recognises(head: bytes) -> bool:
    """By the columns, on the first line or after the day of the report."""
    return any(_is_header(line) for line in text_of_head(head).splitlines()[:5])


def _is_header(line: str) -> bool:
    return all(f",{name}," in f",{line.replace(chr(34), '')}," for name in NEED)


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """The parties, each gathered from its rows."""
    parties: dict[str, _Party] = {}
    for line, row in source.table(need=NEED, title_rows=4):
        unique_id, kind = row["Unique ID"], KINDS.get(row["Designation Type"].casefold(), "")
        if not kind or not list_of(unique_id, kind):
            yield source.reject(
                line, f'unknown id "{unique_id}" or type "{row["Designation Type"]}"', ",".join(row.values())
            )
            continue
        _take(parties.setdefault(unique_id, _Party(line, kind, row)), row)
    for unique_id, party in parties.items():
        yield _listing(unique_id, party, source)


def _take(party: _Party, row: Mapping[str, str]) -> None:
    def cell(column: str) -> str:
        return row.get(column, "")

    if name := " ".join(text for part in NAMES if (text := cell(part))):
        is_weak = cell("Alias strength").casefold().startswith("low")
        (party.weak if is_weak else party.strong)[name] = None
        if cell("Name type").casefold() == "primary name":
            party.primary = party.primary or name
    if native := cell("Name non-latin script"):
        party.strong[native] = None
    _take_origins(party, cell)
    _take_ids(party, row)


def _take_origins(party: _Party, cell: Callable[[str], str]) -> None:
    for column in COUNTRIES:
        for country in re.split(r"\s*(?:\||;|\(\d+\))\s*", cell(column)):
            party.countries[country] = None
    for text in re.split(r"[|;]", cell("D.O.B")):
        for day in born_of(text):
            party.born[day] = None
    for columns, places in ((ADDRESS, party.places), (BIRTH, party.birth_places)):
        if place := ", ".join(text for column in columns if (text := cell(column))):
            places[place] = None


def _take_ids(party: _Party, row: Mapping[str, str]) -> None:
    for column, kind in IDS.items():
        if text := row.get(column, ""):
            party.ids[kind, text] = None
    if text := row.get("IMO number", ""):
        party.ids["imo" if party.kind == "vessel" else "imo_company", text] = None
    for pair in registrations(row.get("Business registration number (s)", ""), party.kind, row["Unique ID"]):
        party.ids[pair] = None


def _listing(unique_id: str, party: _Party, source: Opened) -> Listing | Rejected:
    names = [*party.strong, *party.weak]
    if not names:
        return source.reject(party.line, f"{unique_id} has no name")
    row, name = party.row, party.primary or names[0]
    said = row.get("Date Designated", "")
    since = day_of(said)
    if said and since is None:
        source.remark(party.line, f'"{said}" is no date; the start is left out', unique_id)
    list_ = list_of(unique_id, party.kind)
    gender = row.get("Gender", "").casefold()
    weak = [text for text in party.weak if text != name]
    reason = [row.get(column, "") for column in ("UK Statement of Reasons", "Other Information", "Position")]
    programme = ": ".join(text for text in (row["Regime Name"], row.get("Sanctions Imposed", "")) if text)
    return Listing(
        f"{list_}:{unique_id}", list_, "uk", programme, kind_of("entity", [name]) if party.kind == "company" else party.kind,
        spelled(name, party.strong, weak), codes_of(party.countries), tuple(party.born), ids_of(party.ids), since, None,
        "; ".join(text for text in reason if text), (), tuple(party.places), tuple(party.birth_places),
        gender if gender in ("male", "female") else "", f"{source.name}:{party.line}",
    )  # fmt: skip
