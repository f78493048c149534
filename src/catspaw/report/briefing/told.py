"""The whole brief as plain values, from its content: what the page, Markdown, JSON and the terminal print.

Invariants: everything is said through the voice, so that nothing in it tells what came after the day of knowledge; sources
are numbered in the order in which they are first cited, and only cited ones are listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from catspaw.explain import Citations
from catspaw.facts.then import until_then
from catspaw.report.briefing.channel import channel, effect, title
from catspaw.report.briefing.content import Content, Dated
from catspaw.report.briefing.parts import (
    Against,
    Brief,
    Channel,
    Course,
    Day,
    Head,
    Link,
    Moment,
    Quiet,
    Reference,
    Said,
    Turn,
)
from catspaw.report.briefing.sentences import sentences
from catspaw.report.briefing.voice import CONFIDENCE, Voice, amount
from catspaw.report.briefing.ways import standing
from catspaw.routes.deniability import Deniability
from catspaw.routes.opened import Change

METHOD = (
    "Facts are dated, sourced statements, each with the day on which it became public. The world with the event and "
    "without it differs in the event's own facts alone; what it opened are the ways that exist with them and not without.",
    "Each leg is judged as a dealing by the rules in force on the day. Where a rule forbids it, the leg stands only if each "
    "actor who is bound there has a cover: not bound, bound and by its record not acting, or unable to see what is hidden.",
    "Likelihoods are ranges and an order of plausibility. They are no frequencies: nobody knows how often what was never "
    "found was done. “Counted” rests on documented uses, weighed by age and likeness, “class” on judgement, “assumed” on "
    "neither.",
    "Deniability is another number: whether the sponsor's own law holds the cut-out to be foreign, less what public "
    "statements of its control show.",
    "Costs of measures are classes with a stated basis; only their order should be relied on. A measure is taken to work "
    "fully where it is taken.",
    "None found is no clearance. A route is shown with what forbids it and what stops it, from public reports alone: this "
    "is written for those who close such ways, and holds no help for those who would use them.",
)


def tell(content: Content) -> Brief:
    """The brief of a content."""
    voice = Voice(content.world, content.known)
    started = frozenset(tie.id for tie in content.started)
    channels = tuple(channel(voice, one, started) for one in content.channels)
    watch = channels[0].watch if channels else ()
    before = tuple(_moments(voice, content.before, 1))
    brief = Brief(
        _head(voice, content), sentences(voice, content, watch), tuple(dict.fromkeys(map(voice.tie, content.started))),
        tuple(_against(voice, content.corrections, "claim", "finding")),
        tuple(_against(voice, content.readings, "who", "says")), channels,
        tuple(_quiet(voice, one) for one in content.quiet), tuple(_links(voice, content)),
        tuple(standing(voice, one) for one in content.standing),
        tuple(_course(voice, *pair, found) for pair, found in content.over_time.items()), before,
        tuple(_moments(voice, content.since, 1 + len(before))), tuple(_unknown(channels, content)), METHOD, (),
        content.version,
    )  # fmt: skip
    return replace(brief, sources=tuple(_references(brief, content.world.sources)))


def _head(voice: Voice, content: Content) -> Head:
    row = content.row
    kinds = (
        ("act", "Act"),
        ("until", "Until"),
        ("announced", "Announced"),
        ("reported", "First press report"),
        ("known", "Public"),
    )
    days = tuple(Day(what, day) for key, what in kinds if (day := voice.day(row.get(key))))
    note = "" if content.known else voice.says(row.get("note", ""))
    return Head(
        str(row["id"]), content.title, days, str(row.get("precision", "day")), CONFIDENCE.get(row.get("confidence", ""), ""),
        bool(row.get("verified", False)), voice.says(row.get("disputed", "")), note, content.day.isoformat(),
        content.known.isoformat() if content.known else "", voice.sources(row["source"]),
    )  # fmt: skip


def _against(voice: Voice, rows: Iterable[Mapping[str, Any]], first: str, second: str) -> Iterator[Against]:
    for row in rows:
        yield Against(voice.says(row[first]), voice.says(row[second]), voice.sources(row.get("source", ())))


def _quiet(voice: Voice, change: Change) -> Quiet:
    found = effect(change)
    return Quiet(title(voice, change), found if change.with_event else f"{found}; that is no proof that there is none")


def _links(voice: Voice, content: Content) -> Iterator[Link]:
    for number, tie in enumerate(content.links, start=1):
        ends = " – ".join(map(voice.crossing, tie.ends))
        yield Link(number, (tie.subject, tie.object), tie.mode, voice.says(ends), tie.status, voice.tie(tie))


def _course(voice: Voice, cutout: str, sponsor: str, found: Iterable[Deniability]) -> Course:
    turns: list[Turn] = []
    for one in found:
        turn = Turn(one.day.isoformat(), one.range.as_tuple(), amount(one.range), one.foreign)
        if voice.day(one.day) and (not turns or (turns[-1].amount, turns[-1].foreign) != (turn.amount, turn.foreign)):
            turns.append(turn)
    return Course(cutout, sponsor, f"{voice.short(cutout)}, for {voice.short(sponsor)}", tuple(turns))


def _moments(voice: Voice, found: Iterable[Dated], first: int) -> Iterator[Moment]:
    for number, one in enumerate(found, start=first):
        yield Moment(number, one.day.isoformat(), one.precision, Said(voice.says(one.title), voice.sources(one.source)))


def _unknown(channels: Iterable[Channel], content: Content) -> Iterator[Said]:
    for one in channels:
        yield from (Said(f"{one.title}: {gap}.") for gap in one.gaps)
    if content.known:
        yield Said(f"What became public after {until_then(content.known, None)} is left out of this brief on purpose.")


def _references(brief: Brief, sources: Mapping[str, Mapping[str, Any]]) -> Iterator[Reference]:
    cite = Citations(sources)
    cite.numbers(_cited(brief))
    for one in cite:
        yield Reference(one.number, one.key, one.ref, one.date, one.url)


def _cited(part: Any) -> Iterator[str]:
    """The keys of all sources in the order of the brief."""
    if isinstance(part, tuple):
        for one in part:
            yield from _cited(one)
    elif is_dataclass(part):
        for field in fields(part):
            value = getattr(part, field.name)
            if field.name == "source":
                yield from value
            elif isinstance(value, tuple) or is_dataclass(value):
                yield from _cited(value)
