"""Pictures of time: what happened before the event and since, and how deniable each cut-out was from day to day.

Invariants: one axis for both; what came after the event is drawn apart from what was known then; nothing is drawn after
the day of knowledge. Each dot has the number of its entry in the lists, where its source stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from catspaw.report.briefing.parts import Brief, Course, Moment
from catspaw.report.briefing.picture import broken, el, picture, points, words
from catspaw.report.briefing.voice import many

COURSES = 6
PLOT = 120.0
Point = tuple[float, float]


@dataclass(frozen=True)
class _Axis:
    """Days to points."""

    first: date
    last: date
    left: float
    right: float

    def __call__(self, day: date) -> float:
        part = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.left + min(1.0, max(0.0, part)) * (self.right - self.left)

    def years(self) -> Iterator[tuple[int, float]]:
        """The beginnings of years, as many as there is room for."""
        beginnings = [date(y, 1, 1) for y in range(self.first.year, self.last.year + 1)]
        shown = [day for day in beginnings if self.first <= day <= self.last]
        room = max(1, int((self.right - self.left) / 52))
        step = max(1, -(-len(shown) // room))
        yield from ((day.year, self(day)) for day in shown[::step])


def timeline(brief: Brief, span: tuple[date, date], width: int, id_: str) -> Markup:
    """Events over the axis, deniability below it."""
    axis = _Axis(*span, 34.0, width - 14.0)
    event = date.fromisoformat(brief.head.days[0].day) if brief.head.days else date.fromisoformat(brief.head.seen_on)
    radius = 8.0 if width > 500 else 6.5
    dots, height = _dots((*brief.before, *brief.since), axis, radius)
    base = height + 34
    courses = [one for one in brief.courses if one.turns][:COURSES]
    drawn = [*_years(axis, base, base + (PLOT + 26 if courses else 0)), *_event(axis, event, base, bool(courses))]
    drawn += [_dot(axis, one, base, level, radius, one.day > event.isoformat()) for one, level in dots]
    total = base + 24
    if courses:
        drawn += list(_plot(axis, courses, base + 30, span[1]))
        total = base + 30 + PLOT + 12 + 15 * len(courses)
    says = (
        f"{many(len(brief.before), 'event')} before {event} and {many(len(brief.since), 'event')} since, numbered as in the "
        f"lists. {' '.join(map(_told, courses))}"
    )
    return picture(width, total, "Timeline and deniability", says, *drawn, class_="time", id_=id_)


def _told(course: Course) -> str:
    first, last = course.turns[0], course.turns[-1]
    return f"Deniability of {course.name}: {first.amount} from {first.day}, {last.amount} from {last.day}."


def _dots(moments: Sequence[Moment], axis: _Axis, radius: float) -> tuple[list[tuple[Moment, int]], float]:
    """Each moment on the lowest level where it touches no other."""
    ends: list[float] = []
    found = []
    for one in moments:
        x = axis(date.fromisoformat(one.day))
        level = next((index for index, end in enumerate(ends) if x - end >= 2 * radius + 1), len(ends))
        ends[level : level + 1] = [x]
        found.append((one, level))
    return found, max(len(ends), 1) * (2 * radius + 2) + 8


def _dot(axis: _Axis, one: Moment, base: float, level: int, radius: float, later: bool) -> Markup:
    x, y = axis(date.fromisoformat(one.day)), base - 12 - radius - level * (2 * radius + 2)
    return el(
        "g", el("title", f"{one.number}. {one.day}: {one.said.text}"),
        el("circle", cx=x, cy=y, r=radius, class_="later" if later else "then"),
        words(x, y + 3.2, str(one.number), "dot-number later" if later else "dot-number then", "middle"),
    )  # fmt: skip


def _years(axis: _Axis, base: float, foot: float) -> Iterator[Markup]:
    yield el("path", d=points([(axis.left, base), (axis.right, base)]), class_="axis")
    for year, x in axis.years():
        yield el("path", d=points([(x, base), (x, max(foot, base + 5))]), class_="grid")
        yield words(x, base + 15, str(year), "tick", "middle")


def _event(axis: _Axis, event: date, base: float, long: bool) -> Iterator[Markup]:
    x = axis(event)
    yield el("path", d=points([(x, 18), (x, base + (PLOT + 30 if long else 6))]), class_="event")
    right = x < (axis.left + axis.right) / 2
    yield words(x + (5 if right else -5), 14, f"the event, {event}", "event-name", "start" if right else "end")


def _plot(axis: _Axis, courses: Sequence[Course], top: float, last: date) -> Iterator[Markup]:
    for value in (0.0, 0.5, 1.0):
        y = top + PLOT * (1 - value)
        yield el("path", d=points([(axis.left, y), (axis.right, y)]), class_="grid")
        yield words(axis.left - 5, y + 4, f"{value:g}", "tick", "end")
    for index, course in enumerate(courses):
        low, mid, high = (_steps(axis, course, top, last, at) for at in (0, 1, 2))
        yield el("path", d=points([*high, *reversed(low)]) + "z", class_=f"band c{index}")
        yield el("path", d=points(mid), class_=f"step c{index}")
        y = top + PLOT + 22 + 15 * index
        yield el("path", d=points([(axis.left, y - 4), (axis.left + 22, y - 4)]), class_=f"step c{index}")
        name = broken(f"Deniability of {course.name}", 12, axis.right - axis.left - 30, 1)[0]
        yield words(axis.left + 28, y, name, "legend")


def _steps(axis: _Axis, course: Course, top: float, last: date, at: int) -> list[Point]:
    """The line of one number: level until the next turn."""
    found: list[Point] = []
    for turn in course.turns:
        x, y = axis(date.fromisoformat(turn.day)), top + PLOT * (1 - turn.likelihood[at])
        if found:
            found.append((x, found[-1][1]))
        found.append((x, y))
    return [*found, (axis(max(last, axis.first + timedelta(days=1))), found[-1][1])]
