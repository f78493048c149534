"""What tables in a terminal share: plain text cells, days, a list of sources.

Invariant: a cell is text, never markup or control codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from catspaw.explain import Citations
from catspaw.explain.tree import visible


def cell(value: Any) -> Text:
    """A value as a cell."""
    if value is None:
        return Text("")
    if isinstance(value, Text):
        return value
    if isinstance(value, (list, tuple, set, frozenset)):
        return Text(visible(", ".join(str(one) for one in value)))
    return Text(visible(str(value)))


def table(headings: Sequence[str], rows: Iterable[Sequence[Any]], numbers: Iterable[str] = ()) -> Table:
    """A table without lines; columns named in `numbers` stand to the right."""
    found = Table(box=None, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    right = set(numbers)
    for heading in headings:
        found.add_column(heading, justify="right" if heading in right else "left", overflow="fold")
    for row in rows:
        found.add_row(*map(cell, row))
    return found


def days(since: date | None, until: date | None) -> str:
    """A span in words."""
    return f"{since or '...'} to {until}" if until else f"since {since}" if since else "undated"


def print_sources(console: Console, citations: Citations) -> None:
    """The cited sources, one a line."""
    if not len(citations):
        return
    console.print(Text("\nSources", style="bold"))
    for source in citations:
        line = ", ".join(part for part in (source.ref, source.date) if part)
        console.print(Text(visible(f"[{source.number}] {line}{f' {source.url}' if source.url else ''}"), style="dim"))
