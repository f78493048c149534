"""An entry of an OFAC list, from whichever of its formats, made into listings.

Invariants: the SDN list and the consolidated list of those who are not blocked come in the same formats; which one a file
is, is told by the programmes of most of its entries, so that nobody who is not blocked is taken for blocked. The text
of remarks is kept whole in `reason`; what is read out of it is only what bears its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from catspaw.lists.countries import codes_of
from catspaw.lists.dates import born_of
from catspaw.lists.kinds import kind_of
from catspaw.lists.listing import Listing, spelled
from catspaw.lists.numbers import ids_of, imo_holds
from catspaw.lists.russian import proven
from catspaw.lists.screening_list import ID_KINDS

NOT_BLOCKING = (
    ("us-plc", re.compile(r"NS-PLC")), ("us-caps", re.compile(r"561-RELATED|CAPTA|HIFPAA")),
    ("us-cmic", re.compile(r"CMIC")), ("us-ssi", re.compile(r"UKRAINE-EO13662")), ("us-fse", re.compile(r"FSE-")),
    ("us-mbs", re.compile(r"MBS|ISA$|RUSSIA-EO14024|BELARUS-EO14038|VENEZUELA-EO13850|IRAN-TRA")),
)  # fmt: skip
SHARED = ("us-mbs",)  # programmes that stand on the SDN list as well
TYPES = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft"}
LABELLED = re.compile(
    r"(?P<what>Passport|SWIFT/BIC|BIK \(RU\)|Registration ID|Trade License|Digital Currency Address - \w+|Website|MMSI|"
    r"Vessel Registration Identification|Email Address|D\.N\.I\.|[CR]\.[UF]\.[RC][.P]*|"
    r"[A-Z][\w .'&/()-]*?(?:No\.|Number|#|\bNo\b))"
    r"(?: [#:])? (?P<value>\S.*)$"
)
ISSUED = re.compile(r",? (?:issued|expires) .*$")
COUNTRY = re.compile(r" \(([^()]+)\)$")
WEAK_NAME = re.compile(r"(?:a|f|n)\.k\.a\. ['\"](.+)['\"]$")
RUSSIAN = frozenset(("Russia", "Ukraine", "Region: Crimea"))  # Crimea has the numbers of Russia
IMO = re.compile(r"\bIMO\W{0,2}(\d{7})\b")


@dataclass(slots=True)
class Entry:
    """What an entry says, before it is made a listing."""

    number: str
    name: str
    line: str
    type: str = ""
    programmes: Sequence[str] = ()
    strong: list[str] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    born: list[str] = field(default_factory=list)
    birth_places: list[str] = field(default_factory=list)
    ids: list[tuple[str, str]] = field(default_factory=list)
    gender: str = ""
    since: date | None = None
    remarks: str = ""
    list: str = ""  # where the format says it

    @property
    def kind(self) -> str:
        """The kind of party."""
        return TYPES.get(self.type.casefold()) or kind_of("entity", [self.name])


def is_blocking(entries: Sequence[Entry]) -> bool:
    """Whether a file is the SDN list: fewer than half of its entries have a programme that the SDN list lacks."""
    apart = sum(any(name not in SHARED for name in _others(entry)) for entry in entries)
    return 2 * apart < len(entries) or not entries


def listings_of(entry: Entry, blocks: bool) -> Iterator[Listing]:
    """The listings of an entry: one on the SDN list, or one on each of the other lists that its programmes name."""
    lists = [entry.list] if entry.list else ["us-sdn"] if blocks else _others(entry) or ["us-cons"]
    read_remarks(entry)
    kind = entry.kind
    born = tuple(dict.fromkeys(day for text in entry.born for day in born_of(text)))
    names, countries, ids = spelled(entry.name, entry.strong, entry.weak), codes_of(entry.countries), ids_of(entry.ids)
    for name in lists:
        yield Listing(
            f"{name}:{entry.number}", name, "us-ofac", "; ".join(entry.programmes), kind, names, countries, born, ids,
            entry.since, None, entry.remarks, (), tuple(dict.fromkeys(entry.places)),
            tuple(dict.fromkeys(entry.birth_places)), entry.gender, entry.line,
        )  # fmt: skip


def _others(entry: Entry) -> list[str]:
    return [name for name, words in NOT_BLOCKING if any(words.search(text.upper()) for text in entry.programmes)]


def read_remarks(entry: Entry) -> None:
    """Read what a remark labels: birth dates and places, nationality, gender, weak names, numbers."""
    for part in re.split(r";\s+", entry.remarks.rstrip(". ")):
        part = part.strip().removeprefix("alt. ")
        what, _, rest = part.partition(" ")
        if what == "DOB":
            entry.born.append(rest)
        elif what == "POB":
            entry.birth_places.append(rest)
        elif what in ("nationality", "citizen"):
            entry.countries.append(rest)
        elif what == "Gender":
            entry.gender = rest.casefold()
        elif found := WEAK_NAME.match(part):
            entry.weak.append(found[1])
        elif part.startswith("Vessel Flag "):
            entry.countries.append(part.removeprefix("Vessel Flag "))
        else:
            _take_number(entry, part)


def _take_number(entry: Entry, part: str) -> None:
    plain = ISSUED.sub("", part)
    country = COUNTRY.search(plain)
    if found := LABELLED.match(plain[: country.start()] if country else plain):
        take_id(entry, found["what"], found["value"], country[1] if country else "")


def take_id(entry: Entry, what: str, value: str, country: str = "") -> None:
    """Keep an identifier under its kind: Russian tax and register numbers by their own names."""
    if found := IMO.search(value) or IMO.search(what):
        entry.ids.append(("imo" if entry.kind == "vessel" else "imo_company", found[1]))
        return
    kind = next((name for name, words in ID_KINDS if words.search(what)), "")
    if entry.kind == "vessel" and kind == "reg" and imo_holds(value.strip()):
        kind = "imo"
    elif kind in ("tax", "reg") and "azette" not in what and _is_russian(entry, country):
        kind, value = proven(kind, value)
    if kind:
        entry.ids.append((kind, value))


def _is_russian(entry: Entry, country: str) -> bool:
    return country in RUSSIAN or (not country and not RUSSIAN.isdisjoint(entry.countries))
