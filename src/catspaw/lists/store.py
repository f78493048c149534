"""The lists that a user keeps: one folder a list, with its files and a manifest that says where they came from.

Invariants: a list is replaced whole or not at all (the manifest is swapped in one step, and only it says which files
count); the version before is kept for `lists diff`; one writer a list at a time; nothing outside the folder is written.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from catspaw.errors import InputError

MANIFEST = "manifest.json"
INCOMING = ".incoming-"
LIST_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class Kept:
    """One list as it is kept: where it came from, when, what it held."""

    list: str
    source: str  # the address, or the file that was imported
    fetched: date
    published: date | None  # the day that the publisher gives to this version
    sha256: str  # over the files in their order
    records: int
    rejects: int
    files: tuple[str, ...]
    format: str = ""
    previous: str = ""  # the folder of the version before, if it is still there


@dataclass(frozen=True, slots=True)
class Status:
    """A kept list, its age in days, and what is wrong with it ('' if nothing)."""

    kept: Kept
    age: int
    fault: str


class Store:
    """A folder of lists. It need not exist until something is put into it."""

    def __init__(self, folder: Path | str | None = None) -> None:
        self.folder = Path(folder) if folder is not None else default_folder()

    def names(self) -> list[str]:
        """The names of all lists kept, in order."""
        if not self.folder.is_dir():
            return []
        found = (path.parent.name for path in self.folder.glob(f"*/{MANIFEST}"))
        return sorted(name for name in found if LIST_NAME.fullmatch(name))

    def get(self, name: str) -> Kept | None:
        """The list of this name, or None. Raises InputError if its manifest can't be read."""
        path = self.folder / _checked(name) / MANIFEST
        try:
            return _kept(json.loads(path.read_text(encoding="utf-8")), name)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"{path}: not a manifest of a kept list ({error}); fetch or import the list again"
            ) from error

    def paths(self, names: Iterable[str] = ()) -> list[Path]:
        """The files of these lists, or of all."""
        return [path for name in (list(names) or self.names()) for path in self.files(name)]

    def files(self, name: str) -> list[Path]:
        """The files of one list in the order in which they are read."""
        kept = self.get(name)
        if kept is None:
            raise InputError(f'no list "{name}" in {self.folder}; catspaw lists status names those that are kept')
        return [self.folder / name / kept.sha256[:16] / file for file in kept.files]

    def previous(self, name: str) -> Path | None:
        """The folder of the version before the one kept, for `lists diff`."""
        kept = self.get(name)
        folder = self.folder / name / kept.previous if kept and kept.previous else None
        return folder if folder and folder.is_dir() else None

    def status(self, today: date) -> list[Status]:
        """Every list with its age, and whether its files are still those that were kept."""
        return [self._status(name, today) for name in self.names()]

    @contextlib.contextmanager
    def incoming(self, name: str) -> Iterator[Path]:
        """An empty folder to gather a new version in; it is gone afterwards, whatever happens."""
        _checked(name)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            folder = Path(tempfile.mkdtemp(prefix=f"{INCOMING}{name}-", dir=self.folder))
        except OSError as error:
            raise InputError(f"{self.folder}: can't keep lists here ({error.strerror}); set CATSPAW_DATA") from error
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def put(self, kept: Kept, incoming: Path) -> Kept:
        """Make the files of an incoming folder the list's version, in one step, and keep the version before."""
        home = self.folder / _checked(kept.list)
        try:
            home.mkdir(parents=True, exist_ok=True)
            with _sole_writer(home):
                return self._put(kept, incoming, home)
        except OSError as error:
            raise InputError(f"{home}: the list can't be kept ({error.strerror}); the old one stays") from error

    def _put(self, kept: Kept, incoming: Path, home: Path) -> Kept:
        old = self._readable(kept.list)
        version = kept.sha256[:16]
        previous = old.previous if old and old.sha256[:16] == version else old.sha256[:16] if old else ""
        kept = replace(kept, previous=previous)
        if not _holds(home / version, kept):
            _move_in(incoming, home / version, kept)
        _write(home / MANIFEST, kept)
        for folder in home.iterdir():
            if folder.is_dir() and folder.name not in (version, previous):
                shutil.rmtree(folder, ignore_errors=True)
        return kept

    def _sweep(self) -> None:
        """Drop what runs that were broken off a day ago have left."""
        for folder in self.folder.glob(f"{INCOMING}*"):
            with contextlib.suppress(FileNotFoundError):  # another run's, done in the meantime
                if time.time() - folder.stat().st_mtime > 86_400:
                    shutil.rmtree(folder, ignore_errors=True)

    def _readable(self, name: str) -> Kept | None:
        with contextlib.suppress(InputError):
            return self.get(name)
        return None

    def _status(self, name: str, today: date) -> Status:
        try:
            kept = self.get(name)
        except InputError as error:
            return Status(Kept(name, "", today, None, "", 0, 0, ()), 0, str(error))
        if kept is None:  # taken away since the names were read
            return Status(Kept(name, "", today, None, "", 0, 0, ()), 0, "the list is gone")
        paths = self.files(name)
        missing = [path.name for path in paths if not path.is_file()]
        if missing:
            fault = f"missing: {', '.join(missing)}; fetch or import the list again"
        elif digest_of(paths) != kept.sha256:
            fault = "the files are not those that were kept; fetch or import the list again"
        else:
            fault = ""
        return Status(kept, (today - kept.fetched).days, fault)


def default_folder() -> Path:
    """Where lists are kept: CATSPAW_DATA, or the user's data folder as the XDG base directories say."""
    given = os.environ.get("CATSPAW_DATA")
    if given:
        return Path(given).expanduser() / "lists"
    xdg = os.environ.get("XDG_DATA_HOME", "")
    base = Path(xdg) if Path(xdg).is_absolute() else Path.home() / ".local" / "share"
    return base / "catspaw" / "lists"


def digest_of(paths: Sequence[Path]) -> str:
    """SHA-256 of one file; of several, that of their digests in order."""
    digests = []
    for path in paths:
        with path.open("rb") as file:
            digests.append(hashlib.file_digest(file, "sha256").hexdigest())
    return digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _checked(name: str) -> str:
    if not LIST_NAME.fullmatch(name):
        raise InputError(f'"{name}" can\'t name a list: use small letters, digits, dots and hyphens')
    return name


def _kept(data: Mapping[str, object], name: str) -> Kept:
    files = data["files"]
    if not isinstance(files, list) or not files or any(Path(str(file)).name != file for file in files):
        raise ValueError("files: expected plain file names")
    published, sha256 = data["published"], str(data["sha256"])
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise ValueError("sha256: expected 64 hexadecimal digits")
    previous = str(data.get("previous", ""))
    return Kept(
        name, str(data["source"]), date.fromisoformat(str(data["fetched"])),
        date.fromisoformat(str(published)) if published else None, sha256, int(str(data["records"])),
        int(str(data["rejects"])), tuple(map(str, files)), str(data.get("format", "")),
        previous if re.fullmatch(r"[0-9a-f]{16}", previous) else "",
    )  # fmt: skip


def _write(path: Path, kept: Kept) -> None:
    text = json.dumps(asdict(kept), indent=1, default=str, ensure_ascii=False)
    fresh = path.with_name(f".{MANIFEST}-{os.getpid()}")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)


def _holds(folder: Path, kept: Kept) -> bool:
    paths = [folder / name for name in kept.files]
    return all(path.is_file() for path in paths) and digest_of(paths) == kept.sha256


def _move_in(incoming: Path, target: Path, kept: Kept) -> None:
    shutil.rmtree(target, ignore_errors=True)  # the rest of a run that was broken off, or spoilt: never what counts
    fresh = target.with_name(f".new-{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    for name in kept.files:
        with (incoming / name).open("rb") as file:
            os.fsync(file.fileno())
        os.replace(incoming / name, fresh / name)
    os.replace(fresh, target)


@contextlib.contextmanager
def _sole_writer(home: Path) -> Iterator[None]:
    """Wait for other writers of this list; the lock falls with the process that holds it."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with (home / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
