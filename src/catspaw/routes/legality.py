"""Which rules forbid a leg, as it is and as its papers show it: each leg is judged as a dealing like any other.

A leg is judged with all that is true of it, and with what is left to see when some aspects are hidden. What the first
finds and the second does not is what the disguise defeats. There is no second set of rules.

Invariants: what is forbidden (or needs an authorisation) counts, for certain or but for an exception, a cap or a technical
test that is open; whom it binds is asked apart (`covers`). The judge of books is the judge here.
Cost: one batch for all legs of a question. Places that no rule on such goods and acts tells apart are judged once; goods that
are declared as others escape just the rules that ask what the goods are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from catspaw.routes.bans import NO_BANS, Ban, BanSet
from catspaw.routes.known import statements
from catspaw.routes.outline import Outline
from catspaw.routes.question import Question
from catspaw.routes.relevant import relevant_codes
from catspaw.rules.compile import DIMENSIONS, day_number, names_goods
from catspaw.rules.conditions import CODES
from catspaw.rules.judge import CERTAIN
from catspaw.screen.areas import Areas
from catspaw.screen.book import book_of
from catspaw.screen.dealing import Dealing, Good, Party, Stop
from catspaw.screen.engine import Engine
from catspaw.screen.situation import Area

# what can be hidden from whoever looks at a leg, in the terms of a dealing
SEEN = frozenset(("seller", "buyer", "origin", "person", "payment"))
NOWHERE = frozenset(("high-seas",))
NOTHING: frozenset[str] = frozenset()
PLACES = sum(1 << index for index, name in enumerate(DIMENSIONS) if name in (*CODES, "act", "role", "kind", "mode"))


class Leg(NamedTuple):
    """What is judged: from where to where (places or payers), and which aspects are hidden."""

    start: str
    end: str
    hidden: frozenset[str] = NOTHING


class Legality:
    """Judges the legs of one question."""

    def __init__(self, engine: Engine, question: Question, kin: frozenset[str]) -> None:
        self._engine, self._question = engine, question
        self._outline = Outline(engine.world, question, kin)
        self._codes = relevant_codes(
            engine.compiled,
            question,
            {*acts_of(question), "payment", "transport"},
        )
        self._found: dict[tuple[Leg, bool], BanSet] = {}
        self._judged: dict[tuple[object, ...], tuple[Ban, ...]] = {}
        self._bans: dict[tuple[int, int, int, bool], Ban | None] = {}
        self._same: dict[tuple[Ban, ...], BanSet] = {(): NO_BANS}
        self._alike: dict[str, object] = {}
        self._states: dict[str, str] = {}
        self._without_goods: dict[BanSet, BanSet] = {}

    def learn(self, legs: Iterable[Leg], payment: bool = False) -> None:
        """Judge many legs at once."""
        new = {key: leg for leg in legs if (key := self._key(leg, payment)) not in self._judged}
        asked = [(key, self._dealing(leg, act)) for key, leg in new.items() for act in self._acts(leg, payment)]
        if not asked:
            return
        found = self._judge([deal for _, deal in asked])
        for index, (key, _) in enumerate(asked):
            self._judged[key] = tuple(dict.fromkeys((*self._judged.get(key, ()), *found.get(index, ()))))

    def _acts(self, leg: Leg, payment: bool) -> tuple[str, ...]:
        """The acts as which a leg is judged: goods are carried everywhere, and sold where an end of the sale is."""
        if payment:
            return ("payment",)
        acts = acts_of(self._question)
        return acts if {leg.start, leg.end} & {self._question.source, self._question.target} else acts[:1]

    def bans(self, leg: Leg, payment: bool = False) -> BanSet:
        """The rules that forbid a leg."""
        asked = (leg, payment)
        found = self._found.get(asked)
        if found is None:
            found = self._found[asked] = self._find(leg, payment)
        return found

    def _find(self, leg: Leg, payment: bool) -> BanSet:
        key = self._key(leg, payment)
        if key not in self._judged:
            self.learn([leg], payment)
        outline = self._in_outline(leg, payment)
        found = self._one((*self._judged[key], *outline) if outline else self._judged[key])
        return self.without_goods(found) if "goods" in leg.hidden else found

    def without_goods(self, bans: BanSet) -> BanSet:
        """What is left of bans where the goods are declared as others."""
        if bans not in self._without_goods:
            self._without_goods[bans] = self._one(tuple(ban for ban in bans.bans if not ban.on_goods))
        return self._without_goods[bans]

    def likeness(self, place: str) -> object:
        """What the rules and outline bans on such goods can see of a place."""
        return (self.judged_likeness(place), self._outline.likeness(place))

    def judged_likeness(self, place: str) -> object:
        """What the rules on such goods can see of a place. The ends of the question stand for themselves."""
        found = self._alike.get(place)
        if found is None:
            if place in (self._question.source, self._question.target) or place in NOWHERE:
                found = place
            else:
                found = tuple(self._seen(*given) for given in ((place, "", False), ("", self._name(place), True)))
            self._alike[place] = found
        return found

    def _seen(self, country: str, text: str, described: bool) -> object:
        area = _area(self._engine.resolver.areas, country, text, described, day_number(self._question.day))
        return (area.certain & self._codes, area.possible & self._codes, area.seat, area.known)

    def _key(self, leg: Leg, payment: bool) -> tuple[object, ...]:
        return (self.judged_likeness(leg.start), self.judged_likeness(leg.end), leg.hidden & SEEN, payment)

    def _one(self, bans: tuple[Ban, ...]) -> BanSet:
        return self._same.setdefault(bans, BanSet(bans))

    def _name(self, code: str) -> str:
        return str(self._engine.world.actors[code]["name"])

    def _judge(self, deals: list[Dealing]) -> Mapping[int, tuple[Ban, ...]]:
        judged = self._engine.judge(book_of(deals))
        bound = (pl.col("bound") == CERTAIN) & (pl.col("missing") & PLACES == 0)
        sure = (pl.col("status") == CERTAIN).alias("sure")
        hits = judged.hits.filter(bound).select("deal", "rule", "clause", "ground", sure)
        found: dict[int, dict[Ban, None]] = {}
        for deal, *hit in hits.sort("deal", "rule").iter_rows():
            key = (hit[0], hit[1], hit[2], hit[3])
            if key not in self._bans:
                self._bans[key] = self._ban(*key)
            ban = self._bans[key]
            if ban is not None:
                found.setdefault(deal, {})[ban] = None
        return {deal: tuple(one) for deal, one in found.items()}

    def _ban(self, rule: int, clause: int, ground: int, sure: bool) -> Ban | None:
        compiled = self._engine.compiled
        found = compiled.rules[rule]
        if found.effect == "report":
            return None
        return Ban(
            found.regime, compiled.regimes[found.regime].jurisdiction, found.id, found.article, found.says,
            compiled.grounds[ground].says if ground >= 0 else "",
            names_goods(compiled.main.clauses[clause].conditions), sure, tuple(found.source), found.verified,
        )  # fmt: skip

    def _seeming(self, leg: Leg) -> tuple[str, str, str]:
        """Who seems to sell, who to buy, and where the goods seem to come from."""
        q = self._question
        seller = leg.start if leg.hidden & {"seller", "origin"} else q.source
        buyer = leg.end if "buyer" in leg.hidden else q.target
        first = leg.start if leg.start not in (q.source, *NOWHERE) else leg.end
        return seller, buyer, first if "origin" in leg.hidden else q.source

    def _in_outline(self, leg: Leg, payment: bool) -> tuple[Ban, ...]:
        if payment or self._question.form == "people":
            return ()
        seller, buyer, origin = self._seeming(leg)
        return self._outline.bans((seller, origin, leg.start), (buyer, leg.end), (leg.start, leg.end))

    def _dealing(self, leg: Leg, act: str) -> Dealing:
        q, start, end = self._question, leg.start, leg.end
        if act == "payment":
            return self._payment(leg)
        if act == "employment":
            return self._journey(leg)
        seller, buyer, origin = self._seeming(leg)
        good = Good(hs=q.hs, text="" if q.hs else q.good.title, origin=self._state(origin))
        parties = self._parties(("seller", seller), ("buyer", buyer), ("carrier", start), ("agent", end))
        return Dealing(q.day, act, parties, (good,), self._stops(start, end))

    def _journey(self, leg: Leg) -> Dealing:
        q, route = self._question, self._stops(leg.start, leg.end)
        if "person" in leg.hidden:
            return Dealing(q.day, "transport", self._parties(("carrier", leg.start), ("agent", leg.end)), (), route)
        employer = leg.end if "buyer" in leg.hidden else q.target
        parties = self._parties(("worker", q.source), ("employer", employer), ("agent", leg.start), ("agent", leg.end))
        return Dealing(q.day, "employment", parties, (), route)

    def _payment(self, leg: Leg) -> Dealing:
        q, hidden = self._question, "payment" in leg.hidden
        payer, payee = (q.source, q.target) if q.form == "money" else (q.target, q.source)
        ends = (("payer", leg.start if hidden else payer), ("payee", leg.end if hidden else payee))
        parties = self._parties(*ends, ("bank", leg.start, "bank"), ("bank", leg.end, "bank"))
        return Dealing(q.day, "payment", parties, purpose="" if hidden else q.good.title)

    def _stops(self, *codes: str) -> tuple[Stop, ...]:
        return tuple(Stop(self._name(self._state(code))) for code in codes if code not in NOWHERE)

    def _parties(self, *given: tuple[str, ...]) -> tuple[Party, ...]:
        return tuple(
            Party(role, kind=kind[0] if kind else "company", country=self._state(code))
            for role, code, *kind in given
            if code not in NOWHERE
        )

    def _state(self, code: str) -> str:
        if code not in self._states:
            self._states[code] = self._find_state(code)
        return self._states[code]

    def _find_state(self, code: str) -> str:
        """The state for a place: a member for a union, which no dealing can be seated in; none for the sea."""
        if self._engine.world.actors[code]["kind"] == "union":
            return min(self._members(code), default=code)
        return "" if code in NOWHERE else code

    def _members(self, union: str) -> list[str]:
        day = self._question.day
        return [
            tie.subject for tie in statements(self._engine.world)
            if tie.relation == "member_of" and tie.object == union and tie.holds(day)
        ]  # fmt: skip


def acts_of(question: Question) -> tuple[str, ...]:
    """The acts that a question is about, the one that each leg is first: goods are carried, and sold at once."""
    return {"people": ("employment",), "service": ("service",), "money": ("payment",)}.get(
        question.form, ("transport", "sale")
    )


@lru_cache(maxsize=4_096)
def _area(areas: Areas, country: str, text: str, described: bool, day: int) -> Area:
    number = max(span for span in areas.spans(country, text, described) if span[0] <= day)[1]
    return areas.known.values[number]
