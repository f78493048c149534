"""The EU's Financial Sanctions Files as XML (export 1.1): one `sanctionEntity` a party, all in attributes."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from catspaw.lists.eu_entry import PERSONS, Entry, add_country, birth_day, listings_of
from catspaw.lists.listing import Listing, Rejected
from catspaw.lists.markup import text_of
from catspaw.lists.opened import Opened, root_of

ADDRESS = ("poBox", "street", "place", "zipCode", "city", "region")
BIRTH = ("place", "city", "region")
GENDERS = {"M": "male", "F": "female"}


def recognises(head: bytes) -> bool:
    """By the root element and its namespace or entries."""
    return root_of(head) == "export" and (b"fpi/fsd/export" in head or b"sanctionEntity" in head)


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """The entries of the file."""
    for line, element in source.elements("sanctionEntity"):
        source.records += 1
        number = element.get("logicalId", "")
        if not number:
            yield source.reject(line, "no logicalId", element.get("euReferenceNumber", ""))
            continue
        yield from listings_of(_entry(element, number, line), source)


def _entry(element: Element, number: str, line: int) -> Entry:
    entry = Entry(
        number, line, reference=element.get("euReferenceNumber", ""), designated=element.get("designationDate", "")
    )
    subject = element.find("subjectType")
    entry.is_person = subject is not None and any(
        subject.get(key, "").casefold() in PERSONS for key in ("code", "classificationCode")
    )
    for found in element.iterfind("regulation"):
        entry.programmes[found.get("programme", ""), found.get("numberTitle", "")] = None
    for remark in (element.get("designationDetails", ""), *(text_of(found) for found in element.iterfind("remark"))):
        if remark:
            entry.remarks[remark] = None
    _take_names(entry, element)
    _take_origins(entry, element)
    for found in element.iterfind("identification"):
        what = f"{found.get('identificationTypeCode', '')} {found.get('identificationTypeDescription', '')}"
        if value := found.get("latinNumber", "") or found.get("number", ""):
            entry.ids[what, value] = None
    return entry


def _take_names(entry: Entry, element: Element) -> None:
    for found in element.iterfind("nameAlias"):
        name = found.get("wholeName", "") or " ".join(
            text for part in ("firstName", "middleName", "lastName") if (text := found.get(part, ""))
        )
        name = " ".join(name.split())
        if name:
            (entry.weak if found.get("strong") == "false" else entry.strong)[name] = None
        entry.gender = entry.gender or GENDERS.get(found.get("gender", ""), "")
        if function := found.get("function", ""):
            entry.remarks[function] = None


def _take_origins(entry: Entry, element: Element) -> None:
    for found in element.iterfind("citizenship"):
        add_country(entry, found.get("countryIso2Code", ""), found.get("countryDescription", ""))
    for found in element.iterfind("address"):
        country = add_country(entry, found.get("countryIso2Code", ""), found.get("countryDescription", ""))
        if place := _joined([found.get(part, "") for part in ADDRESS] + [country]):
            entry.places[place] = None
    for found in element.iterfind("birthdate"):
        parts = (found.get("year", ""), found.get("monthOfYear", ""), found.get("dayOfMonth", ""))
        years = (found.get("yearRangeFrom", ""), found.get("yearRangeTo", ""))
        for day in birth_day(found.get("birthdate", ""), parts, years):
            entry.born[day] = None
        country = found.get("countryDescription", "")
        if place := _joined(
            [found.get(part, "") for part in BIRTH] + ["" if country.casefold() == "unknown" else country]
        ):
            entry.birth_places[place] = None


def _joined(texts: list[str]) -> str:
    return ", ".join(text for text in texts if text)
