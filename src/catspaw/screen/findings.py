"""The findings of a screen: each dealing with its verdicts, in the order of the book.

Invariants: findings are made part by part and never all at once; the same book, facts and lists give the same
findings; a dealing of which nothing was found is counted and not listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import polars as pl

from catspaw.rules.verdict import STRENGTH, Verdict
from catspaw.screen.dealing import Dealing
from catspaw.screen.engine import Engine, Judged
from catspaw.screen.rejects import Rejects

FRAME = {
    "row": pl.Int64, "id": pl.String, "date": pl.Date, "kind": pl.String, "regime": pl.String, "rule": pl.String,
    "article": pl.String, "says": pl.String, "bound": pl.String, "missing": pl.String, "data": pl.String,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One dealing of which something was found: its line in the book, and the verdicts, strongest first."""

    row: int
    dealing: Dealing
    verdicts: Sequence[Verdict]  # forbidden, needs_authorisation, unknown
    signs: Sequence[Verdict]  # red flags: never a verdict

    @property
    def kind(self) -> str:
        """The strongest verdict, or `none_found` where there are only signs."""
        return self.verdicts[0].kind if self.verdicts else "none_found"


@dataclass
class Findings:
    """What a screen found. Iterate for `Finding`s; `to_frame()` for one row a verdict."""

    engine: Engine
    book: str
    bound: frozenset[str]
    writer: ClassVar[Callable[[Findings, Path], None]]  # set by the package: reports are made above this folder
    rejects: Rejects = field(default_factory=Rejects)
    parts: list[Judged] = field(default_factory=list)

    @property
    def dealings(self) -> int:
        """How many dealings were judged."""
        return sum(len(part.book) for part in self.parts)

    def __iter__(self) -> Iterator[Finding]:
        for part in self.parts:
            rows = part.book.deals["row"]
            for deal, dealing, verdicts in self.engine.explain(part):
                found = [verdict for verdict in verdicts if verdict.kind in STRENGTH]
                signs = [verdict for verdict in verdicts if verdict.kind not in STRENGTH]
                yield Finding(rows[deal], dealing, found, signs)

    def write(self, path: str | Path) -> None:
        """Write a report; the suffix names its form: .html, .csv, .jsonl.

        Raises:
            InputError: another suffix, or the file can't be written.
        """
        type(self).writer(self, Path(path))

    def counts(self) -> dict[str, int]:
        """Dealings by their strongest verdict."""
        counted = Counter(finding.kind for finding in self)
        counted["none_found"] += self.dealings - counted.total()
        return {kind: counted[kind] for kind in STRENGTH}

    def to_frame(self) -> pl.DataFrame:
        """One row a verdict: the columns of `FRAME`, in the order of the book, strongest first."""
        rows = [_row(finding, verdict) for finding in self for verdict in finding.verdicts]
        return pl.DataFrame(rows, schema=FRAME, orient="row")

    @property
    def newest(self) -> date | None:
        """The newest day in the lists used."""
        return self.engine.lists.newest


def _row(finding: Finding, verdict: Verdict) -> list[Any]:
    return [
        finding.row, finding.dealing.id, finding.dealing.day, verdict.kind, verdict.regime, verdict.rule,
        verdict.article, verdict.says, verdict.bound, "; ".join(verdict.missing), verdict.data,
    ]  # fmt: skip
