"""The UN Security Council's consolidated list as XML: one INDIVIDUAL or ENTITY a party, each on a committee's list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from catspaw.lists.countries import codes_of
from catspaw.lists.dates import born_of, day_of
from catspaw.lists.kinds import kind_of
from catspaw.lists.listing import Listing, Name, Rejected, spelled
from catspaw.lists.markup import text_of, texts_at
from catspaw.lists.numbers import ids_of, numbers_in
from catspaw.lists.opened import Opened, clean, root_of
from catspaw.lists.screening_list import ID_KINDS
from catspaw.lists.us_lists import Numbers

# by the first letters of the reference number
LISTS = {
    "QD": "un-1267", "TA": "un-1988", "KP": "un-1718", "IR": "un-iran", "IQ": "un-1518", "CD": "un-1533", "LY": "un-1970",
    "SO": "un-751", "CF": "un-2745", "GB": "un-2048", "SS": "un-2206", "YE": "un-2140", "SD": "un-1591", "HT": "un-2653",
    "ML": "un-2374", "LB": "un-1636", "CI": "un-1572", "ER": "un-1907",
}  # fmt: skip
REGIMES = {"un-1718": "un-dprk"}
NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
PLACE = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE")
LABEL = re.compile(r"^.*\b(?:number|numbers|no)\b[.:]?\s*(?=\S*\d)", re.IGNORECASE)
PASSPORTS = ("passeport", "pasaporte")


def recognises(head: bytes) -> bool:
    """By the root element."""
    return root_of(head) == "CONSOLIDATED_LIST"


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """The parties of all committees."""
    numbers = Numbers()
    for line, element in source.elements("INDIVIDUAL", "ENTITY"):
        source.records += 1
        number = text_of(element.find("REFERENCE_NUMBER")) or text_of(element.find("DATAID"))
        name = " ".join(text for part in NAMES if (text := text_of(element.find(part))))
        if number and name:
            yield _listing(element, number, name, source, line, numbers)
        else:
            yield source.reject(line, "no reference number or no name", text_of(element))


def _listing(element: Element, number: str, name: str, source: Opened, line: int, numbers: Numbers) -> Listing:
    list_ = LISTS.get(number[:2], "un-other")
    said = text_of(element.find("LISTED_ON"))
    since = day_of(said)
    if said and since is None:
        source.remark(line, f'the day of listing "{said}" is no date; it is left out', name)
    spellings = _spellings(element, name)
    kind = "person" if element.tag == "INDIVIDUAL" else kind_of("entity", [name])
    gender = text_of(element.find("GENDER")).casefold()
    comments = text_of(element.find("COMMENTS1"))
    reason = "; ".join(texts_at(element, "DESIGNATION/VALUE") + ([comments] if comments else []))
    return Listing(
        numbers(f"{list_}:{number}"), list_, REGIMES.get(list_, list_), text_of(element.find("UN_LIST_TYPE")), kind, spellings,
        _countries(element), _born(element), _ids(element, comments), since, None, reason, (),
        tuple(_places(element, f"{element.tag}_ADDRESS")), tuple(_places(element, "INDIVIDUAL_PLACE_OF_BIRTH")),
        gender if gender in ("male", "female") else "", f"{source.name}:{line}",
    )  # fmt: skip


def _spellings(element: Element, name: str) -> tuple[Name, ...]:
    strong = [clean(text) for text in texts_at(element, "NAME_ORIGINAL_SCRIPT")]
    weak: list[str] = []
    for alias in element.iterfind(f"{element.tag}_ALIAS"):
        is_weak = text_of(alias.find("QUALITY")).casefold() == "low"
        (weak if is_weak else strong).append(text_of(alias.find("ALIAS_NAME")))
    return spelled(name, strong, weak)


def _countries(element: Element) -> tuple[str, ...]:
    return codes_of([*texts_at(element, "NATIONALITY/VALUE"), *texts_at(element, f"{element.tag}_ADDRESS/COUNTRY")])


def _born(element: Element) -> tuple[str, ...]:
    texts = []
    for found in element.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        for part in ("DATE", "YEAR", "FROM_YEAR", "TO_YEAR"):
            texts += texts_at(found, part)
    texts += texts_at(element, "INDIVIDUAL_ALIAS/DATE_OF_BIRTH")
    return tuple(dict.fromkeys(day for text in texts for day in born_of(text)))


def _places(element: Element, path: str) -> Iterator[str]:
    for found in element.iterfind(path):
        if text := ", ".join(text for part in PLACE if (text := text_of(found.find(part)))):
            yield text


def _ids(element: Element, comments: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for found in element.iterfind("INDIVIDUAL_DOCUMENT"):
        what = f"{text_of(found.find('TYPE_OF_DOCUMENT'))} {text_of(found.find('TYPE_OF_DOCUMENT2'))}".casefold()
        kind = next((name for name, words in ID_KINDS if words.search(what)), "national_id")
        kind = "passport" if any(word in what for word in PASSPORTS) else kind
        pairs += [(kind, LABEL.sub("", value)) for value in texts_at(found, "NUMBER")]
    found_in_comments = list(numbers_in(comments))
    # a comment that has several IMO numbers tells those of a firm's ships, which are not its own
    is_own = sum(kind == "imo_company" for kind, _ in found_in_comments) == 1
    pairs += [pair for pair in found_in_comments if is_own or pair[0] != "imo_company"]
    return ids_of(pairs)
