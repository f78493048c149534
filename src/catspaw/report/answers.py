"""Answers to single questions, for a terminal and as plain data: who is it, where is it, what goods, which lists.

Invariant: the plain data holds all that the table shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from catspaw.explain import Citations
from catspaw.explain.tree import visible
from catspaw.goods import Membership, Suggestion
from catspaw.lists.listing import Listings
from catspaw.lists.store import Status
from catspaw.names.screener import Hit
from catspaw.places.where import Candidate, Inside, Place
from catspaw.report.plain import days, print_sources, table
from catspaw.report.summary import lists_used


def hit_data(hit: Hit) -> dict[str, Any]:
    """One hit on a list."""
    listing = asdict(hit.listing) | {"ids": dict(hit.listing.ids)}
    return {
        "score": hit.score,
        "is_match": hit.is_match,
        "sure": hit.sure,
        "reasons": list(hit.reasons),
        "listing": listing,
    }


def show_hits(name: str, hits: Sequence[Hit], lists: Listings, console: Console) -> None:
    """Print hits, best first, with the reasons and what is left to settle."""
    if not hits:
        console.print(Text(visible(f'No listing is near "{name}".')))
    for hit in hits:
        one = hit.listing
        word, colour = ("same", "red") if hit.sure else ("likely", "yellow") if hit.is_match else ("near", "dim")
        line = Text(f"{hit.score:.2f} {word:<7}", style=f"bold {colour}")
        console.print(line.append(visible(f"{one.name}  [{one.id}]"), style="bold default"))
        about = ", ".join(part for part in (one.kind, "/".join(one.country), days(one.since, one.until)) if part)
        console.print(Text(visible(f"     {about}{f': {one.reason}' if one.reason else ''}")))
        for reason in hit.reasons:
            console.print(Text(visible(f"     - {reason}"), style="dim"))
    newest = f", newest entry {lists.newest}" if lists.newest else ""
    console.print(
        Text(f"Looked up on {len(lists):,} listings: {lists.origin}{newest}. No hit is not a clearance.", style="dim")
    )


def place_data(place: Place) -> dict[str, Any]:
    """A place and all its candidates."""
    return {
        "text": place.text, "on": place.on, "undecided": place.undecided, "traps": list(place.traps),
        "best": place.code, "candidates": [_candidate_data(one) for one in place.candidates],
    }  # fmt: skip


def _candidate_data(one: Candidate) -> dict[str, Any]:
    sets = ("claimants", "territories", "possible_territories", "holders")
    return asdict(one) | {name: sorted(getattr(one, name)) for name in sets}


def show_place(place: Place, names: Mapping[str, str], console: Console, sources: Citations) -> None:
    """Print where it is, who held it on the day, who claims it, and whose special territory it is in."""
    if place.best is None and not place.candidates:
        console.print(Text(visible(place.undecided or "No place is known by this text.")))
        return
    for one in place.candidates:
        _candidate(one, one is place.best, place.on, names, console)
        sources.numbers(one.sources)
    for text in (place.undecided, *place.traps):
        if text:
            console.print(Text(visible(f"Open: {text}"), style="yellow"))
    print_sources(console, sources)


def _candidate(one: Candidate, best: bool, day: date, names: Mapping[str, str], console: Console) -> None:
    head = Text(visible(f"{one.name}  [{one.code}] {one.kind}"), style="bold" if best else "dim")
    console.print(head.append(f"  {one.confidence:.0%}", style="dim"))

    def named(codes: Sequence[str]) -> str:
        return ", ".join(f"{names[code]} ({code})" if code in names else code for code in codes)

    lines = [
        ("lies in", named(one.chain[1:])), (f"held on {day} by", named(sorted(one.holders))),
        ("claimed by", named(sorted(one.claimants))), ("territory", named(sorted(one.territories))),
        ("perhaps in", named(sorted(one.possible_territories))), ("why", one.why),
    ]  # fmt: skip
    lines += [(f"under {inside.id}", _inside(inside)) for inside in one.regimes]
    grid = Table.grid(padding=(0, 2, 0, 0))
    for label, text in lines:
        if text:
            grid.add_row(Text(f"  {label}", style="dim"), Text(visible(text)))
    console.print(grid)


def _inside(inside: Inside) -> str:
    article = f" ({inside.article})" if inside.article and inside.article != inside.title else ""
    return f"{inside.title}{article}, since {inside.since}"


def show_memberships(code: str, says: str | None, found: Sequence[Membership], day: date, console: Console) -> None:
    """Print the lists that a code is on."""
    console.print(Text(f"HS {code}{f': {says}' if says else ''}", style="bold"))
    if not found:
        console.print(
            Text(f"On none of the lists of goods on {day}. A rule may name its goods itself: see judge --hs {code}.")
        )
        return
    rows = [
        (one.list_id, one.title, one.tier, one.matched, "yes" if one.certain else "perhaps: a longer code would tell",
         days(one.since, one.until)) for one in found
    ]  # fmt: skip
    console.print(table(["List", "Title", "Tier", "By", "Sure", "Days"], rows))


def show_suggestions(text: str, found: Sequence[Suggestion], console: Console) -> None:
    """Print headings that a text may mean, marked as suggestions."""
    if not found:
        console.print(Text(visible(f'No heading is near "{text}". Try other words, or the HS code.')))
        return
    console.print(Text(visible(f'Suggestions for "{text}"; a person has to confirm one:'), style="bold"))
    console.print(
        table(["HS", "What it is", "Score", "Why"], [(s.hs, s.says, f"{s.score:.2f}", s.why) for s in found], ["Score"])
    )


def lists_data(lists: Listings) -> dict[str, Any]:
    """The lists in use."""
    return {
        "origin": lists.origin, "version": lists.version, "newest": lists.newest, "listings": len(lists),
        "lists": [asdict(used) for used in lists_used(lists.all)],
    }  # fmt: skip


def show_lists(lists: Listings, today: date, console: Console) -> None:
    """Print which lists are in use, how many listings each has, and how old they are."""
    rows = [
        (one.name, f"{one.listings:,}", one.newest, f"{(today - one.newest).days:,}" if one.newest else "")
        for one in lists_used(lists.all)
    ]
    console.print(Text(f"{len(lists):,} listings: {lists.origin}", style="bold"))
    console.print(table(["List", "Listings", "Newest entry", "Days ago"], rows, ["Listings", "Days ago"]))
    if len(lists.files) == 0:
        text = "A curated selection, not the whole lists. Full ones in one command:  catspaw lists fetch"
        console.print(Text(text, style="dim"))


def kept_data(kept: Sequence[Status]) -> list[dict[str, Any]]:
    """The lists that the user keeps, for JSON."""
    return [{**asdict(one.kept), "age": one.age, "fault": one.fault} for one in kept]


def show_kept(kept: Sequence[Status], console: Console) -> None:
    """Print the lists that the user keeps: from where, of which day, and what is wrong with them."""
    if not kept:
        return
    rows = [
        (one.kept.list, f"{one.kept.records:,}", f"{one.kept.rejects:,}", one.kept.published or "", one.kept.fetched,
         f"{one.age:,}", one.fault)
        for one in kept
    ]  # fmt: skip
    heads = ["Kept", "Records", "Rejects", "Published", "Taken", "Days ago", "Fault"]
    console.print(table(heads, rows, ["Records", "Rejects", "Days ago"]))
