"""A record of the US Consolidated Screening List in any of its layouts, made into a listing.

Invariants: names are those printed, apart from what is no name ("and any successor, sub-unit or subsidiary thereof") and
from several in one ("a/k/a"); a day of publication in the Federal Register is not a day of listing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from catspaw.lists.countries import codes_of
from catspaw.lists.dates import born_of, day_of
from catspaw.lists.kinds import kind_of
from catspaw.lists.listing import Listing, Rejected, spelled
from catspaw.lists.numbers import ids_of
from catspaw.lists.opened import Opened, clean
from catspaw.lists.us_lists import Numbers, list_of, number_of

SUCCESSORS = re.compile(r"[;,]?\s*\(?and any (?:successors?|sub-?units?|subsidiar\w+)\b.*$", re.IGNORECASE)
ALSO = re.compile(
    r"\s*[;,(]?\s*\b(?:a\.?/?k\.?/?a\.?|f\.?/?k\.?/?a\.?|n\.?/?k\.?/?a\.?|d\.?/?b\.?/?a\.?)(?=[\s,:])[\s,:]*",
    re.IGNORECASE,
)
WHO = re.compile(r"\s*\((?:the )?[\w ]{2,30}? (individual|entity|national)\)$")  # "Aleksey Budnev (Russian individual)"
AND = re.compile(r"^(?:and|or)\s+(?=[A-Z0-9\"“])")
IMO = re.compile(r"\bIMO\s*(\d{7})\b", re.IGNORECASE)
ID_KINDS = (
    ("passport", re.compile(r"passport", re.IGNORECASE)), ("bic", re.compile(r"swift|\bbic\b", re.IGNORECASE)),
    ("lei", re.compile(r"legal entity number|\blei\b", re.IGNORECASE)), ("website", re.compile(r"website", re.IGNORECASE)),
    ("email", re.compile(r"e-?mail", re.IGNORECASE)), ("mmsi", re.compile(r"mmsi", re.IGNORECASE)),
    ("call_sign", re.compile(r"call sign", re.IGNORECASE)),
    ("crypto", re.compile(r"digital currency", re.IGNORECASE)),
    ("tax", re.compile(r"tax id|taxpayer|v\.?a\.?t\.?|\brfc\b|\bnit\b|\bruc\b", re.IGNORECASE)),
    ("national_id", re.compile(r"national id|cedula|c\.u\.r\.p|d\.n\.i|identification (?:number|card)|ssn|personal", re.I)),
    ("reg", re.compile(r"regist|license|matricula|company number|folio|commercial|uscc|social credit|government gazette|"
                       r"economic|trade|enterprise|identification|certificate|\bduns\b|d-u-n-s|\bfile\b", re.IGNORECASE)),
)  # fmt: skip
GENDER = {"male": "male", "female": "female"}


@dataclass(frozen=True, slots=True)
class Screened:
    """A record's fields, taken from whatever layout."""

    where: int
    list: str
    name: str
    number: str = ""
    kind: str = ""
    aliases: Sequence[str] = ()
    programmes: Sequence[str] = ()
    countries: Sequence[str] = ()
    places: Sequence[str] = ()
    born: Sequence[str] = ()
    birth_places: Sequence[str] = ()
    ids: Sequence[tuple[str, str]] = ()  # as (what it is, value)
    since: str = ""
    until: str = ""
    notice: str = ""
    remarks: Sequence[str] = field(default_factory=tuple)


def listing(one: Screened, source: Opened, numbers: Numbers) -> Listing | Rejected:
    """The listing of a record, or the record rejected with its reason."""
    known = list_of(one.list)
    if known is None:
        return source.reject(one.where, f'no list "{one.list[:80]}" is known', one.name)
    names = list(_names([one.name, *one.aliases]))
    if not names:
        return source.reject(one.where, "no name", one.list)
    said = WHO.search(clean(one.name))
    stated = one.kind or ("" if said is None else "entity" if said[1] == "entity" else "individual")
    kind = kind_of(stated, names, known.has_persons)
    countries = codes_of(text.removeprefix("REGION: ") for text in one.countries)
    number = one.number or number_of([names[0], one.notice, *countries[:1]])
    since, until = day_of(one.since), day_of(one.until)
    if since and until and until <= since:
        source.remark(one.where, f"the end {until} is not after the start {since}; the end is left out", one.name)
        until = None
    ids, gender = _ids(one, kind)
    reason = "; ".join(text for text in map(clean, (*one.remarks, one.notice)) if text)
    return Listing(
        numbers(f"{known.id}:{number}"), known.id, known.regime, "; ".join(one.programmes), kind, spelled(names[0], names[1:]),
        countries, tuple(dict.fromkeys(day for text in one.born for day in born_of(text))), ids, since, until, reason, (),
        tuple(one.places), tuple(one.birth_places), gender, f"{source.name}:{one.where}",
    )  # fmt: skip


def in_parts(text: str) -> list[str]:
    """The parts of a text that are set apart by semicolons, without the "and" before the last."""
    return [AND.sub("", part) for part in (one.strip() for one in text.split(";")) if part]


def _names(given: Iterable[str]) -> Iterator[str]:
    for name in given:
        for part in ALSO.split(WHO.sub("", SUCCESSORS.sub("", clean(name)))):
            if plain := AND.sub("", part).strip(" ;,"):
                yield plain


def _ids(one: Screened, kind: str) -> tuple[tuple[tuple[str, str], ...], str]:
    gender, pairs = "", []
    for what, value in one.ids:
        if found := IMO.search(value) or IMO.search(what):
            pairs.append(("imo" if kind == "vessel" else "imo_company", found[1]))
        elif what.strip(": ").casefold() == "gender":
            gender = GENDER.get(value.casefold(), "")
        elif known := next((name for name, words in ID_KINDS if words.search(what)), ""):
            pairs.append((_russian(known, what, value, one.countries), value))
    return ids_of(pairs), gender


def _russian(kind: str, what: str, value: str, countries: Sequence[str]) -> str:
    """A Russian tax or register number by its own name, where its length shows it."""
    if "RU" not in countries or not value.isdigit():
        return kind
    if kind == "tax" and len(value) in (10, 12):
        return "inn"
    return "ogrn" if kind == "reg" and len(value) in (13, 15) and "gazette" not in what.casefold() else kind
