"""Books that are spreadsheets: the first sheet of an XLSX file, or the one asked for, row by row.

Read here and not by a library: what Catspaw needs is a cell's stored value *or the reason why there is none*. A library
that shows an error cell (`#REF!`) as an empty one loses a fact in silence.

Invariants: formulas are never computed, their stored value counts; a cell without a value that can be told rejects its
row; days come out in ISO form; memory is that of one row and the shared texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite
from pathlib import Path
from xml.etree.ElementTree import Element

from catspaw.errors import InputError
from catspaw.screen.csv_rows import CsvRow
from catspaw.screen.dealing import MAX_TEXT, Reject
from catspaw.screen.flat_rows import MOST_COLUMNS, Row, flat_rows
from catspaw.screen.layout import Layout
from catspaw.screen.workbook import Workbook, is_xlsx, opened

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
WHOLE = 10**15  # whole numbers below are stored exactly
BEFORE_1900, FALSE_LEAP_DAY = date(1899, 12, 30), 60  # day 60 is 29 February 1900, which never was
BEFORE_1904 = date(1904, 1, 1)


def xlsx_rows(path: Path, layout: Layout) -> Iterator[Row]:
    """The rows of a sheet below its headings, which are the first row that is not empty.

    Raises:
        InputError: damaged, beyond the bounds, no such sheet, or headings that can't be used.
    """
    layout.refuse(str(path), "an XLSX file", "encoding")
    with opened(path) as book:
        member = book.sheet(layout.sheet)
        cells = Cells(book.shared, book.date_styles, book.since_1904)
        yield from flat_rows(_even(_sheet(book, member, cells)), layout, str(path))


def _sheet(book: Workbook, member: str, cells: Cells) -> Iterator[CsvRow]:
    number = 0
    for row in book.elements(member, "row"):
        told = row.get("r", str(number + 1))
        if not told.isdecimal() or len(told) > 7 or int(told) <= number:
            raise InputError(f"{book.name}: row {told[:20]!r} after row {number}: the sheet is damaged; save it again")
        number = int(told)
        try:
            found = cells.row(row)
        except Reject as error:
            yield CsvRow(number, ",".join(filter(None, row.itertext()))[: MAX_TEXT * 2], [], str(error))
        else:
            if any(found):
                yield CsvRow(number, ",".join(found), found, "")


def _even(rows: Iterator[CsvRow]) -> Iterator[CsvRow]:
    """Rows filled up to the width of the headings: a sheet leaves empty cells out."""
    width = 0
    for row in rows:
        width = width or len(row.cells)
        yield row._replace(cells=row.cells + [""] * (width - len(row.cells)))


@dataclass(frozen=True)
class Cells:
    """Reads cells as texts."""

    shared: Sequence[Element]
    date_styles: frozenset[int]
    since_1904: bool

    def row(self, row: Element) -> list[str]:
        """The texts of a row, up to its last cell that is not empty.

        Raises:
            Reject: a cell that holds an error, or whose value can't be told.
        """
        found: list[str] = []
        for cell in (cell for cell in row if cell.tag == "c"):
            column = _column(cell.get("r", ""), len(found))
            if column < len(found):
                raise Reject(f"cell {cell.get('r')} stands twice or out of order")
            if text := self._text(cell):
                found += [""] * (column - len(found)) + [text]
            elif "r" not in cell.attrib:
                found.append("")
        while found and not found[-1]:
            found.pop()
        return found

    def _text(self, cell: Element) -> str:
        kind, where = cell.get("t", "n"), f"cell {cell.get('r', 'of this row')}"
        value = cell.findtext("v", "").strip() if kind != "str" else cell.findtext("v", "")
        if kind == "e":
            raise Reject(f"{where} holds the error {value or '#VALUE!'}; expected a value")
        if kind == "inlineStr":
            inline = cell.find("is")
            return "" if inline is None else _told(inline)
        if not value:
            if cell.find("f") is not None and kind != "str":
                raise Reject(f"{where} holds a formula without a stored value; open the file, save it, and try again")
            return ""
        if kind == "s":
            if not value.isdecimal() or len(value) > 9 or int(value) >= len(self.shared):
                raise Reject(f"{where} points to a shared text that there is not")
            return _told(self.shared[int(value)])
        if kind in ("str", "d"):
            return _unescaped(value)
        return {"0": "false", "1": "true"}.get(value, value) if kind == "b" else self._number(cell, value, where)

    def _number(self, cell: Element, value: str, where: str) -> str:
        try:
            number = float(value)
        except ValueError:
            raise Reject(f'{where}: "{value[:40]}" is no number') from None
        if not isfinite(number):
            raise Reject(f'{where}: "{value[:40]}" is no number')
        style = cell.get("s", "0")
        if style.isdecimal() and len(style) < 7 and int(style) in self.date_styles:
            return self._day(number, where)
        return str(int(number)) if number.is_integer() and abs(number) < WHOLE else repr(number)

    def _day(self, number: float, where: str) -> str:
        days = int(number)
        first = BEFORE_1904 if self.since_1904 else BEFORE_1900
        if not self.since_1904 and days < FALSE_LEAP_DAY:
            days += 1
        elif not self.since_1904 and days == FALSE_LEAP_DAY:
            raise Reject(f"{where}: 29 February 1900 is no day")
        try:
            if number < 0:
                raise OverflowError
            return (first + timedelta(days)).isoformat()
        except OverflowError:
            raise Reject(f"{where}: {number:g} is no day; expected a day between 1900 and 9999") from None


def _column(reference: str, following: int) -> int:
    if not reference:
        return following
    match = REFERENCE.fullmatch(reference)
    if not match:
        raise Reject(f"cell {reference[:20]!r}: no such cell")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    if column > MOST_COLUMNS:
        raise Reject(f"cell {reference}: beyond column {MOST_COLUMNS:,}, the last that is read")
    return column - 1


def _told(item: Element) -> str:
    """The text of an item, its runs joined, without the reading aids of Japanese."""
    runs = (part if part.tag == "t" else part.find("t") for part in item if part.tag in ("t", "r"))
    return _unescaped("".join(run.text or "" for run in runs if run is not None))


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


__all__ = ["is_xlsx", "xlsx_rows"]
