"""Techniques, measures and what travels, as frozen objects, made from the rows of the world.

Invariants: an object here is exactly what its file says; a good asked for by code is the one with the longest prefix.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from catspaw.errors import InputError, nearest

if TYPE_CHECKING:
    from catspaw.facts.world import World


@dataclass(frozen=True, slots=True)
class Good:
    """What travels: a word, HS prefixes, its form, and the channel that a brief puts it under."""

    id: str
    title: str
    form: str
    channel: str
    hs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    bulk: bool = False  # not carried by air or on foot


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a technique on what holds."""

    relations: tuple[str, ...]
    subject: str
    object: str = ""
    absent: bool = False
    where: tuple[tuple[str, frozenset[str]], ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class Precedent:
    """One documented use of a technique."""

    says: str
    since: date
    known: date
    actors: frozenset[str]
    goods: frozenset[str]
    case: str = ""
    source: tuple[str, ...] = ()
    disputed: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Technique:
    """A known way round a rule."""

    id: str
    title: str
    says: str
    leg: str
    form: frozenset[str]
    covers: tuple[str, ...]
    disguises: frozenset[str]
    when: tuple[Condition, ...]
    basis: str
    likelihood: str
    precedents: tuple[Precedent, ...]
    signs: tuple[Mapping[str, Any], ...]
    stops: tuple[Mapping[str, Any], ...]
    defeats: tuple[Mapping[str, Any], ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that stops a route, and what it costs."""

    id: str
    title: str
    says: str
    acts_on: str
    cost: float
    reluctant: float
    taken_by: str
    basis: str
    modes: frozenset[str] = frozenset()  # of the links that it closes; none named: all


class Catalogue:
    """All techniques, measures and goods of a world."""

    def __init__(self, world: World) -> None:
        self.techniques: Mapping[str, Technique] = {
            row.data["id"]: technique_of(row.data) for row in world.rows("technique")
        }
        self.measures: Mapping[str, Measure] = {row.data["id"]: _measure(row.data) for row in world.rows("measure")}
        self.goods: Mapping[str, Good] = {row.data["id"]: _good(row.data) for row in world.rows("good")}

    @cached_property
    def _by_prefix(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for good in self.goods.values():
            for prefix in good.hs:
                found.setdefault(prefix, good.id)
        return found

    def good(self, asked: str) -> tuple[Good, str]:
        """The good asked for by HS code or word, and the code (the good's first where a word was given).

        Raises:
            InputError: no such word, or a code that belongs to no good.
        """
        text = asked.strip().casefold().replace(".", "")
        if text.isdigit():
            for length in range(len(text), 1, -1):
                if found := self._by_prefix.get(text[:length]):
                    return self.goods[found], text[:6]
            return Good(f"hs-{text[:6]}", f"Goods of HS {text[:6]}", "goods", "other goods", (text[:6],)), text[:6]
        word = text.replace(" ", "_").replace("-", "_")
        by_word = {w.casefold().replace(" ", "_"): g.id for g in self.goods.values() for w in (g.id, g.title, *g.words)}
        if word not in by_word:
            raise InputError(f'goods: "{asked}" is no HS code and no known word{nearest(word, by_word)}')
        good = self.goods[by_word[word]]
        return good, good.hs[0] if good.hs else ""

    def kin(self, good: Good) -> frozenset[str]:
        """The good, all wider ones and all narrower ones, by id."""
        wider, queue = {good.id}, list(good.within)
        while queue:
            name = queue.pop()
            if name not in wider:
                wider.add(name)
                queue += self.goods[name].within if name in self.goods else ()
        narrower = {good.id}
        while more := {g.id for g in self.goods.values() if narrower & set(g.within)} - narrower:
            narrower |= more
        return frozenset(wider | narrower)


def technique_of(row: Mapping[str, Any]) -> Technique:
    """A technique of its row."""
    return Technique(
        row["id"], row["title"], row["says"], row["leg"], frozenset(row["form"]), tuple(row["covers"]),
        frozenset(row.get("disguises", ())), tuple(_condition(c) for c in row.get("when", ())), row["basis"],
        row["likelihood"], tuple(_precedent(p) for p in row.get("precedent", ())), tuple(row.get("sign", ())),
        tuple(row.get("stop", ())), tuple(row.get("defeats", ())), tuple(row["source"]),
    )  # fmt: skip


def _condition(row: Mapping[str, Any]) -> Condition:
    where = tuple((key, _words(value)) for key, value in row.get("where", {}).items())
    return Condition(
        tuple(row["relation"]),
        row["subject"],
        row.get("object", ""),
        row.get("absent", False),
        where,
        row.get("says", ""),
    )


def _words(value: Any) -> frozenset[str]:
    return frozenset(
        str(one) for one in (value if isinstance(value, Sequence) and not isinstance(value, str) else [value])
    )


def _precedent(row: Mapping[str, Any]) -> Precedent:
    return Precedent(
        row["says"], row["since"], row["known"], frozenset(row["actors"]), frozenset(row.get("goods", ())),
        row.get("case", ""), tuple(row["source"]), row.get("disputed", ""),
    )  # fmt: skip


def _measure(row: Mapping[str, Any]) -> Measure:
    return Measure(
        row["id"], row["title"], row["says"], row["acts_on"], float(row["cost"]), float(row["reluctant"]), row["taken_by"],
        row["basis"], frozenset(row.get("modes", ())),
    )  # fmt: skip


def _good(row: Mapping[str, Any]) -> Good:
    return Good(
        row["id"], row["title"], row["form"], row["channel"], tuple(row.get("hs", ())), tuple(row.get("words", ())),
        tuple(row.get("within", ())), row.get("bulk", False),
    )  # fmt: skip
