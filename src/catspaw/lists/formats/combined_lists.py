"""Names of OFAC, BIS, EU and UK lists merged into one table: a row for each name and birth date of a party.

Invariants: rows of one list and number are one party, wherever in the file they stand, and one record; the days of UK rows
come day first, those of others in ISO form; the day of an EU row is that of a regulation, not of the listing, and left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from catspaw.lists.countries import codes_of
from catspaw.lists.dates import born_of, day_of
from catspaw.lists.eu_lists import list_by_programme
from catspaw.lists.kinds import kind_of
from catspaw.lists.listing import Listing, Rejected, spelled
from catspaw.lists.numbers import ids_of, numbers_in
from catspaw.lists.opened import Opened, header_of
from catspaw.lists.us_lists import UsList, list_of

COLUMNS = ("full_name", "entity_type", "DOB", "date_added", "regime", "list_internal_id", "sanction_list", "fca_uid")
OTHERS = {"UK Inv": UsList("uk-inv", "uk")}
BRITISH = {
    "Russia": "uk-russia", "Democratic People's Republic of Korea": "uk-dprk", "Belarus": "uk-bel", "Syria": "uk-syr",
    "Afghanistan": "uk-afg", "Iraq": "uk-irq", "Libya": "uk-lib", "Myanmar": "uk-mya", "Iran (Nuclear)": "uk-inu",
    "Venezuela": "uk-ven", "Somalia": "uk-som", "Yemen": "uk-yem", "Cyber": "uk-cyb", "Zimbabwe": "uk-zim",
    "ISIL (Da'esh) and Al-Qaida": "uk-aqd", "Democratic Republic of the Congo": "uk-drc",
}  # fmt: skip
NO_COUNTRY = {"UNKNOWN", ""}


@dataclass(slots=True)
class _Party:
    """What the rows of a party have said so far; dicts keep each value once and in order."""

    line: int
    of: UsList
    first: Mapping[str, str]
    names: dict[str, None] = field(default_factory=dict)
    born: dict[str, None] = field(default_factory=dict)
    countries: dict[str, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)
    birth_places: dict[str, None] = field(default_factory=dict)
    numbers: dict[str, None] = field(default_factory=dict)


def recognises(head: bytes) -> bool:
    """By the columns of the header."""
    return set(header_of(head)).issuperset(COLUMNS)


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """Each list and number is a party."""
    parties: dict[tuple[str, str], _Party] = {}
    rows = 0
    for line, row in source.table(need=COLUMNS):
        rows += 1
        of = _list(row)
        if of is None or not row["full_name"] or not row["list_internal_id"]:
            why = f'no list "{row["sanction_list"][:60]}" is known' if of is None else "no name or no number"
            yield source.reject(line, why, row["full_name"])
            continue
        source.records -= 1  # a party counts once, whatever its rows
        party = parties.setdefault((of.id, row["list_internal_id"]), _Party(line, of, row))
        _add(row, party)
    source.records += len(parties)
    source.remark("all", f"{rows:,} rows of names are {len(parties):,} parties")
    for (_, number), party in parties.items():
        yield _listing(number, party, source)


def _list(row: Mapping[str, str]) -> UsList | None:
    """The list of a row; of the EU and the UK, that of its programme."""
    name, programme = row["sanction_list"], row["regime"]
    if name == "EU":
        return UsList(*list_by_programme(programme))
    if name == "UK Cons":
        is_ship = row["entity_type"] == "Ship" and programme == "Russia"
        return UsList("uk-ships" if is_ship else BRITISH.get(programme, "uk"), "uk")
    return list_of(name) or OTHERS.get(name)


def _add(row: Mapping[str, str], party: _Party) -> None:
    party.names[row["full_name"]] = None
    party.born.update(dict.fromkeys(day for text in _births(row) for day in born_of(text)))
    for column in ("nationality", "citizenship", "address_country"):
        if row.get(column, "") not in NO_COUNTRY:
            party.countries[row[column]] = None
    if row.get("address"):
        party.places[row["address"]] = None
    birth = ", ".join(row[key] for key in ("birth_location", "birth_country") if row.get(key, "") not in NO_COUNTRY)
    if birth:
        party.birth_places[birth] = None
    if row.get("personal_id"):
        party.numbers[row["personal_id"]] = None


def _births(row: Mapping[str, str]) -> Iterator[str]:
    """The birth date of a row; of one whose day and month are nought, the year."""
    text = row["DOB"]
    if text.startswith("00/"):
        text = text.rsplit("/", 1)[-1]
    yield text.replace("/", ".") if "/" in text and row["sanction_list"].startswith(("UK", "EU")) else text


def _listing(number: str, party: _Party, source: Opened) -> Listing:
    names, row = list(party.names), party.first
    kind = kind_of(row["entity_type"], names, party.of.has_persons)
    country = [part for text in party.countries for part in ([text] if len(text) > 3 else text.split(";"))]
    ids = [pair for text in party.numbers for pair in numbers_in(text, kind)]
    last = [text.rsplit(",", 1)[-1].strip() for place in party.places for text in place.split(";")]
    return Listing(
        f"{party.of.id}:{number}", party.of.id, party.of.regime, row["regime"], kind, spelled(names[0], names[1:]),
        codes_of([*country, *(text for text in last if len(text) == 2)]), tuple(party.born), ids_of(ids),
        None if row["sanction_list"] == "EU" else day_of(row["date_added"]), places=tuple(party.places),
        birth_places=tuple(party.birth_places), reason=row.get("position", ""), ref=f"{source.name}:{party.line}",
    )  # fmt: skip
