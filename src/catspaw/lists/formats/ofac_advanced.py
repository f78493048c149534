"""OFAC's lists in the advanced sanctions data format (SDN_ADVANCED.XML, CONS_ADVANCED.XML).

The file refers within itself by numbers: first tables of words, then places, documents, parties, and last the entries
that say on which list a party is, since when and under which programme. So parties wait, and become listings in the end.

Invariants: a party with no entry is rejected, as is an entry of no party; a reference that leads nowhere gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from xml.etree.ElementTree import Element

from catspaw.lists.listing import Listing, Rejected
from catspaw.lists.markup import text_of, texts_at
from catspaw.lists.ofac_entry import Entry, is_blocking, listings_of, take_id
from catspaw.lists.opened import Opened, root_of

WORDS = ("Country", "AreaCode", "FeatureType", "IDRegDocType", "List", "PartySubType", "PartyType", "DetailReference",
         "AliasType", "SanctionsType")  # fmt: skip
WANTED = (*WORDS, "Location", "IDRegDocument", "DistinctParty", "SanctionsEntry")
LISTS = {
    "SDN List": "us-sdn",
    "Consolidated List": "",
    "Non-SDN Menu-Based Sanctions List": "us-mbs",
    "CAPTA List": "us-caps",
}
KINDS = {"individual": "individual", "vessel": "vessel", "aircraft": "aircraft"}
COUNTRY_FEATURES = ("nationality country", "citizenship country", "vessel flag")


@dataclass(slots=True)
class _Document:
    type: str
    number: str
    country: str


@dataclass
class _Tables:
    """What parties refer to by number."""

    words: dict[tuple[str, str], str] = field(default_factory=dict)
    subtypes: dict[str, str] = field(default_factory=dict)  # of a party: the type that it is under
    places: dict[str, tuple[str, str]] = field(default_factory=dict)  # text, country
    documents: dict[str, list[_Document]] = field(default_factory=dict)  # by identity

    def word(self, table: str, number: str | None) -> str:
        return self.words.get((table, number or ""), "")


def recognises(head: bytes) -> bool:
    """By the root element and the parts of the format."""
    return root_of(head) == "Sanctions" and (
        b"ADVANCED_XML" in head or b"ReferenceValueSets" in head or b"<DateOfIssue" in head
    )


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """The parties, with the entries that list them."""
    tables = _Tables()
    parties: dict[str, Entry] = {}
    listed: list[Entry] = []
    for line, element in source.elements(*WANTED):
        if element.tag == "DistinctParty":
            source.records += 1
            _take_party(element, line, tables, parties, source)
        elif element.tag == "SanctionsEntry":
            listed += _listed(element, line, tables, parties, source)
        else:
            _take_table(element, tables)
    numbers = {entry.number for entry in listed}
    for number, entry in parties.items():
        if number not in numbers:
            source.reject(entry.line.rpartition(":")[2], "no sanctions entry lists this party", entry.name)
    blocks = is_blocking(listed)
    for entry in listed:
        yield from listings_of(entry, blocks)


def _take_table(element: Element, tables: _Tables) -> None:
    number = element.get("ID", "")
    if element.tag == "Location":
        tables.places[number] = _place(element, tables)
    elif element.tag == "IDRegDocument":
        type_ = tables.word("IDRegDocType", element.get("IDRegDocTypeID"))
        country = tables.word("Country", element.get("IssuedBy-CountryID"))
        value = text_of(element.find("IDRegistrationNo"))
        tables.documents.setdefault(element.get("IdentityID", ""), []).append(_Document(type_, value, country))
    else:
        tables.words[element.tag, number] = text_of(element) or element.get("Description", "")
        if element.tag == "PartySubType":
            tables.subtypes[number] = element.get("PartyTypeID", "")


def _place(element: Element, tables: _Tables) -> tuple[str, str]:
    country = ""
    for found in element.iterfind("LocationCountry"):
        country = tables.word("Country", found.get("CountryID")) or country
    for found in element.iterfind("LocationAreaCode"):
        country = country or tables.word("AreaCode", found.get("AreaCodeID"))
    parts = texts_at(element, "LocationPart/LocationPartValue/Value")
    return ", ".join(text for text in (*parts, country) if text), country


def _take_party(element: Element, line: int, tables: _Tables, parties: dict[str, Entry], source: Opened) -> None:
    profile = element.find("Profile")
    number = (profile.get("ID", "") if profile is not None else "") or element.get("FixedRef", "")
    if profile is None or not number:
        source.reject(line, "a party without a profile", text_of(element))
        return
    entry = Entry(number, "", f"{source.name}:{line}", _type(profile.get("PartySubTypeID", ""), tables))
    for identity in profile.iterfind("Identity"):
        _take_names(entry, identity)
        for document in tables.documents.get(identity.get("ID", ""), ()):
            take_id(entry, document.type, document.number, document.country)
    for feature in profile.iterfind("Feature"):
        _take_feature(entry, feature, tables)
    entry.remarks = "; ".join([entry.remarks, *texts_at(element, "Comment")]).strip("; ")
    if not entry.name:
        source.reject(line, "a party without a name", number)
    elif number in parties:
        source.reject(line, f"the party {number} stands twice; the first is kept", entry.name)
    else:
        parties[number] = entry


def _type(subtype: str, tables: _Tables) -> str:
    words = (tables.word("PartySubType", subtype), tables.word("PartyType", tables.subtypes.get(subtype, "")))
    return next((KINDS[word.casefold()] for word in words if word.casefold() in KINDS), "entity")


def _take_names(entry: Entry, identity: Element) -> None:
    for alias in identity.iterfind("Alias"):
        for named in alias.iterfind("DocumentedName"):
            name = _name(named, entry.type == "individual")
            if alias.get("Primary") == "true" and not entry.name:
                entry.name = name
            elif name:
                (entry.weak if alias.get("LowQuality") == "true" else entry.strong).append(name)


def _name(named: Element, is_person: bool) -> str:
    """The parts in their order; a person's first part, the last name, is set off by a comma as the plain formats do."""
    parts = texts_at(named, "DocumentedNamePart/NamePartValue")
    return f"{parts[0]}, {' '.join(parts[1:])}" if is_person and len(parts) > 1 else " ".join(parts)


def _take_feature(entry: Entry, feature: Element, tables: _Tables) -> None:
    what = tables.word("FeatureType", feature.get("FeatureTypeID"))
    plain = what.casefold()
    for version in feature.iterfind("FeatureVersion"):
        details = [text for found in version.iterfind("VersionDetail") if (text := _detail(found, tables))]
        places = [
            tables.places.get(found.get("LocationID", ""), ("", "")) for found in version.iterfind("VersionLocation")
        ]
        if plain == "birthdate":
            entry.born += [text for period in version.iterfind("DatePeriod") for text in _period(period)]
        elif plain == "place of birth":
            entry.birth_places += [text for text in (*details, *(place for place, _ in places)) if text]
        elif plain == "gender":
            entry.gender = "".join(details[:1]).casefold()
        elif plain == "location":
            entry.places += [place for place, _ in places if place]
            entry.countries += [country for _, country in places if country]
        elif plain in COUNTRY_FEATURES:
            entry.countries += [country for _, country in places if country] or details
        else:
            _take_detail(entry, what, details)


def _take_detail(entry: Entry, what: str, details: list[str]) -> None:
    for detail in details:
        take_id(entry, what, detail)
        entry.remarks = "; ".join(text for text in (entry.remarks, f"{what} {detail}") if text)


def _detail(found: Element, tables: _Tables) -> str:
    return text_of(found) or tables.word("DetailReference", found.get("DetailReferenceID"))


def _period(period: Element) -> Iterator[str]:
    """A birth date: a whole day if the period is one, else the years that it spans."""
    first, last = _parts(period.find("Start/From")), _parts(period.find("End/To"))
    if first and (first == last or last is None):
        yield "-".join(f"{part:02}" for part in first)
    else:
        yield from dict.fromkeys(str(parts[0]) for parts in (first, last) if parts)


def _parts(element: Element | None) -> tuple[int, int, int] | None:
    if element is None:
        return None
    parts = [text_of(element.find(name)) for name in ("Year", "Month", "Day")]
    return (int(parts[0]), int(parts[1]), int(parts[2])) if all(part.isdigit() for part in parts) else None


def _listed(element: Element, line: int, tables: _Tables, parties: dict[str, Entry], source: Opened) -> Iterator[Entry]:
    party = parties.get(element.get("ProfileID", ""))
    if party is None:
        source.reject(line, f"a sanctions entry of the party {element.get('ProfileID', '')}, which is not there")
        return
    days = [day for found in element.iterfind("EntryEvent/Date") if (day := _day(found, source, line))]
    programmes = [text for text in texts_at(element, "SanctionsMeasure/Comment") if text]
    name = tables.word("List", element.get("ListID"))
    yield Entry(
        party.number, party.name, party.line, party.type, list(dict.fromkeys(programmes)), party.strong, party.weak,
        party.countries, party.places, party.born, party.birth_places, party.ids, party.gender, min(days, default=None),
        party.remarks, LISTS.get(name, ""),
    )  # fmt: skip


def _day(element: Element, source: Opened, line: int) -> date | None:
    parts = _parts(element)
    try:
        return date(*parts) if parts else None
    except ValueError:
        source.remark(line, f"{parts} is no day; it is left out")
        return None
