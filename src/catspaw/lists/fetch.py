"""Fetch lists from their publishers, and import them from files, into the store.

Invariants: a new version is gathered beside the old one, held against its length, its checksum, its readers, the day and
the size of the old one, and only then takes its place in one step; on any failure the old list stays, and the message
says what happened. Nothing is taken from the answer but its bytes: not a name, not an address.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from catspaw.errors import InputError
from catspaw.lists.download import Limits, Undelivered, download
from catspaw.lists.listing import Listings
from catspaw.lists.published import published_on
from catspaw.lists.publishers import PUBLISHERS, Publisher, chosen
from catspaw.lists.read import read_lists
from catspaw.lists.store import Kept, Store, digest_of

NEW, SAME, REFUSED = "new", "same", "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of fetching or importing one list; `kept` is what is kept now (None if nothing is)."""

    list: str
    outcome: str  # new, same, refused
    message: str
    kept: Kept | None

    @property
    def ok(self) -> bool:
        """Whether the list kept is the one that was asked for."""
        return self.outcome != REFUSED


@dataclass(frozen=True, slots=True)
class _Gathered:
    """A version beside the old one: its name, its files in a folder of their own, and where they came from."""

    list: str
    source: str
    folder: Path
    files: tuple[str, ...]
    dated: date | None  # the day that the server gives to the files
    formats: frozenset[str] = frozenset()  # one of these must be read; empty: any


def fetch(
    store: Store, ids: Iterable[str] = (), force: bool = False, today: date | None = None, limits: Limits | None = None
) -> list[Outcome]:
    """Fetch the lists of these publishers, or of all; one that fails does not stop the others.

    With `force` a version is taken even if it is older or much shorter than the one kept; it must be whole and
    readable all the same.

    Raises:
        InputError: no such publisher, or the store can't be written.
    """
    return [fetch_from(store, one, force, today or date.today(), limits) for one in chosen(ids)]


def fetch_from(store: Store, publisher: Publisher, force: bool, today: date, limits: Limits | None = None) -> Outcome:
    """Fetch one publisher's list."""
    old = _old(store, publisher.id)
    with store.incoming(publisher.id) as folder:
        try:
            dates = [download(file, folder / file.name, publisher.hosts, limits) for file in publisher.files]
            dated = min((day for day in dates if day), default=None)
            names = tuple(file.name for file in publisher.files)
            source = " ".join(file.url for file in publisher.files)
            return _take(store, _Gathered(publisher.id, source, folder, names, dated, publisher.formats), force, today)
        except Undelivered as error:
            return _refused(publisher.id, str(error), old)


def import_list(
    store: Store, paths: Sequence[str | Path], name: str, force: bool = False, today: date | None = None
) -> Outcome:
    """Keep a copy of files that a person has taken from a publisher, under a name, with the same checks as a fetch.

    Raises:
        InputError: a path is no file, two have the same name, the name can't name a list, the store can't be written.
    """
    files = [Path(path) for path in paths]
    names = [path.name for path in files]
    if not files or len(set(names)) != len(names):
        raise InputError("expected one or more files with different names to import")
    with store.incoming(name) as folder:
        for path in files:
            _copy(path, folder / path.name)
        source = ", ".join(str(path) for path in files)
        formats = PUBLISHERS[name].formats if name in PUBLISHERS else frozenset()
        gathered = _Gathered(name, source, folder, tuple(names), None, formats)
        return _take(store, gathered, force, today or date.today())


def _take(store: Store, new: _Gathered, force: bool, today: date) -> Outcome:
    old = _old(store, new.list)
    paths = [new.folder / name for name in new.files]
    digest = digest_of(paths)
    try:
        found = read_lists(paths)
    except InputError as error:
        return _refused(new.list, f"can't be read: {_first_lines(error)}", old)
    published = min((day for day in map(published_on, paths) if day), default=None) or new.dated
    kept = Kept(
        new.list, new.source, today, published, digest, len(found), len(found.rejects), new.files,
        ", ".join(sorted({file.format for file in found.files})),
    )  # fmt: skip
    why_not = _unusable(found, new) or ("" if force or old is None else _worse(kept, old))
    if why_not:
        return _refused(new.list, why_not, old)
    is_same = old is not None and old.sha256 == digest
    kept = store.put(kept, new.folder)
    return Outcome(new.list, SAME if is_same else NEW, _said(kept, is_same), kept)


def _unusable(found: Listings, new: _Gathered) -> str:
    """Why a version is not the list that was asked for, whatever one wishes."""
    if not len(found):
        return "no listing in it: this is not the list"
    formats = {file.format for file in found.files}
    if new.formats and not formats <= new.formats:
        return f"expected {' or '.join(sorted(new.formats))}, found {', '.join(sorted(formats))}: this is another list"
    if len(found.rejects) > len(found):
        first = found.rejects[0]
        return (
            f"{len(found.rejects):,} records can't be read and only {len(found):,} can; the first: {first.record}: "
            f"{first.reason}"
        )
    return ""


def _worse(new: Kept, old: Kept) -> str:
    """Why a version should not replace the one kept, unless a person says so."""
    if new.published and old.published and new.published < old.published:
        return (
            f"published {new.published}, older than the list kept (published {old.published}); "
            "--force takes it all the same"
        )
    if new.records * 2 < old.records:
        return (
            f"only {new.records:,} listings, under half of the {old.records:,} kept; --force takes it if that is right"
        )
    return ""


def _refused(name: str, message: str, old: Kept | None) -> Outcome:
    stays = (
        f"the list fetched on {old.fetched} ({old.records:,} listings) stays"
        if old
        else "there is no older one to fall back on"
    )
    return Outcome(name, REFUSED, f"{message}; {stays}", old)


def _said(kept: Kept, is_same: bool) -> str:
    published = f", published {kept.published}" if kept.published else ", publication day not given"
    rejects = f", {kept.rejects:,} records rejected" if kept.rejects else ""
    same = "the same as before: " if is_same else ""
    return f"{same}{kept.records:,} listings{rejects}{published}, SHA-256 {kept.sha256[:12]}"


def _old(store: Store, name: str) -> Kept | None:
    try:
        return store.get(name)
    except InputError:
        return None  # a spoilt manifest must not keep a good list out; `lists status` tells of it


def _copy(path: Path, target: Path) -> None:
    if not path.is_file():
        raise InputError(f"{path}: expected a file to import; there is none")
    try:
        shutil.copyfile(path, target)
    except OSError as error:
        raise InputError(f"{path}: can't be copied ({error.strerror})") from error


def _first_lines(error: Exception) -> str:
    return " ".join(str(error).splitlines()[:3])
