"""The score of the casebook: by regime, what was found, left open and missed, and how lawful cases fared.

Invariants: documented and constructed lawful cases are counted apart; a share is never given without its number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.text import Text

from catspaw.report.plain import table
from catspaw.screen.casebook import Scored

ALL = "all"


@dataclass
class Scores:
    """Counts by regime and result, and the cases behind the bad ones."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    named: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # result -> (case, regime)

    @classmethod
    def of(cls, scored: Iterable[Scored]) -> Scores:
        """Count the scores of cases."""
        scores = cls()
        for one in scored:
            name = (
                one.result if not one.lawful else f"{one.result}_{'constructed' if one.constructed else 'documented'}"
            )
            for regime in (one.regime, ALL):
                scores.counts.setdefault(regime, Counter())[name] += 1
            scores.named.setdefault(one.result, []).append((one.case, one.regime))
        return scores

    @property
    def wrong(self) -> Sequence[tuple[str, str]]:
        """Lawful cases called forbidden, with the regime."""
        return self.named.get("wrong", [])

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "regimes": {name: dict(sorted(self.counts[name].items())) for name in sorted(self.counts) if name != ALL},
            "all": dict(sorted(self.counts.get(ALL, Counter()).items())),
            **{result: self._cases(result) for result in ("missed", "wrong", "open")},
        }

    def _cases(self, result: str) -> list[dict[str, str]]:
        return [{"case": case, "regime": regime} for case, regime in self.named.get(result, [])]


def show_scores(scores: Scores, console: Console) -> None:
    """Print the score, then the names of missed and wrong cases."""
    regimes = [*sorted(regime for regime in scores.counts if regime != ALL), *([ALL] if scores.counts else [])]
    rows = [_row(regime, scores.counts[regime]) for regime in regimes]
    headings = ["Regime", "Breaches", "Found", "Open", "Missed", "Lawful, documented", "Lawful, constructed"]
    console.print(table(headings, rows, headings[1:]))
    console.print(
        Text(
            "\nFound: forbidden, or needs a licence. Open: unknown, the deciding fact named. Lawful: right / tested.",
            style="dim",
        )
    )
    for result, title in (("missed", "Missed"), ("wrong", "Lawful, but called forbidden")):
        cases = scores.named.get(result, [])
        console.print(Text(f"\n{title}: {len(cases) or 'none'}", style="bold"))
        for case, regime in cases:
            console.print(Text(f"  {case}  ({regime})"))


def _row(regime: str, counts: Counter[str]) -> list[str]:
    breaches = counts["found"] + counts["open"] + counts["missed"]
    shares = [
        f"{counts[name]} ({counts[name] / breaches:.0%})" if breaches else "" for name in ("found", "open", "missed")
    ]
    lawful = [_right(counts[f"right_{kind}"], counts[f"wrong_{kind}"]) for kind in ("documented", "constructed")]
    return [regime, str(breaches or ""), *shares, *lawful]


def _right(right: int, wrong: int) -> str:
    return f"{right} / {right + wrong}" if right + wrong else ""
