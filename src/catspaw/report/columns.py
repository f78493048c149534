"""Findings as a Parquet file, one verdict a row, the columns of `Findings.to_frame()`.

Invariant: what is read back equals `to_frame()`, whatever the number of findings; rows wait as columns, not as objects.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from catspaw.report.draft import Place
from catspaw.report.summary import Summary
from catspaw.rules.verdict import Verdict
from catspaw.screen.findings import FRAME, Finding, Findings

WAITING = 50_000  # rows


class Parquet:
    """One verdict a row."""

    def __init__(self, findings: Findings, path: Path) -> None:
        self.draft = Place(path)
        self._rows: list[list[Any]] = []
        self._frames: list[pl.DataFrame] = [pl.DataFrame(schema=FRAME)]

    def add(self, finding: Finding) -> None:
        """Take the rows of one finding."""
        self._rows += [_row(finding, verdict) for verdict in finding.verdicts]
        if len(self._rows) >= WAITING:
            self._pack()

    def finish(self, summary: Summary) -> None:
        """Write the file."""
        self._pack()
        pl.concat(self._frames).write_parquet(self.draft.part)
        self.draft.close()

    def _pack(self) -> None:
        self._frames.append(pl.DataFrame(self._rows, schema=FRAME, orient="row"))
        self._rows = []


def _row(finding: Finding, verdict: Verdict) -> list[Any]:
    told = {
        "row": finding.row, "id": finding.dealing.id, "date": finding.dealing.day,
        "missing": "; ".join(verdict.missing),
    }  # fmt: skip
    return [told[name] if name in told else getattr(verdict, name) for name in FRAME]
