"""OFAC's lists as CSV without headers: names (SDN.CSV), addresses (ADD), other names (ALT), ends of remarks (COMMENTS).

Invariants: `-0-` is nothing; a last byte 0x1A is no record; which of the four a file is, is told by its first row; an
address or other name of nobody in the names file is rejected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catspaw.errors import InputError
from catspaw.lists.listing import Listing, Rejected
from catspaw.lists.ofac_entry import Entry, is_blocking, listings_of
from catspaw.lists.opened import Opened, clean, header_of

CELLS = {"names": 12, "addresses": 6, "others": 5, "comments": 2}
NULL = "-0-"


def recognises(head: bytes) -> bool:
    """By the first row: its cells, their number, and -0- for nothing."""
    return bool(_part(head))


def _part(head: bytes) -> str:
    cells = header_of(head)
    if not cells or not cells[0].isdigit():
        return ""
    if len(cells) == CELLS["names"] and NULL in cells:
        return "names"
    if len(cells) == CELLS["addresses"] and cells[1].isdigit() and NULL in cells:
        return "addresses"
    if len(cells) == CELLS["others"] and cells[1].isdigit() and cells[2] in ("aka", "fka", "nka"):
        return "others"
    return "comments" if len(cells) == CELLS["comments"] and head.lstrip().partition(b",")[2][:1] == b'"' else ""


def read_joined(sources: Sequence[Opened]) -> Iterator[Listing | Rejected]:
    """The entries of the names file with what the other files say of them."""
    by_part: dict[str, list[Opened]] = {part: [] for part in CELLS}
    for source in sources:
        by_part[_part(source.head)].append(source)
    if not by_part["names"]:
        raise InputError(
            f"{sources[0].name}: part of an OFAC list without its names; give SDN.CSV from the same folder too"
        )
    if len(by_part["names"]) > 1:
        both = " and ".join(source.name for source in by_part["names"])
        raise InputError(f"{both}: two OFAC lists of names in one folder; give each a folder of its own")
    entries: dict[str, Entry] = {}
    for source in by_part["names"]:
        for line, cells in _rows(source, "names"):
            _take_name(source, line, cells, entries)
    for part in ("addresses", "others", "comments"):
        for source in by_part[part]:
            for line, cells in _rows(source, part):
                _take_more(part, source, line, cells, entries)
    blocks = is_blocking(list(entries.values()))
    for entry in entries.values():
        yield from listings_of(entry, blocks)


def _rows(source: Opened, part: str) -> Iterator[tuple[int, list[str]]]:
    for line, cells in source.rows(fallback="cp1252"):
        source.records += 1
        if len(cells) != CELLS[part]:
            source.reject(line, f"{len(cells)} cells; expected {CELLS[part]}", ",".join(cells))
        else:
            yield line, ["" if cell.strip() == NULL else clean(cell) for cell in cells]


def _take_name(source: Opened, line: int, cells: Sequence[str], entries: dict[str, Entry]) -> None:
    number, name, type_, programmes, title, sign, _, _, _, flag, owner, remarks = cells
    if not number.isdigit() or not name:
        source.reject(line, "no number or no name", ",".join(cells))
    elif number in entries:
        source.reject(line, f"the number {number} stands twice; the first is kept", name)
    else:
        entry = Entry(number, name, f"{source.name}:{line}", type_, programmes.replace("] [", ";").split(";"))
        entry.programmes = [text.strip(" []") for text in entry.programmes]
        entry.countries += [flag] if flag else []
        entry.ids += [("call_sign", sign)] if sign else []
        parts = (remarks, title and f"Title {title}", owner and f"Vessel Owner {owner}")
        entry.remarks = "; ".join(text for text in parts if text)
        entries[number] = entry


def _take_more(part: str, source: Opened, line: int, cells: Sequence[str], entries: dict[str, Entry]) -> None:
    entry = entries.get(cells[0])
    if entry is None:
        source.reject(line, f'there is no entry "{cells[0][:20]}" in the names', ",".join(cells))
    elif part == "addresses":
        country = cells[4]
        entry.countries += [country] if country else []
        if place := ", ".join(text for text in (cells[2], cells[3], country, cells[5]) if text):
            entry.places.append(place)
    elif part == "others":
        entry.strong.append(cells[3])
    else:
        entry.remarks += cells[1]  # the names file cuts remarks at 1,000 characters, in the middle of a word
