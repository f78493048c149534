"""The brief in short for a terminal: title, the five sentences, one line a channel, and where the files are.

Invariant: numbers carry their range and basis here too; a text is shown as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from catspaw.explain import Citations
from catspaw.explain.tree import visible
from catspaw.report.briefing.content import Content
from catspaw.report.briefing.told import tell
from catspaw.report.plain import print_sources

CAUTION = "Likelihoods order ways by plausibility and are no frequencies. None found is no clearance."
STYLES = {"opened": "red", "likelier": "yellow", "closed": "blue", "same": "dim"}


def show_brief(content: Content, out: Sequence[Path], console: Console) -> None:
    """Print the brief in short."""
    brief, cite = tell(content), Citations(content.world.sources)
    days = ", ".join(f"{day.what.lower()} {day.day}" for day in brief.head.days)
    known = f"; as known by {brief.head.known}" if brief.head.known else ""
    console.print(Text(visible(brief.head.title), style="bold"))
    console.print(Text(visible(f"{days}; {brief.head.confidence}{known}"), style="dim"))
    for number, one in enumerate(brief.so_what, start=1):
        numbers = "".join(f"[{n}]" for n in cite.numbers(one.said.source))
        console.print(Text(f"\n{number}. {one.topic}", style="bold cyan"))
        console.print(Text(visible(f"   {one.said.text} {numbers}")))
        console.print(Text(visible(f"   basis: {one.said.basis}"), style="dim"))
    console.print()
    for channel in brief.channels:
        way = channel.shown
        found = f"{way.places}, {way.amount}, {way.basis}" if way else "no way found"
        console.print(
            Text.assemble((f"{channel.state:<9}", STYLES[channel.state]), visible(f"{channel.title}: {found}"))
        )
    if brief.quiet:
        console.print(Text(f"{len(brief.quiet)} more channels were looked at.", style="dim"))
    console.print(Text(CAUTION, style="dim"))
    print_sources(console, cite)
    if out:
        console.print(Text(visible(f"The whole brief: {', '.join(map(str, out))}")))
    else:
        console.print(Text("The whole brief: --out brief.html (or .md, .json)", style="dim"))
