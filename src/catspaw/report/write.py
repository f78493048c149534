"""Write a report by the suffix of its file name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

from catspaw.errors import InputError
from catspaw.report.columns import Parquet
from catspaw.report.draft import Place
from catspaw.report.flat import Csv, JsonLines
from catspaw.report.page import Html
from catspaw.report.sheet import Xlsx, check_extra
from catspaw.report.sink import Sink, deliver
from catspaw.report.summary import Summary
from catspaw.screen.findings import Findings


class FileSink(Sink, Protocol):
    """A form that is written to a file."""

    @property
    def draft(self) -> Place:
        """Where it is written until it is whole."""


SUFFIXES: Mapping[str, str] = {
    ".jsonl": "one finding a line, with all its evidence",
    ".csv": "one verdict a row, for spreadsheets",
    ".xlsx": "the same as a spreadsheet",
    ".parquet": "one verdict a row, for data frames",
    ".html": "one page to read, print and pass on",
}


def check_path(path: Path) -> None:
    """Say at once, not after a long screen, if a report can't be written there.

    Raises:
        InputError: another suffix, or no such folder.
        MissingExtraError: the form needs an extra.
    """
    if os.path.isdir(path):
        raise InputError(f"{path}: a folder; expected a file to write the report to, such as {path / 'report.html'}")
    if path.suffix.lower() not in SUFFIXES:
        known = "; ".join(f"{suffix} ({what})" for suffix, what in SUFFIXES.items())
        raise InputError(f"{path}: a report is written by its suffix: {known}")
    if not os.path.isdir(path.parent):
        raise InputError(f"{path}: expected a file in a folder that exists; {path.parent} is none")
    if path.suffix.lower() == ".xlsx":
        check_extra()


def sink_for(findings: Findings, path: Path, as_of: date | None = None) -> FileSink:
    """The form that a file's suffix names.

    Raises:
        InputError: another suffix, or the file can't be written.
    """
    check_path(path)
    forms: Mapping[str, Callable[[], FileSink]] = {
        ".jsonl": lambda: JsonLines(findings, path),
        ".csv": lambda: Csv(findings, path),
        ".xlsx": lambda: Xlsx(findings, path),
        ".parquet": lambda: Parquet(findings, path),
        ".html": lambda: Html(findings, path, as_of),
    }
    try:
        return forms[path.suffix.lower()]()
    except OSError as error:
        raise InputError(f"{path}: can't be written: {error.strerror}") from None


def write(findings: Findings, path: str | Path, as_of: date | None = None) -> Summary:
    """Write findings to one file: .jsonl, .csv, .xlsx, .parquet or .html.

    Args:
        findings: what a screen found.
        path: where to; the suffix names the form.
        as_of: the day against which the page says how old the data is (None: the newest day in the lists).

    Raises:
        InputError: another suffix, or the file can't be written.
    """
    return write_all(findings, [Path(path)], as_of=as_of)


def write_all(
    findings: Findings, paths: Iterable[Path], sinks: Iterable[Sink] = (), as_of: date | None = None
) -> Summary:
    """Write findings to several files, and to other forms, in one pass; on a failure no file is left half written.

    Raises:
        InputError: another suffix, or a file can't be written.
    """
    files: list[FileSink] = []
    try:
        files += (sink_for(findings, path, as_of) for path in paths)
        return deliver(findings, [*files, *sinks])
    except OSError as error:
        _drop(files)
        raise InputError(f"{error.filename or 'the report'}: can't be written: {error.strerror}") from None
    except BaseException:
        _drop(files)
        raise


def _drop(files: Iterable[FileSink]) -> None:
    for file in files:
        file.draft.drop()
