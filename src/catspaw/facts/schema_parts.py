"""The words in which a schema is written: a key, a table, and the keys that most tables share.

Invariants: these are values; what they mean is checked in `schema`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table: its kind, whether it must stand, and the words it may hold."""

    kind: str
    required: bool = False
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """A table's keys, and the tables within it."""

    keys: Mapping[str, Key]
    tables: Mapping[str, Table] = field(default_factory=dict)
    single: bool = False  # a table within another that stands once, not an array of tables


def text(required: bool = False) -> Key:
    """A string."""
    return Key("text", required)


def need(kind: str) -> Key:
    """A key that must stand."""
    return Key(kind, required=True)


def one_of(*words: str, required: bool = False) -> Key:
    """One of a few words."""
    return Key("word", required, frozenset(words))


CONFIDENCE = one_of("high", "medium", "low")
DATES = {"since": Key("date"), "until": Key("date")}
CHECKED = {"source": need("texts"), "verified": Key("bool"), "confidence": CONFIDENCE, "note": text()}
