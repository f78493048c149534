"""China's countermeasures, unreliable entities and export control lists, as a table gathered from its notices.

Invariants: the programme says which of the lists it is; a suspended measure stays a listing, its summary says so;
a year of two digits is one of this century, as the first of these notices is of 2019.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from catspaw.lists.listing import Listing, Rejected
from catspaw.lists.opened import Opened, header_of
from catspaw.lists.plain_table import PlainList, aliases, party
from catspaw.lists.us_lists import Numbers

COLUMNS = (
    "Type",
    "Name",
    "Alias",
    "Chinese name",
    "Country",
    "Summary",
    "Body",
    "List",
    "Date",
    "End date",
    "Source URL",
)

SHORT_YEAR = re.compile(r"^(\d{1,2}\.\d{1,2})\.(\d{2})$")


def recognises(head: bytes) -> bool:
    """By the columns of the header."""
    return set(header_of(head)).issuperset(COLUMNS)


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """Each row is a party under one notice; one party may be under several."""
    numbers = Numbers()
    for line, row in source.table(need=COLUMNS):
        programme = row["List"] or row["Body"]
        other = [*aliases(row["Chinese name"]), *aliases(row["Alias"])]
        name = row["Name"] or (other.pop(0) if other else "")
        since, until = (SHORT_YEAR.sub(r"\1.20\2", row[column]) for column in ("Date", "End date"))
        yield party(
            source, line, PlainList("cn-mofcom", "cn", programme), numbers, name, row["Type"], other,
            [row["Country"]], since, until,
            [row["Body"] if row["List"] else "", row["Summary"], row["Source URL"]], row.get("Address", ""),
        )  # fmt: skip
