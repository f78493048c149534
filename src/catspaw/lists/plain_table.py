"""A party of a plain published table (a row a party, a column a field) made into a listing.

Invariant: such tables number nothing, so a party's number is made of its name, programme and first day: the same row has
the same id in any edition.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from catspaw.lists.countries import codes_of
from catspaw.lists.dates import day_of
from catspaw.lists.kinds import kind_of
from catspaw.lists.listing import Listing, Rejected, spelled
from catspaw.lists.numbers import ids_of
from catspaw.lists.opened import Opened
from catspaw.lists.us_lists import Numbers, number_of


class PlainList(NamedTuple):
    """The list that a row belongs to: its id, regime and programme."""

    id: str
    regime: str
    programme: str


def aliases(cell: str) -> list[str]:
    """The names in a cell, joined by semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def party(
    source: Opened, line: int, of: PlainList, numbers: Numbers, name: str, stated: str, other: Sequence[str],
    countries: Sequence[str], since: str, until: str, reason: Sequence[str], address: str = "",
    ids: Sequence[tuple[str, str]] = (),
) -> Listing | Rejected:  # fmt: skip
    """The listing of a row, or the row rejected because it names nobody; days that can't be read are left out and told."""
    if not name:
        return source.reject(line, "no name", "; ".join(reason))
    begins, ends = _day(source, line, "start", since), _day(source, line, "end", until)
    if begins and ends and ends <= begins:
        source.remark(line, f"the end {ends} is not after the start {begins}; the end is left out", name)
        ends = None
    return Listing(
        numbers(f"{of.id}:{number_of([name, of.programme, since])}"), of.id, of.regime, of.programme,
        kind_of(stated, [name]), spelled(name, other), codes_of(countries), (), ids_of(ids), begins, ends,
        "; ".join(text for text in reason if text), places=(address,) if address else (), ref=f"{source.name}:{line}",
    )  # fmt: skip


def _day(source: Opened, line: int, what: str, text: str) -> date | None:
    found = day_of(text)
    if text and not found:
        source.remark(line, f'the {what} "{text[:40]}" is no day that can be read; left out')
    return found
