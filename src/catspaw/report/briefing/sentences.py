"""The five sentences that answer "so what?": what opened, what forbids it, how deniable it is, where to cut, what to watch.

Invariants: each sentence is made from findings and carries their sources and what its numbers rest on; where there is
nothing to say it says so; nothing here is written for one event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from catspaw.report.briefing.channel import state
from catspaw.report.briefing.content import ChannelBrief, Content
from catspaw.report.briefing.parts import Closing, Said, Topic, Watch
from catspaw.report.briefing.voice import Voice, amount, figure, listed, many
from catspaw.report.briefing.ways import Ways
from catspaw.routes.deniability import Deniability
from catspaw.routes.route import Route

NAMED = 3
SOURCES = 6


def sentences(voice: Voice, content: Content, watch: Sequence[Watch]) -> tuple[Topic, ...]:
    """The five sentences; `watch` are the signs of the leading channel."""
    lead = next(iter(content.channels), None)
    ways = Ways(voice, lead) if lead else None
    return (
        Topic("What opened", _opened(voice, content, ways)), Topic("What forbids it", _forbidden(voice, lead)),
        Topic("How deniable, until when", _deniable(voice, content, lead)), Topic("Where to cut", _cut(voice, lead, ways)),
        Topic("What to watch", _watch(watch)),
    )  # fmt: skip


def _pair(voice: Voice, found: ChannelBrief) -> str:
    channel = found.change.channel
    return f"{channel.name} from {voice.short(channel.source)} to {voice.short(channel.target)}"


def _opened(voice: Voice, content: Content, ways: Ways | None) -> Said:
    looked = many(len(content.channels) + len(content.quiet), "channel")
    event = voice.sources(content.row["source"])
    if not content.channels and not content.quiet:
        text = "Nothing was found to open: no statement says that one of those concerned supplies what another needs."
        return Said(text, event, "the statements of supply, need and labour that were public")
    if ways is None:
        text = f"Nothing was found to open: in none of the {looked} looked at is there a way, with the event or without it."
        return Said(text, event, "the search for routes; none found is no proof that there is none")
    lead = content.channels[0]
    route = lead.leading
    assert route is not None  # noqa: S101 - a channel with a section has a route
    what = _news(voice, content, looked, ways)
    text = f"{what} {_pair(voice, lead)} {_by(voice, ways, route)}, at {amount(route.range)}."
    keys = [key for tie in content.started for key in tie.source]
    keys += [key for leg in route.legs for tie in leg.ties for key in tie.source]
    legs = many(len(route.legs), "leg")
    basis = f"likelihood: the product of {legs}, the weakest of them {_basis(route)}; an order of plausibility, no frequency"
    return Said(text, voice.sources((*event, *keys))[:SOURCES], basis)


def _news(voice: Voice, content: Content, looked: str, ways: Ways) -> str:
    """What the event did to the channels, up to the one to show first."""
    by = {word: [c for c in content.channels if state(c.change) == word] for word in ("opened", "likelier", "closed")}
    if some := by["opened"]:
        return f"It opened new ways in {len(some)} of {looked} looked at: {_some(voice, some)}; foremost"
    if some := by["likelier"]:
        return f"It opened no new way in the {looked} looked at, but made {len(some)} likelier: {_some(voice, some)}; foremost"
    if some := by["closed"]:
        what = f"It opened nothing and closed ways in {len(some)} of {looked} looked at"
        gone = some[0].change.closed[0]
        first = f"the likeliest to go was {_pair(voice, some[0])} {_by(voice, ways, gone)}, at {amount(gone.range)}"
        return f"{what}: {_some(voice, some)}; {first}, and the likeliest left is"
    return f"It changed nothing that was found: in all {looked} looked at the same ways exist with it and without it, led by"


def _some(voice: Voice, found: Sequence[ChannelBrief]) -> str:
    """Channels in a row, those of one good and one end together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in found:
        channel = one.change.channel
        groups.setdefault((channel.name, channel.target), []).append(voice.short(channel.source))
    joined: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (name, target), sources in groups.items():
        joined.setdefault((name, tuple(sources)), []).append(voice.short(target))
    names = [f"{name} from {listed(sources)} to {listed(targets)}" for (name, sources), targets in joined.items()]
    more = len(names) - NAMED
    return listed([*names[:NAMED], f"{more} more"]) if more > 0 else listed(names)


def _by(voice: Voice, ways: Ways, route: Route) -> str:
    stations = [voice.short(code) for code in route.nodes[1:-1]]
    through = f"through {listed(stations)}" if stations else "directly"
    means = [f"“{ways.title(t).lower()}”" for t in route.techniques[:NAMED]]
    return f"{through}, by {listed(means)}" if means else f"{through}, with no technique needed"


def _basis(route: Route) -> str:
    return {"counted": "counted from documented uses", "class": "classed by judgement"}.get(route.basis, "assumed")


def _forbidden(voice: Voice, lead: ChannelBrief | None) -> Said:
    route = lead.leading if lead else None
    if lead is None or route is None:
        return Said("No way was found, so no article can be said to be broken.", (), "the search for routes")
    broken = {ban for leg in route.legs for ban in leg.bans}
    if not broken:
        text = f"No rule that Catspaw knows forbids any leg of the way shown for {_pair(voice, lead)}; that is no permission."
        return Said(text, (), "every leg judged as a dealing by the rules in force on the day")
    bans = [one.ban for one in lead.broken if one.ban in broken]
    first, others = bans[0], len(bans) - 1
    regimes = listed(sorted({_regime(voice, ban.regime) for ban in bans}))
    more = f" and {many(others, 'more article')} ({regimes})" if others else f" ({regimes})"
    article, says = voice.says(first.article, first.regime), voice.says(first.says).rstrip(".")
    quoted = f" (“{says[:1].lower()}{says[1:]}”)" if says else ""
    text = f"The way shown for {_pair(voice, lead)} is forbidden by {article}{quoted}{more}; {listed(list(_who(voice, route)))}."
    keys = [key for ban in bans[:2] for key in ban.source]
    keys += [key for leg in route.legs for cover in leg.covers for tie in cover.ties for key in tie.source]
    checked = f"{sum(ban.verified for ban in bans)} of {many(len(bans), 'article')} checked against the text"
    unsure = sum(not ban.sure for ban in bans)
    hint = f"; {unsure} may be lawful where an exception, a cap or a technical test is open" if unsure else ""
    return Said(text, voice.sources(keys)[:SOURCES], f"each leg judged as a dealing on its day; {checked}{hint}")


def _regime(voice: Voice, regime: str) -> str:
    """Whose law a regime is: its title up to the colon."""
    return voice.regime(regime).partition(":")[0] or regime


def _who(voice: Voice, route: Route) -> Iterator[str]:
    """Who is bound and why that does not stop it, and where nobody is."""
    words = {
        "not_enforcing": "bound and by the record not acting", "disguised": "bound, with what would show it hidden",
        "unseen": "bound, without seeing it", "exempt": "free to do so under an exception",
    }  # fmt: skip
    told: dict[str, dict[str, None]] = {}
    free = 0
    for leg in route.legs:
        actors = [cover.actor for cover in leg.covers if cover.actor not in ("", "ships")]
        free += bool(leg.covers) and not actors
        for cover in leg.covers:
            if cover.actor in actors and cover.kind in words:
                told.setdefault(words[cover.kind], {})[cover.actor] = None
    for says, who in told.items():
        yield f"{voice.names(who)} {'is' if len(who) == 1 else 'are'} {says}"
    if free:
        yield f"on {free} of its {many(len(route.legs), 'leg')} nobody who acts is bound"


def _deniable(voice: Voice, content: Content, lead: ChannelBrief | None) -> Said:
    own = set(content.row.get("actors", ()))
    found = [one for one in content.standing if one.cutout in own] or content.standing or (lead.cutouts if lead else ())
    if not found:
        text = (
            "No cut-out stands between: no contested territory is concerned, and no third country takes title or gives "
            "papers on the ways shown."
        )
        return Said(text, voice.sources(content.row["source"]), "the actors of the event and of the ways shown")
    parts = []
    for _, some in groupby(sorted(found, key=lambda d: (d.sponsor, d.foreign)), key=lambda d: (d.sponsor, d.foreign)):
        parts.append(_of_sponsor(voice, content, list(some)))
    keys = [key for one in found for node in one.reasons for child in node.children for key in child.sources]
    seen = ", ".join(dict.fromkeys(f"{one.visibility:.2f}" for one in found))
    basis = f"by the sponsor's own law (foreign or not), less what public statements of its control show (visibility {seen})"
    return Said(f"On {content.day} {'; '.join(parts)}.", voice.sources(keys)[:SOURCES], basis)


def _of_sponsor(voice: Voice, content: Content, some: list[Deniability]) -> str:
    sponsor, first = voice.short(some[0].sponsor), some[0]
    names = listed([f"{voice.short(one.cutout)} ({_numbers(one)})" for one in some[:NAMED]])
    if len(some) > NAMED:
        names = f"{names} and {len(some) - NAMED} more"
    turn = _turn(content, first)
    if first.foreign:
        until = f"from {turn} it holds this to be its own and can do so no longer" if turn else _no_end(content)
        return f"{sponsor} could still disown {names} as foreign; {until}"
    since = f" since {turn}" if turn else ""
    return f"{sponsor} could not disown {names}, which it holds to be its own{since}"


def _numbers(one: Deniability) -> str:
    return f"{figure(one.range.mid)}, {figure(one.range.low)} to {figure(one.range.high)}"


def _no_end(content: Content) -> str:
    return f"no end of this was known by {content.known}" if content.known else "nothing on record has ended this since"


def _turn(content: Content, one: Deniability) -> date | None:
    """The first later day on which it is no longer foreign; where it is not, the day since which."""
    course = content.over_time.get((one.cutout, one.sponsor), ())
    if one.foreign:
        return next((d.day for d in course if d.day > content.day and not d.foreign), None)
    since = None
    for d in course:
        if d.day > content.day:
            break
        since = None if d.foreign else since or d.day
    return since


def _cut(voice: Voice, lead: ChannelBrief | None, ways: Ways | None) -> Said:
    if lead is None or ways is None:
        return Said("There is nothing to cut: no way was found.", (), "the search for routes")
    closing = ways.closing()
    if not closing.measures:
        return Said(f"{_pair(voice, lead).capitalize()}: {closing.says}", (), "the catalogue of measures")
    names = listed([f"“{one.says[:1].lower()}{one.says[1:]}”" for one in closing.measures[:NAMED]])
    more = len(closing.measures) - NAMED
    measures = f"{names} and {more} more" if more > 0 else names
    sure = "no cheaper set does" if closing.proved else "whether a cheaper set does was not settled in the time given"
    closed = f"the {many(len(lead.cut.closed), 'likeliest way')} for {_pair(voice, lead)}"
    text = f"To close {closed} the cheapest is {measures}, at a cost of {closing.cost:g} ({sure}){_left(closing)}."
    keys = [key for one in closing.measures for key in one.source]
    basis = "; ".join(dict.fromkeys(f"cost {one.cost:g}: {one.basis}" for one in closing.measures[:NAMED]))
    return Said(text, voice.sources(keys)[:SOURCES], basis)


def _left(closing: Closing) -> str:
    points = f"; all ways pass {closing.pass_all}" if closing.pass_all else ""
    if not closing.then:
        return f"{points}; no other way was found then"
    return f"{points}; then the likeliest is {closing.then[0].places}, at {closing.then[0].amount}"


def _watch(watch: Sequence[Watch]) -> Said:
    if not watch:
        return Said("No sign is on record for the ways shown.", (), "the catalogue of techniques")
    some = watch[:NAMED]
    first = "; ".join(f"{one.says.rstrip('.')} ({one.where}; check: {one.check.rstrip('.')})" for one in some)
    keys = [key for one in some for key in one.source]
    names = listed([one.technique.lower() for one in some])
    basis = f"signs of: {names}; a sign is a reason to look, no finding"
    return Said(f"Watch for {first}.", tuple(dict.fromkeys(keys))[:SOURCES], basis)
