"""A route as a picture: places on a line, what is done on the way, who lets it pass and why, and the payment back.

Invariants: read from top to bottom, narrow enough for a telephone; what a leg breaks and what covers it stand beside it; a
leg that rests on the event is marked as such in words, not by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from catspaw.report.briefing.parts import Leg, Over, Way
from catspaw.report.briefing.picture import broken, el, picture, points, width_of, words
from catspaw.report.briefing.voice import listed, many

WIDTH = 360
SPINE, TEXT, EDGE = 20.0, 42.0, 340.0
WORDS = {
    "not_bound": "not bound", "not_enforcing": "does not act", "disguised": "does not see", "unseen": "does not see",
    "exempt": "exempt",
}  # fmt: skip
WORST = ("not_enforcing", "disguised", "unseen", "not_bound", "exempt")
MODES = {"rail": "by rail", "road": "by road", "sea": "by sea", "air": "by air", "pipeline": "by pipeline"}


@dataclass
class _Drawing:
    """The picture in the making: `y` is where the next thing goes."""

    way: Way
    names: dict[str, str]
    y: float = 26.0
    under: list[Markup] = field(default_factory=list)
    over: list[Markup] = field(default_factory=list)

    def station(self, code: str, end: bool) -> None:
        """A place."""
        self.over.append(el("circle", cx=SPINE, cy=self.y - 5, r=7.0 if end else 5.0, class_="end" if end else "stop"))
        name = self.names.get(code, code)
        self.over.append(words(TEXT, self.y, name, "place"))
        if (after := TEXT + width_of(name, 15, bold=True) + 6) < 300:
            self.over.append(words(after, self.y, code, "code"))
        self.y += 19

    def leg(self, leg: Leg) -> None:
        """A move to the next place, or something done at this one."""
        start = self.y - 24
        if leg.kind != "move":
            self.over.append(el("path", d=f"M{SPINE:g} {self.y - 9:g}l6 6l-6 6l-6 -6z", class_="change"))
        means = [part for part in (leg.technique, MODES.get(leg.mode, leg.mode)) if part]
        self._lines(", ".join(means) or "plain leg", "means", 13, 16)
        if leg.by_event:
            self._lines("rests on the event", "by-event", 12, 15)
        self._overs(leg)
        self._lines(f"{leg.amount}, {leg.basis}", "figures", 11.5, 15)
        if leg.kind == "move":
            self.y += 13
            self.under.append(el("path", d=points([(SPINE, start), (SPINE, self.y - 5)]), class_=f"line {worst(leg)}"))
        else:
            self.y += 3

    def _overs(self, leg: Leg) -> None:
        for over in leg.over:
            self._lines(told(over), f"over {over.kind}", 12, 15)
        if not leg.over:
            self._lines("no rule met", "over none", 12, 15)

    def _lines(self, text: str, class_: str, size: float, step: float) -> None:
        for line in broken(text, size, EDGE - 24 - TEXT, 3):
            self.over.append(words(TEXT, self.y, line, class_))
            self.y += step

    def payment(self, legs: list[Leg]) -> None:
        """How it is paid for, on a line of its own back to the source."""
        self.y += 8
        foot, edge = self.y - 5, EDGE + 8
        line = [(TEXT + 72, foot), (edge, foot), (edge, 21.0), (edge - 14, 21.0)]
        self.under.append(el("path", d=points(line), class_="pay"))
        self.under.append(el("path", d=f"M{edge - 18:g} 21l9 -5v10z", class_="pay-end"))
        self.over.append(words(TEXT, self.y, "Payment", "means"))
        self.y += 16
        for leg in legs:
            who = f"{self.names.get(leg.start, leg.start)} pays {self.names.get(leg.end, leg.end)}"
            self._lines(f"{who}: {leg.technique.lower() or 'no way to pay is known'}", "means plain", 13, 16)
            if leg.by_event:
                self._lines("rests on the event", "by-event", 12, 15)
            self._overs(leg)
            self._lines(f"{leg.amount}, {leg.basis}", "figures", 11.5, 15)
            self.y += 4


def diagram(way: Way, names: dict[str, str], id_: str) -> Markup:
    """The picture of a route; `names` are the places by code."""
    drawing = _Drawing(way, names)
    drawing.station(way.codes[0], end=True)
    for leg in way.legs:
        if leg.kind == "settle":
            continue
        drawing.leg(leg)
        if leg.kind == "move":
            drawing.y += 13
            drawing.station(leg.end, end=leg.end == way.codes[-1])
    if payments := [leg for leg in way.legs if leg.kind == "settle"]:
        drawing.payment(payments)
    return picture(
        WIDTH, drawing.y, f"Route: {way.places}", described(way), *drawing.under, *drawing.over, class_="route", id_=id_
    )


def described(way: Way) -> str:
    """The route in words, for those who can't see it."""
    steps = [
        f"{leg.technique.lower() or 'plain leg'} ({leg.kind}; {listed(map(told, leg.over)) or 'no rule met'})"
        for leg in way.legs
    ]
    return f"{many(len(way.legs), 'leg')}: {'; '.join(steps)}. Likelihood {way.amount}, {way.basis}."


def told(over: Over) -> str:
    """A cover in few words."""
    who = "ships" if over.who == "ships" else over.who or "nobody who acts here"
    if not over.who:
        return "nobody who acts here is bound"
    return f"{who}: {WORDS[over.kind]}" if over.kind in ("not_bound", "exempt") else f"{who}: bound, {WORDS[over.kind]}"


def worst(leg: Leg) -> str:
    """The cover that the line of a leg is drawn by."""
    kinds = {over.kind for over in leg.over}
    return next((kind for kind in WORST if kind in kinds), "none")
