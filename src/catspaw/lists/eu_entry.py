"""An entry of the EU's Financial Sanctions Files, from CSV or XML, made into listings: one on each list it is on.

Invariants: an entry listed under two programmes is on two lists; the day of listing is the designation day of the entry,
else it is left out, since the days of regulations are those of their latest change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from catspaw.lists.countries import code_of, codes_of
from catspaw.lists.dates import born_of, day_of
from catspaw.lists.eu_lists import list_by_programme
from catspaw.lists.kinds import kind_of
from catspaw.lists.listing import Listing, spelled
from catspaw.lists.numbers import FORMS, ids_of, numbers_in
from catspaw.lists.opened import Opened
from catspaw.lists.screening_list import ID_KINDS

PERSONS = ("p", "person")
BY_CODE = {
    "passport": "passport", "diplpassport": "passport", "id": "national_id", "ssn": "national_id", "residentperm": "national_id",
    "imo": "imo", "regnumber": "reg", "tradelic": "reg", "fiscalcode": "tax", "swiftbic": "bic", "bankident": "bic",
}  # fmt: skip


@dataclass(slots=True)
class Entry:
    """What an entry says; dictionaries keep the order and drop what is repeated."""

    number: str
    line: int
    is_person: bool = False
    reference: str = ""
    designated: str = ""
    programmes: dict[tuple[str, str], None] = field(default_factory=dict)  # programme, title of the regulation
    strong: dict[str, None] = field(default_factory=dict)
    weak: dict[str, None] = field(default_factory=dict)
    countries: dict[str, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)
    born: dict[str, None] = field(default_factory=dict)
    birth_places: dict[str, None] = field(default_factory=dict)
    ids: dict[tuple[str, str], None] = field(default_factory=dict)
    remarks: dict[str, None] = field(default_factory=dict)
    gender: str = ""


def listings_of(entry: Entry, source: Opened) -> Iterator[Listing]:
    """One listing for each list that the entry's programmes lead to."""
    names = [*entry.strong, *entry.weak]
    if not names:
        source.reject(entry.line, "no name", entry.number)
        return
    since = day_of(entry.designated)
    if entry.designated and since is None:
        source.remark(entry.line, f'"{entry.designated}" is no whole day; the start is left out', names[0])
    kind = "person" if entry.is_person else _kind(entry, names[0])
    spellings = spelled(next(iter(entry.strong), names[0]), entry.strong, entry.weak)
    remarks = "; ".join(entry.remarks)
    born = tuple(dict.fromkeys(day for text in entry.born for day in born_of(text)))
    lists = {list_by_programme(*programme): programme[0] for programme in entry.programmes} or {
        list_by_programme(""): ""
    }
    for list_, programme in lists.items():
        yield Listing(
            f"{list_.id}:{entry.reference or entry.number}", list_.id, list_.regime, programme, kind, spellings,
            codes_of(entry.countries), born, ids_of([*map(_id, entry.ids), *numbers_in(remarks, kind)]), since, None, remarks, (),
            tuple(entry.places), tuple(entry.birth_places), entry.gender, f"{source.name}:{entry.line}",
        )  # fmt: skip


def _kind(entry: Entry, name: str) -> str:
    is_ship = (
        any(what.casefold().startswith("imo") for what, _ in entry.ids)
        and "vessel" in " ".join(entry.remarks).casefold()
    )
    return "vessel" if is_ship else kind_of("entity", [name])


def _id(found: tuple[str, str]) -> tuple[str, str]:
    what, value = found
    code, _, words = what.partition(" ")
    kind = BY_CODE.get(code.casefold()) or next((name for name, form in ID_KINDS if form.search(words)), "reg")
    plain = value.replace(" ", "").upper()
    if FORMS["lei"].match(plain):
        kind = "lei"
    return kind, value


def add_country(entry: Entry, code: str, name: str) -> str:
    """Keep a country by its code, or by its name where the code is none ("00"); the name as printed is given back."""
    known = code if code_of(code) else name
    if known and known.casefold() != "unknown":
        entry.countries[known] = None
    return "" if name.casefold() == "unknown" else name


def birth_day(day: str, parts: tuple[str, str, str], years: tuple[str, str]) -> Iterator[str]:
    """Birth dates out of a whole date, or year, month and day, or a range of years."""
    year, month, number = parts
    if day:
        yield day
    elif year.isdigit() and int(year):
        whole = month.isdigit() and number.isdigit() and int(month) and int(number)
        yield f"{year}-{int(month):02}-{int(number):02}" if whole else year
    else:
        yield from (text for text in years if text.isdigit() and int(text))
