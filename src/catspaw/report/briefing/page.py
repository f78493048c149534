"""The brief as one HTML page that needs nothing else: no script, no font, no image, nothing fetched.

Invariants: every text is escaped; the page's own policy forbids it to load anything; the only addresses in it are those of
the numbered sources; no clock is read, so the same brief gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from catspaw.explain.tree import visible
from catspaw.report.briefing.bars import bars
from catspaw.report.briefing.chart_map import Place, chart
from catspaw.report.briefing.content import Content, window
from catspaw.report.briefing.diagram import diagram
from catspaw.report.briefing.parts import Brief, Channel
from catspaw.report.briefing.timeline import timeline
from catspaw.report.briefing.told import tell
from catspaw.report.briefing.voice import Voice
from catspaw.report.briefing.ways import KINDS
from catspaw.report.page import TEMPLATES

WIDE, SMALL = (960, 520), (360, 360)


@dataclass(frozen=True)
class Charts:
    """The pictures of the page, for wide and for small screens."""

    map: Markup
    map_small: Markup
    time: Markup
    time_small: Markup
    routes: Mapping[str, Markup]


@dataclass(frozen=True)
class First:
    """For each channel, the first one that says the same of a part, so that it is said once."""

    parties: Mapping[str, str]
    precedents: Mapping[str, str]
    watch: Mapping[str, str]
    walls: Mapping[str, str]


def page(content: Content) -> str:
    """The page as a text."""
    brief, voice = tell(content), Voice(content.world, content.known)
    names = {code: voice.short(code) for code in content.world.actors}
    numbers = {one.key: one.number for one in brief.sources}

    def cite(keys: Iterable[str]) -> Markup:
        links = (Markup('<a href="#source-{0}">{0}</a>').format(n) for n in sorted({numbers[key] for key in keys}))
        listed = Markup(" ").join(links)
        return Markup('<span class="cite">{}</span>').format(listed) if listed else Markup("")

    return _environment().get_template("brief.html.j2").render(
        brief=brief, head=brief.head, cite=cite, names=names, charts=_charts(content, brief, names), bars=bars,
        KINDS=KINDS, first=_first(brief.channels), titles={one.anchor: one.title for one in brief.channels},
    )  # fmt: skip


def _charts(content: Content, brief: Brief, names: dict[str, str]) -> Charts:
    places = {
        code: Place(code, names[code], str(actor["kind"]), float(actor["lat"]), float(actor["lon"]))
        for code, actor in content.world.actors.items()
        if "lat" in actor and "lon" in actor
    }
    span = window(content)
    routes = {
        one.anchor: diagram(one.shown, names, f"route-{number}")
        for number, one in enumerate(brief.channels, start=1)
        if one.shown
    }
    return Charts(
        chart(brief, places, *WIDE, "map-wide"), chart(brief, places, *SMALL, "map-small"),
        timeline(brief, span, WIDE[0], "time-wide"), timeline(brief, span, SMALL[0], "time-small"), routes,
    )  # fmt: skip


def _first(channels: Iterable[Channel]) -> First:
    def once(part: Callable[[Channel], Any]) -> dict[str, str]:
        seen: dict[Any, str] = {}
        return {one.anchor: seen.setdefault(part(one), one.anchor) for one in channels}

    return First(
        once(lambda one: (one.parties, one.parties_more)), once(lambda one: one.precedents), once(lambda one: one.watch),
        once(lambda one: one.walls),
    )  # fmt: skip


def by_precision(day: str, precision: str) -> str:
    """A day as exactly as it is known."""
    return {"year": day[:4], "month": day[:7]}.get(precision, day)


def _shown(text: Any) -> Markup:
    """A text of the facts: escaped, its direction kept to itself, hidden characters made visible."""
    return Markup("<bdi>{}</bdi>").format(visible(str(text)))


@cache
def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    env.filters |= {"shown": _shown, "visible": visible, "by_precision": by_precision}
    return env
