"""Rows of cells under headings, made records in the layout of the casebook; of CSV, sheets and flat tables alike.

Invariant: every row that is not empty comes out once, as a record or with the reason why it is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from catspaw.errors import InputError
from catspaw.screen.csv_rows import CsvRow
from catspaw.screen.dealing import ID_KINDS
from catspaw.screen.headings import GOODS, HEAD, STOPS, recognise

MOST_COLUMNS = 2_000
Row = tuple[int, str, Mapping[str, Any] | str]  # line, text, record or the reason why there is none
PARTY_FIELDS = sorted(
    (*ID_KINDS, "names_other", "name", "kind", "country", "address", "flag", "phone", "born"), key=len, reverse=True
)


def flat_rows(rows: Iterable[CsvRow], mapping: Mapping[str, str], where: str) -> Iterator[Row]:
    """Records of the rows below the first, which holds the headings.

    Raises:
        InputError: no headings, or headings that can't be used.
    """
    rest = iter(rows)
    head = next(rest, None)
    if head is None:
        raise InputError(f"{where}: there is no row; expected headings, then one dealing a row")
    if head.reason or not is_text(head.text):
        raise InputError(f"{where}: line {head.line}, the headings: {head.reason or NOT_TEXT}")
    if len(head.cells) > MOST_COLUMNS:
        raise InputError(
            f"{where}: line {head.line} has {len(head.cells):,} headings; at most {MOST_COLUMNS:,} are read"
        )
    headings = [heading.strip() for heading in head.cells]
    fields = recognise(headings, mapping, where)
    columns = [(index, fields[heading]) for index, heading in enumerate(headings) if heading in fields]
    for line, shown, cells, reason in rest:
        if reason or not is_text(shown):
            yield line, shown, reason or NOT_TEXT
        elif not any(cells):
            continue
        elif len(cells) != len(headings):
            yield line, shown, f"{len(cells)} cells where the heading has {len(headings)}"
        else:
            yield line, shown, record_of({field: cells[index].strip() for index, field in columns})


NOT_TEXT = "not UTF-8; save the file as UTF-8, or name its encoding, such as --encoding windows-1252"


def is_text(line: str) -> bool:
    """Whether all of a line could be decoded."""
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def record_of(flat: Mapping[str, str]) -> dict[str, Any]:
    """A record in the layout of the casebook from flat fields; empty cells are left out."""
    record: dict[str, Any] = {"route": []}
    parties: dict[str, dict[str, Any]] = {}
    goods: dict[str, dict[str, Any]] = {}
    for field, value in flat.items():
        if not value:
            continue
        owner, _, last = field.rpartition("_")
        if field in HEAD:
            record[field] = value
        elif field.startswith("goods") and last in GOODS:
            goods.setdefault(owner, {})[last] = value
        elif field not in STOPS:
            role = _role(field)
            party = parties.setdefault(role, {"role": role.rstrip("0123456789"), "ids": {}})
            _put(party, field[len(role) + 1 :], value)
    record["parties"], record["goods"] = list(parties.values()), list(goods.values())
    mode = flat.get("mode", "")
    record["route"] = [{"place": place, "mode": mode} for place in _places(flat) or [""] if place or mode]
    return record


def _role(field: str) -> str:
    return next(field[: -len(name) - 1] for name in PARTY_FIELDS if field.endswith(f"_{name}"))


def _put(party: dict[str, Any], key: str, value: str) -> None:
    if key in ID_KINDS:
        party["ids"][key] = value
    else:
        party[key] = value


def _places(flat: Mapping[str, str]) -> list[str]:
    texts = [flat.get(key, "") for key in ("port_of_loading", "via", "route", "port", "port_of_discharge")]
    return [place.strip() for text in texts for place in text.split(">") if place.strip()]
