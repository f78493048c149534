"""Reports as spreadsheets and as Parquet: the same verdicts as in the CSV, typed, and the same bytes each time."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
import pytest
from python_calamine import load_workbook

from catspaw.errors import MissingExtraError
from catspaw.report import sheet, write, write_all
from catspaw.report.flat import COLUMNS
from catspaw.report.summary import Summary
from catspaw.screen.findings import Finding, Findings
from report.test_flat import rows_of


def test_parquet_reads_back_as_the_frame_of_the_findings(casebook: Findings, tmp_path: Path) -> None:
    """One row a verdict, with types."""
    write(casebook, tmp_path / "r.parquet")
    assert pl.read_parquet(tmp_path / "r.parquet").equals(casebook.to_frame())


def test_the_spreadsheet_holds_the_rows_of_the_csv(few: Findings, tmp_path: Path) -> None:
    """The same cells, without the apostrophes that a CSV needs; numbers are numbers, days are days."""
    write(few, tmp_path / "r.xlsx")
    rows = load_workbook(tmp_path / "r.xlsx").get_sheet_by_index(0).to_python()
    assert rows[0] == list(COLUMNS)
    expected = [[cell.removeprefix("'") for cell in row.values()] for row in rows_of(few, tmp_path)]
    shown = [[_shown(name, cell) for name, cell in zip(COLUMNS, row, strict=True)] for row in rows[1:]]
    assert shown == expected


def _shown(column: str, cell: object) -> str:
    return f"{cell:g}" if isinstance(cell, float) and column != "value" else str(cell)


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet"])
def test_the_same_findings_give_the_same_bytes(few: Findings, tmp_path: Path, suffix: str) -> None:
    """No clock is read."""
    for name in ("a", "b"):
        write(few, tmp_path / f"{name}{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet"])
def test_a_failure_leaves_no_trace(few: Findings, tmp_path: Path, suffix: str) -> None:
    """Neither a half-written report nor a draft."""

    class Breaks:
        """A form that fails."""

        def add(self, finding: Finding) -> None:
            """Fail."""
            raise KeyboardInterrupt

        def finish(self, summary: Summary) -> None:
            """Never reached."""

    with pytest.raises(KeyboardInterrupt):
        write_all(few, [tmp_path / f"r{suffix}"], [Breaks()])
    assert not list(tmp_path.iterdir())


def test_a_full_sheet_is_followed_by_another(few: Findings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No verdict is lost at the last row of a sheet."""
    write(few, tmp_path / "one.xlsx")
    whole = load_workbook(tmp_path / "one.xlsx").get_sheet_by_index(0).to_python()[1:]
    monkeypatch.setattr(sheet, "MOST_ROWS", 3)
    write(few, tmp_path / "many.xlsx")
    book = load_workbook(tmp_path / "many.xlsx")
    parts = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert all(len(part) <= 3 and part[0] == list(COLUMNS) for part in parts)
    assert [row for part in parts for row in part[1:]] == whole


def test_without_the_extra_the_message_says_how_to_install_it(
    few: Findings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is judged."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'catspaw\[xlsx\]'"):
        write(few, tmp_path / "r.xlsx")
    assert not list(tmp_path.iterdir())
