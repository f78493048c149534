"""Read one file with the reader that knows it, for tests: a sample of our own, or a real file where it is at hand."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from catspaw.lists.listing import FileRead, Listing, Listings
from catspaw.lists.read import read_lists

SAMPLES = Path(__file__).parent / "samples"
SHARED = Path(__file__).parents[3] / "shared" / "data"


def sample(name: str) -> Listings:
    """A sample, read."""
    return read_lists([SAMPLES / name])


def real(name: str) -> Path:
    """A real file under shared data; the test is skipped where it is not at hand."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name}: the shared data are not at hand")
    return path


def text_of(path: Path) -> str:
    """The text of a file, unpacked if it is gzip."""
    data = path.read_bytes()
    return (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8")


def by_id(lists: Listings) -> dict[str, Listing]:
    """Listings by id; ids are unique in a sample."""
    found = {one.id: one for one in lists.all}
    assert len(found) == len(lists.all)
    return found


def only_file(lists: Listings) -> FileRead:
    """The one file read."""
    assert len(lists.files) == 1
    return lists.files[0]


def whole(lists: Listings, records: int) -> bool:
    """Whether a file's records, counted otherwise, are its listings and its rejects."""
    file = only_file(lists)
    return file.records == records == file.listings + file.rejects == len(lists.all) + len(lists.rejects)
