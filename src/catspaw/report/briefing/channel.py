"""One channel of a brief: who supplies and needs, the routes, what they break, who is active, what would close them.

Invariants: all is said through the voice; a list that is cut short says how much was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from catspaw.facts.then import told_then
from catspaw.facts.ties import Tie
from catspaw.lists.listing import Listing
from catspaw.report.briefing.content import Broken, ChannelBrief
from catspaw.report.briefing.parts import Article, Channel, Party, Said, Watch
from catspaw.report.briefing.voice import Voice, amount, many
from catspaw.report.briefing.ways import KINDS, Ways, standing
from catspaw.routes.catalogue import Precedent, Technique
from catspaw.routes.covers import Wall
from catspaw.routes.opened import Change

ARTICLES = 10
SIGNS = 9
STATEMENTS = 5


def channel(voice: Voice, found: ChannelBrief, started: frozenset[str] = frozenset()) -> Channel:
    """All that is said of a channel; `started` are the ids of the event's own statements."""
    change, ways = found.change, Ways(voice, found, started)
    name = change.channel
    best, without = found.best, next(iter(change.without_event), None)
    articles = tuple(_article(voice, one) for one in found.broken)
    parties = tuple(_party(voice, one) for one in found.listed)
    return Channel(
        anchor(name.name, name.source, name.target), title(voice, change), voice.says(change.question.good.title, name.good),
        (name.source, name.target), voice.short(name.source), voice.short(name.target), state(change), effect(change),
        change.reopened, tuple(_stated(voice, name.supply)), tuple(_stated(voice, name.need)),
        ways.in_full(found.leading) if found.leading else None, ways.way(best) if best else None,
        ways.way(without) if without else None, ways.compared(), articles[:ARTICLES], max(0, len(articles) - ARTICLES),
        tuple(standing(voice, one) for one in found.cutouts), parties, found.listed_total - len(parties),
        tuple(_precedent(voice, *one) for one in found.precedents), ways.closing(),
        tuple(_wall(voice, one) for one in found.walls), tuple(_signs(voice, found)), found.gaps,
    )  # fmt: skip


def anchor(name: str, source: str, target: str) -> str:
    """The channel's place on the page."""
    return re.sub(r"[^a-z0-9]+", "-", f"{name} {source} to {target}".lower())


def title(voice: Voice, change: Change) -> str:
    """A channel's title: what, from whom to whom."""
    name = change.channel.name
    return f"{name[:1].upper()}{name[1:]}: {voice.short(change.channel.source)} → {voice.short(change.channel.target)}"


def state(change: Change) -> str:
    """What the event did to a channel, in a word."""
    return "opened" if change.opened else "likelier" if change.likelier else "closed" if change.closed else "same"


def effect(change: Change) -> str:
    """What the event did to a channel, with its numbers."""
    with_, without = change.with_event, change.without_event
    if change.opened:
        first = amount(change.opened[0].range)
        news = f"{many(len(change.opened), 'new way')} found, the likeliest at {first}"
        return f"{news}; none was found without the event" if not without else f"{news}; {_compared(change)}"
    if change.likelier:
        return f"no new way; {many(len(change.likelier), 'way')} likelier than without the event; {_compared(change)}"
    if change.closed:
        return f"{many(len(change.closed), 'way')} closed by the event; {_compared(change)}"
    return "the same ways with the event and without it" if with_ else "no way found, with the event or without it"


def _compared(change: Change) -> str:
    if not change.with_event:
        return "no way is left with the event"
    if not change.without_event:
        return "none was found without the event"
    times = change.with_event[0].likelihood[1] / change.without_event[0].likelihood[1]
    same = 1 / 1.02 < times < 1.02
    return (
        "the likeliest of all is as likely as before"
        if same
        else f"the likeliest of all is {times:.1f} times as likely"
    )


def _stated(voice: Voice, ties: tuple[Tie, ...]) -> Iterator[Said]:
    for tie in ties[:STATEMENTS]:
        said = voice.tie(tie)
        scale = "" if tie.scale in ("", "unknown") else f"scale: {tie.scale}"
        who = f"{voice.short(tie.subject)} {tie.relation.replace('_', ' ')}"
        yield Said(f"{who}: {said.text}", said.source, ", ".join(p for p in (scale, said.basis) if p), said.marks)


def _article(voice: Voice, one: Broken) -> Article:
    ban = one.ban
    return Article(
        ban.regime, voice.says(ban.article, ban.regime), voice.says(ban.says), voice.says(ban.binds),
        voice.names(one.actors), tuple(KINDS[kind] for kind in one.covers), ban.sure, ban.verified, voice.sources(ban.source),
    )  # fmt: skip


def _party(voice: Voice, one: Listing) -> Party:
    return Party(
        one.id, one.name, one.kind, ", ".join(one.country), one.regime, voice.says(one.programme),
        voice.day(one.since), voice.sources(one.source),
    )  # fmt: skip


def _precedent(voice: Voice, technique: Technique, one: Precedent) -> Said:
    who = voice.names(sorted(one.actors & set(voice.world.actors)))
    plain = f"{voice.says(technique.title, technique.id)}: {who}"
    basis = f"{voice.says(technique.title, technique.id)}, since {voice.day(one.since)}; public {voice.day(one.known)}"
    marks = (voice.says(f"disputed: {one.disputed}", "disputed"),) if one.disputed else ()
    return Said(voice.says(one.says, plain), voice.sources(one.source), basis, marks)


def _wall(voice: Voice, one: Wall) -> Said:
    ban = one.bans[0]
    acts = one.record.says == "acts"
    record = "by its record it acts" if acts else "no record shows that it would let this pass"
    keys = [*(one.record.tie.source if one.record.tie else ()), *ban.source]
    text = (
        f"{voice.short(one.start)} to {voice.short(one.end)}: {voice.short(one.actor)} is bound by "
        f"{voice.says(ban.article, 'the rule')} ({ban.regime}); {record}"
    )
    basis = "stated record of enforcement" if one.record.tie else "no statement: taken to act"
    return Said(text, voice.sources(keys), basis)


def _signs(voice: Voice, found: ChannelBrief) -> Iterator[Watch]:
    """Signs, the first of each technique before the second of any."""
    by: dict[str, list[Watch]] = {}
    for sign in found.signs:
        row = {"says": sign.says, "check": sign.check, "source": ()}
        if told_then(voice.world.sources, row, ("says", "check"), voice.known):
            watch = Watch(
                voice.says(sign.technique), sign.where, sign.says, sign.check, voice.sources(sign.source)[:ARTICLES]
            )
            by.setdefault(sign.technique, []).append(watch)
    rank = sorted((index, at, one) for at, some in enumerate(by.values()) for index, one in enumerate(some))
    yield from (one for _, _, one in rank[:SIGNS])
