"""OpenSanctions `targets.simple.csv`: one row a party, cells of several values joined by semicolons.

Invariants: `first_seen` is the day a crawler saw the party, no day of listing, so there is none; identifiers come
without their kinds, which are told from their form (and check digits), or else are `reg`; a row of several data sets is
a listing in each of them, and stays one record.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping

from catspaw.lists.countries import codes_of
from catspaw.lists.datasets import data_set_of
from catspaw.lists.dates import born_of
from catspaw.lists.kinds import kind_of
from catspaw.lists.listing import Listing, Rejected, spelled
from catspaw.lists.numbers import ids_of
from catspaw.lists.opened import Opened, header_of
from catspaw.lists.russian import inn_holds, ogrn_holds

COLUMNS = ("id", "schema", "name", "aliases", "birth_date", "countries", "identifiers", "sanctions", "dataset")
CALL_SIGN = re.compile(r"(?=.*[A-Z])[A-Z0-9]{4,7}$")
MOST_REASON = 2_000


def recognises(head: bytes) -> bool:
    """By the columns of the header."""
    return set(header_of(head)).issuperset(COLUMNS)


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """Each row is a party; the data sets it is in are the lists."""
    for line, row in source.table(need=COLUMNS):
        if not row["name"] or not row["id"]:
            yield source.reject(line, "no name" if row["id"] else "no id", ",".join(row.values()))
            continue
        sets = dict.fromkeys(data_set_of(name) for name in in_cell(row["dataset"]) or ["unnamed"])
        for known in sets:
            yield _listing(row, known.list, known.regime, f"{source.name}:{line}")


def in_cell(text: str) -> list[str]:
    """The values of a cell joined by semicolons; those that hold one themselves are quoted."""
    if not text:
        return []
    if '"' not in text:
        return [part.strip() for part in text.split(";") if part.strip()]
    try:
        return [part.strip() for part in next(csv.reader([text], delimiter=";"), []) if part.strip()]
    except csv.Error:
        return [text]


def _listing(row: Mapping[str, str], list_: str, regime: str, ref: str) -> Listing:
    kind = kind_of(row["schema"], [row["name"]])
    countries = codes_of(in_cell(row["countries"]))
    reason = "; ".join(in_cell(row["sanctions"]))[:MOST_REASON]
    return Listing(
        f"{list_}:{row['id']}", list_, regime, "; ".join(in_cell(row.get("program_ids", ""))), kind,
        spelled(row["name"], in_cell(row["aliases"])), countries,
        tuple(dict.fromkeys(day for text in in_cell(row["birth_date"]) for day in born_of(text))),
        ids_of((kind_of_number(value, kind, countries), value) for value in in_cell(row["identifiers"])), None, None,
        reason, (), tuple(in_cell(row.get("addresses", ""))), ref=ref,
    )  # fmt: skip


def kind_of_number(value: str, kind: str, countries: tuple[str, ...]) -> str:
    """What an identifier without a kind is, as far as its form proves it; `reg` otherwise."""
    if re.match(r"IMO\d{7}$", value):
        return "imo" if kind == "vessel" else "imo_company"
    if kind == "vessel":
        return "mmsi" if re.match(r"\d{9}$", value) else "call_sign" if CALL_SIGN.match(value) else "reg"
    if ogrn_holds(value):
        return "ogrn"
    if inn_holds(value) and (len(value) == 12 or (kind != "person" and ("RU" in countries or not countries))):
        return "inn"
    return "edrpou" if countries == ("UA",) and kind != "person" and re.match(r"\d{8}$", value) else "reg"
