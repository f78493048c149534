"""Facts, events and dated values of the world, for a terminal and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import polars as pl
from rich.console import Console
from rich.text import Text

from catspaw.explain import Citations
from catspaw.facts.view import Value, View
from catspaw.report.plain import cell, days, print_sources, table


def facts_data(rows: pl.DataFrame) -> list[dict[str, Any]]:
    """Facts without their empty fields."""
    return [{key: value for key, value in row.items() if value is not None} for row in rows.iter_rows(named=True)]


def show_facts(rows: pl.DataFrame, view: View, console: Console, sources: Citations) -> None:
    """Print facts, one a row, with their sources."""
    names = {code: str(actor["name"]) for code, actor in view.world.actors.items()}

    def named(code: str) -> str:
        return f"{names[code]} ({code})" if code in names else code

    lines = [
        (
            named(row["subject"]), row["relation"].replace("_", " "), named(row["object"]),
            days(row["since"], row["until"]), row["by"],
            "yes" if row["verified"] else f"no ({row['confidence'] or 'not rated'})",
            ", ".join(map(str, sources.numbers(row["source"] or ()))),
        )
        for row in rows.iter_rows(named=True)
    ]  # fmt: skip
    console.print(table(["Subject", "Relation", "Object", "Days", "According to", "Checked", "Sources"], lines))
    console.print(Text(f"{len(lines)} fact{'' if len(lines) == 1 else 's'} on {view.day}{_seen(view)}", style="dim"))
    print_sources(console, sources)


def show_value(value: Value, console: Console, sources: Citations) -> None:
    """Print a dated value of a regime."""
    console.print(Text(f"{value.name} of {value.regime}: {value}, {days(value.since, value.until)}", style="bold"))
    sources.numbers(value.source)
    print_sources(console, sources)


def value_data(value: Value) -> dict[str, Any]:
    """A dated value."""
    return asdict(value)


def show_events(events: Sequence[dict[str, Any]], view: View, console: Console) -> None:
    """Print events, oldest first, with what they started and ended."""
    lines = [
        (row["act"], row["id"], row["title"], len(row.get("starts", ())), len(row.get("ends", ()))) for row in events
    ]
    console.print(table(["Act", "Event", "Title", "Starts", "Ends"], lines, ["Starts", "Ends"]))
    console.print(Text(f"{len(lines)} events up to {view.day}{_seen(view)}", style="dim"))


def show_codes(codes: Sequence[str], what: str, view: View, console: Console) -> None:
    """Print codes of actors with their names."""
    names = view.world.actors
    console.print(Text(f"{what} on {view.day}{_seen(view)}: {len(codes) or 'nobody'}", style="bold"))
    for code in codes:
        console.print(cell(f"  {code:<7}{names[code]['name'] if code in names else ''}"))


def _seen(view: View) -> str:
    known = f", as known by {view.known}" if view.known else ""
    return f"{known}{f', according to {view.by}' if view.by else ''}"
