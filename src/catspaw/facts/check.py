"""Hold facts against each other: what they refer to exists, ids are unique, spans do not overlap, sources are named.

Each check yields faults and never stops; `check_facts` runs them all. What a single table may hold is `schema`'s matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from catspaw.errors import Fault, nearest
from catspaw.facts.check_ties import check_ties
from catspaw.facts.read import RawWorld, Row

IDS = {"actor": "code", "fact": "id", "event": "id", "place": "id", "list": "id", "listing": "id", "rule": "id",
       "words": "id", "tie": "id", "good": "id", "technique": "id", "measure": "id", "hindcast": "id"}  # fmt: skip
Key = tuple[Any, ...]


def check_facts(raw: RawWorld) -> Iterator[Fault]:
    """All faults between rows; those within a row were gathered while reading."""
    yield from _duplicates(raw)
    yield from _sources(raw)
    yield from _references(raw)
    yield from check_ties(raw)
    yield from _overlaps(raw)


def _duplicates(raw: RawWorld) -> Iterator[Fault]:
    for table, key in IDS.items():
        first: dict[str, Row] = {}
        for row in raw.rows[table]:
            name = str(row.data.get(key))
            if key not in row.data:
                continue
            if name in first:
                where = first[name].fault("").file
                yield row.fault(f'{table} "{name}" stands already in {where}', key)
            else:
                first[name] = row


def _sources(raw: RawWorld) -> Iterator[Fault]:
    rows: list[Row] = [row for rows in raw.rows.values() for row in rows]
    for row in [*rows, *raw.regimes.values()]:
        for path, key in _named_sources(row.data, ()):
            if key not in raw.sources:
                yield row.fault(f'source "{key}" is not defined{nearest(key, raw.sources)}', *path)


def _named_sources(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key == "source" and isinstance(value, list):
                yield from (((*path, key), str(one)) for one in value)
            elif key not in ("dealing", "when"):
                yield from _named_sources(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            if isinstance(value, (Mapping, list)):
                yield from _named_sources(value, (*path, index))


def _references(raw: RawWorld) -> Iterator[Fault]:
    actors = _names(raw, "actor", "code")
    places = _names(raw, "place", "id")
    anything, events = actors | places, _names(raw, "event", "id")
    facts = _names(raw, "fact", "id") | _names(raw, "tie", "id")
    yield from _known(raw, "fact", ("subject", "object"), anything, "actor or place")
    yield from _known(raw, "fact", ("event",), events, "event")
    yield from _known(raw, "tie", ("event",), events, "event")
    yield from _known(raw, "fact", ("by",), actors, "actor")
    yield from _known(raw, "event", ("starts", "ends"), facts, "fact")
    yield from _known(raw, "event", ("actors",), anything, "actor or place")
    yield from _known(raw, "place", ("within",), anything, "actor or place")
    yield from _known(raw, "control", ("place",), anything, "place")
    yield from _known(raw, "control", ("holder",), actors, "actor")
    yield from _known(raw, "code", ("place",), anything, "place")
    yield from _known(raw, "actor", ("parent",), actors, "actor")
    yield from _known(raw, "listing", ("country",), anything, "actor or place")
    yield from _known(raw, "listing", ("regime",), set(raw.regimes), "regime")


def _names(raw: RawWorld, table: str, key: str) -> set[str]:
    return {str(row.data[key]) for row in raw.rows[table] if key in row.data}


def _known(raw: RawWorld, table: str, keys: Iterable[str], known: set[str], what: str) -> Iterator[Fault]:
    for row in raw.rows[table]:
        for key in keys:
            value = row.data.get(key, [])
            for name in value if isinstance(value, list) else [value]:
                if str(name) not in known:
                    yield row.fault(f'"{key}": there is no {what} "{name}"{nearest(str(name), known)}', key)


def _overlaps(raw: RawWorld) -> Iterator[Fault]:
    same: Mapping[str, Callable[[Row], Key]] = {
        "fact": lambda row: tuple(str(row.data.get(key)) for key in ("subject", "relation", "object", "by", "value")),
        "control": lambda row: tuple(str(row.data.get(key)) for key in ("place", "by")),
        "value": lambda row: (row.file.regime, *(str(row.data.get(key)) for key in ("name", "unit"))),
    }
    for table, key in same.items():
        groups: dict[Key, list[Row]] = defaultdict(list)
        for row in raw.rows[table]:
            groups[key(row)].append(row)
        for rows in groups.values():
            yield from _overlapping(rows)


def _overlapping(rows: list[Row]) -> Iterator[Fault]:
    ordered = sorted(rows, key=_since)
    before = ordered[0]  # the row that runs furthest so far
    for after in ordered[1:]:
        until = _until(before)
        if _since(after) < until:
            where = before.fault("", "since")
            yield after.fault(
                f"since {_since(after)} lies within the span of {where.file}:{where.line}, which runs until {until}",
                "since",
            )
        before = after if _until(after) > until else before


def _since(row: Row) -> date:
    since = row.data.get("since")
    return since if type(since) is date else date.min


def _until(row: Row) -> date:
    until = row.data.get("until")
    return until if type(until) is date else date.max
