"""What each table of a facts file may hold: one line a key, so that the schema reads like the documentation.

Invariants: every table that the product reads is declared here and nowhere else; an unknown key is a fault with the
nearest known name; all faults of a file are gathered, none stops the reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from catspaw.errors import nearest
from catspaw.facts.locate import Path
from catspaw.facts.schema_parts import CHECKED, DATES, Key, Table, need, one_of, text
from catspaw.facts.schema_ties import TABLES as TIE_TABLES

Say = Callable[[Path, str], None]

RELATIONS = (
    "member_of bound_by_law_of recognises refuses_to_recognise claims controls annexes recognises_annexation "
    "supports_annexation declares_independence diplomatic_relations severs_relations restores_relations"
).split()
ACTOR_KINDS = ("state", "contested", "union", "body", "company", "bank", "vessel", "person")
PARTY_KINDS = ("person", "company", "bank", "body", "vessel")

ACTOR = Table(
    {
        "code": need("text"), "kind": one_of(*ACTOR_KINDS, required=True), "name": need("text"),
        "names": Key("names"), "parent": text(), "disputed": text(), "lat": Key("number"), "lon": Key("number"),
        **DATES, **CHECKED,
    },
    {"extent": Table({"within": need("texts"), "held_by": Key("texts")}, single=True)},
)  # fmt: skip
FACT = Table(
    {
        "id": need("text"), "subject": need("text"), "relation": one_of(*RELATIONS, required=True),
        "object": need("text"), "since": Key("date"), "until": Key("date"), "announced": Key("date"),
        "reported": Key("date"), "known": Key("date"), "precision": one_of("day", "month", "year"), "by": text(),
        "event": text(), "disputed": text(), "value": Key("number"), "unit": text(), **CHECKED,
    }
)  # fmt: skip
EVENT = Table(
    {
        "id": need("text"), "title": need("text"), "act": need("date"), "announced": Key("date"),
        "reported": Key("date"), "until": Key("date"), "precision": one_of("day", "month", "year"), "actors": Key("texts"),
        "channel": Key("texts"), "starts": Key("texts"), "ends": Key("texts"), "known": Key("date"),
        "disputed": text(), "place": text(), **CHECKED,
    },
    {
        "correction": Table({"claim": need("text"), "finding": need("text"), **CHECKED}),
        "reading": Table({"who": need("text"), "says": need("text"), **CHECKED}),
    },
)  # fmt: skip
PLACE = Table(
    {
        "id": need("text"), "kind": need("text"), "name": need("text"), "names": Key("names"), "within": need("text"),
        "katottg": text(), "koatuu": text(), "locode": text(), "lat": Key("number"), "lon": Key("number"),
        "population": Key("number"), **DATES, **CHECKED, "source": Key("texts"),
    }
)  # fmt: skip
CONTROL = Table(
    {
        "place": need("text"), "holder": need("text"), "since": Key("date"), "until": Key("date"),
        "precision": one_of("day", "month", "year"), "disputed": text(), "by": text(), **CHECKED,
    }
)  # fmt: skip
CODE = Table(
    {
        "kind": need("text"), "prefix": text(), "pattern": text(), "place": need("text"), "trap": text(), **DATES,
        **CHECKED,
    }
)  # fmt: skip
MEMBER = Table({"hs": need("texts"), "tier": text(), "note": text(), "source": Key("texts"), **DATES})
GOODS_LIST = Table({"id": need("text"), "title": need("text"), **CHECKED}, {"member": MEMBER})
HEADING = Table({"hs": need("text"), "says": need("text"), "words": Key("texts"), "note": text()})
LISTING = Table(
    {
        "id": need("text"), "list": need("text"), "regime": need("text"), "programme": text(),
        "kind": one_of(*PARTY_KINDS, required=True), "name": need("text"), "aliases": Key("texts"),
        "weak_aliases": Key("texts"), "country": Key("texts"), "born": Key("texts"), "address": Key("texts"),
        "ids": Key("ids"), "since": Key("date"), "until": Key("date"), "reason": text(), "ref": text(), **CHECKED,
    }
)  # fmt: skip
WORDS = Table({"id": need("text"), "title": text(), "certain": Key("texts"), "possible": Key("texts"), "note": text()})
VALUE = Table({"name": need("text"), "value": need("number"), "unit": need("text"), **DATES, **CHECKED})
BIND = Table(
    {
        "says": need("text"), "party": Key("texts"), "place": Key("texts"), "currency": Key("texts"),
        "origin": Key("texts"), "unseen": Key("texts"), "everyone": Key("bool"), "leaves": one_of("unknown"),
        "missing": text(), **DATES,
    }
)  # fmt: skip
PART = Table({"code": need("text"), "source": Key("texts"), "note": text(), **DATES})
TERRITORY = Table({"id": need("text"), "title": need("text"), "article": text(), **CHECKED}, {"part": PART})
EXAMPLE = Table(
    {
        "id": need("text"), "bound": Key("texts"), "dealing": need("any"), "expect": need("any"), "why": text(),
        "source": Key("texts"),
    }
)  # fmt: skip
EXCEPT = Table(
    {
        "name": need("text"), "says": need("text"), "decides": Key("bool"), "missing": Key("texts"), "when": Key("when"),
        "source": Key("texts"), "note": text(), **DATES,
    }
)  # fmt: skip
RULE = Table(
    {
        "id": need("text"), "article": need("text"), "says": need("text"),
        "effect": one_of("forbid", "authorise", "report", required=True), "when": need("when"),
        "superseded_by": text(), **DATES, **CHECKED,
    },
    {"except": EXCEPT, "binds": BIND},
)  # fmt: skip
SOURCE = Table({"ref": need("text"), "date": Key("date"), "url": text(), "read": Key("date"), "note": text()})
REGIME = {
    "id": need("text"), "jurisdiction": need("text"), "title": need("text"), "note": text(), "source": Key("texts"),
    "targets": Key("texts"),
}  # fmt: skip

# array tables by name; [source.KEY] and the head of regime.toml are read apart
TABLES: Mapping[str, Table] = {
    "actor": ACTOR, "fact": FACT, "event": EVENT, "place": PLACE, "control": CONTROL, "code": CODE,
    "list": GOODS_LIST, "heading": HEADING, "listing": LISTING, "words": WORDS, "value": VALUE, "binds": BIND,
    "territory": TERRITORY, "example": EXAMPLE, "rule": RULE, **TIE_TABLES,
}  # fmt: skip


def check_table(row: Any, table: Table, path: Path, say: Say) -> None:
    """Say every fault of one table: unknown and missing keys, wrong kinds, wrong words, reversed dates."""
    if not isinstance(row, dict):
        say(path, f"expected a table, found {_named(row)}")
        return
    known = {**table.keys, **table.tables}
    for name in row:
        if name not in known:
            say((*path, name), f'unknown key "{name}"{nearest(name, known)}')
    for name, key in table.keys.items():
        if name in row:
            for fault in _faults(row[name], key):
                say((*path, name), f'"{name}": {fault}')
        elif key.required:
            say(path, f'"{name}" is missing')
    say_reversed(row, path, say)
    for name, inner in table.tables.items():
        _check_inner(row.get(name), inner, (*path, name), say)


def say_reversed(row: dict[str, Any], path: Path, say: Say) -> None:
    """Say that a span ends before it begins."""
    since, until = row.get("since"), row.get("until")
    if type(since) is date and type(until) is date and until <= since:
        say((*path, "until"), f"until {until} is not after since {since}: a span is since <= day < until")


def _check_inner(found: Any, table: Table, path: Path, say: Say) -> None:
    if found is None:
        return
    if table.single:
        check_table(found, table, path, say)
    elif isinstance(found, list):
        for index, row in enumerate(found):
            check_table(row, table, (*path, index), say)
    else:
        say(
            path, f"expected [[{'.'.join(str(part) for part in path if isinstance(part, str))}]], found {_named(found)}"
        )


def _faults(value: Any, key: Key) -> Iterator[str]:
    if key.kind == "word":
        if not isinstance(value, str) or value not in key.words:
            yield f"expected one of {', '.join(sorted(key.words))}; found {value!r}{nearest(str(value), key.words)}"
    elif not KINDS[key.kind](value):
        yield f"expected {EXPECTED[key.kind]}; found {_named(value)}"
    elif key.kind == "text" and not value.strip():
        yield "is empty"
    elif key.kind == "texts" and key.required and not value:
        yield "is empty: at least one is needed"


def _named(value: Any) -> str:
    names: dict[Any, str] = {str: "a text", dict: "a table", list: "a list"}
    name = names.get(type(value), type(value).__name__)
    return f"{name} ({value!r})" if not isinstance(value, (dict, list)) else name


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_date(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


KINDS: Mapping[str, Callable[[Any], bool]] = {
    "text": lambda v: isinstance(v, str),
    "texts": _texts,
    "date": _is_date,
    "bool": lambda v: isinstance(v, bool),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "names": lambda v: isinstance(v, dict) and all(_texts(names) for names in v.values()),
    "ids": lambda v: isinstance(v, dict) and all(isinstance(one, str) or _texts(one) for one in v.values()),
    "when": lambda v: isinstance(v, dict),
    "any": lambda _: True,
}
EXPECTED: Mapping[str, str] = {
    "text": "a text",
    "texts": "a list of texts",
    "date": "a date such as 2022-07-13, without quotes",
    "bool": "true or false",
    "number": "a number",
    "names": 'a table of lists by language, such as { ru = ["..."] }',
    "ids": 'a table of texts, such as { imo = "8518780" }',
    "when": "a table of conditions",
    "any": "anything",
}
