"""Read a book file into parts of bounded size; rows that can't be read go to the rejects, the rest goes on.

The form is recognised from the content: JSON lines, or CSV with a heading row. Files come from strangers: fields and
lines have a greatest length, bytes that are no UTF-8 are refused with their line, and nothing in a file is executed.

Invariant: rows in = dealings out + rejects.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from catspaw.errors import InputError
from catspaw.screen.book import Book, book_of
from catspaw.screen.csv_rows import MAX_LINE, csv_rows
from catspaw.screen.dealing import ID_KINDS, Dealing, DealingReader, Reject
from catspaw.screen.headings import GOODS, HEAD, recognise
from catspaw.screen.rejects import Rejects

PART = 50_000
Row = tuple[int, str, Mapping[str, Any] | str]  # line, text, record or the reason why there is none


def read_book(
    path: Path, reader: DealingReader, rejects: Rejects, mapping: Mapping[str, str] | None = None, part: int = PART
) -> Iterator[Book]:
    """The parts of a book, in order; what can't be read is added to `rejects`.

    Raises:
        InputError: the file can't be read at all: no such file, a folder, empty, or no known form.
    """
    if not path.exists():
        raise InputError(f"{path}: no such file")
    if not path.is_file():
        raise InputError(f"{path}: expected a file, a book in CSV or JSON lines")
    with path.open("rb") as raw:
        text = TextIOWrapper(raw, encoding="utf-8-sig", errors="surrogateescape", newline="")
        rows = _json_lines(text) if _is_json(path) else _csv(text, path, mapping or {})
        yield from _parts(rows, reader, rejects, part)


def _is_json(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise InputError(f"{path}: the file is empty; expected a book in CSV or JSON lines")
    if head[:4] in (b"PK\x03\x04", b"PAR1") or b"\x00" in head:
        raise InputError(f"{path}: not text; expected a book in CSV or JSON lines (UTF-8)")
    return head.startswith(b"{")


def _parts(rows: Iterator[Row], reader: DealingReader, rejects: Rejects, size: int) -> Iterator[Book]:
    dealings: list[Dealing] = []
    lines: list[int] = []
    for line, text, record in rows:
        try:
            if isinstance(record, str):
                raise Reject(record)
            dealings.append(reader.read(record))
            lines.append(line)
        except Reject as error:
            rejects.add(line, str(error), text.encode("utf-8", "backslashreplace").decode())
        if len(dealings) >= size:
            yield book_of(dealings, lines)
            dealings, lines = [], []
    if dealings:
        yield book_of(dealings, lines)


def _json_lines(text: TextIO) -> Iterator[Row]:
    number = 0
    while line := text.readline(MAX_LINE):
        number += 1
        if not line.endswith("\n") and len(line) == MAX_LINE:
            while (rest := text.readline(MAX_LINE)) and not rest.endswith("\n"):
                pass
            yield number, line, f"the line is longer than {MAX_LINE:,} characters"
        elif line.strip():
            yield number, line.strip(), _parsed(line)


def _parsed(line: str) -> Mapping[str, Any] | str:
    if not _is_utf8(line):
        return "not UTF-8"
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}"
    return record if isinstance(record, dict) else "expected an object: { ... }"


def _is_utf8(line: str) -> bool:
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _csv(text: TextIO, path: Path, mapping: Mapping[str, str]) -> Iterator[Row]:
    csv.field_size_limit(MAX_LINE)
    head = text.readline(MAX_LINE)
    delimiter = max(",;\t|", key=head.count)
    headings = [heading.strip() for heading in next(csv.reader([head], delimiter=delimiter))]
    if not _is_utf8(head):
        raise InputError(f"{path}: line 1 is not UTF-8; save the file as UTF-8")
    fields = recognise(headings, mapping, str(path))
    columns = [(index, fields[heading]) for index, heading in enumerate(headings) if heading in fields]
    for line, shown, cells, reason in csv_rows(text, delimiter, first_line=2):
        if reason or not _is_utf8(shown):
            yield line, shown, reason or "not UTF-8"
        elif not any(cells):
            continue
        elif len(cells) != len(headings):
            yield line, shown, f"{len(cells)} cells where the heading has {len(headings)}"
        else:
            yield line, shown, record_of({field: cells[index].strip() for index, field in columns})


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
        elif field in ("port_of_loading", "via", "port_of_discharge", "route", "port"):
            continue
        elif field != "mode":
            role = next(_heads(field))
            _put(
                parties.setdefault(role, {"role": role.rstrip("0123456789"), "ids": {}}), field[len(role) + 1 :], value
            )
    record["parties"], record["goods"] = list(parties.values()), list(goods.values())
    mode = flat.get("mode", "")
    record["route"] = [{"place": place, "mode": mode} for place in _places(flat) or [""] if place or mode]
    return record


def _heads(field: str) -> Iterator[str]:
    for name in sorted(
        (*ID_KINDS, "names_other", "name", "kind", "country", "address", "flag", "phone", "born"), key=len
    )[::-1]:
        if field.endswith(f"_{name}"):
            yield field[: -len(name) - 1]


def _put(party: dict[str, Any], key: str, value: str) -> None:
    if key in ID_KINDS:
        party["ids"][key] = value
    else:
        party[key] = value


def _places(flat: Mapping[str, str]) -> list[str]:
    texts = [flat.get(key, "") for key in ("port_of_loading", "via", "route", "port", "port_of_discharge")]
    return [place.strip() for text in texts for place in text.split(">") if place.strip()]
