"""A schematic map of the routes: where those concerned are, and which ways lead from whom to whom. No map data is used.

Invariants: only places that a route or a statement names are drawn; a label covers no other label if there is any room;
links are numbered as in the table beside the map, so that each has its source.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup

from catspaw.report.briefing.parts import Brief, Way
from catspaw.report.briefing.picture import broken, el, picture, points, width_of, words
from catspaw.report.briefing.projection import Point, Projection, fitted
from catspaw.report.briefing.voice import listed, many

SEA = "high-seas"
BEND = 0.13  # of a line's length: so that there and back are two lines
AROUND = ((1, 0.35), (-1, 0.35), (0, -1), (0, 1.6), (1, -0.7), (-1, -0.7), (1, 1.4), (-1, 1.4))
RINGS = (13.0, 34.0, 64.0, 100.0, 150.0)  # how far from its place a label may stand
SIZE = 13.0
SAMPLES = 60  # of a line
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """An actor on the map."""

    code: str
    name: str
    kind: str
    lat: float
    lon: float


@dataclass
class _Map:
    """The map in the making."""

    width: int
    height: float
    projection: Projection
    taken: list[Box] = field(default_factory=list)
    lines: list[Point] = field(default_factory=list)
    labels: list[Box] = field(default_factory=list)
    drawn: list[Markup] = field(default_factory=list)

    def taken_of(self, box: Box, lines: bool = True) -> float:
        """How much of a box is taken, crossed by lines or outside, in square points."""
        x0, y0, x1, y1 = box
        outside = max(0.0, 4 - x0) + max(0.0, x1 - self.width + 4) + max(0.0, 4 - y0) + max(0.0, y1 - self.height + 4)
        over = sum(max(0.0, min(x1, c) - max(x0, a)) * max(0.0, min(y1, d) - max(y0, b)) for a, b, c, d in self.taken)
        crossed = sum(x0 < x < x1 and y0 < y < y1 for x, y in self.lines) if lines else 0
        return 4 * over + outside * 200 + crossed * 40

    def leader(self, at: Point, box: Box) -> float:
        """What a line from a place to its label costs: short is best, and not through other labels and places."""
        to = _nearest(at, box)
        on = [(at[0] + (to[0] - at[0]) * t / 10, at[1] + (to[1] - at[1]) * t / 10) for t in range(1, 10)]
        others = [*self.labels, *(b for b in self.taken if not (b[0] < at[0] < b[2] and b[1] < at[1] < b[3]))]
        return 60.0 * sum(a < x < c and b < y < d for x, y in on for a, b, c, d in others) + math.dist(at, to)

    def best(self, boxes: Sequence[Box], lines: bool = True) -> int:
        """The number of the box that is freest, the first of equals."""
        return min(range(len(boxes)), key=lambda index: (round(self.taken_of(boxes[index], lines)), index))


def chart(brief: Brief, places: Mapping[str, Place], width: int, height: float, id_: str) -> Markup:
    """The map; nothing where fewer than two places can be put on it."""
    ways = [
        (way, channel.state)
        for channel in brief.channels
        for way in _ways(channel.shown, channel.best, channel.without)
    ]
    codes = dict.fromkeys(code for way, _ in ways for code in way.codes if code in places)
    codes |= dict.fromkeys(c for one in brief.standing for c in (one.sponsor, one.cutout) if c in places)
    if len(codes) < 2:
        return Markup("")
    shown = [places[code] for code in codes]
    margin = 64 if width > 500 else 46
    projection, height = fitted([(one.lat, one.lon) for one in shown], width, height, margin)
    drawing = _Map(width, height, projection)
    at = {one.code: point for one in shown if (point := projection(one.lat, one.lon))}
    drawing.taken += [(x - 8, y - 8, x + 8, y + 8) for x, y in at.values()]
    _grid(drawing)
    curves = _edges(drawing, brief, at)
    _numbers(drawing, brief, curves)
    ends = {code for way, _ in ways for code in (way.codes[0], way.codes[-1])}
    for one in sorted((p for p in shown if p.code in at), key=lambda p: (p.code not in ends, p.code)):
        _place(drawing, one, at[one.code], one.code in ends)
    names = listed([one.name for one in shown])
    lines = f"{many(len(curves), 'line')} between them; the table after the map lists the links."
    says = f"{many(len(shown), 'place')}: {names}. {lines}"
    frame = el("rect", x=0, y=0, width=width, height=height, class_="sea")
    return picture(width, height, "Map of the ways found", says, frame, *drawing.drawn, class_="map", id_=id_)


def _ways(*ways: Way | None) -> list[Way]:
    return [way for way in ways if way]


def _grid(drawing: _Map) -> None:
    step = _step(drawing)
    for label, line in drawing.projection.graticule(step):
        inside = [p for p in line if -60 < p[0] < drawing.width + 60 and -60 < p[1] < drawing.height + 60]
        if len(inside) < 2:
            continue
        drawing.drawn.append(el("path", d=points(_thinned(inside)), class_="grid"))
        _degree(drawing, label, inside)


def _step(drawing: _Map) -> int:
    degrees = drawing.width / drawing.projection.scale * 57.3
    return next((step for step in (2, 5, 10, 15, 30) if degrees / step < 9), 30)


def _thinned(line: list[Point]) -> list[Point]:
    kept = line[:1]
    for point in line[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) > 14:
            kept.append(point)
    return kept if kept[-1] == line[-1] else [*kept, line[-1]]


def _degree(drawing: _Map, label: str, line: list[Point]) -> None:
    """The label of a line where it leaves the frame: meridians below, parallels at the left."""
    for (x0, y0), (x1, y1) in pairwise(line):
        below = (
            label[-1] in "EW" and (y0 - drawing.height) * (y1 - drawing.height) <= 0 and 20 < x0 < drawing.width - 24
        )
        left = label[-1] in "NS" and x0 * x1 <= 0 and 14 < y0 < drawing.height - 24
        if below or left:
            x, y = (x0 + 3, drawing.height - 5.0) if below else (5.0, y0 - 3)
            drawing.drawn.append(words(x, y, label, "degree"))
            drawing.taken.append((x, y - 9, x + 26, y + 2))
            return


def _edges(drawing: _Map, brief: Brief, at: Mapping[str, Point]) -> dict[tuple[str, str], list[Point]]:
    """Lines of all ways, those that the event opened over the others; the points of each by pair."""
    state: dict[tuple[str, str, bool], bool] = {}
    for channel in brief.channels:
        opened = {one.way.codes for one in channel.ways if one.state == "opened"}
        for way in _ways(channel.shown, channel.best, channel.without):
            for start, end, sea in _steps(way.codes):
                if start in at and end in at:
                    key = (start, end, sea)
                    state[key] = state.get(key, False) or way.codes in opened
    curves: dict[tuple[str, str], list[Point]] = {}
    for (start, end, sea), new in sorted(state.items(), key=lambda one: (one[1], one[0])):
        line = _curve(at[start], at[end])
        curves[start, end] = line
        drawing.lines += line[3:-3]
        name = " ".join(("way", "new" if new else "old", *(["by-sea"] if sea else [])))
        drawing.drawn.append(el("path", d=_bezier(at[start], at[end]), class_=name))
        drawing.drawn.append(_arrow(line, "tip new" if new else "tip old"))
    return curves


def _steps(codes: Sequence[str]) -> Iterable[tuple[str, str, bool]]:
    """Pairs of places; what goes over the high seas is one line."""
    land = [code for code in codes if code != SEA]
    over = {(a, b) for a, sea, b in zip(codes, codes[1:], codes[2:], strict=False) if sea == SEA}
    return [(start, end, (start, end) in over) for start, end in pairwise(land)]


def _control(start: Point, end: Point) -> Point:
    dx, dy = end[0] - start[0], end[1] - start[1]
    return (start[0] + end[0]) / 2 + dy * BEND, (start[1] + end[1]) / 2 - dx * BEND


def _bezier(start: Point, end: Point) -> str:
    (cx, cy), (x0, y0), (x1, y1) = _control(start, end), start, end
    return f"M{x0:.1f} {y0:.1f}Q{cx:.1f} {cy:.1f} {x1:.1f} {y1:.1f}"


def _curve(start: Point, end: Point) -> list[Point]:
    cx, cy = _control(start, end)
    found = []
    for step in range(SAMPLES + 1):
        t = step / SAMPLES
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        found.append((a * start[0] + b * cx + c * end[0], a * start[1] + b * cy + c * end[1]))
    return found


def _arrow(line: list[Point], class_: str) -> Markup:
    """A tip at two thirds of a line."""
    (x0, y0), (x1, y1) = line[SAMPLES * 12 // 20], line[SAMPLES * 14 // 20]
    length = max(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5, 0.01)
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    tip, left, right = (
        (x1, y1),
        (x1 - 8 * ux - 4 * uy, y1 - 8 * uy + 4 * ux),
        (x1 - 8 * ux + 4 * uy, y1 - 8 * uy - 4 * ux),
    )
    return el("path", d=points([tip, left, right]) + "z", class_=class_)


def _numbers(drawing: _Map, brief: Brief, curves: Mapping[tuple[str, str], list[Point]]) -> None:
    """The number of each link on its line, where there is room."""
    for link in brief.links:
        line = curves.get(link.pair) or curves.get((link.pair[1], link.pair[0]))
        if line is None:
            continue
        spots = [line[SAMPLES * at // 20] for at in (10, 8, 6, 15, 4, 17)]
        boxes = [(x - 9, y - 8, x + 9, y + 8) for x, y in spots]
        chosen = drawing.best(boxes, lines=False)
        if drawing.taken_of(boxes[chosen], lines=False) > 360:
            continue
        (x, y), drawing.taken = spots[chosen], [*drawing.taken, boxes[chosen]]
        drawing.drawn.append(el("circle", cx=x, cy=y, r=8, class_="badge"))
        drawing.drawn.append(words(x, y + 3.5, str(link.number), "badge-number", "middle"))


def _place(drawing: _Map, place: Place, at: Point, end: bool) -> None:
    x, y = at
    if place.kind == "contested":
        mark = el("path", d=f"M{x:.1f} {y - 8:.1f}l8 8l-8 8l-8 -8z", class_="contested")
    else:
        mark = el("circle", cx=x, cy=y, r=6.0 if end else 4.0, class_="end" if end else "stop")
    lines = broken(place.name, SIZE, 128, 3)
    wide, high = max(width_of(line, SIZE, end) for line in lines) + 6, len(lines) * 14.0
    spots = [(x + dx * far, y + dy * far * 0.8, dx) for far in RINGS for dx, dy in AROUND]
    boxes = [_box(sx, sy, dx, wide, high) for sx, sy, dx in spots]
    costs = [
        drawing.taken_of(box) + (drawing.leader(at, box) if index >= len(AROUND) else 0)
        for index, box in enumerate(boxes)
    ]
    chosen = costs.index(min(costs))
    box = boxes[chosen]
    drawing.taken.append(box)
    drawing.labels.append(box)
    if chosen >= len(AROUND):
        drawing.drawn.append(el("path", d=points([at, _nearest(at, box)]), class_="leader"))
    drawing.drawn.append(mark)
    anchor = {1: "start", -1: "end", 0: "middle"}[spots[chosen][2]]
    left = {"start": box[0] + 3, "end": box[2] - 3, "middle": (box[0] + box[2]) / 2}[anchor]
    for index, line in enumerate(lines):
        drawing.drawn.append(words(left, box[1] + 11 + 14 * index, line, "name end" if end else "name", anchor))


def _nearest(at: Point, box: Box) -> Point:
    """The point of a label's edge that a place is nearest to."""
    return max(box[0], min(at[0], box[2])), max(box[1] + 4, min(at[1], box[3]))


def _box(x: float, y: float, dx: int, wide: float, high: float) -> Box:
    left = x if dx > 0 else x - wide if dx < 0 else x - wide / 2
    return (left, y - high / 2 - 4, left + wide, y + high / 2)
