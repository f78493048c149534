"""The findings as a table in a terminal, for somebody who sees it for the first time.

Invariants: texts of the record are shown as text, never as markup or control codes; what is left out is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from catspaw.explain import LABELS
from catspaw.explain.tree import visible
from catspaw.report import brief
from catspaw.report.sink import deliver
from catspaw.report.summary import Summary, facts_of
from catspaw.rules.verdict import STRENGTH
from catspaw.screen.findings import Finding, Findings

MOST = 40
COLOURS = {
    "forbidden": "red",
    "needs_authorisation": "yellow",
    "unknown": "blue",
    "none_found": "dim",
    "sign": "magenta",
}
MEANINGS = {
    "forbidden": "an article forbids it to someone",
    "needs_authorisation": "lawful only with a licence",
    "unknown": "a missing fact decides, and it is named",
    "none_found": 'no rule was met; that is not "safe"',
}


class Terminal:
    """The table. Keeps the strongest `most` findings, or all."""

    def __init__(
        self, console: Console, everything: bool = False, reports: Sequence[Path] = (), most: int = MOST
    ) -> None:
        self.console = console
        self.everything = everything
        self.reports = reports
        self.most = most
        self._kept: dict[str, list[Finding]] = {kind: [] for kind in STRENGTH}

    def add(self, finding: Finding) -> None:
        """Keep a finding to show."""
        kept = self._kept[finding.kind]
        if self.everything or len(kept) < self.most:
            kept.append(finding)

    def finish(self, summary: Summary) -> None:
        """Print the table, then the counts."""
        total = summary.dealings - summary.kinds["none_found"] + len(self._kept["none_found"])
        shown = self._shown()
        if shown:
            self.console.print(_table(shown))
        if total > len(shown):
            where = "are in the report" if self.reports else "are not shown; --all shows them"
            self.console.print(f"{total - len(shown):,} more findings {where}.", style="dim")
        self._counts(summary)

    def _shown(self) -> list[Finding]:
        """The strongest findings, with a few of each weaker kind: what is open is worth seeing too."""
        some = {
            kind: len(kept) if self.everything else min(len(kept), self.most // 4) for kind, kept in self._kept.items()
        }
        left = self.most - sum(some.values())
        for kind, kept in self._kept.items():
            more = max(0, min(left, len(kept) - some[kind]))
            some[kind], left = some[kind] + more, left - more
        return [finding for kind, kept in self._kept.items() for finding in kept[: some[kind]]]

    def _counts(self, summary: Summary) -> None:
        self.console.print()
        for kind, count in summary.counts().items():
            line = Text(f"{count:>8,}  ", style="bold")
            line.append(f"{LABELS[kind]:<20}", style=COLOURS[kind]).append(MEANINGS[kind], style="dim")
            self.console.print(line)
        rows = summary.dealings + summary.rejected
        self.console.print(f"\n{rows:,} rows in = {summary.dealings:,} judged + {summary.rejected:,} rejected")
        self.console.print(
            Text(f"Data: {summary.data}; parties looked up on {summary.origin}{_age(summary)}.", style="dim")
        )
        for path in self.reports:
            self.console.print(Text(f"Report: {path}"))


def terminal(findings: Findings, console: Console, everything: bool = False, reports: Sequence[Path] = ()) -> Summary:
    """Print findings as a table with a summary.

    Args:
        findings: what a screen found.
        console: where to.
        everything: all findings; left out, the strongest 40.
        reports: files to point to at the end.
    """
    return deliver(findings, [Terminal(console, everything, reports)])


def _table(findings: Sequence[Finding]) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 2, 1, 0))
    table.add_column("Row", justify="right", no_wrap=True)
    table.add_column("Date", no_wrap=True)
    table.add_column("Dealing", ratio=5)
    table.add_column("Verdict", ratio=4)
    table.add_column("Why, or what would decide", ratio=4)
    for finding in findings:
        table.add_row(str(finding.row), str(finding.dealing.day), _dealing(finding), _verdict(finding), _why(finding))
    return table


def _dealing(finding: Finding) -> Text:
    text = Text(visible(brief.what(finding.dealing, 1)))
    return text.append("\n" + visible(brief.who(finding.dealing, 1)), style="dim")


def _verdict(finding: Finding) -> Text:
    strongest = [verdict for verdict in finding.verdicts if verdict.kind == finding.kind]
    top = brief.headline(strongest)
    lines = []
    for verdict in top.regimes:
        line = Text(LABELS[verdict.kind], style=f"bold {COLOURS[verdict.kind]}")
        lines.append(line.append(visible(f" {verdict.regime}: {_short(verdict.article)}"), style="not bold default"))
    if not finding.verdicts:
        lines.append(
            Text("Sign", style=COLOURS["sign"]).append(f" {_short(finding.signs[0].article)}", style="default")
        )
    if more := len(finding.verdicts) - len(top.regimes):
        lines.append(Text(f"+{more} more", style="dim"))
    return Text("\n").join(lines)


def _why(finding: Finding) -> Text:
    """What the strongest verdict says or, where it is open, the fact that would decide."""
    strongest = [verdict for verdict in finding.verdicts if verdict.kind == finding.kind]
    facts = facts_of(strongest) if finding.kind == "unknown" else []
    if facts:
        return Text(visible(f"To decide: {_short(facts[0], 110)}"))
    return Text(visible(_short((strongest or finding.signs)[0].says, 110)), style="dim")


def _short(text: str, most: int = 70) -> str:
    return text if len(text) <= most else text[: most - 2].rsplit(" ", 1)[0].rstrip(" ,;:(") + " ..."


def _age(summary: Summary) -> str:
    if summary.newest is None:
        return ""
    return f", newest entry {summary.newest} ({(date.today() - summary.newest).days} days ago)"
