"""A verdict for machines: its fields, its evidence as nested objects, its sentence, and its sources in full.

Invariant: the same verdict always gives the same object, with keys in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catspaw.explain.cite import Citations
from catspaw.explain.sentence import sentence
from catspaw.rules.verdict import Node, Verdict


def as_json(verdict: Verdict, sources: Citations) -> dict[str, Any]:
    """The verdict as plain data."""
    keys = dict.fromkeys((*verdict.source, *_keys(verdict.evidence)))
    return {
        **verdict.as_dict(),
        "sentence": sentence(verdict),
        "sources": [sources.source(key).as_dict() for key in keys],
    }


def _keys(node: Node) -> Iterator[str]:
    yield from node.sources
    for child in node.children:
        yield from _keys(child)
