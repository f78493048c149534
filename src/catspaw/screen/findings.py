"""The findings of a screen: each dealing with its verdicts, in the order of the book.

A book is read, judged and explained part by part, while findings are taken from it. A short book is kept once judged;
a long one is read again if its findings are asked for again, so that memory stays bounded.

Invariants: the same book, facts and lists give the same findings in the same order; a dealing of which nothing was found
is counted and not listed; rows of the book = dealings judged + rows rejected, once the findings were taken to the end.
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
from catspaw.screen.book import Book
from catspaw.screen.dealing import Dealing
from catspaw.screen.engine import Engine, Judged
from catspaw.screen.rejects import Rejects

KEPT_DEALINGS = 100_000
FRAME: dict[str, Any] = {
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


class FinishedParts:
    """Findings of parts that an earlier, interrupted run has finished; this one knows none and keeps none."""

    def get(self, number: int) -> list[Finding] | None:
        """The findings of a part, or None if it is not finished."""
        return None

    def put(self, number: int, findings: Sequence[Finding]) -> None:
        """Keep the findings of a part."""


@dataclass
class Findings:
    """What a screen found. Iterate for `Finding`s; `to_frame()` for one row a verdict; `write(path)` for a report."""

    engine: Engine
    book: str
    bound: frozenset[str]
    open_parts: Callable[[Rejects], Iterator[Book]]
    progress: Callable[[int], None] | None = None
    finished: FinishedParts = field(default_factory=FinishedParts)
    _rejects: Rejects = field(default_factory=Rejects)
    _dealings: int | None = None
    _kept: list[Judged] | None = None

    writer: ClassVar[Callable[[Findings, Path], None]]  # set by the package: reports are made above this folder

    def __iter__(self) -> Iterator[Finding]:
        if self._kept is not None:
            for part in self._kept:
                yield from self._findings(part)
            return
        rejects, judged, dealings = Rejects(), [], 0
        for number, book in enumerate(self.open_parts(rejects)):
            found = self.finished.get(number)
            if found is None:
                part = self.engine.judge(book, self.bound)
                judged.append(part)
                found = list(self._findings(part))
                self.finished.put(number, found)
            dealings += len(book)
            if dealings > KEPT_DEALINGS:
                judged.clear()
            if self.progress:
                self.progress(len(book))
            yield from found
        self._rejects, self._dealings = rejects, dealings
        if sum(len(part.book) for part in judged) == dealings:
            self._kept = judged

    def _findings(self, part: Judged) -> Iterator[Finding]:
        rows = part.book.deals["row"]
        for deal, dealing, verdicts in self.engine.explain(part):
            found = [verdict for verdict in verdicts if verdict.kind in STRENGTH]
            signs = [verdict for verdict in verdicts if verdict.kind not in STRENGTH]
            yield Finding(rows[deal], dealing, found, signs)

    def _finish(self) -> None:
        if self._dealings is None:
            for _ in self:
                pass

    @property
    def dealings(self) -> int:
        """How many dealings were judged (the book is judged to its end if it was not yet)."""
        self._finish()
        return self._dealings or 0

    @property
    def rejects(self) -> Rejects:
        """The rows that could not be read (the book is judged to its end if it was not yet)."""
        self._finish()
        return self._rejects

    def write(self, path: str | Path) -> None:
        """Write a report; the suffix names its form, such as .html or .csv.

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
