"""The parts of a brief as plain values, ready to print: what is said, with its sources and what its numbers rest on.

Invariant: texts only, numbers and tuples of them, so that the page, Markdown and JSON say the same; nothing is worked out
when they are printed.
"""

from __future__ import annotations

from dataclasses import dataclass

Numbers = tuple[float, float, float]  # low, mid, high


@dataclass(frozen=True, slots=True)
class Said:
    """A statement: its sources by key, its basis, and what stands against it (not checked, disputed)."""

    text: str
    source: tuple[str, ...] = ()
    basis: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """One of the five sentences."""

    topic: str
    said: Said


@dataclass(frozen=True, slots=True)
class Day:
    """One of an event's days."""

    what: str
    day: str


@dataclass(frozen=True, slots=True)
class Head:
    """The title block."""

    id: str
    title: str
    days: tuple[Day, ...]
    precision: str
    confidence: str
    checked: bool
    disputed: str
    note: str
    seen_on: str
    known: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """A claim with its correction, or who reads the event how."""

    first: str
    says: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Over:
    """Why an article does not stop a leg."""

    kind: str
    who: str
    why: str
    articles: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of a route."""

    kind: str
    start: str
    end: str
    technique: str
    mode: str
    says: str
    by_event: bool  # rests on a statement that the event started
    over: tuple[Over, ...]
    rests_on: tuple[Said, ...]
    likelihood: Numbers
    amount: str
    basis: str
    because: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """A measure that would stop a route or be part of a cut."""

    says: str
    cost: float
    reluctant: bool
    taken_by: str
    basis: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A route."""

    codes: tuple[str, ...]
    places: str
    techniques: tuple[str, ...]
    likelihood: Numbers
    amount: str
    basis: str
    lawful: bool
    legs: tuple[Leg, ...]
    stopped_by: tuple[Stop, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A route with and without the event: opened, likelier, closed or same."""

    state: str
    way: Way
    before: str  # its likelihood without the event, where it had one


@dataclass(frozen=True, slots=True)
class Article:
    """An article that a channel breaks."""

    regime: str
    article: str
    says: str
    binds: str
    by: str
    why_not: tuple[str, ...]
    sure: bool  # else an exception, a cap or a technical test is open
    checked: bool
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a sponsor can deny a cut-out, with the reasons."""

    cutout: str
    sponsor: str
    name: str
    sponsor_name: str
    day: str
    likelihood: Numbers
    amount: str
    foreign: bool
    visibility: float
    to_whom: tuple[tuple[str, str], ...]
    source: tuple[str, ...]
    reasons: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which the deniability of a cut-out changed."""

    day: str
    likelihood: Numbers
    amount: str
    foreign: bool


@dataclass(frozen=True, slots=True)
class Course:
    """The deniability of a cut-out over time."""

    cutout: str
    sponsor: str
    name: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """A listed party."""

    id: str
    name: str
    kind: str
    where: str
    regime: str
    programme: str
    since: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """A sign to watch."""

    technique: str
    where: str
    says: str
    check: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """The cheapest measures that close the routes shown."""

    says: str
    measures: tuple[Stop, ...]
    cost: float
    proved: bool
    pass_all: str
    then: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Channel:
    """All that is said of one channel."""

    anchor: str
    title: str
    good: str
    pair: tuple[str, str]
    source_name: str
    target_name: str
    state: str
    change: str
    reopened: bool
    supply: tuple[Said, ...]
    need: tuple[Said, ...]
    shown: Way | None
    best: Way | None
    without: Way | None
    ways: tuple[Compared, ...]
    articles: tuple[Article, ...]
    articles_more: int
    cutouts: tuple[Standing, ...]
    parties: tuple[Party, ...]
    parties_more: int
    precedents: tuple[Said, ...]
    closing: Closing
    walls: tuple[Said, ...]
    watch: tuple[Watch, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on a day."""

    number: int
    day: str
    precision: str
    said: Said


@dataclass(frozen=True, slots=True)
class Link:
    """A link on the map: between which places, by what means, with its crossings."""

    number: int
    pair: tuple[str, str]
    mode: str
    ends: str
    status: str
    said: Said


@dataclass(frozen=True, slots=True)
class Quiet:
    """A channel that was looked at and has no section of its own."""

    title: str
    says: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited source."""

    number: int
    key: str
    ref: str
    date: str
    url: str


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole brief."""

    head: Head
    so_what: tuple[Topic, ...]
    changed: tuple[Said, ...]
    corrections: tuple[Against, ...]
    readings: tuple[Against, ...]
    channels: tuple[Channel, ...]
    quiet: tuple[Quiet, ...]
    links: tuple[Link, ...]
    standing: tuple[Standing, ...]
    courses: tuple[Course, ...]
    before: tuple[Moment, ...]
    since: tuple[Moment, ...]
    unknown: tuple[Said, ...]
    method: tuple[str, ...]
    sources: tuple[Reference, ...]
    version: str
