"""Determinations under the US Iran, North Korea and Syria Nonproliferation Act, as a table of persons and firms.

Invariants: `start-date` is the day from which the measure holds, `end-date` its last; the day of the report is neither.
"""

from __future__ import annotations

from collections.abc import Iterator

from catspaw.lists.listing import Listing, Rejected
from catspaw.lists.opened import Opened, header_of
from catspaw.lists.plain_table import PlainList, aliases, party
from catspaw.lists.us_lists import Numbers

COLUMNS = ("schema", "name", "aliases", "program", "authority", "start-date", "end-date", "country", "source_url")
ISN = PlainList("us-isn", "us-isn", "INKSNA")


def recognises(head: bytes) -> bool:
    """By the columns of the header."""
    return set(header_of(head)).issuperset(COLUMNS)


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """Each row is a party."""
    numbers = Numbers()
    for line, row in source.table(need=COLUMNS):
        yield party(
            source, line, ISN, numbers, row["name"], row["schema"], aliases(row["aliases"]), [row["country"]],
            row["start-date"], row["end-date"], [row.get("reason", ""), row.get("notes", ""), row["source_url"]],
        )  # fmt: skip
