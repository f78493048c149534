"""Two likelihoods with their ranges on one scale, small enough for the cell of a table.

Invariant: the scale is that of tens, from 0.001 to 1, the same in every row; what is below it stands at its beginning.
"""

from __future__ import annotations

import math

from markupsafe import Markup

from catspaw.report.briefing.parts import Channel, Numbers, Way
from catspaw.report.briefing.picture import el, picture, points, words

LEFT, RIGHT, LEAST = 6.0, 146.0, 0.001


def bars(channel: Channel, number: int) -> Markup:
    """The likeliest way with the event over that without it."""
    rails = [el("path", d=points([(_at(tick), 4), (_at(tick), 37)]), class_="rail") for tick in (0.001, 0.01, 0.1, 1.0)]
    ticks = [words(_at(tick), 46, f"{tick:g}", "tick", "middle") for tick in (0.01, 0.1)]
    says = f"With the event {_told(channel.best)}; without it {_told(channel.without)}."
    drawn = [*rails, *ticks, *_span(channel.best, 11, ""), *_span(channel.without, 21, " before")]
    if channel.state == "opened":
        drawn += _span(channel.shown, 31, " new")
        says = f"{says} Newly opened {_told(channel.shown)}."
    return picture(152, 48, "Likelihood with and without the event", says, *drawn, class_="bars", id_=f"bars-{number}")


def _told(way: Way | None) -> str:
    return way.amount if way else "none found"


def _span(way: Way | None, y: float, class_: str) -> list[Markup]:
    if way is None:
        return []
    low, mid, high = _points(way.likelihood)
    return [
        el("path", d=points([(low, y), (high, y)]), class_=f"span{class_}"),
        el("circle", cx=mid, cy=y, r=3.6, class_=f"mid{class_}"),
    ]


def _points(numbers: Numbers) -> tuple[float, float, float]:
    low, mid, high = map(_at, numbers)
    return low, mid, high


def _at(number: float) -> float:
    part = math.log(max(number, LEAST) / LEAST) / math.log(1 / LEAST)
    return LEFT + part * (RIGHT - LEFT)
