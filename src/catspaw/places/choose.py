"""Decide which place each mention of a text means, by what the other mentions, the codes and the declared country
say.

Each place that a mention may name gets points: its kind (a city before a village of the same name), the other
mentions that it lies in or that contradict it, codes in the text, the declared country. Points become weights by the
exponential, so that one contradiction is outweighed by two agreements, and weights become shares.

Invariants: a place that holds another mentioned place is context, not an answer; shares sum to at most 1; the order
of choices does not depend on the order of files; nothing here depends on a day.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from catspaw.places.codes import Hit
from catspaw.places.gazetteer import Gazetteer
from catspaw.places.read import Mention, Reading

KIND_POINTS = {"country": 4.2, "region": 2.5, "city": 4.0, "port": 2.6, "town": 2.0, "sea": 3.5, "union": 3.5,
               "district": 1.6, "crossing": 1.6, "village": 1.0}  # fmt: skip
INSIDE, FRIENDLY, AGAINST, CODE_FITS = 4.0, 3.0, -3.0, 2.0
COUNTRY_OWN, COUNTRY_FITS, COUNTRY_AGAINST = 4.0, 3.0, -6.0
LOOSE, SHORTHAND = 2.0, -2.5
SAYS = {
    INSIDE: "the text also names {}, in which it lies",
    FRIENDLY: "the text also names {}, which claims, holds or stands for it",
    LOOSE: "the text also names {}, of the same state",
}
STEEP = 1.5
SMALLEST = 0.02
ABBREVIATED = ("US", "AU", "CA")


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that a text may mean, with its share of belief and why."""

    number: int
    share: float
    near: bool
    mention: int  # the number of the mention it comes from; -1 for a code
    why: tuple[str, ...]
    against: bool = False  # the declared country does not fit, and nothing else in the text backs the place


@dataclass(slots=True)
class _Bid:
    number: int
    mention: int
    prior: float  # the points of its kind alone
    points: float
    near: bool
    agree: int
    why: list[str]
    fits: bool | None = None  # the declared country; None: none was declared


class Chooser:
    """Chooses by one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._world = gazetteer

    def choose(self, reading: Reading, hits: Sequence[Hit], country: str | None) -> list[Choice]:
        """The places that a text may mean, likeliest first; none if nothing fits."""
        mentions = self._settled(reading.mentions)
        bids = [bid for index in range(len(mentions)) for bid in self._bids(mentions, index)]
        for bid in bids:
            self._context(bid, mentions)
            self._evidence(bid, reading, hits, country)
        bids = self._compatible(bids, country)
        if not bids:
            return self._by_codes(hits, country)
        return self._shares(bids, mentions)

    def _settled(self, mentions: Iterable[Mention]) -> list[Mention]:
        """The mentions, with abbreviations of states kept only beside a place of that country."""
        named = [m for m in mentions if not m.abbreviation]
        around = {code for m in named for n in m.entries for code in self._world.codes_of(n)}
        kept = list(named)
        for mention in mentions:
            if not mention.abbreviation:
                continue
            regions = (f"{country}-{mention.abbreviation}" for country in ABBREVIATED if country in around)
            found = tuple(
                self._world.numbers[code] for code in regions if code in self._world.numbers and code in around
            )
            if entries := found or mention.entries:
                kept.append(Mention(entries, mention.start, mention.end, mention.part, "region"))
        return sorted(kept, key=lambda m: m.start)

    def _bids(self, mentions: Sequence[Mention], index: int) -> list[_Bid]:
        mention = mentions[index]
        chains = {n: set(self._world.chain(n)) for n in mention.entries}
        bids = []
        for number in mention.entries:
            if any(number in chain for other, chain in chains.items() if other != number):
                continue  # Hong Kong the city lies in Hong Kong
            kind = self._world.kinds[number]
            prior = KIND_POINTS.get(kind, 1.0)
            points = prior - 2.0 * mention.mismatch - 0.7 * (mention.inflected + mention.near)
            bids.append(_Bid(number, index, prior, points, mention.near, 0, []))
        return bids

    def _context(self, bid: _Bid, mentions: Sequence[Mention]) -> None:
        """Points from the other mentions; a place that holds another one is marked as context."""
        for index, other in enumerate(mentions):
            if index == bid.mention or set(other.entries) == set(mentions[bid.mention].entries):
                continue
            relation = max(self._relation(bid.number, number) for number in other.entries)
            relation = self._shorthand(bid.number, mentions[bid.mention], other, relation)
            if relation > 0:
                bid.agree += 1
                bid.why.append(SAYS[relation].format(self._world.labels[other.entries[0]]))
            if relation == 0.0:  # it holds the other place
                bid.points = -math.inf
            elif relation == AGAINST and not self._is_area(other):
                relation = 0.0  # two towns in one text: both may be meant
            bid.points += relation

    def _shorthand(self, number: int, mention: Mention, other: Mention, relation: float) -> float:
        """Torez, Donetsk: a later part may name the region by its city."""
        if relation != AGAINST:
            return relation
        if other.part > mention.part and set(other.implied) & set(self._world.chain(number)):
            return FRIENDLY
        lies_in_implied = any(set(mention.implied) & set(self._world.chain(n)) for n in other.entries)
        return SHORTHAND if other.part < mention.part and lies_in_implied else relation

    def _is_area(self, mention: Mention) -> bool:
        return all(self._world.kinds[number] in ("country", "region", "district") for number in mention.entries)

    def _relation(self, number: int, other: int) -> float:
        if self._holds(other, number):
            return INSIDE
        if self._holds(number, other):
            return 0.0
        if self._is_loose(number, other):
            return LOOSE
        if self._is_loose(other, number):
            return 0.0
        if self._world.ids[other] in self.friends(number):
            return FRIENDLY
        if self._world.ids[number] in self.friends(other):
            return 0.0
        return AGAINST

    def _is_loose(self, number: int, area: int) -> bool:
        """A city that stands directly in its state may lie in any region of it that the text names."""
        chain = self._world.chain(number)
        is_city = len(chain) == 2 and self._world.kinds[number] in ("city", "port", "town", "village")
        return is_city and self._world.kinds[area] == "region" and self._world.chain(area)[-1] == chain[-1]

    def _holds(self, outer: int, inner: int) -> bool:
        """Whether a place lies in another by the tree, or by the extent of a contested territory."""
        if outer in self._world.chain(inner):
            return True
        code, chain = self._world.ids[outer], set(self._world.codes_of(inner))
        for extent in self._world.extents:
            if extent.code == code and extent.within & chain:
                return True
            by_name = code in extent.within and not extent.held_by and self._world.kinds[outer] == "region"
            if by_name and extent.within & chain and code not in chain:
                return True  # Sevastopol, Crimea: one peninsula, two regions
        return False

    def friends(self, number: int) -> frozenset[str]:
        """States other than its own that papers may name for a place of a contested territory."""
        known = self._world.friends
        return frozenset().union(*(known.get(code, frozenset()) for code in self._world.codes_of(number)))

    def _evidence(self, bid: _Bid, reading: Reading, hits: Sequence[Hit], country: str | None) -> None:
        codes = self._world.codes_of(bid.number)
        chain = self._world.chain(bid.number)
        for hit in hits:
            if any(number in chain for number in hit.places):
                bid.points += CODE_FITS
                bid.why.append(hit.says)
        if reading.ukrainian and codes[-1] == "UA":
            bid.points += 1.0
            bid.why.append("the street is named in Ukrainian")
        if country and self._world.kinds[bid.number] not in ("sea", "union"):
            bid.fits = country in codes or country in self.friends(bid.number)
            bid.points += COUNTRY_OWN if country in codes else COUNTRY_FITS if bid.fits else COUNTRY_AGAINST
            bid.why.append(f"it {'fits' if bid.fits else 'does not fit'} the declared country {country}")

    def _compatible(self, bids: list[_Bid], country: str | None) -> list[_Bid]:
        """Drop context, and contested places that the declared country rules out unless the text names the land."""
        bids = [bid for bid in bids if bid.points > -math.inf]
        if country is None:
            return bids
        kept = []
        for bid in bids:
            friends = self.friends(bid.number)
            if friends and country not in friends and not bid.agree and self._world.kinds[bid.number] != "region":
                continue
            kept.append(bid)
        return kept

    def _shares(self, bids: list[_Bid], mentions: Sequence[Mention]) -> list[Choice]:
        """Shares within a mention by all points, between mentions without those of the kind: each names something."""
        groups: dict[int, list[_Bid]] = defaultdict(list)
        for bid in bids:
            groups[bid.mention].append(bid)
        between = _softmax([max(bid.points - bid.prior for bid in group) for group in groups.values()])
        merged: dict[int, Choice] = {}
        for part, group in zip(between, groups.values(), strict=True):
            within = _softmax([bid.points for bid in group])
            for weight, bid in zip(within, group, strict=True):
                share = self._sure(bid, mentions[bid.mention]) * weight * part
                why = tuple(dict.fromkeys(bid.why))
                choice = Choice(bid.number, share, bid.near, bid.mention, why, _is_against(bid))
                before = merged.get(bid.number, choice)
                better = before if before.share > share else choice
                total = share if before is choice else before.share + share
                merged[bid.number] = replace(better, share=total)
        kept = [choice for choice in merged.values() if choice.share >= SMALLEST]
        return sorted(kept, key=lambda choice: (-round(choice.share, 6), self._world.ids[choice.number]))

    def _sure(self, bid: _Bid, mention: Mention) -> float:
        """How far a choice without a rival can be trusted."""
        if mention.mismatch:
            return 0.55
        if _is_against(bid):
            return 0.3
        if bid.agree:
            return 0.97
        if mention.partial or (bid.number in self._world.common and not bid.why):
            return 0.4
        return 0.85 if mention.inflected else 0.95 if bid.fits else 0.92

    def _by_codes(self, hits: Sequence[Hit], country: str | None) -> list[Choice]:
        found: dict[int, Choice] = {}
        for hit in sorted(hits, key=lambda hit: -hit.weight):
            if country and not any(self._fits(number, country) for number in hit.places):
                continue
            for number in hit.places:
                share = hit.weight / len(hit.places)
                if number not in found:
                    found[number] = Choice(number, share, False, -1, (hit.says,))
        deepest = [c for c in found.values() if not any(c.number in self._world.chain(o)[1:] for o in found)]
        return sorted(deepest, key=lambda choice: (-choice.share, self._world.ids[choice.number]))

    def _fits(self, number: int, country: str) -> bool:
        return country in self._world.codes_of(number) or country in self.friends(number)


def _softmax(points: Sequence[float]) -> list[float]:
    top = max(points)
    weights = [math.exp(STEEP * (one - top)) for one in points]
    return [weight / sum(weights) for weight in weights]


def _is_against(bid: _Bid) -> bool:
    return bid.fits is False and not bid.agree
