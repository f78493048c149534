"""The brief as Markdown: the same statements, numbers and sources as the page, without its pictures.

Invariants: made of the same values as the page; what a text holds of Markdown's and HTML's own signs is escaped; sources
are footnotes by number, and only they carry addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from catspaw.explain.tree import visible
from catspaw.report.briefing.content import Content
from catspaw.report.briefing.parts import Against, Brief, Channel, Moment, Said, Way
from catspaw.report.briefing.told import tell
from catspaw.report.briefing.ways import KINDS

SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown(content: Content) -> str:
    """The brief as a text in Markdown."""
    return "\n".join(_Writer(tell(content)).lines()).rstrip("\n") + "\n"


def plain(text: str) -> str:
    """A text with the signs of Markdown and HTML made harmless."""
    return SIGNS.sub(r"\\\1", visible(" ".join(str(text).split()))).replace("&", "&amp;")


class _Writer:
    """Writes a brief line by line."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._numbers = {one.key: one.number for one in brief.sources}

    def cite(self, keys: Iterable[str]) -> str:
        """The numbers of sources."""
        return "".join(f" [^{number}]" for number in sorted({self._numbers[key] for key in keys}))

    def said(self, one: Said) -> str:
        """A statement with its basis, marks and sources."""
        basis = f" ({plain(one.basis)})" if one.basis else ""
        marks = "".join(f" *{plain(mark)}*" for mark in one.marks)
        return f"{plain(one.text)}{basis}{marks}{self.cite(one.source)}"

    def lines(self) -> Iterator[str]:
        """The whole brief."""
        brief = self._brief
        yield from self._head()
        yield from ("## So what?", "")
        for number, topic in enumerate(brief.so_what, start=1):
            said = topic.said
            yield f"{number}. **{topic.topic}.** {plain(said.text)}{self.cite(said.source)} *Basis: {plain(said.basis)}.*"
        yield from ("", "## Channels", "")
        yield from self._summary()
        yield from self._list("What the event started", brief.changed)
        yield from self._against("Claims that need correcting", brief.corrections)
        yield from self._against("Rival readings", brief.readings)
        yield from self._standing()
        yield from self._moments("Known then", brief.before)
        for one in brief.channels:
            yield from self._channel(one)
        yield from self._moments("What has happened since", brief.since)
        yield from self._list("What is not known", brief.unknown)
        yield from ("## Method, and what the numbers do not mean", "")
        for text in brief.method:
            yield from (plain(text), "")
        yield from self._sources()

    def _head(self) -> Iterator[str]:
        head = self._brief.head
        yield from (f"# {plain(head.title)}", "")
        yield f"*Catspaw brief, looked at on {head.seen_on}.*"
        yield ""
        for day in head.days:
            yield f"- {day.what}: {day.day}"
        checked = "checked" if head.checked else "not checked"
        yield f"- Precision: {head.precision}; {', '.join(p for p in (head.confidence, checked) if p)}{self.cite(head.source)}"
        if head.known:
            yield f"- As it was known on {head.known}: nothing that became public later was used or is shown."
        for text in (head.disputed and f"Disputed: {head.disputed}", head.note):
            if text:
                yield f"- {plain(text)}"
        yield ""

    def _summary(self) -> Iterator[str]:
        brief = self._brief
        if brief.channels:
            rows = [
                (one.title, self._short(one.best), self._short(one.without), f"{one.state}: {one.change}{_again(one)}")
                for one in brief.channels
            ]
            yield from _table(("Channel", "Likeliest way with the event", "Without it", "Change"), rows)
            yield "Likelihoods are the middle, and from low to high: an order of plausibility, no frequencies."
        else:
            yield "No channel with a way was found between those whom this event concerns. That is no proof that there is none."
        yield ""
        for one in brief.quiet:
            yield f"- Looked at too: {plain(one.title)} ({plain(one.says)})"
        yield ""
        if brief.links:
            rows_ = [
                (str(o.number), "–".join(o.pair), f"{o.mode}, {o.status}", o.said.text, o.ends) for o in brief.links
            ]
            yield from _table(("No.", "Between", "Means", "What it is", "Crossings and ports"), rows_)

    def _short(self, way: Way | None) -> str:
        if way is None:
            return "none found"
        means = ", ".join(way.techniques) or "no technique needed"
        return f"{way.places}: {way.amount}; {means}; {way.basis}"

    def _list(self, title: str, some: Sequence[Said], level: int = 2) -> Iterator[str]:
        if some:
            yield from (f"{'#' * level} {title}", "", *(f"- {self.said(one)}" for one in some), "")

    def _against(self, title: str, some: Sequence[Against]) -> Iterator[str]:
        if some:
            yield from (f"## {title}", "")
            yield from (f"- **{plain(one.first)}** {plain(one.says)}{self.cite(one.source)}" for one in some)
            yield ""

    def _standing(self) -> Iterator[str]:
        if not self._brief.standing:
            return
        yield from (f"## Cut-outs on {self._brief.head.seen_on}", "")
        for one in self._brief.standing:
            whom = "; ".join(f"to {who} {what}" for who, what in one.to_whom)
            yield f"- **{plain(one.name)}**, for {plain(one.sponsor_name)}: {one.amount}. {plain(whom)}.{self.cite(one.source)}"
            yield from (f"    - {self.said(reason)}" for reason in one.reasons)
        for course in self._brief.courses:
            turns = "; ".join(f"{turn.day}: {turn.amount}" for turn in course.turns)
            yield f"- Deniability of {plain(course.name)} over time: {plain(turns)}"
        yield ""

    def _moments(self, title: str, some: Sequence[Moment]) -> Iterator[str]:
        yield from (f"## {title}", "")
        for one in some:
            day = {"year": one.day[:4], "month": one.day[:7]}.get(one.precision, one.day)
            yield f"- {one.number}, {day}: {self.said(one.said)}"
        if not some:
            yield "Nothing on record."
        yield ""

    def _channel(self, one: Channel) -> Iterator[str]:
        yield from (
            f"## {plain(one.title)}",
            "",
            f"**{one.state}**: {plain(one.good)}; {plain(one.change)}{_again(one)}.",
            "",
        )
        yield from self._list("Who can supply", one.supply, 3)
        yield from self._list("Who needs", one.need, 3)
        if one.shown:
            yield from (f"### Way shown: {plain(one.shown.places)}, {one.shown.amount}", "")
            yield from self._legs(one.shown)
        yield from ("### All ways shown, and what would stop each", "")
        rows = [(other.state, self._short(other.way), other.before or "none", _stops(other.way)) for other in one.ways]
        yield from _table(("Change", "Way", "Without the event", "Stopped most cheaply by"), rows)
        yield from self._articles(one)
        yield from self._parties(one)
        yield from self._list("Precedents", one.precedents, 3)
        yield from self._closing(one)
        yield from self._list("Where the regime works", one.walls, 3)
        signs = [
            Said(f"{w.says} ({w.where})", w.source, f"check: {w.check}; sign of: {w.technique}") for w in one.watch
        ]
        yield from self._list("Signs to watch", signs, 3)
        yield from self._list("Not known", [Said(f"{gap}.") for gap in one.gaps], 3)

    def _legs(self, way: Way) -> Iterator[str]:
        for number, leg in enumerate(way.legs, start=1):
            event = " **Rests on the event.**" if leg.by_event else ""
            yield f"{number}. {plain(leg.says)}: {leg.amount}, {leg.basis} ({plain(leg.because)}).{event}{self.cite(leg.source)}"
            for over in leg.over:
                articles = plain("; ".join(over.articles))
                yield f"    - *{KINDS[over.kind]}*: {articles}: {plain(over.why)}{self.cite(over.source)}"
            yield from (f"    - {self.said(stated)}" for stated in leg.rests_on)
        yield ""

    def _articles(self, one: Channel) -> Iterator[str]:
        if not one.articles:
            return
        yield from ("### Articles broken, and by whom", "")
        for a in one.articles:
            by = a.by or "nobody who acts there is bound"
            marks = ("" if a.checked else " *not checked*") + (
                "" if a.sure else " *may be lawful: an exception, cap or test is open*"
            )
            why = ", ".join(a.why_not)
            whom = f"binds {plain(a.binds)}; {plain(by)} ({why})"
            yield f"- **{plain(a.article)}** ({a.regime}): {plain(a.says)}; {whom}{marks}{self.cite(a.source)}"
        yield ""

    def _parties(self, one: Channel) -> Iterator[str]:
        for cut in one.cutouts[:1]:
            yield from (f"### Cut-outs and deniability on {cut.day}", "")
        yield from (
            f"- {plain(cut.name)}, for {plain(cut.sponsor_name)}: {cut.amount}{self.cite(cut.source)}"
            for cut in one.cutouts
        )
        if one.parties:
            yield from ("", "### Listed parties active there", "")
            for p in one.parties:
                listed = f"{plain(p.programme)}, {p.regime}, since {p.since}, {plain(p.id)}"
                yield f"- {plain(p.name)} ({p.kind}): {listed}{self.cite(p.source)}"
            if one.parties_more > 0:
                yield f"- and {one.parties_more} more"
        yield ""

    def _closing(self, one: Channel) -> Iterator[str]:
        passing = f" All ways pass {plain(one.closing.pass_all)}." if one.closing.pass_all else ""
        yield from ("### Where to cut", "", f"{plain(one.closing.says)}{passing}", "")
        for stop in one.closing.measures:
            cost = f"cost {stop.cost:g} ({plain(stop.basis)}); taken by {plain(stop.taken_by)}"
            yield f"- {plain(stop.says)}: {cost}{self.cite(stop.source)}"
        yield from (f"- then left: {plain(way.places)}, {way.amount}" for way in one.closing.then)
        yield ""

    def _sources(self) -> Iterator[str]:
        yield from ("## Sources", "")
        for one in self._brief.sources:
            day = f", {one.date}" if one.date else ""
            link = f" <{one.url}>" if one.url else ""
            yield f"[^{one.number}]: {plain(one.ref)}{day}{link}"
        yield from ("", f"*Made by Catspaw from {plain(self._brief.version)}.*")


def _again(one: Channel) -> str:
    return "; as if links that are closed on the day were open again" if one.reopened else ""


def _stops(way: Way) -> str:
    return (
        f"{way.stopped_by[0].says} (cost {way.stopped_by[0].cost:g})"
        if way.stopped_by
        else "no measure in the catalogue"
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(map(plain, row))} |"
    yield ""
