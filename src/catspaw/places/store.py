"""The places that a user imported: one folder a data set, with a Parquet table and a manifest that says where it came from.

Invariants: a data set is replaced whole or not at all (the manifest is swapped in one step and names the table that counts);
control polygons of other days are kept when a day is imported; nothing outside the folder is written.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from catspaw.errors import InputError, nearest
from catspaw.lists.store import default_folder as lists_folder

if TYPE_CHECKING:  # polars is loaded only where there is a table to read or write: most look-ups have none
    import polars as pl

    from catspaw.places.imports import Imported

MANIFEST = "manifest.json"
FORMATS = ("katottg", "occupied", "polygons", "geonames", "locode")


@dataclass(frozen=True, slots=True)
class KeptPlaces:
    """One imported data set: its name (the format's), its sources and their digests, its day, its table."""

    name: str
    sources: tuple[str, ...]
    sha256: tuple[str, ...]
    day: date | None
    imported: date
    rows: int
    rejects: int
    file: str
    table_sha256: str


class PlaceStore:
    """A folder of imported places. It need not exist until something is put into it."""

    def __init__(self, folder: Path | str | None = None) -> None:
        self.folder = Path(folder) if folder is not None else default_folder()

    def names(self) -> list[str]:
        """The data sets that are kept, in order."""
        return [name for name in sorted(FORMATS) if (self.folder / name / MANIFEST).is_file()]

    def version(self) -> str:
        """A short digest of what is kept, '' if nothing is: it changes with each import."""
        found = []
        for name in FORMATS:
            try:
                found.append((self.folder / name / MANIFEST).read_bytes())
            except OSError:
                continue
        return hashlib.sha256(b"\n".join(found)).hexdigest()[:16] if found else ""

    def get(self, name: str) -> KeptPlaces | None:
        """The data set of this name, or None. Raises InputError if its manifest can't be read."""
        path = self.folder / name / MANIFEST
        try:
            return _kept(json.loads(path.read_text(encoding="utf-8")), name)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path}: not a manifest of imported places ({error}); import the file again") from error

    def table(self, name: str) -> pl.DataFrame | None:
        """The table of a data set, or None if it is not kept."""
        import polars as pl

        kept = self.get(name)
        if kept is None:
            return None
        path = self.folder / name / kept.file
        try:
            return pl.read_parquet(path)
        except (OSError, pl.exceptions.PolarsError) as error:
            raise InputError(f"{path}: can't be read ({error}); import the file again") from error

    def fault(self, kept: KeptPlaces) -> str:
        """What is wrong with a kept data set, or ''."""
        path = self.folder / kept.name / kept.file
        if not path.is_file():
            return "the table is missing; import the file again"
        return "" if _sha256(path) == kept.table_sha256 else "the table is not the one that was kept; import it again"

    def put(self, files: Iterable[Imported], today: date) -> list[KeptPlaces]:
        """Keep what was read, each format in one step; of one format the files are taken together."""
        by_format: dict[str, list[Imported]] = {}
        for one in files:
            by_format.setdefault(one.format, []).append(one)
        return [self._put(name, found, today) for name, found in by_format.items()]

    def _put(self, name: str, files: list[Imported], today: date) -> KeptPlaces:
        home = self.folder / name
        try:
            home.mkdir(parents=True, exist_ok=True)
            with _sole_writer(home):
                return self._write(home, name, files, today)
        except OSError as error:
            raise InputError(f"{home}: can't keep places here ({error.strerror}); set CATSPAW_DATA") from error

    def _write(self, home: Path, name: str, files: list[Imported], today: date) -> KeptPlaces:
        frame = _joined(name, [one.frame for one in files], self.table(name) if name == "polygons" else None)
        fresh = home / f".new-{os.getpid()}.parquet"
        frame.write_parquet(fresh, compression="zstd")
        digest = _sha256(fresh)
        file = f"{name}-{digest[:16]}.parquet"
        os.replace(fresh, home / file)
        days = [one.day for one in files if one.day] + ([max(frame["day"])] if "day" in frame.columns else [])
        sources, sums = tuple(one.source for one in files), tuple(one.sha256 for one in files)
        kept = KeptPlaces(
            name,
            sources,
            sums,
            max(days, default=None),
            today,
            frame.height,
            sum(one.rejects for one in files),
            file,
            digest,
        )
        _write_manifest(home / MANIFEST, kept)
        for path in home.glob("*.parquet"):
            if path.name != file:
                path.unlink(missing_ok=True)
        return kept

    def forget(self, name: str) -> None:
        """Drop a data set. Raises InputError if it is not kept."""
        if name not in self.names():
            raise InputError(f'no imported places "{name}"{nearest(name, self.names())}; see catspaw places status')
        (self.folder / name / MANIFEST).unlink()
        shutil.rmtree(self.folder / name, ignore_errors=True)


def default_folder() -> Path:
    """Where imported places are kept: beside the lists, in the user's data folder."""
    return lists_folder().with_name("places")


def _joined(name: str, frames: list[pl.DataFrame], before: pl.DataFrame | None) -> pl.DataFrame:
    import polars as pl

    if name == "polygons":
        by_day: dict[object, pl.DataFrame] = {}
        for frame in ([before] if before is not None else []) + frames:
            by_day.update({day[0]: part for day, part in frame.group_by("day", maintain_order=True)})
        return pl.concat([by_day[day] for day in sorted(by_day, key=str)])
    frame = pl.concat(frames)
    if name == "occupied":
        return frame.unique(maintain_order=True)
    return frame.unique("id" if name == "geonames" else "code", keep="last", maintain_order=True)


def _kept(data: Mapping[str, object], name: str) -> KeptPlaces:
    file, table, day = str(data["file"]), str(data["table_sha256"]), data["day"]
    if not re.fullmatch(rf"{name}-[0-9a-f]{{16}}\.parquet", file) or not re.fullmatch(r"[0-9a-f]{64}", table):
        raise ValueError("file: expected the name of a table in this folder")
    sources, sums = data["sources"], data["sha256"]
    if not isinstance(sources, list) or not isinstance(sums, list):
        raise ValueError("sources, sha256: expected lists")
    return KeptPlaces(
        name, tuple(map(str, sources)), tuple(map(str, sums)), date.fromisoformat(str(day)) if day else None,
        date.fromisoformat(str(data["imported"])), int(str(data["rows"])), int(str(data["rejects"])), file, table,
    )  # fmt: skip


def _write_manifest(path: Path, kept: KeptPlaces) -> None:
    fresh = path.with_name(f".{MANIFEST}-{os.getpid()}")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(json.dumps(asdict(kept), indent=1, default=str, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _sole_writer(home: Path) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with (home / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
