"""Read lists from files and folders: each file's format is recognised from its content, never from its name.

Invariants: each record of a file becomes a listing or a reject with its reason; files of one list that belong
together (names in one, addresses in another) are joined if they lie in one folder; a file named by the user that no
reader knows is an error, one found in a folder is a remark.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from catspaw.errors import FaultsError, InputError
from catspaw.facts.read import read_folders
from catspaw.lists.listing import FileRead, Listing, Listings, Rejected, gathered, listing_of
from catspaw.lists.opened import Opened, clean, text_of_head

Read = Iterator[Listing | Rejected]
# name of the module in lists/formats, what the file is, whether several files of a folder are joined (`read_joined`)
FORMATS = {
    "ofac_csv": ("OFAC SDN or consolidated list, CSV", True),
    "ofac_xml": ("OFAC SDN or consolidated list, XML", False),
    "ofac_advanced": ("OFAC list, advanced XML", False),
    "un_xml": ("UN Security Council consolidated list, XML", False),
    "eu_csv": ("EU consolidated list, CSV", False),
    "eu_xml": ("EU consolidated list, XML", False),
    "eu_journal": ("EU regulation's annexes, CSV of 44 columns", False),
    "uk_csv": ("UK Sanctions List, CSV", False),
    "uk_tables": ("UK Sanctions List, five joined tables", True),
    "us_csl_json": ("US Consolidated Screening List, JSON", False),
    "us_csl_csv": ("US Consolidated Screening List, CSV", False),
    "opensanctions": ("OpenSanctions targets.simple.csv (War & Sanctions and others)", False),
    "ftm": ("FollowTheMoney, JSON lines", False),
    "jp_meti": ("Japan, designated entities, bilingual text", False),
    "jp_end_users": ("Japan, METI Foreign End User List, JSON", False),
    "us_inksna": ("US nonproliferation determinations, CSV", False),
    "us_mieu": ("US military-intelligence end users, CSV", False),
    "us_fincen": ("US special measures (FinCEN), CSV", False),
    "cn_mofcom": ("China, countermeasures, CSV", False),
    "combined_lists": ("OFAC, EU and UK lists merged, CSV", False),
    "eu_programmes": ("EU programme codes (no parties), CSV", False),
    "us_sdn_websites": ("web sites of parties on the SDN list, text", False),
}


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, what it is, whether its files are joined, and its functions."""

    name: str
    title: str
    is_joined: bool
    recognises: Callable[[bytes], bool]
    read: Callable[[Sequence[Opened]], Read]


@cache
def formats() -> tuple[Format, ...]:
    """All formats, in the order in which they are tried."""
    found = []
    for name, (title, is_joined) in FORMATS.items():
        module = importlib.import_module(f"catspaw.lists.formats.{name}")
        read = module.read_joined if is_joined else _each(module.read)
        found.append(Format(name, title, is_joined, module.recognises, read))
    return tuple(found)


def _each(read: Callable[[Opened], Read]) -> Callable[[Sequence[Opened]], Read]:
    return lambda sources: (found for source in sources for found in read(source))


def format_of(head: bytes) -> Format | None:
    """The format of a file by its first bytes, or None."""
    return next((known for known in formats() if known.recognises(head)), None)


def read_lists(paths: Iterable[str | Path]) -> Listings:
    """Listings from published lists (files, or folders of them) and from folders of TOML in our own layout.

    Raises:
        InputError: a path that is not there, a file of no known format, a damaged file. FaultsError: faults in TOML.
    """
    given = [Path(path) for path in paths]
    taken = _Taken()
    for path in given:
        if path.is_dir():
            _take_folder(path, taken)
        else:
            _take_files([path], path.parent, taken, is_named=True)
    return gathered(
        tuple(taken.listings),
        ", ".join(map(str, given)),
        tuple(taken.rejects),
        tuple(taken.remarks),
        tuple(taken.files),
    )


@dataclass
class _Taken:
    listings: list[Listing] = field(default_factory=list)
    rejects: list[Rejected] = field(default_factory=list)
    remarks: list[Rejected] = field(default_factory=list)
    files: list[FileRead] = field(default_factory=list)


def _take_folder(folder: Path, taken: _Taken) -> None:
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    inside = [path for path in found if path.resolve().is_relative_to(folder.resolve())]
    for path in sorted(set(found) - set(inside)):
        taken.remarks.append(
            Rejected(str(path.relative_to(folder.parent)), "the link leads out of the folder; not read")
        )
    if not inside:
        raise InputError(f"{folder}: expected a folder of lists; there is no file in it")
    if any(path.suffix == ".toml" for path in inside):
        _take_toml(folder, taken)
    _take_files([path for path in inside if path.suffix != ".toml"], folder.parent, taken, is_named=False)


def _take_toml(folder: Path, taken: _Taken) -> None:
    raw = read_folders([folder], check=True)
    if raw.faults:
        raise FaultsError(raw.faults)
    listings = [listing_of(row.data) for row in raw.rows["listing"]]
    taken.listings += listings
    taken.files.append(FileRead(str(folder), "toml", len(listings), len(listings), 0))


def _take_files(paths: Sequence[Path], base: Path, taken: _Taken, is_named: bool) -> None:
    groups: dict[tuple[str, Path], list[Opened]] = {}
    by_name = {known.name: known for known in formats()}
    for path in paths:
        source = Opened(path, path.relative_to(base).as_posix())
        known = format_of(source.head)
        if known is None:
            _not_known(source, taken, is_named)
        else:
            groups.setdefault((known.name, path.parent if known.is_joined else path), []).append(source)
    for (name, _), sources in groups.items():
        _take_group(by_name[name], sources, taken)


def _not_known(source: Opened, taken: _Taken, is_named: bool) -> None:
    begins = clean(text_of_head(source.head[:400]))[:60]
    if is_named:
        known = "; ".join(known.title for known in formats())
        raise InputError(f'{source.name}: not a list in a known format; it begins "{begins}". Known: {known}')
    taken.remarks.append(Rejected(source.name, "not a list in a known format; left out", begins))


def _take_group(known: Format, sources: Sequence[Opened], taken: _Taken) -> None:
    listings: list[Listing] = []
    rejects: list[Rejected] = []
    for found in known.read(sources):
        if isinstance(found, Listing):
            listings.append(found)
        else:
            rejects.append(found)
    kept = {id(one) for source in sources for one in source.rejects}
    rejects = [one for one in rejects if id(one) not in kept] + [one for source in sources for one in source.rejects]
    taken.listings += listings
    taken.rejects += rejects
    for source in sources:
        taken.remarks += source.remarks
    names = " + ".join(source.name for source in sources)
    records = sum(source.records for source in sources)
    taken.files.append(FileRead(names, known.name, records, len(listings), len(rejects)))
