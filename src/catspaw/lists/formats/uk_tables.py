"""The UK Sanctions List as five tables (subjects, names, identifiers, countries, birth dates) joined by `unique_id`.

Invariants: a subject is a listing; a row of another table without its subject is rejected; a row that repeats another
changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from catspaw.errors import InputError
from catspaw.lists.countries import code_of
from catspaw.lists.dates import day_of
from catspaw.lists.kinds import kind_of
from catspaw.lists.known import PARTY_LISTS
from catspaw.lists.listing import Listing, Rejected, spelled
from catspaw.lists.numbers import ids_of
from catspaw.lists.opened import Opened, header_of
from catspaw.lists.uk_lists import KINDS, list_of, registrations

TABLES = {
    "subjects": ("unique_id", "subject_type", "date_designated"),
    "names": ("unique_id", "name_type", "alias_strength", "full_name"),
    "identifiers": ("unique_id", "raw_value", "identifier_type"),
    "countries": ("unique_id", "raw_value", "country_type", "iso"),
    "born": ("unique_id", "year", "month", "day", "precision"),
}
ID_KINDS = {"passport": "passport", "national": "national_id"}
RANKS = {"primary": 0, "primary_variation": 1}


@dataclass(slots=True)
class _Subject:
    line: int
    row: Mapping[str, str]
    kind: str
    names: dict[tuple[int, str], bool] = field(default_factory=dict)  # (rank, name): whether it is weak
    countries: dict[str, None] = field(default_factory=dict)
    birth_places: dict[str, None] = field(default_factory=dict)
    born: dict[str, None] = field(default_factory=dict)
    ids: dict[tuple[str, str], None] = field(default_factory=dict)


def recognises(head: bytes) -> bool:
    """By the columns of one of the tables."""
    return bool(_table(head))


def _table(head: bytes) -> str:
    header = set(header_of(head))
    return next((name for name, columns in TABLES.items() if header >= set(columns)), "")


def read_joined(sources: Sequence[Opened]) -> Iterator[Listing | Rejected]:
    """The subjects with what the other tables say of them."""
    by_table: dict[str, list[Opened]] = {name: [] for name in TABLES}
    for source in sources:
        by_table[_table(source.head)].append(source)
    if not by_table["subjects"] or not by_table["names"]:
        raise InputError(f"{sources[0].name}: one of the five tables; give the table of subjects and that of names too")
    subjects: dict[str, _Subject] = {}
    for source in by_table["subjects"]:
        for line, row in source.table(need=TABLES["subjects"]):
            _take_subject(subjects, source, line, row)
    for name in list(TABLES)[1:]:
        for source in by_table[name]:
            for line, row in source.table(need=TABLES[name]):
                subject = subjects.get(row["unique_id"])
                if subject is None:
                    source.reject(line, f'no subject "{row["unique_id"]}"', ",".join(row.values()))
                else:
                    _take(name, subject, row)
    source = by_table["subjects"][0]
    for unique_id, subject in subjects.items():
        yield _listing(unique_id, subject, source)


def _take_subject(subjects: dict[str, _Subject], source: Opened, line: int, row: Mapping[str, str]) -> None:
    kind = KINDS.get(row["subject_type"].casefold(), "")
    unique_id = row["unique_id"]
    if not kind or not list_of(unique_id, kind):
        source.reject(line, f'unknown id "{unique_id}" or type "{row["subject_type"]}"', ",".join(row.values()))
    elif unique_id in subjects:
        source.reject(line, f"the subject {unique_id} stands twice; the first is kept", ",".join(row.values()))
    else:
        subjects[unique_id] = _Subject(line, row, kind)


def _take(table: str, subject: _Subject, row: Mapping[str, str]) -> None:
    if table == "names":
        if row["full_name"]:
            is_weak = row["alias_strength"].startswith("low")
            subject.names.setdefault((RANKS.get(row["name_type"], 2), row["full_name"]), is_weak)
    elif table == "countries":
        if row["country_type"] == "birth":
            subject.birth_places[row["raw_value"]] = None
        elif code := row["iso"] or code_of(row["raw_value"]):
            subject.countries[code] = None
    elif table == "born":
        parts = [row["year"], row["month"], row["day"]]
        known = parts[: next((at for at, part in enumerate(parts) if not part.isdigit()), 3)]
        if known:
            subject.born["-".join([known[0], *(part.zfill(2) for part in known[1:])])] = None
    else:
        _take_identifier(subject, row["identifier_type"], row["raw_value"])


def _take_identifier(subject: _Subject, type_: str, value: str) -> None:
    if type_ == "imo":
        subject.ids["imo" if subject.kind == "vessel" else "imo_company", value] = None
    elif type_ in ID_KINDS:
        subject.ids[ID_KINDS[type_], value] = None
    else:
        for pair in registrations(value, subject.kind, subject.row["unique_id"]):
            subject.ids[pair] = None


def _listing(unique_id: str, subject: _Subject, source: Opened) -> Listing | Rejected:
    ranked = sorted(subject.names.items(), key=lambda item: item[0][0])
    if not ranked:
        return source.reject(subject.line, f"{unique_id} has no name", ",".join(subject.row.values()))
    strong = [name for (_, name), is_weak in ranked if not is_weak]
    weak = [name for (_, name), is_weak in ranked if is_weak]
    list_ = list_of(unique_id, subject.kind)
    said = subject.row["date_designated"]
    since = day_of(said)
    if said and since is None:
        source.remark(subject.line, f'"{said}" is no date; the start is left out', unique_id)
    name = ranked[0][0][1]
    kind = kind_of("entity", [name]) if subject.kind == "company" else subject.kind
    return Listing(
        f"{list_}:{unique_id}", list_, "uk", PARTY_LISTS[list_].title, kind, spelled(name, strong, weak),
        tuple(subject.countries), tuple(subject.born), ids_of(subject.ids), since, None,
        f"UN reference {reference}" if (reference := subject.row.get("un_reference_number", "")) else "", (), (),
        tuple(subject.birth_places), "", f"{source.name}:{subject.line}",
    )  # fmt: skip
