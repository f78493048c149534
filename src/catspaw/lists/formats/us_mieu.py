"""US Commerce, military-intelligence end users (15 CFR 744.22), as a table."""

from __future__ import annotations

from collections.abc import Iterator

from catspaw.lists.listing import Listing, Rejected
from catspaw.lists.opened import Opened, header_of
from catspaw.lists.plain_table import PlainList, aliases, party
from catspaw.lists.us_lists import Numbers

COLUMNS = ("Type", "Name", "Alias", "Country", "Program", "Date", "End date", "Source URL")
MIEU = PlainList("us-mieu", "us-ear", "US-BIS-MIEU")


def recognises(head: bytes) -> bool:
    """By the columns of the header; the Chinese list has these and more."""
    header = set(header_of(head))
    return header.issuperset(COLUMNS) and "Chinese name" not in header


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """Each row is an end user."""
    numbers = Numbers()
    for line, row in source.table(need=COLUMNS):
        yield party(
            source, line, MIEU, numbers, row["Name"], "publicbody", aliases(row["Alias"]), [row["Country"]], row["Date"],
            row["End date"], [row["Source URL"]],
        )  # fmt: skip
