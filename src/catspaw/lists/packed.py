"""Open a file of a list as a stream of bytes, plain or packed, within stated bounds.

Invariants: what a file is, is told from its content, never from its name; a stream never gives more than `MOST_BYTES`,
nor unpacks to more than `MOST_RATIO` times its packed size; nothing is written, and no path from an archive is used.
"""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from catspaw.errors import InputError

MOST_BYTES = 8 * 2**30
MOST_RATIO = 250
RATIO_FROM = 64 * 2**20  # a small file may well shrink a lot; below this the ratio is not asked for
MAGIC = {
    b"\x1f\x8b": "gzip", b"PK\x03\x04": "zip", b"PK\x05\x06": "zip", b"BZh": "bzip2", b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7z", b"\x28\xb5\x2f\xfd": "zstd", b"Rar!": "rar", b"%PDF": "PDF", b"\xd0\xcf\x11\xe0": "old Office",
}  # fmt: skip


@contextmanager
def unpacked(path: Path, name: str) -> Iterator[BinaryIO]:
    """The content of a file, unpacked if it is gzip or a zip of one file.

    Raises:
        InputError: not a plain file, packed otherwise, damaged, encrypted, or larger than the bounds; raised while
            reading too.
    """
    size = _size(path, name)
    try:
        with path.open("rb") as file:
            packing = packing_of(file.read(8))
            file.seek(0)
            with _inner(file, packing, name) as inner:
                yield io.BufferedReader(_Bounded(inner, name, size if packing else None), 1 << 16)
    except OSError as error:
        raise InputError(f"{name}: can't be read: {error.strerror or error}") from None


def packing_of(head: bytes) -> str:
    """How a file is packed by its first bytes, or ''."""
    return next((kind for magic, kind in MAGIC.items() if head.startswith(magic)), "")


def _size(path: Path, name: str) -> int:
    try:
        found = path.stat()
    except OSError as error:
        raise InputError(f"{name}: can't be read: {error.strerror}") from None
    if stat.S_ISDIR(found.st_mode):
        raise InputError(f"{name}: is a folder; expected a file")
    if not stat.S_ISREG(found.st_mode):
        raise InputError(f"{name}: is a device or a pipe; expected a plain file: save it first")
    if not found.st_size:
        raise InputError(f"{name}: is empty; fetch it again")
    return found.st_size


@contextmanager
def _inner(file: BinaryIO, packing: str, name: str) -> Iterator[IO[bytes]]:
    if packing == "gzip":
        with gzip.GzipFile(fileobj=file) as inner:
            yield cast(IO[bytes], inner)
    elif packing == "zip":
        with _only_member(file, name) as inner:
            yield inner
    elif packing:
        raise InputError(
            f"{name}: is a {packing} file; expected plain text, gzip, or a zip of one file: unpack it first"
        )
    else:
        yield file


def _archive(file: BinaryIO, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (IndexError, UnicodeDecodeError, OverflowError) as error:  # a damaged table of members
        raise InputError(f"{name}: a damaged zip ({error}); fetch it again") from None


@contextmanager
def _only_member(file: BinaryIO, name: str) -> Iterator[IO[bytes]]:
    try:
        with _archive(file, name) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) != 1:
                raise InputError(f"{name}: a zip of {len(members)} files; expected one of one file: unpack it first")
            member = members[0]
            if member.flag_bits & 1:
                raise InputError(f"{name}: the zip is encrypted; unpack it first")
            if member.file_size > MOST_BYTES:
                raise InputError(
                    f"{name}: the zip claims {member.file_size:,} bytes; more than {MOST_BYTES:,} is refused"
                )
            with archive.open(member) as inner:
                yield inner
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise InputError(f"{name}: a damaged zip ({error}); fetch it again") from None


class _Bounded(io.RawIOBase):
    """Passes bytes on until a bound is met; says what is wrong with damaged files in words."""

    def __init__(self, inner: IO[bytes], name: str, packed: int | None) -> None:
        self._inner, self._name, self._packed, self._given = inner, name, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed asks for any writable buffer
        try:
            found = self._inner.read(len(buffer))
        except EOFError:
            raise InputError(
                f"{self._name}: ends in the middle (after {self._given:,} bytes); fetch it again"
            ) from None
        except (zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
            raise InputError(f"{self._name}: damaged ({error}); fetch it again") from None
        self._given += len(found)
        self._check()
        buffer[: len(found)] = found
        return len(found)

    def _check(self) -> None:
        if self._given > MOST_BYTES:
            raise InputError(f"{self._name}: larger than {MOST_BYTES:,} bytes; refused")
        if self._packed and self._given > RATIO_FROM and self._given > MOST_RATIO * self._packed:
            raise InputError(
                f"{self._name}: unpacks to more than {MOST_RATIO} times its size; refused as a decompression bomb"
            )
