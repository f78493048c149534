"""Read a book file into parts of bounded size; rows that can't be read go to the rejects, the rest goes on.

The form is recognised from the content: Parquet, XLSX, JSON lines, or CSV with a heading row. Files come from strangers:
all sizes are bounded, and nothing in a file is executed, expanded or fetched.

Invariant: rows in = dealings out + rejects.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from catspaw.errors import InputError
from catspaw.screen.book import Book, book_of
from catspaw.screen.dealing import Dealing, DealingReader, Reject
from catspaw.screen.flat_rows import Row
from catspaw.screen.layout import Layout, layout_of
from catspaw.screen.read_parquet import is_parquet, parquet_rows
from catspaw.screen.read_text import EXPECTED, text_rows
from catspaw.screen.read_xlsx import is_xlsx, xlsx_rows
from catspaw.screen.rejects import Rejects

PART = 50_000
FORMS: tuple[tuple[Callable[[Path], bool], Callable[[Path, Layout], Iterator[Row]]], ...] = (
    (is_parquet, parquet_rows),
    (is_xlsx, xlsx_rows),
    (lambda path: True, text_rows),
)


def read_book(
    path: Path, reader: DealingReader, rejects: Rejects, mapping: Mapping[str, str] | None = None, part: int = PART
) -> Iterator[Book]:
    """The parts of a book, in order; what can't be read is added to `rejects`.

    Args:
        path: the file.
        reader: makes dealings of records.
        rejects: takes the rows that can't be read.
        mapping: flat field by heading, or a `Layout` with the sheet and the encoding too.
        part: dealings in a part, at most.

    Raises:
        InputError: the file can't be read at all: no such file, a folder, empty, or no known form.
    """
    _check(path)
    try:
        rows = next(rows_of for is_form, rows_of in FORMS if is_form(path))(path, layout_of(mapping))
        yield from _parts(rows, reader, rejects, part)
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror or error}") from None


def _check(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; expected {EXPECTED}") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: can't be read: {getattr(error, 'strerror', error)}") from None
    if stat.S_ISDIR(mode):
        raise InputError(f"{path}: a folder; expected a file, {EXPECTED}")
    if not stat.S_ISREG(mode):
        raise InputError(f"{path}: a device or a pipe; expected a file, {EXPECTED}: save it to one first")


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
