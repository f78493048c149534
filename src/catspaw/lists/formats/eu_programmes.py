"""The EU's programme codes with the acts behind them: a table that comes beside the lists and names no party.

It is recognised so that it is told for what it is: each of its rows goes to the rejects with this reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from catspaw.lists.listing import Listing, Rejected
from catspaw.lists.opened import Opened, header_of

COLUMNS = ("regime_id", "program_keys", "has_lists", "framework_celexes", "name")


def recognises(head: bytes) -> bool:
    """By the columns of the header."""
    return set(header_of(head)).issuperset(COLUMNS)


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """No row is a party."""
    for line, row in source.table(need=COLUMNS):
        yield source.reject(line, "a programme of the EU, not a party", f"{row['program_keys']}: {row['name']}")
