"""Which rules forbid a leg, as it is and as its papers show it: each leg is judged as a dealing like any other.

A leg is judged twice: with all that is true of it, and with what is left to see when some aspects are hidden. What the
first finds and the second does not is what the disguise defeats. There is no second set of rules.

Invariants: only what is forbidden (or needs an authorisation) for certain counts; the judge of books is the judge here.
Cost: one batch for all legs of a question; legs that look alike to the rules are judged once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from catspaw.routes.question import Question
from catspaw.rules.compile import day_number
from catspaw.rules.judge import CERTAIN
from catspaw.screen.book import book_of
from catspaw.screen.dealing import Dealing, Good, Party, Stop
from catspaw.screen.engine import Engine

# what can be hidden from whoever looks at a leg, in the terms of a dealing
SEEN = frozenset(("seller", "buyer", "origin", "goods", "person", "payment"))
NOWHERE = frozenset(("high-seas",))


class Leg(NamedTuple):
    """What is judged: from where to where (places or payers), and which aspects are hidden."""

    start: str
    end: str
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ban:
    """A rule that forbids a leg: its regime, article, and why it binds somebody there."""

    regime: str
    jurisdiction: str
    rule: str
    article: str
    says: str
    binds: str
    source: tuple[str, ...]
    verified: bool


class Legality:
    """Judges the legs of one question."""

    def __init__(self, engine: Engine, question: Question) -> None:
        self._engine, self._question = engine, question
        self._kept: dict[tuple[object, ...], tuple[Ban, ...]] = {}
        self._alike: dict[str, object] = {}

    def learn(self, legs: Iterable[Leg], payment: bool = False) -> None:
        """Judge many legs at once."""
        new = {key: leg for leg in legs if (key := self._key(leg, payment)) not in self._kept}
        deals = [self._payment(leg) if payment else self._dealing(leg) for leg in new.values()]
        if not deals:
            return
        found = self._judge(deals)
        same: dict[tuple[Ban, ...], tuple[Ban, ...]] = {}
        for index, key in enumerate(new):
            bans = found.get(index, ())
            self._kept[key] = same.setdefault(bans, bans)

    def bans(self, leg: Leg, payment: bool = False) -> tuple[Ban, ...]:
        """The rules that forbid a leg; legs that are forbidden alike get one and the same tuple."""
        key = self._key(leg, payment)
        if key not in self._kept:
            self.learn([leg], payment)
        return self._kept[key]

    def _key(self, leg: Leg, payment: bool) -> tuple[object, ...]:
        return (self._likeness(leg.start), self._likeness(leg.end), leg.hidden & SEEN, payment)

    def _likeness(self, place: str) -> object:
        """What rules can see of a place: places that no rule tells apart are judged once. The ends stand for themselves."""
        found = self._alike.get(place)
        if found is None:
            if place in (self._question.source, self._question.target) or place in NOWHERE:
                found = place
            else:
                areas, day = self._engine.resolver.areas, day_number(self._question.day)
                spans = (areas.spans(place, ""), areas.spans("", self._name(place), True))
                found = tuple(max(span for span in some if span[0] <= day)[1] for some in spans)
            self._alike[place] = found
        return found

    def _name(self, code: str) -> str:
        return str(self._engine.world.actors[code]["name"])

    def _judge(self, deals: list[Dealing]) -> Mapping[int, tuple[Ban, ...]]:
        judged = self._engine.judge(book_of(deals))
        compiled = self._engine.compiled
        hits = judged.hits.filter(pl.col("status") == CERTAIN).select("deal", "rule", "ground").sort("deal", "rule")
        bans: dict[tuple[int, int], Ban | None] = {}
        found: dict[int, list[Ban]] = {}
        for deal, rule, ground in hits.iter_rows():
            if (rule, ground) not in bans:
                bans[rule, ground] = _ban(compiled, rule, ground)
            ban = bans[rule, ground]
            if ban is not None:
                found.setdefault(deal, []).append(ban)
        return {deal: tuple(one) for deal, one in found.items()}

    def _dealing(self, leg: Leg) -> Dealing:
        q, start, end = self._question, leg.start, leg.end
        if q.form == "people":
            return self._journey(leg)
        seller = start if leg.hidden & {"seller", "origin"} else q.source
        buyer = end if "buyer" in leg.hidden else q.target
        origin = q.source if "origin" not in leg.hidden else (start if start not in (q.source, *NOWHERE) else end)
        hs = "" if "goods" in leg.hidden else q.hs
        good = Good(hs=hs, text="" if hs or "goods" in leg.hidden else q.good.title, origin=_place(origin))
        parties = _parties(("seller", seller), ("buyer", buyer), ("carrier", start), ("agent", end))
        act = "service" if q.form == "service" else "export"
        return Dealing(q.day, act, parties, (good,), _stops(self._engine, start, end))

    def _journey(self, leg: Leg) -> Dealing:
        q = self._question
        route = _stops(self._engine, leg.start, leg.end)
        if "person" in leg.hidden:
            return Dealing(q.day, "transport", _parties(("carrier", leg.start), ("agent", leg.end)), (), route)
        employer = leg.end if "buyer" in leg.hidden else q.target
        parties = _parties(("worker", q.source), ("employer", employer), ("agent", leg.start), ("agent", leg.end))
        return Dealing(q.day, "employment", parties, (), route)

    def _payment(self, leg: Leg) -> Dealing:
        q = self._question
        payer, payee = (leg.start, leg.end) if "payment" in leg.hidden else (_payer(q), _payee(q))
        parties = _parties(("payer", payer), ("payee", payee), ("bank", leg.start, "bank"), ("bank", leg.end, "bank"))
        return Dealing(q.day, "payment", parties, (), (), purpose="" if "payment" in leg.hidden else q.good.title)


def _payer(question: Question) -> str:
    return question.source if question.form == "money" else question.target


def _payee(question: Question) -> str:
    return question.target if question.form == "money" else question.source


def _place(code: str) -> str:
    return "" if code in NOWHERE else code


def _parties(*given: tuple[str, ...]) -> tuple[Party, ...]:
    return tuple(
        Party(role, kind=kind[0] if kind else "company", country=code)
        for role, code, *kind in given
        if code not in NOWHERE
    )


def _stops(engine: Engine, *codes: str) -> tuple[Stop, ...]:
    names = {code: str(engine.world.actors[code]["name"]) for code in codes if code not in NOWHERE}
    return tuple(Stop(names[code]) for code in codes if code in names)


def _ban(compiled: Any, rule: int, ground: int) -> Ban | None:
    found = compiled.rules[rule]
    if found.effect == "report":
        return None
    binds = compiled.grounds[ground].says if ground >= 0 else ""
    jurisdiction = compiled.regimes[found.regime].jurisdiction
    return Ban(
        found.regime, jurisdiction, found.id, found.article, found.says, binds, tuple(found.source), found.verified
    )
