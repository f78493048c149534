"""Screen a book and deliver its report: read, judge, write files, rejects and the table, with progress.

Invariants: a report that can't be written is said before the book is judged; rows in = dealings judged + rejected; a
failure or Ctrl-C leaves no half-written file.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from catspaw.errors import InputError
from catspaw.explain import Citations
from catspaw.facts.world import World
from catspaw.lists.listing import Listings
from catspaw.report.flat import as_record
from catspaw.report.sink import Sink
from catspaw.report.summary import Summary
from catspaw.report.terminal import MOST, Terminal
from catspaw.report.write import SUFFIXES, check_path, write_all
from catspaw.screen.casebook import CASES
from catspaw.screen.findings import Finding, Findings
from catspaw.screen.finished import PartFolder
from catspaw.screen.screen import screen

SHOWN_IN_DEMO = 12
NEXT = (
    ("casebook", "how often these answers are right"),
    ("screen YOUR_BOOK.csv --out report.html", "your own book"),
    ("lists status", "which lists were used, how old they are"),
    ("lists fetch", "bring the full lists; then run the demo again"),
)
LONG_BOOK = 20_000_000  # bytes


@dataclass(frozen=True)
class Task:
    """A book to screen and what is wanted of it."""

    book: Path
    bound: Sequence[str] = ()
    lists: Listings | None = None
    world: World | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    out: Sequence[Path] = ()
    rejects: Path | None = None
    as_of: date | None = None
    everything: bool = False
    most: int = MOST


class Document:
    """All findings as plain data, for one JSON document."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._sources = Citations(findings.engine.world.sources)
        self._records: list[dict[str, Any]] = []
        self.data: dict[str, Any] = {}

    def add(self, finding: Finding) -> None:
        """Take one finding."""
        self._records.append(as_record(finding, self._sources))

    def finish(self, summary: Summary) -> None:
        """Put the summary before the findings."""
        rejects = [asdict(rejected) for rejected in self._findings.rejects.rows]
        self.data = {**summary.as_dict(), "rejects": rejects, "findings": self._records}


def run(task: Task, console: Console | None) -> tuple[Summary, dict[str, Any]]:
    """Screen a book and write all that is wanted of it.

    Args:
        task: what to do.
        console: where the table goes; None to get all findings as plain data instead.

    Raises:
        InputError: the book can't be read, or a report can't be written.
    """
    for path in task.out:
        check_path(path)
    work = work_folder(task)
    with _progress() as bar:
        ticks = bar.add_task("screening", total=None)
        findings = screen(
            task.book, task.lists, task.bound, task.world, mapping=task.mapping or None, work=work,
            progress=lambda done: bar.advance(ticks, done),
        )  # fmt: skip
        document = Document(findings)
        table = Terminal(console, task.everything, task.out, task.most) if console else None
        sinks: list[Sink] = [_Late(table)] if table else [document]
        summary = write_all(findings, task.out, sinks, task.as_of)
    if isinstance(findings.finished, PartFolder):
        findings.finished.drop()
    if table:
        table.finish(summary)
    _write_rejects(task, findings, console)
    return summary, document.data


class _Late:
    """Keeps the table from being printed while the bar still moves."""

    def __init__(self, table: Terminal) -> None:
        self.add = table.add

    def finish(self, summary: Summary) -> None:
        """Later."""


def demonstrate(out: Path, console: Console | None, world: World, lists: Listings) -> dict[str, Any]:
    """Screen the casebook that comes with Catspaw as if it were a book, and say what to look at.

    Raises:
        InputError: the folder can't be made, or a report can't be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{out}: no folder can be made there: {error.strerror}") from None
    paths = [out / f"casebook{suffix}" for suffix in (".html", ".csv", ".jsonl")]
    if console:
        console.print("Screening the casebook: real, documented dealings and lawful ones that look like them.\n")
    summary, _ = run(Task(CASES, out=paths, world=world, lists=lists, most=SHOWN_IN_DEMO), console)
    if console:
        console.print(f"\nOpen {paths[0]} to see each dealing with its verdicts, the evidence and the sources.")
        for number, (command, what) in enumerate(NEXT):
            console.print(f"{'Next:' if number == 0 else '':6} {program()} {command:38} {what}")
    return {**summary.as_dict(), "reports": [str(path) for path in paths]}


def program() -> str:
    """How the program is called from here: by its name if it is on the path, else by where it was installed."""
    here = Path(sys.prefix) / "bin" / "catspaw"
    found = shutil.which("catspaw")
    if not here.exists() or (found and Path(found).resolve() == here.resolve()):
        return "catspaw"
    return os.path.relpath(here) if here.is_relative_to(Path.cwd()) else str(here)


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def work_folder(task: Task) -> Path | None:
    """Where finished parts of a long book are kept until the report is written; None for a short book."""
    try:
        is_long = task.book.is_file() and task.book.stat().st_size > LONG_BOOK
    except OSError:
        return None
    return Path(f"{task.out[0] if task.out else task.book}.parts") if is_long else None


def _write_rejects(task: Task, findings: Findings, console: Console | None) -> None:
    path = task.rejects or Path(f"{task.book}.rejects.jsonl")
    if not (findings.rejects.rows or task.rejects or path.exists()):
        return
    try:
        findings.rejects.write(path)
    except OSError as error:
        raise InputError(f"{path}: can't be written: {error.strerror}") from None
    if console and findings.rejects.rows:
        console.print(f"Rejected rows, each with its reason: {path}")


__all__ = ["SUFFIXES", "Task", "demonstrate", "run"]
