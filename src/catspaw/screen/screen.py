"""Screen a book: read -> resolve -> judge, part by part, with progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from catspaw.errors import InputError
from catspaw.facts.world import World
from catspaw.lists.listing import Listings
from catspaw.rules.verdict import Verdict
from catspaw.screen.book import Book, book_of
from catspaw.screen.dealing import Reject
from catspaw.screen.engine import Engine
from catspaw.screen.findings import Findings, FinishedParts
from catspaw.screen.finished import PartFolder, key_of
from catspaw.screen.read import read_book
from catspaw.screen.rejects import Rejects

Progress = Callable[[int], None]
ENGINES: list[tuple[World | None, Listings | None, Engine]] = []
KEPT = 4


def screen(
    book: str | Path | Iterable[Mapping[str, Any]],
    lists: Listings | None = None,
    bound: Iterable[str] = (),
    world: World | None = None,
    *,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    work: Path | None = None,
) -> Findings:
    """Screen a book of dealings.

    Args:
        book: a file (CSV or JSON lines), or records in the layout of the casebook.
        lists: listings to look parties up on; None: those that come with Catspaw.
        bound: jurisdictions that bind the user besides the parties themselves (`eu`, `us`, ...).
        world: the facts and rules; None: the packaged ones.
        mapping: flat field by heading, for headings that are not recognised.
        progress: called with the number of dealings done, after each part.
        work: a folder in which finished parts are kept, so that an interrupted screen of the same book goes on.

    Raises:
        InputError: the book can't be read at all. Rows that can't be read are in `.rejects`.
    """
    engine = _engine(world, lists)
    if isinstance(book, (str, Path)):
        path = Path(book)
        next(read_book(path, engine.reader, Rejects(), mapping, part=1), None)  # what can't be read at all is said now
        open_parts = partial(_parts, path, engine, mapping)
        finished = PartFolder(work, key_of(path, mapping, sorted(bound), engine.data)) if work else FinishedParts()
        return Findings(engine, str(book), engine.bound(bound), open_parts, progress, finished)
    if not isinstance(book, Iterable) or isinstance(book, Mapping):
        raise InputError("book: expected a file name, or records such as those of the casebook")
    return Findings(engine, "records", engine.bound(bound), partial(_records, engine, list(book)), progress)


def _parts(path: Path, engine: Engine, mapping: Mapping[str, str] | None, rejects: Rejects) -> Iterator[Book]:
    return read_book(path, engine.reader, rejects, mapping)


def judge(dealing: Mapping[str, Any], bound: Iterable[str] = (), world: World | None = None) -> list[Verdict]:
    """Judge one dealing, given as a record in the layout of the casebook.

    Returns:
        Verdicts, strongest first, then `none_found` for each regime that binds somebody and found nothing. Signs
        (red flags) are left out.

    Raises:
        InputError: the dealing can't be read; the message names the field.
    """
    engine = _engine(world, None)
    judged = engine.judge(book_of([engine.reader.read(dealing)]), bound)
    verdicts = engine.verdicts(judged, 0)
    return [v for v in verdicts if v.kind != "sign"] + engine.none_found(judged, verdicts)


def _shown(record: Any) -> str:
    try:
        return repr(record)
    except ValueError:
        return "(holds a number too long to be shown)"


def _records(engine: Engine, records: Sequence[Any], rejects: Rejects) -> Iterator[Book]:
    dealings, rows = [], []
    for row, record in enumerate(records, start=1):
        try:
            dealings.append(engine.reader.read(record))
            rows.append(row)
        except Reject as error:
            rejects.add(row, str(error), _shown(record))
    yield book_of(dealings, rows)


def _engine(world: World | None, lists: Listings | None) -> Engine:
    """An engine for a world and lists; those of the last few are kept."""
    for kept_world, kept_lists, engine in ENGINES:
        if kept_world is world and kept_lists is lists:
            return engine
    ENGINES.append((world, lists, Engine(world, lists)))
    del ENGINES[:-KEPT]
    return ENGINES[-1][2]
