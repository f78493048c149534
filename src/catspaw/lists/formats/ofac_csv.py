"""A reader that is being written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catspaw.lists.listing import Listing, Rejected
from catspaw.lists.opened import Opened


def recognises(head: bytes) -> bool:
    """Not yet."""
    return False


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """Nothing yet."""
    yield from ()


def read_joined(sources: Sequence[Opened]) -> Iterator[Listing | Rejected]:
    """Nothing yet."""
    yield from ()
