"""The EU's Financial Sanctions Files as CSV with semicolons: rows of one party repeat its number, each adding something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catspaw.lists.eu_entry import PERSONS, Entry, add_country, birth_day, listings_of
from catspaw.lists.listing import Listing, Rejected
from catspaw.lists.opened import Opened, header_of

NEED = ("Entity_LogicalId", "NameAlias_WholeName", "Entity_Regulation_Programme")
ADDRESS = ("PoBox", "Street", "Place", "ZipCode", "City", "Region")
BIRTH = ("Place", "City", "Region")
GENDERS = {"M": "male", "F": "female"}


def recognises(head: bytes) -> bool:
    """By the columns."""
    return set(header_of(head, ";")) >= set(NEED)


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """The entries, each gathered from its rows."""
    entries: dict[str, Entry] = {}
    for line, row in source.table(";", need=NEED):
        number = row["Entity_LogicalId"]
        if not number:
            yield source.reject(line, "no Entity_LogicalId", row["NameAlias_WholeName"])
            continue
        _take(entries.setdefault(number, Entry(number, line)), row)
    for entry in entries.values():
        yield from listings_of(entry, source)


def _take(entry: Entry, row: Mapping[str, str]) -> None:
    def cell(column: str) -> str:
        return row.get(column, "")

    entry.reference = entry.reference or cell("Entity_EU_ReferenceNumber")
    entry.designated = entry.designated or cell("Entity_DesignationDate")
    subject = (cell("Entity_SubjectType"), cell("Entity_SubjectType_ClassificationCode"))
    entry.is_person = entry.is_person or any(text.casefold() in PERSONS for text in subject)
    if programme := cell("Entity_Regulation_Programme"):
        entry.programmes[programme, cell("Entity_Regulation_NumberTitle")] = None
    for remark in ("Entity_DesignationDetails", "Entity_Remark", "NameAlias_Function"):
        if text := cell(remark):
            entry.remarks[text] = None
    parts = (cell("NameAlias_FirstName"), cell("NameAlias_MiddleName"), cell("NameAlias_LastName"))
    if name := cell("NameAlias_WholeName") or " ".join(part for part in parts if part):
        (entry.weak if cell("NameAlias_Strong").casefold() in ("false", "no", "0") else entry.strong)[name] = None
    entry.gender = entry.gender or GENDERS.get(cell("NameAlias_Gender"), "")
    if value := cell("Identification_LatinNumber") or cell("Identification_Number"):
        entry.ids[f"{cell('Identification_TypeCode')} {cell('Identification_TypeDescription')}", value] = None
    _take_origins(entry, row)


def _take_origins(entry: Entry, row: Mapping[str, str]) -> None:
    def cell(column: str) -> str:
        return row.get(column, "")

    add_country(entry, cell("Citizenship_CountryIso2Code"), cell("Citizenship_CountryDescription"))
    country = add_country(entry, cell("Address_CountryIso2Code"), cell("Address_CountryDescription"))
    if place := _joined([cell(f"Address_{part}") for part in ADDRESS] + [country]):
        entry.places[place] = None
    day = (cell("BirthDate_Year"), cell("BirthDate_Month"), cell("BirthDate_Day"))
    years = (cell("BirthDate_YearRangeFrom"), cell("BirthDate_YearRangeTo"))
    for text in birth_day(cell("BirthDate_BirthDate"), day, years):
        entry.born[text] = None
    country = cell("BirthDate_CountryDescription")
    if place := _joined(
        [cell(f"BirthDate_{part}") for part in BIRTH] + ["" if country.casefold() == "unknown" else country]
    ):
        entry.birth_places[place] = None


def _joined(texts: list[str]) -> str:
    return ", ".join(text for text in texts if text)
