"""Findings as JSON lines (one finding a line) and as CSV (one verdict a row).

Invariants: a file appears whole or not at all; a text that a spreadsheet would run as a formula gets an apostrophe
before it, numbers stay numbers; the same findings give the same bytes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from catspaw.explain import Citations, as_json, sentence
from catspaw.report import brief
from catspaw.report.draft import Draft
from catspaw.report.summary import Summary
from catspaw.rules.verdict import Verdict
from catspaw.screen.findings import Finding, Findings

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
COLUMNS = (
    "row", "id", "date", "act", "goods", "parties", "route", "value", "currency", "kind", "regime", "rule", "article",
    "says", "since", "until", "bound", "missing", "exceptions", "sentence", "verified", "confidence", "sources", "data",
)  # fmt: skip


def as_record(finding: Finding, sources: Citations) -> dict[str, Any]:
    """One finding as plain data."""
    return {
        "row": finding.row, "id": finding.dealing.id, "kind": finding.kind, "dealing": brief.record(finding.dealing),
        "verdicts": [as_json(verdict, sources) for verdict in finding.verdicts],
        "signs": [as_json(sign, sources) for sign in finding.signs],
    }  # fmt: skip


def rows_of(finding: Finding, sources: Citations) -> Iterator[Sequence[Any]]:
    """One row a verdict or sign, in the order of `COLUMNS`."""
    dealing = finding.dealing
    head = (
        finding.row, dealing.id, dealing.day, dealing.act, brief.what(dealing, 20), brief.who(dealing, 20),
        brief.way(dealing), dealing.value, dealing.currency,
    )  # fmt: skip
    for verdict in (*finding.verdicts, *finding.signs):
        yield (*head, *_cells(verdict, sources))


def _cells(verdict: Verdict, sources: Citations) -> Sequence[Any]:
    refs = [sources.source(key).ref for key in verdict.source]
    return (
        verdict.kind, verdict.regime, verdict.rule, verdict.article, verdict.says, verdict.since, verdict.until,
        verdict.bound, "; ".join(verdict.missing), "; ".join(verdict.exceptions), sentence(verdict),
        "yes" if verdict.verified else "no", verdict.confidence, "; ".join(refs), verdict.data,
    )  # fmt: skip


def guarded(cell: Any) -> Any:
    """A cell that no spreadsheet runs: a text that begins like a formula gets an apostrophe before it."""
    return f"'{cell}" if is_like_a_formula(cell) else cell


def is_like_a_formula(cell: Any) -> bool:
    """Whether a spreadsheet that is given this text might run it."""
    return isinstance(cell, str) and (cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA))


class JsonLines:
    """One finding a line."""

    def __init__(self, findings: Findings, path: Path) -> None:
        self.draft = Draft(path)
        self._sources = Citations(findings.engine.world.sources)

    def add(self, finding: Finding) -> None:
        """Write one line."""
        self.draft.file.write(json.dumps(as_record(finding, self._sources), ensure_ascii=False) + "\n")

    def finish(self, summary: Summary) -> None:
        """Close the file."""
        self.draft.close()


class Csv:
    """One verdict or sign a row, below headings; with a byte order mark, so that spreadsheets read all scripts."""

    def __init__(self, findings: Findings, path: Path) -> None:
        self.draft = Draft(path, "utf-8-sig")
        self._sources = Citations(findings.engine.world.sources)
        self._rows = csv.writer(self.draft.file, lineterminator="\n")
        self._rows.writerow(COLUMNS)

    def add(self, finding: Finding) -> None:
        """Write the rows of one finding."""
        self._rows.writerows([guarded(cell) for cell in row] for row in rows_of(finding, self._sources))

    def finish(self, summary: Summary) -> None:
        """Close the file."""
        self.draft.close()
