"""OFAC's lists as XML (SDN.XML, CONSOLIDATED.XML): one `sdnEntry` a party.

Invariant: if the file says how many records it holds and holds another number, that is said in a remark.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from catspaw.lists.listing import Listing, Rejected
from catspaw.lists.markup import text_of, texts_at
from catspaw.lists.ofac_entry import Entry, is_blocking, listings_of, take_id
from catspaw.lists.opened import Opened, root_of

ADDRESS = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")


def recognises(head: bytes) -> bool:
    """By the root element."""
    return root_of(head) == "sdnList"


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """The entries of the file."""
    entries: dict[str, Entry] = {}
    said = ""
    for line, element in source.elements("sdnEntry", "Record_Count"):
        if element.tag == "Record_Count":
            said = text_of(element)
            continue
        source.records += 1
        entry = _entry(element, f"{source.name}:{line}")
        if not entry.number or not entry.name:
            source.reject(line, "no number or no name", text_of(element))
        elif entry.number in entries:
            source.reject(line, f"the number {entry.number} stands twice; the first is kept", entry.name)
        else:
            entries[entry.number] = entry
    if said.isdigit() and int(said) != source.records:
        source.remark(1, f"says that it holds {said} records; {source.records} were found")
    blocks = is_blocking(list(entries.values()))
    for entry in entries.values():
        yield from listings_of(entry, blocks)


def _entry(element: Element, line: str) -> Entry:
    entry = Entry(text_of(element.find("uid")), _name(element), line, text_of(element.find("sdnType")))
    entry.programmes = texts_at(element, "programList/program")
    for other in element.iterfind("akaList/aka"):
        (entry.weak if text_of(other.find("category")) == "weak" else entry.strong).append(_name(other))
    for address in element.iterfind("addressList/address"):
        if place := ", ".join(text for part in ADDRESS if (text := text_of(address.find(part)))):
            entry.places.append(place)
    for path in ("addressList/address", "nationalityList/nationality", "citizenshipList/citizenship"):
        entry.countries += texts_at(element, f"{path}/country")
    entry.countries += texts_at(element, "vesselInfo/vesselFlag")
    entry.born = texts_at(element, "dateOfBirthList/dateOfBirthItem/dateOfBirth")
    entry.birth_places = texts_at(element, "placeOfBirthList/placeOfBirthItem/placeOfBirth")
    entry.ids += [("call_sign", sign) for sign in texts_at(element, "vesselInfo/callSign")]
    for found in element.iterfind("idList/id"):
        what, value = text_of(found.find("idType")), text_of(found.find("idNumber"))
        if what == "Gender":
            entry.gender = value.casefold()
        else:
            take_id(entry, what, value, text_of(found.find("idCountry")))
    title = text_of(element.find("title"))
    entry.remarks = "; ".join(text for text in (text_of(element.find("remarks")), title and f"Title {title}") if text)
    return entry


def _name(element: Element) -> str:
    return ", ".join(text for part in ("lastName", "firstName") if (text := text_of(element.find(part))))
