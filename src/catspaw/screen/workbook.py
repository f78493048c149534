"""Open an XLSX file as what it is, a zip of XML from a stranger, and find the sheet to read in it.

Invariants: before anything is parsed, the members are counted, their sizes and names checked, and a declaration of a
document type or entity refused; no member is written anywhere, no archive in the archive is opened.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element

from catspaw.errors import InputError, nearest
from catspaw.lists.markup import elements
from catspaw.lists.opened import encoding_of

MOST_MEMBERS = 10_000
MOST_BYTES = 4 * 2**30  # unpacked, all members together
MOST_SHARED = 256 * 2**20  # of texts that cells share, which are kept in memory
MOST_RATIO, RATIO_FROM = 250, 64 * 2**20
HEAD = 8192
SHARED, STYLES, BOOK = "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, LookupError)
DECLARED = re.compile(r"<!(DOCTYPE|ENTITY)")


def is_xlsx(path: Path) -> bool:
    """Whether a file is a zip that holds a spreadsheet."""
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            return False
        try:
            with zipfile.ZipFile(file) as archive:
                return any(name.startswith("xl/") for name in archive.namelist())
        except DAMAGE:
            file.seek(0)
            head = file.read(HEAD)
            return b"xl/" in head or b"[Content_Types].xml" in head


class Workbook:
    """An opened XLSX file whose members were checked."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self.name = archive, name
        self._members = set(archive.namelist())

    def elements(self, member: str, *names: str) -> Iterator[Element]:
        """The XML elements of these names in a member; none if there is no such member."""
        if member not in self._members:
            return
        with self._archive.open(member) as stream:
            for _, element in elements(stream, f"{self.name}, {member}", frozenset(names)):  # type: ignore[arg-type]
                yield element

    def sheet(self, wanted: str) -> str:
        """The member that holds the sheet of a name, or the first sheet.

        Raises:
            InputError: no such sheet, or none at all.
        """
        places = {row.get("Id", ""): row for row in self.elements("xl/_rels/workbook.xml.rels", "Relationship")}
        sheets = {
            row.get("name", ""): _member(places[row.get("id", "")].get("Target", ""))
            for row in self.elements(BOOK, "sheet")
            if row.get("id", "") in places and places[row.get("id", "")].get("Type", "").endswith("/worksheet")
        }
        if wanted and wanted not in sheets:
            known = ", ".join(map(repr, list(sheets)[:12]))
            raise InputError(f'{self.name}: no sheet "{wanted}"{nearest(wanted, sheets)}; there is {known or "none"}')
        member = sheets[wanted] if wanted else next(iter(sheets.values()), "")
        if member not in self._members:
            raise InputError(f"{self.name}: no sheet of cells in it; expected an XLSX file with a sheet of dealings")
        return member

    @property
    def since_1904(self) -> bool:
        """Whether days are counted from 1904."""
        return any(row.get("date1904") in ("1", "true") for row in self.elements(BOOK, "workbookPr"))

    @property
    def shared(self) -> Sequence[Element]:
        """The texts that cells share."""
        if SHARED in self._members and self._archive.getinfo(SHARED).file_size > MOST_SHARED:
            raise InputError(f"{self.name}: more than {MOST_SHARED:,} bytes of texts; save it as CSV")
        return list(self.elements(SHARED, "si"))

    @property
    def date_styles(self) -> frozenset[int]:
        """The styles of cells that show a day."""
        codes: Mapping[str, str] = {
            row.get("numFmtId", ""): row.get("formatCode", "") for row in self.elements(STYLES, "numFmt")
        }
        styles = next(self.elements(STYLES, "cellXfs"), Element("cellXfs"))
        return frozenset(i for i, xf in enumerate(styles) if _shows_a_day(xf.get("numFmtId", ""), codes))


def _member(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"


def _shows_a_day(number: str, codes: Mapping[str, str]) -> bool:
    if number in codes:
        code = re.sub(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', "", codes[number].casefold())
        return "general" not in code and bool(re.search("[yd]", code))
    return number.isdecimal() and len(number) < 4 and (14 <= int(number) <= 17 or int(number) in NUMBERS_OF_DAYS)


NUMBERS_OF_DAYS = {22, *range(27, 32), 34, 35, 36, *range(50, 59)}


@contextmanager
def opened(path: Path) -> Iterator[Workbook]:
    """A workbook to read from.

    Raises:
        InputError: damaged, or beyond the bounds; raised while reading too.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive, path)
            yield Workbook(archive, str(path))
    except DAMAGE as error:
        raise InputError(f"{path}: a damaged XLSX file ({error}): cut short? Save it again, or as CSV") from None


def _check(archive: zipfile.ZipFile, path: Path) -> None:
    members = archive.infolist()
    faults = (
        (len(members) > MOST_MEMBERS, f"{len(members):,} members; at most {MOST_MEMBERS:,} are read"),
        (len({member.filename for member in members}) < len(members), "two members of one name"),
        (any(member.flag_bits & 1 for member in members), "it is encrypted: save it without a password"),
        (not all(map(_is_inner, members)), "a member whose path leads out of it"),
        (
            sum(member.compress_size for member in members) > path.stat().st_size,
            "its members are larger than it is: they overlap, or their sizes are false",
        ),
    )
    for is_so, what in faults:
        if is_so:
            raise InputError(f"{path}: the XLSX file is refused: {what}")
    _check_sizes(members, path)
    for member in members:
        if member.filename.endswith((".xml", ".rels", ".vml")):
            with archive.open(member) as stream:
                head = stream.read(HEAD)
            if DECLARED.search(head.decode(encoding_of(head), "replace")):
                raise InputError(
                    f"{path}: {member.filename} declares a document type or an entity; no spreadsheet needs one, so it is refused"
                )


def _check_sizes(members: Sequence[zipfile.ZipInfo], path: Path) -> None:
    total = sum(member.file_size for member in members)
    if total > MOST_BYTES:
        raise InputError(f"{path}: claims {total:,} bytes when unpacked; more than {MOST_BYTES:,} is refused")
    for member in members:
        if member.file_size > RATIO_FROM and member.file_size > MOST_RATIO * max(1, member.compress_size):
            raise InputError(
                f"{path}: {member.filename} unpacks to more than {MOST_RATIO} times its size; "
                "refused as a decompression bomb"
            )


def _is_inner(member: zipfile.ZipInfo) -> bool:
    name = member.orig_filename
    return not (name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts)
