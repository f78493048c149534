"""The annexes of an EU regulation as CSV of 44 columns, one file a regulation (FORMAT.md of its publisher).

Invariants: only the columns that the format calls multi-valued are taken apart; a name and its spelling in another
script, printed behind it in brackets, are two spellings.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence

from catspaw.lists.countries import codes_of
from catspaw.lists.dates import born_of, day_of
from catspaw.lists.eu_lists import EuList, list_of
from catspaw.lists.kinds import kind_of
from catspaw.lists.listing import Listing, Rejected, script_of, spelled
from catspaw.lists.numbers import ids_of
from catspaw.lists.opened import Opened, header_of
from catspaw.lists.russian import proven
from catspaw.lists.us_lists import Numbers, number_of

NEED = ("celex", "recordId", "programKey", "annex", "measure", "startDate", "reason", "schema", "name", "alias")
KINDS = {"person": "person", "vessel": "vessel", "company": "company", "legalentity": "company", "organization": "company",
         "asset": "company"}  # fmt: skip
IDS = {
    "imoNumber": "imo", "innCode": "inn", "ogrnCode": "ogrn", "kppCode": "kpp", "okpoCode": "okpo", "leiCode": "lei",
    "swiftBic": "bic", "mmsi": "mmsi", "passportNumber": "passport", "registrationNumber": "reg", "taxNumber": "tax",
    "idNumber": "national_id", "email": "email", "website": "website",
}  # fmt: skip
COUNTRIES = ("nationality", "jurisdiction", "flag", "country")
MOST_NAME = 2_000
IN_BRACKETS = re.compile(r"^(.*\S)\s*\(([^()]+)\)$")
LABEL = re.compile(r"([\w ./-]{4,}?) ?\(([A-Z]{2,5})\)$")
LABELS = {"INN": "inn", "OGRN": "ogrn", "KPP": "kpp", "OKPO": "okpo", "TIN": "tax"}
PERSONS, ENTITIES = "I.PERSONS", "I.ENTITIES"  # of Reg. 269/2014, numbered apart


def recognises(head: bytes) -> bool:
    """By the columns."""
    return set(header_of(head)) >= set(NEED)


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """Each row is a party in an annex."""
    numbers = Numbers()
    for line, row in source.table(need=NEED):
        list_ = list_of(row["celex"], row["annex"])
        kind = KINDS.get(row["schema"].casefold(), "")
        if list_ is None:
            yield source.reject(line, f'"{row["celex"]}" is not the CELEX number of a regulation', row["name"])
        elif not kind or not row["name"]:
            yield source.reject(line, f'no name, or an unknown schema "{row["schema"]}"', row["name"])
        else:
            yield _listing(row, list_, kind, source, line, numbers)


def _listing(row: Mapping[str, str], list_: EuList, kind: str, source: Opened, line: int, numbers: Numbers) -> Listing:
    names = [*_scripts(row["name"]), *(name for one in _parts(row, "alias", "previousName") for name in _scripts(one))]
    weak = [name for one in _parts(row, "weakAlias") for name in _scripts(one)]
    since = day_of(row["startDate"])
    if row["startDate"] and since is None:
        source.remark(line, f'"{row["startDate"]}" is no whole day; the start is left out', row["name"])
    gender = row.get("gender", "").casefold()
    places = _parts(row, "address")
    # an address that ends in the name of a country tells the country where no column does
    countries = codes_of(_parts(row, *COUNTRIES)) or codes_of(place.rpartition(",")[2] for place in places)
    return Listing(
        numbers(f"{list_.id}:{_number(row, list_)}"), list_.id, list_.regime,
        f"{row['programKey']}: {row['measure'].casefold()}, annex {row['annex']}",
        kind_of("entity", names) if kind == "company" else kind, spelled(names[0], names[1:], weak),
        countries, tuple(dict.fromkeys(day for one in _parts(row, "birthDate") for day in born_of(one))),
        ids_of(_id(kind_, value, list_) for column, kind_ in IDS.items() for value in _parts(row, column)), since, None,
        "; ".join(text for text in (row["reason"], row.get("notes", "")) if text), (), tuple(places),
        tuple(_parts(row, "birthPlace")), gender if gender in ("male", "female") else "", f"{source.name}:{line}",
    )  # fmt: skip


def _number(row: Mapping[str, str], list_: EuList) -> str:
    """The entry's number as the annex prints it, behind its annex where one list has several."""
    annex, number = row["annex"], row["recordId"].replace(" ", "")
    if not number:
        return f"{annex}.{number_of([row['name'], row.get('imoNumber', ''), row['schema']])}"
    if list_.id == "eu-269":
        return (
            f"{'person' if annex == PERSONS else 'entity'}-{number}"
            if annex in (PERSONS, ENTITIES)
            else f"{annex}.{number}"
        )
    return number if list_.id.startswith("eu-833-") and annex in ("IV", "XLII") else f"{annex}.{number}"


def _parts(row: Mapping[str, str], *columns: str) -> list[str]:
    found = []
    for column in columns:
        text = row.get(column, "")
        if not text:
            continue
        try:
            cells: Sequence[str] = next(csv.reader([text], delimiter=";", skipinitialspace=True, strict=True), ())
        except csv.Error:
            cells = text.split(";")
        found += [cell.strip() for cell in cells if cell.strip()]
    return found


def _id(kind: str, value: str, list_: EuList) -> tuple[str, str]:
    """An identifier under its kind: one that says what it is, or that the Russian check digits prove on a list about Russia."""
    if found := LABEL.match(value):
        return LABELS.get(found[2], kind), found[1]
    if kind in ("tax", "reg", "national_id") and list_.id.startswith(("eu-269", "eu-833")):
        return proven(kind, value)
    return kind, value


def _scripts(name: str) -> list[str]:
    """A name, and its spelling in another script if one stands behind it in brackets."""
    found = IN_BRACKETS.match(name) if len(name) < MOST_NAME else None
    if found and script_of(found[1]) != script_of(found[2]) and script_of(found[2]) not in ("", "Latn"):
        return [found[1], found[2]]
    return [name]
