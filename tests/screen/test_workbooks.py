"""Books in XLSX and Parquet are read as the same rows in CSV are, and as another reader reads them."""

from __future__ import annotations

import io
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from catspaw.errors import InputError
from catspaw.screen import read_parquet
from catspaw.screen.casebook import CASES, read_cases
from catspaw.screen.dealing import Dealing, DealingReader
from catspaw.screen.layout import Layout
from catspaw.screen.read import read_book
from catspaw.screen.read_xlsx import Cells, _sheet
from catspaw.screen.rejects import Rejects
from catspaw.screen.workbook import opened

HEADINGS = ("date", "act", "seller_name", "buyer_country", "hs", "value", "currency", "notified")
ROWS: list[tuple[Any, ...]] = [
    (date(2022, 7, 20), "sale", "ООО Пример", "RU", 260111, 1250.5, "USD", True),
    (date(1999, 12, 31), "transport", "Example", "UA", 2701, 3, "", False),
    (date(2024, 2, 29), "payment", "A  B", "KP", "", "", "EUR", ""),
]
CELL = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=12),
    st.integers(-(10**12), 10**12),
    st.floats(-1e12, 1e12, allow_nan=False),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
)


def xlsx(rows: list[tuple[Any, ...]], **options: Any) -> bytes:
    """A workbook of one sheet."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, **options}) as book:
        sheet, day = book.add_worksheet("Deals"), book.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), day)
                elif isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write(number, column, cell)
    return file.getvalue()


def read(content: bytes, layout: Layout | None = None) -> tuple[list[Dealing], Rejects]:
    """The dealings and rejects of a file of this content."""
    rejects = Rejects()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book"
        path.write_bytes(content)
        books = list(read_book(path, DealingReader(lambda code: code), rejects, layout))
    return [dealing for book in books for dealing in book.dealings(range(len(book)))], rejects


def as_csv(rows: list[tuple[Any, ...]]) -> bytes:
    """The same rows in CSV."""
    plain = [[str(cell).lower() if isinstance(cell, bool) else str(cell) for cell in row] for row in rows]
    return "".join(",".join(row) + "\n" for row in plain).encode()


@pytest.mark.parametrize("options", [{}, {"date_1904": True}])
def test_a_sheet_is_read_as_the_same_rows_in_csv(options: dict[str, Any]) -> None:
    """Days, numbers, truths and texts; days counted from 1900 and from 1904."""
    assert read(xlsx([HEADINGS, *ROWS], **options)) == read(as_csv([HEADINGS, *ROWS]))
    assert len(read(as_csv([HEADINGS, *ROWS]))[0]) == len(ROWS)


def test_a_flat_parquet_is_read_as_the_same_rows_in_csv() -> None:
    """Typed columns, nulls for what is empty."""
    columns = {name: [row[i] if row[i] != "" else None for row in ROWS] for i, name in enumerate(HEADINGS)}
    file = io.BytesIO()
    pl.DataFrame(columns).write_parquet(file)
    assert read(file.getvalue()) == read(as_csv([HEADINGS, *ROWS]))


def test_a_nested_parquet_is_read_as_the_casebook_is() -> None:
    """Lists of structs, in which absent fields are null."""
    known = {"date", "act", "goods", "value", "currency", "parties", "route", "contract_date", "shares", "notified"}
    cases = [{name: value for name, value in case.items() if name in known} for case in read_cases(CASES)]
    reader = DealingReader(lambda code: code)
    file = io.BytesIO()
    pl.from_dicts(cases, infer_schema_length=None, strict=False).write_parquet(file)
    found, rejects = read(file.getvalue())
    assert not rejects.rows
    assert [_sorted(one) for one in found] == [_sorted(reader.read(case)) for case in cases]


def _sorted(dealing: Dealing) -> str:
    """A dealing in which the order of a party's numbers says nothing."""
    ids = [sorted(party.ids) for party in dealing.parties]
    return repr((dealing.day, dealing.act, dealing.goods, dealing.route, dealing.shares, dealing.value, ids))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=5))
def test_cells_are_read_as_another_reader_reads_them(rows: list[tuple[Any, ...]]) -> None:
    """Against python-calamine."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(xlsx(rows))
        other = load_workbook(path).get_sheet_by_index(0)
        expected = [_texts(row) for row in other.to_python(skip_empty_area=False)]
        with opened(path) as book:
            cells = Cells(book.shared, book.date_styles, book.since_1904)
            found = [row.cells for row in _sheet(book, book.sheet(""), cells)]
    assert found == [row for row in expected if row]


def _texts(row: list[Any]) -> list[str]:
    texts = [_shown(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _shown(cell: Any) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return cell.isoformat()[:10] if isinstance(cell, date) else str(cell)


def test_a_sheet_is_chosen_by_its_name_and_an_encoding_by_its() -> None:
    """Where the content does not tell."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet("Notes").write(0, 0, "see the other sheet")
        sheet = book.add_worksheet("Deals & more")
        for number, row in enumerate([("date", "act", "buyer_country"), ("2022-07-20", "sale", "RU")]):
            sheet.write_row(number + 2, 1, row)
    dealings, rejects = read(file.getvalue(), Layout(sheet="Deals & more"))
    assert ([dealing.day for dealing in dealings], len(rejects)) == ([date(2022, 7, 20)], 0)
    content = "date;act;buyer_name\n2022-07-20;sale;Пример\n".encode("windows-1251")
    assert read(content, Layout(encoding="windows-1251"))[0][0].parties[0].name == "Пример"


def test_row_numbers_are_those_that_the_spreadsheet_shows() -> None:
    """So that a reject is found again."""
    content = xlsx([(), HEADINGS, (), ROWS[0], (date(2022, 1, 1), "no act", "A", "RU")])
    dealings, rejects = read(content)
    assert (len(dealings), [rejected.row for rejected in rejects.rows]) == (1, [5])


@pytest.mark.parametrize("trial", ["import os; os.abort()", "import sys; print('no such page'); sys.exit(1)"])
def test_a_parquet_file_that_ends_its_reader_is_refused(trial: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process of the trial ends, not ours."""
    monkeypatch.setattr(read_parquet, "TRIAL", trial)
    file = io.BytesIO()
    pl.DataFrame({"date": ["2022-07-20"], "act": ["sale"], "buyer_country": ["RU"]}).write_parquet(file)
    with pytest.raises(InputError, match="a damaged Parquet file"):
        read(file.getvalue())
