"""Paths, options and mapping files that can't be used, and the whole program as its user runs it."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from python_calamine import load_workbook

from hostile import inputs
from hostile.test_hostile import REFUSED, document, one_world, screen

__all__ = ["one_world"]


def folder(path: Path) -> None:
    """A folder in place of a book."""
    path.mkdir()


def dangling(path: Path) -> None:
    """A link to nothing."""
    path.symlink_to("nowhere")


def loop(path: Path) -> None:
    """A link to itself."""
    path.symlink_to(path.name)


def pipe(path: Path) -> None:
    """A pipe that nobody writes to: opening it would wait for ever."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    os.mkfifo(path)


def device(path: Path) -> None:
    """A device that never ends."""
    if not Path("/dev/zero").exists():
        pytest.skip("no devices here")
    path.symlink_to("/dev/zero")


def unreadable(path: Path) -> None:
    """A file that only others may read."""
    path.write_bytes(inputs.csv(inputs.GOOD))
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("whoever runs this may read everything")


PLACES: list[tuple[Callable[[Path], None], str]] = [
    (lambda path: None, "no such file"), (folder, "a folder"), (dangling, "no such file"), (loop, "can't be read"),
    (pipe, "a device or a pipe"), (device, "a device or a pipe"), (unreadable, "can't be read"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "says"), PLACES)
def test_what_is_no_file_is_refused_by_the_program(make: Callable[[Path], None], says: str, tmp_path: Path) -> None:
    """As its user runs it: at once, exit code 2, one line."""
    book = tmp_path / "book.csv"
    make(book)
    command = [sys.executable, "-m", "catspaw", "screen", str(book), "--out", str(tmp_path / "r.html")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (REFUSED, "")
    assert done.stderr.startswith(f"catspaw: {book}: ")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "r.html").exists()


def test_a_name_too_long_is_refused(tmp_path: Path) -> None:
    """A name that no system has."""
    result = screen(tmp_path / ("a" * 300))
    assert (result.exit_code, "can't be read" in result.stderr) == (REFUSED, True)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A good book."""
    path = tmp_path / "book.csv"
    path.write_bytes(inputs.csv(inputs.GOOD))
    return path


@pytest.mark.parametrize(
    ("option", "given", "says"),
    [
        ("--out", ".", "a folder"), ("--out", "nowhere/r.html", "a folder that exists"), ("--out", "r.docx", "by its suffix"),
        ("--out", "r", "by its suffix"), ("--out", "book.csv", "is the book already"),
        ("--out", "link.csv", "is the book already"), ("--out", f"{'a' * 300}.html", "can't be written"),
        ("--rejects", "book.csv", "is the book already"), ("--rejects", ".", "expected a file"),
        ("--rejects", "nowhere/r.jsonl", "a folder that exists"), ("--rejects", "r.csv", "is another report already"),
        ("--mapping", "none.toml", "none.toml"), ("--mapping", ".", "not a mapping file"), ("--bound", "mars", "no jurisdiction"),
    ],
)  # fmt: skip
def test_an_output_or_option_that_can_not_be_used_is_refused(option: str, given: str, says: str, book: Path) -> None:
    """Before the book is judged; the book stays as it was."""
    (book.parent / "link.csv").symlink_to(book)
    value = given if option == "--bound" else book.parent / given
    result = screen(book, "--out", book.parent / "r.csv", option, value)
    assert (result.exit_code, says in result.stderr) == (REFUSED, True), result.stderr
    assert book.read_bytes() == inputs.csv(inputs.GOOD)
    assert {path.name for path in book.parent.iterdir()} == {"book.csv", "link.csv"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"no toml", "not a mapping file"), (b"\xff\xfe", "not a mapping file"), (b'date = "day"', "'day' is no field"),
        (b"date = 7", "7 is no field"), (b"date = { a = 1 }", "is no field"),
        (b'date = "date"\ndate = "date"', "not a mapping file"),
        (b"a = " + b"[" * 5000, "not a mapping file"), (b'"Dat" = "date"', 'did you mean "date"'),
        (b'seller_name = "date"', "both mean 'date'"), (b'date = "-"', "no column for 'date'"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_file_is_refused(content: bytes, says: str, book: Path) -> None:
    """With what is wrong in it."""
    mapping = book.with_name("mapping.toml")
    mapping.write_bytes(content)
    result = screen(book, "--mapping", mapping)
    assert (result.exit_code, says in result.stderr) == (REFUSED, True), result.stderr


def test_a_mapping_means_nothing_for_json_lines(book: Path) -> None:
    """What is asked for and can't be done is said."""
    book.write_bytes(inputs.lines(inputs.LINE))
    book.with_name("m.toml").write_text('"Day" = "date"', encoding="utf-8")
    assert "--mapping means nothing for JSON lines" in screen(book, "--mapping", book.with_name("m.toml")).stderr


NAMES = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\u202e=1",
    "＝1",
    '=HYPERLINK("http://example.invalid")',
    "<b>",
]


def test_formulas_in_a_book_stay_texts_in_every_report(tmp_path: Path) -> None:
    """Guarded in CSV, texts in XLSX, escaped in HTML, untouched where nothing runs them."""
    rows = [f'2018-01-15,import,2701,KP,"{name.replace(chr(34), chr(34) * 2)}",KP,CN' for name in NAMES]
    book = tmp_path / "book.csv"
    book.write_bytes(inputs.csv(*rows, head="date,act,hs,origin,seller_name,seller_country,buyer_country"))
    reports = {suffix: tmp_path / f"r{suffix}" for suffix in (".csv", ".xlsx", ".html", ".parquet")}
    found = document(book, *(part for path in reports.values() for part in ("--out", path)))
    assert found["dealings"] == len(NAMES)
    with reports[".csv"].open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@", "\t", "＝"))]
    sheet = load_workbook(reports[".xlsx"]).get_sheet_by_index(0).to_python()
    column = sheet[0].index("parties")
    assert {str(row[column]).partition(" (seller")[0][:2] for row in sheet[1:]} >= {"=c", "+1", "-2", "@S"}
    with zipfile.ZipFile(reports[".xlsx"]) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert not [name for name in archive.namelist() if "rels" in name and b"http://example" in archive.read(name)]
        assert b'quotePrefix="1"' in archive.read("xl/styles.xml")
    page = reports[".html"].read_text(encoding="utf-8")
    assert "<b>&lt;b&gt;" not in page
    assert "&lt;b&gt;" in page
    assert len(pl.read_parquet(reports[".parquet"])) == sum(len(one["verdicts"]) for one in found["findings"])
