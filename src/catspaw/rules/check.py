"""Hold rules against the world: the codes, lists, territories, thresholds and examples that they name exist.

Each check yields faults with file and line and never stops.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catspaw.errors import Fault, nearest
from catspaw.facts.read import RawWorld, Row
from catspaw.lists.known import PARTY_LISTS
from catspaw.rules.conditions import CODES, OF_KIND, PARTY_KINDS, faults

GROUNDS = ("party", "place", "currency", "origin", "unseen", "everyone")
VERDICTS = ("forbidden", "needs_authorisation", "unknown", "none_found")


def check_rules(raw: RawWorld) -> Iterator[Fault]:
    """All faults of rules, exceptions, territories and examples."""
    names = _Names(raw)
    yield from _rules(raw, names)
    for row in raw.rows["binds"]:
        yield from _ground(row, (), row.data, names)
    for row in raw.rows["territory"]:
        for _, index, part in _inner(row, "part"):
            yield from _codes(row, ("part", index, "code"), [part.get("code")], names)
    for row in raw.rows["example"]:
        yield from _example(row, names)
    for row in raw.rows["listing"]:
        yield from _among(row, ("list",), [row.data.get("list")], set(PARTY_LISTS), "list of parties")
    for folder, row in raw.regimes.items():
        if row.data.get("id") != folder:
            yield row.fault(f"the regime's id must be its folder's name, \"{folder}\"", "id")


def _rules(raw: RawWorld, names: _Names) -> Iterator[Fault]:
    for row in raw.rows["rule"]:
        if not row.file.regime:
            yield row.fault("a rule belongs into a folder regimes/<regime>/ beside its regime.toml")
        yield from _when(row, ("when",), row.data.get("when"), names)
        for name, index, inner in _inner(row, "except", "binds"):
            if name == "except":
                yield from _when(row, (name, index, "when"), inner.get("when", {}), names)
            else:
                yield from _ground(row, (name, index), inner, names)


class _Names:
    """Everything a rule may refer to."""

    def __init__(self, raw: RawWorld) -> None:
        self.codes = {str(row.data.get("code")) for row in raw.rows["actor"]}
        self.codes |= {str(row.data.get("id")) for row in raw.rows["place"]}
        self.goods = {str(row.data.get("id")) for row in raw.rows["list"]}
        self.lists = set(PARTY_LISTS)
        self.rules = {str(row.data.get("id")) for row in raw.rows["rule"]}
        self.territories = {(row.file.regime, str(row.data.get("id"))) for row in raw.rows["territory"]}
        self.values = {(row.file.regime, str(row.data.get("name"))) for row in raw.rows["value"]}

    def of_regime(self, pairs: set[tuple[str, str]], regime: str) -> set[str]:
        return {name for folder, name in pairs if folder == regime}


def _inner(row: Row, *names: str) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    """(name, index, table) for the tables within a row; what is no table was said while reading."""
    for name in names:
        found = row.data.get(name)
        for index, inner in enumerate(found if isinstance(found, list) else []):
            if isinstance(inner, Mapping):
                yield name, index, inner


def _ground(row: Row, path: tuple[str | int, ...], ground: Mapping[str, Any], names: _Names) -> Iterator[Fault]:
    if not any(key in ground for key in GROUNDS):
        yield row.fault(f"a ground needs a test, or it binds everybody: one of {', '.join(GROUNDS)}", *path)
    for key in ("party", "place", "origin"):
        if isinstance(ground.get(key), list):
            yield from _codes(row, (*path, key), ground[key], names)


def _when(row: Row, path: tuple[str | int, ...], when: Any, names: _Names) -> Iterator[Fault]:
    if not isinstance(when, Mapping):
        return
    found = list(faults(when))
    yield from (row.fault(text, *path, field) for field, text in found)
    for field in when.keys() - {field for field, _ in found}:
        plain, value = field.removesuffix("_not"), when[field]
        where = (*path, field)
        if plain in CODES:
            yield from _codes(row, where, value, names)
        elif field == "goods":
            yield from _among(row, where, value.get("list", []), names.goods, "list of goods")
        elif field in ("listed", "owned"):
            yield from _among(row, where, value, names.lists, "list of parties")
        elif field == "unit_price_over":
            yield from _among(
                row, where, [value], names.of_regime(names.values, row.file.regime), "value of the regime"
            )


def _codes(row: Row, path: tuple[str | int, ...], codes: Sequence[Any], names: _Names) -> Iterator[Fault]:
    if path[-1] == "party":
        codes, kinds = zip(*(str(code).partition(OF_KIND)[::2] for code in codes), strict=True) if codes else ((), ())
        yield from _among(row, path, [kind for kind in kinds if kind], set(PARTY_KINDS), "kind of party")
    territories = {f"@{name}" for name in names.of_regime(names.territories, row.file.regime)}
    yield from _among(row, path, codes, names.codes | territories, "actor, place or @territory")


def _among(row: Row, path: tuple[str | int, ...], found: Sequence[Any], known: set[str], what: str) -> Iterator[Fault]:
    for name in found:
        if str(name) not in known:
            yield row.fault(f'"{path[-1]}": there is no {what} "{name}"{nearest(str(name), known)}', *path)


def _example(row: Row, names: _Names) -> Iterator[Fault]:
    expect = row.data.get("expect")
    if not isinstance(expect, Mapping) or not expect:
        yield row.fault('"expect": expected { "rule id" = "verdict" }', "expect")
        return
    yield from _among(row, ("expect",), list(expect), names.rules, "rule")
    for verdict in expect.values():
        if verdict not in VERDICTS:
            yield row.fault(f'"expect": "{verdict}" is no verdict{nearest(str(verdict), VERDICTS)}', "expect")
