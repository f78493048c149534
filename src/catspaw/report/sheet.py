"""Findings as an XLSX file, one verdict a row, the columns of the CSV.

Invariants: a text is written as a text and never as a formula or an address, and one that begins like a formula stays a
text even when its cell is edited; numbers and days keep their type; the same findings give the same bytes: no clock is
read.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from catspaw.errors import MissingExtraError
from catspaw.explain import Citations
from catspaw.report.draft import Place
from catspaw.report.flat import COLUMNS, is_like_a_formula, rows_of
from catspaw.report.summary import Summary
from catspaw.screen.findings import Finding, Findings

MADE = datetime(2000, 1, 1)
MOST_ROWS = 1_048_576
MOST_TEXT = 32_767
CUT = " ... (cut)"
FIRST_DAY = date(1900, 3, 1)  # the days before it are off by one in spreadsheets
WIDTHS = {"row": 7, "date": 11, "goods": 30, "parties": 45, "route": 25, "article": 22, "says": 60, "sentence": 60}


def check_extra() -> None:
    """Raises `MissingExtraError` if the library that writes spreadsheets is not installed."""
    try:
        import xlsxwriter  # noqa: F401
    except ImportError:
        raise MissingExtraError("writing .xlsx", "xlsx") from None


class Xlsx:
    """One verdict or sign a row, below headings that stay in sight; a full sheet is followed by another."""

    def __init__(self, findings: Findings, path: Path) -> None:
        check_extra()
        self._sources = Citations(findings.engine.world.sources)
        self.draft = BookDraft(path)
        self._row = MOST_ROWS
        self._next_sheet()

    def add(self, finding: Finding) -> None:
        """Write the rows of one finding."""
        for cells in rows_of(finding, self._sources):
            if self._row >= MOST_ROWS:
                self._next_sheet()
            for column, cell in enumerate(cells):
                self._put(column, cell)
            self._row += 1

    def finish(self, summary: Summary) -> None:
        """Close the file."""
        self.draft.close()

    def _next_sheet(self) -> None:
        self._sheet = self.draft.book.add_worksheet()
        self._sheet.freeze_panes(1, 0)
        for column, name in enumerate(COLUMNS):
            self._sheet.set_column(column, column, WIDTHS.get(name, 14))
            self._sheet.write_string(0, column, name, self.draft.bold)
        self._row = 1

    def _put(self, column: int, cell: Any) -> None:
        draft = self.draft
        if isinstance(cell, (int, float)):
            self._sheet.write_number(self._row, column, cell)
        elif isinstance(cell, date) and cell >= FIRST_DAY:
            self._sheet.write_datetime(self._row, column, datetime(cell.year, cell.month, cell.day), draft.day)
        elif cell not in (None, ""):
            text = str(cell).encode("utf-8", "backslashreplace").decode()
            text = text if len(text) <= MOST_TEXT else text[: MOST_TEXT - len(CUT)] + CUT
            self._sheet.write_string(self._row, column, text, draft.quoted if is_like_a_formula(text) else None)


class BookDraft(Place):
    """An XLSX file in the making."""

    def __init__(self, path: Path) -> None:
        from xlsxwriter import Workbook

        super().__init__(path)
        self.book = Workbook(str(self.part), {"constant_memory": True})
        self.book.set_properties({"created": MADE, "title": "Findings", "comments": "One verdict a row"})
        self.bold = self.book.add_format({"bold": True})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.quoted = self.book.add_format({"quote_prefix": True})

    def close(self) -> None:
        """Put the file into its place."""
        self._write()
        super().close()

    def drop(self) -> None:
        """Leave no trace."""
        try:
            if not self.book.fileclosed:
                self._write()
        finally:
            super().drop()

    def _write(self) -> None:
        from xlsxwriter.exceptions import XlsxFileError

        try:
            self.book.close()
        except XlsxFileError as error:
            self.book.fileclosed = 1  # else it tries again when it is forgotten
            raise OSError(0, str(error), str(self.path)) from None
