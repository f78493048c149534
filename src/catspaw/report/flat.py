"""Findings as JSON lines (one finding a line) and as CSV (one verdict a row).

Invariants: a file appears whole or not at all; a text that a spreadsheet would run as a formula gets an apostrophe
before it, numbers stay numbers; the same findings give the same bytes.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from catspaw.explain import Citations, as_json, sentence
from catspaw.report import brief
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


def guarded(cell: Any) -> Any:
    """A cell that no spreadsheet runs: a text that begins like a formula gets an apostrophe before it."""
    if isinstance(cell, str) and (cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA)):
        return f"'{cell}"
    return cell


class Draft:
    """A file written beside its place and moved there when it is whole."""

    def __init__(self, path: Path, encoding: str = "utf-8") -> None:
        self.path = path
        self._draft = path.with_name(f".{path.name}.part")
        self.file: TextIO = self._draft.open("w", encoding=encoding, newline="")

    def close(self) -> None:
        """Put the file into its place."""
        self.file.close()
        os.replace(self._draft, self.path)

    def drop(self) -> None:
        """Leave no trace."""
        self.file.close()
        self._draft.unlink(missing_ok=True)


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
        dealing = finding.dealing
        head = [
            finding.row, dealing.id, dealing.day, dealing.act, brief.what(dealing, 20), brief.who(dealing, 20),
            brief.way(dealing), dealing.value, dealing.currency,
        ]  # fmt: skip
        for verdict in (*finding.verdicts, *finding.signs):
            self._rows.writerow([guarded(cell) for cell in (*head, *self._cells(verdict))])

    def _cells(self, verdict: Verdict) -> Sequence[Any]:
        refs = [self._sources.source(key).ref for key in verdict.source]
        return (
            verdict.kind, verdict.regime, verdict.rule, verdict.article, verdict.says, verdict.since, verdict.until,
            verdict.bound, "; ".join(verdict.missing), "; ".join(verdict.exceptions), sentence(verdict),
            "yes" if verdict.verified else "no", verdict.confidence, "; ".join(refs), verdict.data,
        )  # fmt: skip

    def finish(self, summary: Summary) -> None:
        """Close the file."""
        self.draft.close()
