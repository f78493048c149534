"""Hold ties, techniques, measures and hindcasts against what they refer to: actors, goods, rules, cases, each other.

Each check yields faults and never stops. What a single table may hold is the schema's matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from catspaw.errors import Fault, nearest
from catspaw.facts.read import RawWorld, Row
from catspaw.facts.schema_ties import ASPECTS, COVERS, FORMS, PARTY_CLASSES, TIE_RELATIONS

WORKED_OUT = frozenset("differs same contested foreign_to un_member held_by borders".split())
OF_GOODS, OF_CLASSES = frozenset(("supplies", "needs")), frozenset(("hosts",))


def check_ties(raw: RawWorld) -> Iterator[Fault]:
    """All faults in what routes are found from."""
    known = _Known(raw)
    for row in raw.rows["tie"]:
        yield from _tie(row, known)
    for row in raw.rows["good"]:
        yield from known.lacking(row, ("within",), known.goods, "good")
    for row in raw.rows["technique"]:
        yield from _technique(row, known)
    for row in raw.rows["hindcast"]:
        yield from _hindcast(row, known)


class _Known:
    """The names that entries may refer to."""

    def __init__(self, raw: RawWorld) -> None:
        self.actors = _names(raw, "actor", "code")
        self.goods = _names(raw, "good", "id")
        self.measures = _names(raw, "measure", "id")
        self.techniques = _names(raw, "technique", "id")
        self.rules = sorted(_names(raw, "rule", "id"))
        self.relations = {*TIE_RELATIONS, *WORKED_OUT, *_names(raw, "fact", "relation"), "annexes", "claims", "recognises",
                          "controls", "member_of"}  # fmt: skip

    def lacking(self, row: Row, keys: Iterable[str], known: Iterable[str], what: str, *path: Any) -> Iterator[Fault]:
        """Faults of keys that name what is not known."""
        data: Any = row.data
        for step in path:
            data = data[step]
        for key in keys:
            value = data.get(key, [])
            for name in value if isinstance(value, list) else [value]:
                if name not in known:
                    yield row.fault(f'"{key}": there is no {what} "{name}"{nearest(str(name), known)}', *path, key)

    def begins(self, beginning: str) -> bool:
        """Whether some rule's id begins so."""
        return any(rule.startswith(beginning) for rule in self.rules)


def _tie(row: Row, known: _Known) -> Iterator[Fault]:
    data, relation = row.data, str(row.data.get("relation"))
    yield from known.lacking(row, ("subject", "partners", "through"), known.actors, "actor")
    if relation in OF_GOODS:
        yield from known.lacking(row, ("object",), known.goods, "good")
    elif relation in OF_CLASSES:
        yield from known.lacking(row, ("object",), PARTY_CLASSES, "class of party")
    else:
        yield from known.lacking(row, ("object",), known.actors, "actor")
    yield from known.lacking(row, ("also",), known.actors, "actor")
    yield from known.lacking(row, ("goods",), known.goods, "good")
    yield from known.lacking(row, ("carries",), FORMS, "form")
    for beginning in data.get("rules", ()):
        if not known.begins(beginning):
            yield row.fault(f'"rules": no rule begins with "{beginning}"{nearest(beginning, known.rules)}', "rules")
    yield from _spans(row, data)


def _spans(row: Row, data: Mapping[str, Any]) -> Iterator[Fault]:
    if data.get("relation") == "link" and "status" not in data:
        yield row.fault('a link needs "status": open, limited, closed or planned', "relation")
    since, known = data.get("since"), data.get("known")
    if type(since) is date and type(known) is date and data.get("known_basis") == "listing" and known < since:
        yield row.fault(f"known {known} by a listing, before it began on {since}", "known")


def _technique(row: Row, known: _Known) -> Iterator[Fault]:
    data = row.data
    yield from known.lacking(row, ("form",), FORMS, "form")
    yield from known.lacking(row, ("disguises",), ASPECTS, "aspect")
    yield from known.lacking(row, ("covers",), COVERS, "cover")
    for index, condition in enumerate(data.get("when", ())):
        yield from known.lacking(row, ("relation",), known.relations, "relation", "when", index)
        for key in ("subject", "object"):
            name = str(condition.get(key, ""))
            if name[:1] != "$" and name and name not in known.actors | known.goods | set(PARTY_CLASSES):
                yield row.fault(
                    f'"{key}": there is no actor, good or class "{name}"{nearest(name, known.actors)}',
                    "when",
                    index,
                    key,
                )
    for index, _ in enumerate(data.get("precedent", ())):
        yield from known.lacking(row, ("actors",), known.actors, "actor", "precedent", index)
        yield from known.lacking(row, ("goods",), known.goods, "good", "precedent", index)
    for index, _ in enumerate(data.get("stop", ())):
        yield from known.lacking(row, ("measure",), known.measures, "measure", "stop", index)
    for index, defeated in enumerate(data.get("defeats", ())):
        for beginning in defeated.get("rules", ()):
            if not known.begins(beginning):
                yield row.fault(
                    f'"rules": no rule begins with "{beginning}"{nearest(beginning, known.rules)}',
                    "defeats",
                    index,
                    "rules",
                )


def _hindcast(row: Row, known: _Known) -> Iterator[Fault]:
    yield from known.lacking(row, ("from", "to", "nodes"), known.actors, "actor")
    yield from known.lacking(row, ("techniques", "any_technique"), known.techniques, "technique")
    before, documented = row.data.get("known"), row.data.get("documented")
    if type(before) is date and type(documented) is date and before >= documented:
        yield row.fault(f"known {before} is not before the day of documentation, {documented}", "known")


def _names(raw: RawWorld, table: str, key: str) -> set[str]:
    return {str(row.data[key]) for row in raw.rows[table] if key in row.data}
