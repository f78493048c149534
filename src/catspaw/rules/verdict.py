"""Verdicts and their evidence.

Invariants: a verdict is never "safe" or "allowed": what is left when nothing was found is `none_found`. Evidence is a
tree whose leaves name a source or a part of the dealing; it is made from the same hits as the verdict.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

KINDS = ("forbidden", "needs_authorisation", "unknown", "none_found")
STRENGTH = {kind: strength for strength, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Node:
    """One line of evidence, what it rests on, and the keys of its sources."""

    text: str
    children: tuple[Node, ...] = ()
    sources: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        found: dict[str, Any] = {"text": self.text}
        if self.sources:
            found["sources"] = list(self.sources)
        if self.children:
            found["children"] = [child.as_dict() for child in self.children]
        return found


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of one dealing (or, for none_found, what a regime does)."""

    kind: str
    regime: str
    rule: str = ""
    article: str = ""
    says: str = ""
    since: date | None = None
    until: date | None = None
    bound: str = ""
    missing: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    evidence: Node = field(default_factory=lambda: Node("nothing was found"))
    source: tuple[str, ...] = ()
    verified: bool = False
    confidence: str = ""
    note: str = ""
    data: str = ""  # version of the facts and lists

    def as_dict(self) -> dict[str, Any]:
        """For JSON; dates as ISO texts, an open end as null."""
        return {
            "kind": self.kind, "regime": self.regime, "rule": self.rule, "article": self.article, "says": self.says,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None, "bound": self.bound, "missing": list(self.missing),
            "exceptions": list(self.exceptions), "evidence": self.evidence.as_dict(), "source": list(self.source),
            "verified": self.verified, "confidence": self.confidence, "note": self.note, "data": self.data,
        }  # fmt: skip
