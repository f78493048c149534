"""Books that are text: CSV and JSON lines, plain, gzip'd, or the one file of a zip, in the encoding that they tell.

Invariants: bytes that can't be decoded spoil their own row only; a line is as long as `MAX_LINE` at most; a packed file
gives no more than the bounds of `lists/packed.py`.
"""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from catspaw.errors import InputError
from catspaw.lists.opened import encoding_of
from catspaw.lists.packed import packing_of, unpacked
from catspaw.screen.csv_rows import MAX_LINE, csv_rows, is_cut, skip_line
from catspaw.screen.flat_rows import NOT_TEXT, Row, flat_rows, is_text
from catspaw.screen.layout import Layout, check_encoding

HEAD = 4096
EXPECTED = "a book in CSV, JSON lines, XLSX or Parquet"


def text_rows(path: Path, layout: Layout) -> Iterator[Row]:
    """The rows of a book in CSV or JSON lines.

    Raises:
        InputError: not text, or headings that can't be used.
    """
    layout.refuse(str(path), "a book in text", "sheet")
    with _bytes(path) as raw:
        head = raw.read(HEAD)
    encoding = _encoding(head, layout)
    beginning = _beginning(path, head, encoding)
    with _bytes(path) as raw:
        text = TextIOWrapper(raw, encoding=encoding, errors=ESCAPE, newline="")
        if beginning.startswith("{"):
            layout.refuse(str(path), "JSON lines", "fields")
            yield from _json_lines(text)
        else:
            yield from _csv(text, layout, str(path))


@contextmanager
def _bytes(path: Path) -> Iterator[BinaryIO]:
    with path.open("rb") as file:
        packed = packing_of(file.read(8))
        file.seek(0)
        if not packed:
            yield file
            return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(unpacked(path, str(path)))
        except (LookupError, ValueError) as error:  # of the standard library, where a member's name is damaged
            raise InputError(f"{path}: a damaged zip ({error}); pack it again") from None
        yield stream


def _encoding(head: bytes, layout: Layout) -> str:
    given = check_encoding(layout.encoding) if layout.encoding else encoding_of(head)
    return "utf-8-sig" if codecs.lookup(given).name == "utf-8" else given


def _beginning(path: Path, head: bytes, encoding: str) -> str:
    text = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    if not text:
        raise InputError(f"{path}: the file is empty; expected {EXPECTED}")
    if "\0" in text:
        raise InputError(
            f"{path}: not text; expected {EXPECTED}, text in UTF-8 "
            "(for UTF-16 without a byte order mark give --encoding utf-16-le)"
        )
    if text.startswith("[") and text[1:].lstrip()[:1] in ("{", "]"):
        raise InputError(f"{path}: a JSON list; expected JSON lines: one dealing a line, each an object {{ ... }}")
    return text


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """Bytes that can't be decoded become halves of characters, which no text has; see `is_text`."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


ESCAPE = "catspaw-escape"
codecs.register_error(ESCAPE, _escaped)


def _csv(text: TextIO, layout: Layout, where: str) -> Iterator[Row]:
    csv.field_size_limit(MAX_LINE)
    head, number = text.readline(MAX_LINE), 1
    while head and not head.strip():
        head, number = text.readline(MAX_LINE), number + 1
    delimiter = max(",;\t|", key=head.count)
    yield from flat_rows(csv_rows(text, delimiter, number, [head]), layout, where)


def _json_lines(text: TextIO) -> Iterator[Row]:
    number = 0
    while line := text.readline(MAX_LINE):
        number += 1
        if is_cut(line):
            skip_line(text)
            yield number, line, f"the line is longer than {MAX_LINE:,} characters"
        elif line.strip():
            yield number, line.strip(), _parsed(line)


def _parsed(line: str) -> Mapping[str, Any] | str:
    if not is_text(line):
        return NOT_TEXT
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}"
    return record if isinstance(record, dict) else "expected an object: { ... }"
