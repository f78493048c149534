"""Score the judge on documented dealings whose truth is known.

Only a dealing's input fields reach the judge. A regime in a case's truth counts as *found* when the judge calls it
forbidden or in need of an authorisation, as *open* when it calls it unknown and names a fact that would decide, else as
*missed*. A lawful case is *wrong* for a regime that it was tested for and that the judge calls forbidden.

Invariant: the truth is read after the verdicts are made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catspaw.errors import InputError
from catspaw.facts.read import PACKAGED
from catspaw.rules.verdict import Verdict
from catspaw.screen.book import book_of
from catspaw.screen.dealing import Reject
from catspaw.screen.engine import Engine

CASES = PACKAGED / "casebook" / "cases.jsonl"
INPUT = ("date", "date_precision", "act", "goods", "value", "currency", "parties", "route", "contract_date", "purpose",
         "unit", "notified", "authorised", "shares", "port")  # fmt: skip
LAWFUL = ("lawful_lookalike", "authorised")


@dataclass(frozen=True, slots=True)
class Scored:
    """One case and one regime of its truth."""

    case: str
    regime: str
    lawful: bool
    constructed: bool
    result: str  # found, open, missed; right, wrong
    verdicts: tuple[Verdict, ...]


def read_cases(path: Path) -> list[Mapping[str, Any]]:
    """The cases of a casebook file.

    Raises:
        InputError: not such a file.
    """
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: not a casebook (JSON lines, see its README): {error}") from None


def score(cases: Iterable[Mapping[str, Any]], engine: Engine) -> Iterator[Scored]:
    """Judge each case by what its own parties are bound by, and hold the verdicts against its truth."""
    for case in cases:
        verdicts = _verdicts({key: case[key] for key in INPUT if key in case}, engine)
        truth = case["truth"]
        lawful = truth["label"] in LAWFUL
        for regime in truth.get("regimes") or []:
            yield _scored(case, regime, False, _found(verdicts, regime), verdicts)
        for regime in (truth.get("not_forbidden_under") or []) if lawful else []:
            wrong = any(v.kind == "forbidden" for v in verdicts if v.regime == regime)
            yield _scored(case, regime, True, "wrong" if wrong else "right", verdicts)


def _verdicts(record: Mapping[str, Any], engine: Engine) -> list[Verdict]:
    """The verdicts on a case; none where it can't be read, so that it counts as missed and not as an end."""
    try:
        dealing = engine.reader.read(record)
    except Reject:
        return []
    return engine.verdicts(engine.judge(book_of([dealing])), 0)


def _found(verdicts: Iterable[Verdict], regime: str) -> str:
    mine = [verdict for verdict in verdicts if verdict.regime == regime]
    if any(verdict.kind in ("forbidden", "needs_authorisation") for verdict in mine):
        return "found"
    return "open" if any(verdict.kind == "unknown" and verdict.missing for verdict in mine) else "missed"


def _scored(case: Mapping[str, Any], regime: str, lawful: bool, result: str, verdicts: Iterable[Verdict]) -> Scored:
    mine = tuple(verdict for verdict in verdicts if verdict.regime == regime)
    return Scored(case["id"], regime, lawful, bool(case.get("constructed")), result, mine)
