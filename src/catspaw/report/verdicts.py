"""The verdicts on one dealing, as plain data and for a terminal: what was found, why, and what would decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from catspaw.explain import LABELS, Citations, as_json, sentence, tree
from catspaw.explain.tree import visible
from catspaw.report import brief
from catspaw.report.plain import print_sources
from catspaw.report.summary import facts_of
from catspaw.report.terminal import COLOURS
from catspaw.rules.verdict import STRENGTH, Verdict
from catspaw.screen.dealing import Dealing

FACTS = 8


@dataclass(frozen=True, slots=True)
class Judgement:
    """One dealing with all that was found of it."""

    dealing: Dealing
    verdicts: Sequence[Verdict]  # forbidden, needs_authorisation, unknown: strongest first
    none_found: Sequence[Verdict]  # one a regime that binds somebody and found nothing
    signs: Sequence[Verdict]
    bound: Sequence[str]
    data: str

    @property
    def kind(self) -> str:
        """The strongest verdict."""
        return self.verdicts[0].kind if self.verdicts else "none_found"

    def as_dict(self, sources: Citations) -> dict[str, Any]:
        """For JSON."""
        return {
            "kind": self.kind, "dealing": brief.record(self.dealing), "bound": list(self.bound), "data": self.data,
            "decisive": facts_of(self.verdicts),
            "verdicts": [as_json(verdict, sources) for verdict in (*self.verdicts, *self.none_found)],
            "signs": [as_json(sign, sources) for sign in self.signs],
        }  # fmt: skip


def show(judgement: Judgement, console: Console, sources: Citations, everything: bool = False) -> None:
    """Print a judgement: the strongest verdicts with their evidence, the others in a line each (or all in full)."""
    console.print(Text(visible(f"{judgement.dealing.day}  {brief.line(judgement.dealing)}"), style="bold"))
    kinds = [kind for kind in STRENGTH if any(verdict.kind == kind for verdict in judgement.verdicts)]
    for kind in kinds:
        full = everything or kind == kinds[0]
        _kind(kind, [verdict for verdict in judgement.verdicts if verdict.kind == kind], console, sources, full)
    facts = facts_of(judgement.verdicts)
    if facts:
        console.print(Text("\nFacts that would decide, most decisive first", style="bold"))
        for fact in facts if everything else facts[:FACTS]:
            console.print(Text(visible(f"  - {fact}")))
        if len(facts) > FACTS and not everything:
            console.print(Text(f"  and {len(facts) - FACTS} more; --all shows them", style="dim"))
    _rest(judgement, console)
    print_sources(console, sources)
    console.print(Text(f"\nData: {judgement.data}. Not legal advice.", style="dim"))


def _kind(kind: str, verdicts: Sequence[Verdict], console: Console, sources: Citations, full: bool) -> None:
    console.print(Text(f"\n{LABELS[kind]} ({len(verdicts)})", style=f"bold {COLOURS[kind]}"))
    for verdict in verdicts:
        if not full:
            console.print(Text(visible(f"  {verdict.regime}: {verdict.article}: {verdict.says}"), style="dim"))
            continue
        console.print(Padding(Text(visible(sentence(verdict))), (0, 0, 0, 2)))
        mark = "checked" if verdict.verified else "not checked against the text"
        confidence = f", confidence {verdict.confidence}" if verdict.confidence else ""
        cited = "".join(f"[{number}]" for number in sources.numbers(verdict.source))
        title = f"{verdict.rule}, {mark}{confidence} {cited}"
        console.print(Padding(tree(verdict.evidence, sources, title), (0, 0, 1, 2)))


def _rest(judgement: Judgement, console: Console) -> None:
    for sign in judgement.signs:
        line = Text("\nSign  ", style=f"bold {COLOURS['sign']}")
        console.print(line.append(visible(f"{sign.says} ({sign.article})"), style="not bold default"))
    if judgement.none_found:
        regimes = ", ".join(verdict.regime for verdict in judgement.none_found)
        console.print(Text(f"\nNone found under {regimes}: they bind somebody here, and no rule of theirs was met."))
    if judgement.kind == "none_found":
        console.print(Text("That is not a statement that the dealing is permitted."))
