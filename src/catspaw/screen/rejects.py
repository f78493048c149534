"""The rejects file: every row that can't be read, with its line, its reason and its text. None vanishes.

Invariant: rows read + rows rejected = rows of the book.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

MAX_SHOWN = 2_000


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that can't be read."""

    row: int
    reason: str
    text: str


@dataclass
class Rejects:
    """Rejected rows, in the order met."""

    rows: list[Rejected] = field(default_factory=list)

    def add(self, row: int, reason: str, text: str) -> None:
        """Reject a row; very long rows are kept by their beginning."""
        reason = reason.encode("utf-8", "backslashreplace").decode()
        self.rows.append(Rejected(row, reason, text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + " ... (cut)"))

    def __len__(self) -> int:
        return len(self.rows)

    def write(self, path: Path) -> None:
        """Write them as JSON lines, ordered by row."""
        lines = [
            json.dumps({"row": r.row, "reason": r.reason, "text": r.text}, ensure_ascii=False)
            for r in sorted(self.rows, key=lambda r: r.row)
        ]
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
