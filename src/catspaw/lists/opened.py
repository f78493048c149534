"""A file of a published list, opened for its reader: as lines, rows, records of XML or JSON, all within bounds.

Invariants: a row that can't be read goes to `rejects` with its line and reason, and reading goes on with the next; what
makes the rest unreadable is an InputError; a reader never sees control characters in a cell.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from xml.etree.ElementTree import Element

from catspaw.errors import InputError, nearest
from catspaw.lists.listing import Rejected
from catspaw.lists.markup import elements
from catspaw.lists.packed import unpacked

HEAD = 65_536
MOST_LINE = 4_000_000  # characters
MOST_FIELD = 131_072  # characters of one cell
MOST_LINES = 500  # lines of one row, by line breaks within quotes
MOST_JSON = 512 * 2**20
SHOWN = 200  # characters of a rejected record that are kept
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
BLANK = " \t\r\n\x1a\x00"  # a lone end-of-file sign is no row
CONTROLS: dict[int, str | None] = {**dict.fromkeys((*range(32), *range(127, 160)), " "), 0xFEFF: None}


class Row(NamedTuple):
    """One row of a table without header: the line on which it begins, and its cells."""

    line: int
    cells: Sequence[str]


class Record(NamedTuple):
    """One row of a table: the line on which it begins, and its cells by column."""

    line: int
    cells: Mapping[str, str]


class Opened:
    """One file. `head` is its beginning, unpacked; `name` is for messages."""

    def __init__(self, path: str | Path, name: str = "") -> None:
        self.path = Path(path)
        self.name = name or self.path.name
        self.rejects: list[Rejected] = []
        self.remarks: list[Rejected] = []
        self.records = 0
        with self.stream() as stream:
            self.head = stream.read(HEAD)
        if not self.head.strip():
            raise InputError(f"{self.name}: is empty; fetch it again")

    @contextmanager
    def stream(self) -> Iterator[BinaryIO]:
        """The unpacked bytes from the beginning."""
        with unpacked(self.path, self.name) as stream:
            yield stream

    def reject(self, line: int | str, reason: str, text: str = "") -> Rejected:
        """Keep a record that can't be read; it is returned too."""
        rejected = Rejected(f"{self.name}:{line}", reason, clean(text[: SHOWN * 2])[:SHOWN])
        self.rejects.append(rejected)
        return rejected

    def remark(self, line: int | str, reason: str, text: str = "") -> None:
        """Keep what was left out of a record that is read otherwise."""
        self.remarks.append(Rejected(f"{self.name}:{line}", reason, clean(text[: SHOWN * 2])[:SHOWN]))

    def lines(self, fallback: str = "") -> Iterator[tuple[int, str]]:
        """The lines with their numbers, ends kept; bytes that are not UTF-8 are read as `fallback` where one is given."""
        with self.stream() as stream:
            errors = f"catspaw-{fallback}" if fallback else "strict"
            if fallback:
                codecs.register_error(errors, _fallback(fallback))
            text = io.TextIOWrapper(stream, encoding_of(self.head), errors=errors, newline="")
            number = 0
            while line := self._line(text, number):
                number += 1
                yield number, line

    def _line(self, text: io.TextIOWrapper, number: int) -> str:
        try:
            line = text.readline(MOST_LINE + 1)
        except UnicodeError as error:
            raise InputError(
                f"{self.name}: after line {number}: not {text.encoding} ({error}); save it as UTF-8"
            ) from None
        if len(line) > MOST_LINE:
            raise InputError(f"{self.name}:{number + 1}: a line longer than {MOST_LINE:,} characters")
        return line

    def rows(self, delimiter: str = ",", fallback: str = "") -> Iterator[Row]:
        """The rows of a CSV file, its header too; empty ones are left out, damaged ones rejected."""
        lines = self.lines(fallback)
        ahead: deque[tuple[int, str]] = deque()
        while first := ahead.popleft() if ahead else next(lines, None):
            number, text = first
            more = _more_lines(text, ahead, lines)
            try:
                rows = _parsed(number, text + "".join(line for _, line in more), delimiter)
            except csv.Error as error:
                ahead.extendleft(reversed(more))
                self.records += 1
                self.reject(number, f"not a row of a CSV file: {error}", text)
                continue
            yield from (row for row in rows if any(cell.strip(BLANK) for cell in row.cells))

    def table(
        self, delimiter: str = ",", fallback: str = "", need: Sequence[str] = (), title_rows: int = 0
    ) -> Iterator[Record]:
        """The rows of a CSV file with a header, as cells by column, cleaned; rows of another length are rejected.

        Up to `title_rows` rows before the header are passed over, until one has a needed column.

        Raises:
            InputError: the header names a column twice, or lacks a needed one.
        """
        rows = self.rows(delimiter, fallback)
        header = [clean(cell) for cell in next(rows, Row(1, ())).cells]
        for _ in range(title_rows):
            if not set(need).isdisjoint(header):
                break
            header = [clean(cell) for cell in next(rows, Row(1, ())).cells]
        self._check_header(header, need)
        for line, cells in rows:
            self.records += 1
            if len(cells) < len(header) or any(cells[len(header) :]):
                self.reject(line, f"{len(cells)} cells; expected {len(header)}", delimiter.join(cells))
            else:
                yield Record(line, dict(zip(header, map(clean, cells), strict=False)))

    def _check_header(self, header: Sequence[str], need: Iterable[str]) -> None:
        twice = sorted({column for column in header if column and header.count(column) > 1})
        if twice:
            raise InputError(f'{self.name}:1: the column "{twice[0]}" stands twice; which one counts can\'t be told')
        for column in need:
            if column not in header:
                raise InputError(f'{self.name}:1: the column "{column}" is missing{nearest(column, header)}')

    def elements(self, *names: str) -> Iterator[tuple[int, Element]]:
        """The XML elements of these names, whole, with their lines; document types and entities are refused."""
        with self.stream() as stream:
            yield from elements(stream, self.name, frozenset(names))

    def json(self) -> Any:
        """The whole file as JSON."""
        with self.stream() as stream:
            found = stream.read(MOST_JSON + 1)
        if len(found) > MOST_JSON:
            raise InputError(f"{self.name}: larger than {MOST_JSON:,} bytes of JSON; refused")
        try:
            return json.loads(found.decode(encoding_of(found)))
        except UnicodeError as error:
            raise InputError(f"{self.name}: not UTF-8 ({error})") from None
        except json.JSONDecodeError as error:
            raise InputError(f"{self.name}:{error.lineno}: not JSON ({error.msg}): cut short? Fetch it again") from None
        except (RecursionError, ValueError) as error:
            raise InputError(f"{self.name}: not JSON that can be read ({type(error).__name__}: {error})") from None

    def json_lines(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The lines as JSON objects; lines that are none are rejected."""
        for number, line in self.lines():
            if not line.strip():
                continue
            self.records += 1
            try:
                found = json.loads(line)
            except (ValueError, RecursionError) as error:
                self.reject(number, f"not JSON ({error})", line)
                continue
            if isinstance(found, dict):
                yield number, found
            else:
                self.reject(number, "not a JSON object", line)


def _more_lines(text: str, ahead: deque[tuple[int, str]], lines: Iterator[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines that go on with a row, whose quotes are open at its end; none if they are never closed.

    A row that can't be read gives them back: it spoils its own line only.
    """
    more: list[tuple[int, str]] = []
    is_open, size = bool(text.count('"') & 1), len(text)
    while is_open and len(more) < MOST_LINES and size < MOST_LINE:
        following = ahead.popleft() if ahead else next(lines, None)
        if following is None:
            break
        more.append(following)
        size += len(following[1])
        is_open ^= bool(following[1].count('"') & 1)
    if is_open:
        ahead.extendleft(reversed(more))
        return []
    return more


def _parsed(number: int, text: str, delimiter: str) -> list[Row]:
    found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = [Row(number + found.line_num - 1, cells) for cells in found]
    if len(text) > MOST_FIELD and any(len(cell) > MOST_FIELD for row in rows for cell in row.cells):
        raise csv.Error(f"field larger than field limit ({MOST_FIELD})")  # the module's own limit is one a process
    return rows


def _fallback(encoding: str) -> Any:
    def decode(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        return error.object[error.start : error.end].decode(encoding, "replace"), error.end

    return decode


def encoding_of(head: bytes) -> str:
    """The encoding by the byte order mark; UTF-8 without one."""
    return next((encoding for bom, encoding in BOMS if head.startswith(bom)), "utf-8")


def clean(text: str) -> str:
    """A text with single spaces and without control characters."""
    return " ".join((text if text.isprintable() else text.translate(CONTROLS)).split())


def text_of_head(head: bytes) -> str:
    """The beginning of a file as text, for recognising."""
    return head.decode(encoding_of(head), "replace").lstrip("\ufeff")


def header_of(head: bytes, delimiter: str = ",") -> list[str]:
    """The cells of the first line, for recognising."""
    line = next((line for line in text_of_head(head).splitlines() if line.strip()), "")
    try:
        return [clean(cell) for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def root_of(head: bytes) -> str:
    """The local name of the root element of an XML file, or ''."""
    text = text_of_head(head).lstrip()
    if not text.startswith("<"):
        return ""
    found = re.search(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)", re.sub(r"<!--.*?-->|<\?.*?\?>", "", text, flags=re.DOTALL))
    return found[1] if found else ""
