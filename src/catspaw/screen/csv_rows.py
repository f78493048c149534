"""Rows of a CSV text, one bad row at a time.

A quoted cell may run over several lines. A stray quote would then swallow the rest of a book, so a row may take a few
lines and no more: where it does not close, its first line alone is a bad row and reading goes on with the next.

Invariant: every line that is not empty belongs to exactly one row, good or bad.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

MAX_LINES = 20
MAX_LINE = 1_000_000
ENDS = ("\n", "\r")


class CsvRow(NamedTuple):
    """A row: its first line, its text, and its cells, or why there are none."""

    line: int
    text: str
    cells: list[str]
    reason: str


def csv_rows(text: TextIO, delimiter: str, first_line: int, taken: Iterable[str] = ()) -> Iterator[CsvRow]:
    """The rows from where the text stands, after the lines taken from it; `first_line` is the number of the next line."""
    waiting = deque(taken)
    number = first_line
    while lines := _take(text, waiting, 1):
        row, used = _row(text, waiting, lines, delimiter, number)
        number += used
        if row.text.strip():
            yield row


def _row(text: TextIO, waiting: deque[str], lines: list[str], delimiter: str, number: int) -> tuple[CsvRow, int]:
    shown = lines[0].rstrip("\r\n")
    if is_cut(lines[0]):
        skip_line(text)
        return CsvRow(number, shown, [], f"the line is longer than {MAX_LINE:,} characters"), 1
    cells, reason = _cells(lines, delimiter)
    while reason == OPEN_QUOTE and len(lines) < MAX_LINES and (more := _take(text, waiting, 1)):
        lines += more
        cells, reason = _cells(lines, delimiter)
    if not reason:
        return CsvRow(number, "".join(lines).rstrip("\r\n"), cells, ""), len(lines)
    waiting.extendleft(reversed(lines[1:]))
    return CsvRow(number, shown, [], f"not CSV: {reason}"), 1


def is_cut(line: str) -> bool:
    """Whether a line was read only up to the greatest length."""
    return len(line) >= MAX_LINE and not line.endswith(ENDS)


def skip_line(text: TextIO) -> None:
    """Go on to the next line; a line ends as on any system."""
    while (rest := text.readline(MAX_LINE)) and not rest.endswith(ENDS):
        pass


OPEN_QUOTE = "a quote is opened and not closed"


def _cells(lines: list[str], delimiter: str) -> tuple[list[str], str]:
    try:
        found = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return [], OPEN_QUOTE if "unexpected end of data" in str(error) else str(error)
    return (found[0], "") if len(found) == 1 else ([], "" if not found else OPEN_QUOTE)


def _take(text: TextIO, waiting: deque[str], count: int) -> list[str]:
    found: list[str] = []
    while len(found) < count:
        line = waiting.popleft() if waiting else text.readline(MAX_LINE)
        if not line:
            break
        found.append(line)
    return found
