"""Book files of strangers: every row is a dealing or a reject with its line, whatever the bytes."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catspaw.errors import InputError
from catspaw.screen.book import Book
from catspaw.screen.csv_rows import MAX_LINE
from catspaw.screen.dealing import Dealing, DealingReader
from catspaw.screen.flat_rows import NOT_TEXT
from catspaw.screen.read import read_book
from catspaw.screen.rejects import MAX_SHOWN, Rejects
from facts.tiny import world_of

GOOD = '{"date": "2022-07-20", "act": "sale", "parties": [{"role": "buyer", "country": "RU"}]}'
HEADINGS = ("Date", "Act", "Buyer country", "HS code", "Goods description", "Value", "Currency")
ROW = ("2022-07-20", "sale", "RU", "2601", "iron ore", "100", "USD")
CELL = st.sampled_from(
    [*ROW, "", "x", 'a "quoted" word', "two\nlines", "semi;colon", "comma, too", "2022-13-01", "КНДР"]
)


@cache
def reader() -> DealingReader:
    """A reader that knows the states of the small world."""
    return DealingReader(world_of({}).code)


def read(content: bytes, part: int = 1000) -> tuple[list[Book], Rejects]:
    """The parts and rejects of a file of this content."""
    rejects = Rejects()
    handle, name = tempfile.mkstemp()
    os.close(handle)
    try:
        Path(name).write_bytes(content)
        return list(read_book(Path(name), reader(), rejects, part=part)), rejects
    finally:
        Path(name).unlink()


def dealings(content: bytes) -> list[Dealing]:
    """All dealings of a file that has no rejects."""
    books, rejects = read(content)
    assert not rejects.rows
    return [dealing for book in books for dealing in book.dealings(range(len(book)))]


def lines_of(books: Sequence[Book], rejects: Rejects) -> list[int]:
    """The line of every row that was read or rejected."""
    return sorted([line for book in books for line in book.deals["row"]] + [rejected.row for rejected in rejects.rows])


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    """A CSV file with headings."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([HEADINGS, *rows])
    return text.getvalue().encode()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(st.just(GOOD.encode()), st.binary(max_size=30), st.text(max_size=20).map(str.encode)), max_size=8
    )
)
def test_every_json_line_is_a_dealing_or_a_reject(rest: list[bytes]) -> None:
    """Broken bytes, broken JSON, blank lines: rows in = dealings + rejects, each at its line."""
    rest = [line.replace(b"\n", b" ").replace(b"\r", b" ").replace(b"\0", b" ") for line in rest]
    lines = [GOOD.encode(), *rest]
    books, rejects = read(b"\n".join(lines))
    full = [number for number, line in enumerate(lines, 1) if line.decode("utf-8", "surrogateescape").strip()]
    assert lines_of(books, rejects) == full
    good = [number for number, line in enumerate(lines, 1) if line.strip() == GOOD.encode()]
    assert set(good) <= {line for book in books for line in book.deals["row"]}


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.just(ROW), st.lists(CELL, min_size=2, max_size=9)), max_size=8), st.sampled_from(",;\t|"))
def test_every_csv_row_is_a_dealing_or_a_reject(rows: list[Sequence[str]], delimiter: str) -> None:
    """Too few cells, too many, quotes, line breaks within cells: rows in = dealings + rejects."""
    books, rejects = read(as_csv(rows, delimiter))
    assert sum(map(len, books)) + len(rejects) == sum(any(row) for row in rows)
    assert sum(map(len, books)) >= sum(tuple(row) == ROW for row in rows)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode), st.booleans())
def test_any_bytes_are_read_or_refused(content: bytes, headed: bool) -> None:
    """No file, however broken, raises anything but an input error."""
    try:
        books, rejects = read((as_csv([ROW]) if headed else b"") + content)
    except InputError:
        return
    assert len(set(lines_of(books, rejects))) == len(lines_of(books, rejects))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.just(GOOD) | st.just("{}"), min_size=1, max_size=12), st.integers(1, 5))
def test_the_size_of_parts_does_not_matter(lines: list[str], part: int) -> None:
    """The same rows in the same order, in parts of any size."""
    whole, rejected = read("\n".join(lines).encode())
    parts, rejected_in_parts = read("\n".join(lines).encode(), part)
    assert lines_of(whole, rejected) == lines_of(parts, rejected_in_parts)
    assert [d for b in whole for d in b.dealings(range(len(b)))] == [
        d for b in parts for d in b.dealings(range(len(b)))
    ]
    assert all(len(book) <= part for book in parts)


def test_csv_and_json_lines_of_the_same_dealings_give_the_same_book() -> None:
    """Two forms, one meaning."""
    flat = b"date,act,seller_name,seller_inn,buyer_country,hs,goods,origin,qty,value,ccy,pol,pod,mode,notified\n" \
        b"2022-07-20,sale,Example,7707083893,RU,2601.11,iron ore,CN,5,100,usd,Nampo,Dalian,sea,no\n"  # fmt: skip
    record = {
        "date": "2022-07-20", "act": "Sale",
        "parties": [{"role": "seller", "name": "Example", "ids": {"inn": "7707083893"}}, {"role": "buyer", "country": "Russia"}],
        "goods": [{"hs": "260111", "text": "iron ore", "origin": "China", "quantity": 5}], "value": 100, "currency": "USD",
        "route": [{"place": "Nampo", "mode": "sea"}, {"place": "Dalian", "mode": "sea"}], "notified": False,
    }  # fmt: skip
    assert dealings(flat) == dealings(json.dumps(record).encode())


def test_a_byte_order_mark_and_line_ends_of_any_system_are_read() -> None:
    """As spreadsheets write them."""
    plain = dealings(as_csv([ROW]))
    assert dealings(b"\xef\xbb\xbf" + as_csv([ROW])) == plain
    assert dealings(as_csv([ROW]).replace(b"\r\n", b"\n")) == plain
    assert dealings(b"\xef\xbb\xbf" + GOOD.encode() + b"\r\n\r\n") == dealings(GOOD.encode())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \n\n", "the file is empty"),
        (b"PK\x03\x04rest", "a damaged zip"),
        (b"PAR1rest", "a damaged Parquet file"),
        (b"date,act\x00\n", "not text"),
        (b"d\x00a\x00t\x00e\x00", "give --encoding utf-16-le"),
        (b"\xff\xfed\x00a\x00t\x00e\x00", "no column for 'act'"),
        (b"[{}]", "expected JSON lines"),
        (b"\x89garbage\n\x00", "not text"),
        (b"date,act,caf\xe9\n", "line 1, the headings: not UTF-8"),
        (b"date,act,act\n", "the heading 'act' stands more than once"),
        (b"date,act,Deal date\n", "'date' and 'Deal date' both mean 'date'"),
        (b"day,act\n", "no column for 'date'"),
        (b"date;type of deal\n", "no column for 'act'"),
    ],
)
def test_a_file_that_is_no_book_is_refused_with_what_was_expected(content: bytes, reason: str) -> None:
    """The whole file, not row by row."""
    with pytest.raises(InputError) as caught:
        read(content)
    assert reason in str(caught.value)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    """With what was given."""
    with pytest.raises(InputError, match="expected a file"):
        list(read_book(tmp_path, reader(), Rejects()))
    with pytest.raises(InputError, match="no such file"):
        list(read_book(tmp_path / "none.csv", reader(), Rejects()))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[" * 100_000, "not JSON"),
        ('{"a":' * 50_000, "not JSON"),
        ("[1, 2]", "expected an object"),
        ("null", "expected an object"),
        ("{", "not JSON"),
        ('{"date": "2022-07-20", "port": "Nampo"}', "act: missing"),
        ('{"date": NaN, "port": "Nampo"}', '"nan" is no day'),
        ('{"value": ' + "9" * 5000 + "}", "not JSON"),
        ('{"x": "' + "a" * MAX_LINE + '"}', "longer than 1,000,000 characters"),
        (GOOD.replace("RU", "R\\ud800"), "no actor has this code"),
        ("{}", "nothing to judge"),
    ],
)
def test_a_hostile_line_is_one_reject_and_the_rest_goes_on(line: str, reason: str) -> None:
    """Nested bombs, endless lines, halves of characters."""
    books, rejects = read(f"{GOOD}\n{line}\n{GOOD}\n".encode())
    assert [book.deals["row"].to_list() for book in books] == [[1, 3]]
    assert [rejected.row for rejected in rejects.rows] == [2]
    assert reason in rejects.rows[0].reason
    assert len(rejects.rows[0].text) <= MAX_SHOWN + 20


def test_bytes_that_are_not_utf8_reject_their_row_only() -> None:
    """In both forms; the reject shows the bytes."""
    books, rejects = read(GOOD.encode() + b'\n{"id": "caf\xe9"}\n' + GOOD.encode())
    assert lines_of(books, rejects) == [1, 2, 3]
    assert (rejects.rows[0].reason, "caf\\udce9" in rejects.rows[0].text) == (NOT_TEXT, True)
    books, rejects = read(as_csv([ROW, ROW]).replace(b"iron ore", b"min\xe9ral", 1))
    assert (lines_of(books, rejects), rejects.rows[0].reason) == ([2, 3], NOT_TEXT)


def test_a_row_of_other_length_is_a_reject_at_its_line() -> None:
    """Cells that moved would be read as what they are not."""
    books, rejects = read(as_csv([ROW, ROW[:-1], (*ROW, "more"), ROW]))
    assert [rejected.reason for rejected in rejects.rows] == [
        "6 cells where the heading has 7", "8 cells where the heading has 7",
    ]  # fmt: skip
    assert lines_of(books, rejects) == [2, 3, 4, 5]


def test_a_cell_of_two_lines_keeps_the_lines_of_the_rows_after_it() -> None:
    """The line named is where the row begins."""
    books, rejects = read(as_csv([(*ROW[:4], "two\nlines", *ROW[5:]), ROW, ROW[:2]]))
    assert lines_of(books, rejects) == [2, 4, 5]


def test_the_rejects_file_has_every_reject_in_the_order_of_the_book(tmp_path: Path) -> None:
    """As JSON lines; a long row by its beginning."""
    rejects = Rejects()
    rejects.add(7, "late", "x" * 5000)
    rejects.add(2, 'early "\ud800"', "ы")
    rejects.write(tmp_path / "rejects.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "rejects.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["row"] for row in rows] == [2, 7]
    assert rows[0]["text"] == "ы"
    assert rows[1]["text"].endswith("... (cut)")


def test_a_large_part_of_a_book_has_its_numbers_from_nought() -> None:
    """`deal` runs from 0 in each part, `row` through the file."""
    books, _ = read("\n".join([GOOD] * 5).encode(), part=2)
    assert [book.deals["deal"].to_list() for book in books] == [[0, 1], [0, 1], [0]]
    assert [book.deals["row"].to_list() for book in books] == [[1, 2], [3, 4], [5]]
