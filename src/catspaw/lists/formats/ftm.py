"""FollowTheMoney as JSON lines: parties, and beside them the entities that say which lists they are on.

Read twice, so that only what is joined is held: first sanctions, papers and addresses by the party they belong to, then
the parties. Invariants: a party is a listing once for each list that sanctions it; one that no list names is none; a link
between parties (ownership, family, ...) is none either; both are told in the remarks with their count.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from catspaw.lists import uk_lists, us_lists
from catspaw.lists.countries import codes_of
from catspaw.lists.datasets import DataSet, data_set_of, narrowed, only_describes
from catspaw.lists.dates import born_of, day_of
from catspaw.lists.kinds import kind_of
from catspaw.lists.listing import Listing, Rejected, spelled
from catspaw.lists.numbers import ids_of
from catspaw.lists.opened import Opened, clean, text_of_head
from catspaw.lists.russian import inn_holds

PARTIES = frozenset("Person Company Organization LegalEntity PublicBody Vessel Airplane Asset CryptoWallet".split())
JOINED = re.compile(r'"schema"\s*:\s*"(Sanction|Passport|Identification|Address)"')
NUMBERS = {
    "innCode": "inn", "ogrnCode": "ogrn", "leiCode": "lei", "swiftBic": "bic", "bikCode": "bik", "mmsi": "mmsi",
    "callSign": "call_sign", "passportNumber": "passport", "registrationNumber": "reg", "taxNumber": "tax",
    "kppCode": "kpp", "okpoCode": "okpo", "uscCode": "reg", "uniqueEntityId": "uei", "website": "website",
}  # fmt: skip
COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction", "flag", "mainCountry")
LISTED = {"sanction", "sanction.counter", "export.control", "debarment", "reg.warn", "reg.action", "poi", "mare.shadow"}
NOTICE = re.compile(r"\d+ F\.?R\.? \d+")
MOST_REASON = 2_000
Properties = Mapping[str, Sequence[str]]


class Sanction(NamedTuple):
    """What a sanction entity says of its party."""

    list: str
    regime: str
    number: str
    programme: str
    since: date | None
    until: date | None
    reason: str


@dataclass
class _Joined:
    sanctions: dict[str, list[Sanction]] = field(default_factory=lambda: defaultdict(list))
    papers: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    addresses: dict[str, str] = field(default_factory=dict)


def recognises(head: bytes) -> bool:
    """By the members of the first entity."""
    line = text_of_head(head).lstrip().partition("\n")[0]
    return line.startswith("{") and '"schema"' in line and '"properties"' in line and '"id"' in line


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """Each sanctioned party, once for each list."""
    joined = _joined(source)
    left_out: Counter[str] = Counter()
    for line, entity in source.json_lines():
        why_not = _no_party(entity, joined)
        if why_not:
            source.records -= 1
            left_out[why_not] += 1
            continue
        try:
            yield from _listings(entity, joined, f"{source.name}:{line}")
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            yield source.reject(
                line, f"not an entity that can be read ({type(error).__name__}: {error})", str(entity)[:400]
            )
    for why, count in sorted(left_out.items()):
        source.remark("all", f"{count:,} entities left out: {why}")


def _no_party(entity: Mapping[str, Any], joined: _Joined) -> str:
    schema, id_ = entity.get("schema"), entity.get("id")
    if not isinstance(schema, str) or not isinstance(id_, str):
        return ""  # a broken entity: rejected when it is read
    if schema not in PARTIES:
        return f"{schema[:40]}: no party" + (" (joined to its party)" if JOINED.match(f'"schema":"{schema}"') else "")
    if id_ in joined.sanctions or (entity.get("target") and _is_listed(entity)):
        return ""
    return f"{schema}: named by no list"


def _is_listed(entity: Mapping[str, Any]) -> bool:
    """Whether a target without sanction entities is on a list itself, and not only linked to one that is."""
    found = entity.get("properties")
    topics = found.get("topics") if isinstance(found, Mapping) else None
    return (not topics or bool(LISTED & set(topics))) and any(_lists(entity))


def _lists(entity: Mapping[str, Any]) -> Iterator[DataSet]:
    for name in entity.get("datasets") or ["unnamed"]:
        if not only_describes(str(name)):
            yield data_set_of(str(name))


def _listings(entity: Mapping[str, Any], joined: _Joined, ref: str) -> Iterator[Listing]:
    found: Properties = entity["properties"]
    id_, schema = entity["id"], entity["schema"]
    names = _texts(found, "name")
    caption = clean(str(entity.get("caption") or ""))
    name = caption if caption in names or not names else names[0]
    if not name or not isinstance(id_, str) or not isinstance(schema, str):
        raise ValueError("no id, schema or name")
    kind = kind_of(schema, [name])
    strong = (*names, *_texts(found, "alias"), *_texts(found, "previousName"))
    spellings = spelled(name, strong, (*_texts(found, "weakAlias"), *_texts(found, "abbreviation")))
    countries = codes_of(text for key in COUNTRIES for text in _texts(found, key))
    born = tuple(dict.fromkeys(day for text in _texts(found, "birthDate") for day in born_of(text)))
    ids = ids_of((*_numbers(found, kind, countries), *joined.papers.get(id_, ())))
    full = (joined.addresses.get(one, "") for one in _texts(found, "addressEntity"))
    places = tuple(dict.fromkeys(text for text in (*_texts(found, "address"), *full) if text))
    gender = next((text for text in _texts(found, "gender") if text in ("male", "female")), "")
    for one in _by_list(entity, joined, kind):
        yield Listing(
            f"{one.list}:{one.number or id_}", one.list, one.regime, one.programme, kind, spellings, countries, born, ids,
            one.since, one.until, one.reason, (), places, _texts(found, "birthPlace"), gender, ref,
        )  # fmt: skip


def _by_list(entity: Mapping[str, Any], joined: _Joined, kind: str) -> Iterator[Sanction]:
    """The sanctions on a party, those of one list made one: from the first day of any to the last day of all."""
    groups: dict[str, list[Sanction]] = defaultdict(list)
    for one in joined.sanctions.get(entity["id"], ()):
        known = narrowed(DataSet(one.list, one.regime), one.programme, one.number, kind)
        groups[known.list].append(one._replace(list=known.list, regime=known.regime))
    if not groups:
        for known in _lists(entity):
            groups[known.list] = [Sanction(known.list, known.regime, "", "", None, None, "")]
    for list_, group in groups.items():
        numbers = {one.number for one in group}
        ends = [one.until for one in group]
        since = min((one.since for one in group if one.since), default=None)
        until = max((day for day in ends if day), default=None) if all(ends) else None
        yield Sanction(
            list_, group[0].regime, numbers.pop() if len(numbers) == 1 else "",
            "; ".join(dict.fromkeys(one.programme for one in group if one.programme)), since,
            until if not (since and until and until <= since) else None,
            "; ".join(dict.fromkeys(one.reason for one in group if one.reason))[:MOST_REASON],
        )  # fmt: skip


def _joined(source: Opened) -> _Joined:
    joined = _Joined()
    for _, line in source.lines():
        if not JOINED.search(line):
            continue
        try:
            entity = json.loads(line)
            _join(entity, entity["properties"], joined)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue  # met again, and told, when the parties are read
    return joined


def _join(entity: Mapping[str, Any], found: Properties, joined: _Joined) -> None:
    if entity["schema"] == "Sanction":
        sanction = _sanction(entity, found)
        for party in found.get("entity", ()):
            joined.sanctions[party].append(sanction)
    elif entity["schema"] == "Address":
        joined.addresses[entity["id"]] = clean("; ".join(found.get("full", ())))
    else:
        kind = "passport" if entity["schema"] == "Passport" else "national_id"
        for party in found.get("holder", ()):
            joined.papers[party] += [(kind, number) for number in found.get("number", ())]


def _sanction(entity: Mapping[str, Any], found: Properties) -> Sanction:
    known = data_set_of((entity.get("datasets") or ["unnamed"])[0])
    starts = [day for key in ("startDate", "listingDate") for day in map(day_of, found.get(key, ())) if day]
    ends = [day for day in map(day_of, found.get("endDate", ())) if day]
    if known.list == "us-csl" and (own := next(filter(None, map(us_lists.list_of, found.get("program", ()))), None)):
        known = DataSet(own.id, own.regime)
    numbers = [text for key in ("authorityId", "recordId") for text in _texts(found, key) if not NOTICE.match(text)]
    numbers.sort(key=lambda text: not uk_lists.UNIQUE_ID.match(text))  # of the UK's two numbers the one in use
    programme = "; ".join(_texts(found, "programId") or _texts(found, "program"))
    reason = "; ".join((*_texts(found, "reason"), *_texts(found, "summary")))
    return Sanction(
        known.list, known.regime, numbers[0] if numbers else "", programme, min(starts, default=None),
        max(ends, default=None), reason[:MOST_REASON],
    )  # fmt: skip


def _numbers(found: Properties, kind: str, countries: Sequence[str]) -> Iterator[tuple[str, str]]:
    for key, name in NUMBERS.items():
        for value in _texts(found, key):
            yield ("inn" if name == "tax" and "RU" in countries and inn_holds(value) else name), value
    for value in _texts(found, "imoNumber"):
        yield ("imo" if kind == "vessel" else "imo_company"), value
    for value in _texts(found, "idNumber"):
        yield ("national_id" if kind == "person" else "reg"), value


def _texts(found: Properties, key: str) -> tuple[str, ...]:
    values = found.get(key, ())
    if isinstance(values, str):
        raise TypeError(f"{key}: expected a list of texts")
    return tuple(text for text in map(clean, values) if text)
