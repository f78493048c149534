"""Small worlds made of rows, without files: a few states, a union, and whatever a test adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from catspaw.facts.read import FactsFile, RawWorld, Row
from catspaw.facts.world import World

Tables = Mapping[str, Sequence[Mapping[str, Any]]]
STATES = {"KP": "North Korea", "RU": "Russia", "CN": "China", "DE": "Germany", "US": "United States"}
OF_A_REGIME = ("binds", "territory", "value", "rule", "example")
LEFT = date(2021, 1, 1)  # the first day on which Germany is no longer in the union of these worlds
ACTORS: Tables = {
    "actor": [
        *({"code": code, "kind": "state", "name": name, "source": ["made-up"]} for code, name in STATES.items()),
        {"code": "EU", "kind": "union", "name": "European Union", "source": ["made-up"]},
    ],
    "fact": [
        {"id": "de-in-eu", "subject": "DE", "relation": "member_of", "object": "EU", "since": date(2000, 1, 1),
         "until": LEFT, "source": ["made-up"]},
    ],
}  # fmt: skip


def world_of(tables: Tables, regime: Mapping[str, Any] | None = None) -> World:
    """A world of the states above and of the given rows; rules belong to the regime `test`."""
    raw = RawWorld()
    plain, of_regime = (FactsFile(f"world/{name}.toml", "", {}) for name in ("rows", "regimes/test/rows"))
    for name in {*ACTORS, *tables}:
        file = of_regime if name in OF_A_REGIME else plain
        rows = [*ACTORS.get(name, ()), *tables.get(name, ())]
        raw.rows[name] = [Row(row, file, (name, index)) for index, row in enumerate(rows)]
    if regime is not None:
        raw.regimes["test"] = Row(regime, of_regime, ())
    return World(raw, "tiny")


def rule(when: Mapping[str, Any], name: str = "test.rule", **more: Any) -> dict[str, Any]:
    """A rule row with what every rule must have."""
    return {
        "id": name,
        "article": "Art. 1",
        "says": "made up",
        "effect": "forbid",
        "source": ["made-up"],
        "when": when,
        **more,
    }


def regime_world(rules: Sequence[Mapping[str, Any]], tables: Tables | None = None) -> World:
    """A world with one regime `test` of the jurisdiction `eu`, which binds whoever is in the EU."""
    binds: Tables = {"binds": [{"says": "everyone in the EU", "party": ["EU"]}], "rule": rules}
    return world_of({**binds, **(tables or {})}, {"id": "test", "jurisdiction": "eu", "title": "Made up"})
