"""`where`: a text, on a day, as a place with its holder, its claimants and the regimes whose territory it is in.

Invariants: candidates are kept as long as the text allows them; `best` is the first only if it is likelier than all
others together; `undecided` says in a sentence what can't be told, and is empty only if nothing is open; a territory
is listed only if its test holds for certain on the day, else it is among `possible_territories`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rapidfuzz import fuzz, process

from catspaw.facts.world import as_date
from catspaw.places.choose import Choice
from catspaw.places.fold import key
from catspaw.places.resolver import ENOUGH, Resolver, resolver_of

NOTABLE = 0.1  # a rival less likely than this is shown but leaves nothing open
SURE = 0.8  # namesakes that are together at least this likely may answer for what they share


@dataclass(frozen=True, slots=True)
class Inside:
    """A territory of a regime that a place is in on the day, with the article that names it."""

    id: str  # the regime
    territory: str
    title: str
    article: str
    since: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that the text may mean, as it was on the day."""

    code: str
    name: str
    kind: str
    chain: tuple[str, ...]
    holder: str | None
    claimants: frozenset[str]
    confidence: float
    why: str
    regimes: tuple[Inside, ...] = ()
    territories: frozenset[str] = frozenset()
    possible_territories: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    near: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """What a text says of where, on a day. Attributes of the best candidate can be asked for directly."""

    text: str
    on: date
    candidates: tuple[Candidate, ...]
    undecided: str
    traps: tuple[str, ...] = ()
    best: Candidate | None = field(init=False)

    def __post_init__(self) -> None:
        first = self.candidates[0] if self.candidates else None
        object.__setattr__(self, "best", first if first and first.confidence >= ENOUGH else None)

    @property
    def _meant(self) -> tuple[Candidate, ...]:
        """The best candidate; without one, all that the text may well mean, if together they are sure."""
        if self.best:
            return (self.best,)
        rivals = tuple(one for one in self.candidates if one.confidence >= NOTABLE)
        return rivals if sum(one.confidence for one in rivals) >= SURE else ()

    @property
    def code(self) -> str | None:
        """The best candidate's code, or None."""
        return self.best.code if self.best else None

    @property
    def name(self) -> str | None:
        """The best candidate's name, or None."""
        return self.best.name if self.best else None

    @property
    def kind(self) -> str | None:
        """The best candidate's kind, or None."""
        return self.best.kind if self.best else None

    @property
    def chain(self) -> tuple[str, ...]:
        """From the best candidate up to its state."""
        return self.best.chain if self.best else ()

    @property
    def holder(self) -> str | None:
        """Who holds it on the day; None if several do, or if nothing was found. Namesakes held by one have one answer."""
        holders = {one.holder for one in self._meant}
        return holders.pop() if len(holders) == 1 else None

    @property
    def claimants(self) -> frozenset[str]:
        """States and bodies that claim it on the day."""
        return self.best.claimants if self.best else frozenset()

    @property
    def confidence(self) -> float:
        """How sure the best candidate is, 0 to 1."""
        return self.best.confidence if self.best else 0.0

    @property
    def why(self) -> str:
        """Why the best candidate was chosen."""
        return self.best.why if self.best else ""

    @property
    def regimes(self) -> tuple[Inside, ...]:
        """Territories of regimes that it is in on the day; of several namesakes, those that all are in."""
        found = [one.regimes for one in self._meant]
        return tuple(one for one in found[0] if all(one in others for others in found)) if found else ()

    @property
    def territories(self) -> frozenset[str]:
        """Contested territories that it is in on the day; of several namesakes, those that all are in."""
        found = [one.territories for one in self._meant]
        return frozenset.intersection(*found) if found else frozenset()

    @property
    def possible_territories(self) -> frozenset[str]:
        """Contested territories that it may be in: some part of what the text names is."""
        return self.best.possible_territories if self.best else frozenset()

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the sources for the best candidate's place and control."""
        return self.best.sources if self.best else ()


def where(text: str, on: str | date | None = None, country: str | None = None, world: Any = None) -> Place:
    """Where a text is, and who held it on a day.

    Args:
        text: an address, a place name, or a code such as a telephone number or a postcode, in any script.
        on: an ISO date; left out, today.
        country: the party's declared country; Ukraine and Russia both fit contested land of Ukraine, others do not.
        world: a loaded world; left out, the packaged facts.

    Raises:
        InputError: `on` is no ISO date.

    """
    resolver = resolver_of(world)
    day = _day(on)
    choices = resolver.choices(text, country)
    candidates = tuple(_candidate(resolver, choice, day, on is None) for choice in choices)
    hits = resolver.hits(text)
    traps = tuple(dict.fromkeys(hit.trap for hit in hits if hit.trap))
    return Place(text, day, candidates, _undecided(resolver, text, country, day, candidates), traps)


def _day(on: str | date | None) -> date:
    if on is None:
        return date.today()
    return as_date(on)


def _candidate(resolver: Resolver, choice: Choice, day: date, today: bool) -> Candidate:
    world, number = resolver.gazetteer, choice.number
    at_sea = choice.near or world.kinds[number] == "sea"
    tokens = resolver.tokens(world.ids[number], day)
    chain = () if choice.near else world.codes_of(number)
    contested = {extent.code for extent in world.extents}
    row = None if at_sea else resolver.control.row(number, day)
    holders = frozenset() if at_sea else resolver.control.holders(number, day)
    return Candidate(
        code=world.ids[number],
        name=world.labels[number],
        kind=world.kinds[number],
        chain=chain,
        holder=next(iter(holders)) if len(holders) == 1 else None,
        claimants=frozenset() if at_sea else _claimants(resolver, number, day),
        confidence=round(choice.share, 2),
        why=_why(resolver, choice, day, today, holders),
        regimes=() if at_sea else _inside(resolver, tokens.certain, day),
        territories=frozenset() if at_sea else tokens.certain & contested,
        possible_territories=frozenset() if at_sea else tokens.possible & contested,
        holders=holders,
        near=choice.near,
        sources=tuple(dict.fromkeys((*world.sources[number], *(row.row.get("source", ()) if row else ())))),
    )


def _inside(resolver: Resolver, codes: frozenset[str], day: date) -> tuple[Inside, ...]:
    found = {
        (part.regime, part.territory): Inside(part.regime, part.territory, part.title, part.article, part.since)
        for part in reversed(resolver.gazetteer.parts)
        if part.code in codes and part.since <= day < part.until
    }
    return tuple(found[key] for key in sorted(found))


def _claimants(resolver: Resolver, number: int, day: date) -> frozenset[str]:
    world = resolver.gazetteer
    codes = {*world.codes_of(number), *resolver.tokens(world.ids[number], day).certain}
    rows = (span for code in codes for span in world.claims.get(code, ()) if span.holds(day))
    claiming = {span.value for span in rows if span.row["relation"] != "controls"}
    own = world.codes_of(number)[-1]
    return frozenset(claiming | ({own} if world.kinds[world.numbers[own]] == "country" else set()))


def _why(resolver: Resolver, choice: Choice, day: date, today: bool, holders: frozenset[str]) -> str:
    world = resolver.gazetteer
    label = world.labels[choice.number]
    reasons = "; ".join(choice.why) or "by its name alone"
    when = f"{day.isoformat()} (today, no day was given)" if today else day.isoformat()
    if choice.near:
        return f"the text places it near {label}, not in it ({reasons})"
    if world.kinds[choice.number] == "sea":
        return f"{label} is at sea, in no state's territory ({reasons})"
    held = f"held by {' and '.join(sorted(holders))} on {when}" if holders else f"holder not known on {when}"
    row = resolver.control.row(choice.number, day)
    disputed = f"; {row.row['disputed']}" if row and row.row.get("disputed") else ""
    late = ""
    if world.checked and day > world.checked and resolver.control.extents(choice.number)[0]:
        late = f"; control was last checked for {world.checked.isoformat()}"
    return f"{label}, {reasons}; {held}{disputed}{late}"


def _undecided(resolver: Resolver, text: str, country: str | None, day: date, candidates: Sequence[Candidate]) -> str:
    if not candidates:
        return _unknown(resolver, text, country)
    first = candidates[0]
    said = []
    rivals = [one for one in candidates if one is first or one.confidence >= NOTABLE]
    if len(rivals) > 1:
        others = ", ".join(f"{one.name} ({one.chain[-1] if one.chain else 'near'})" for one in rivals[:4])
        said.append(f'"{text}" may be {others}')
    elif first.confidence < ENOUGH:
        said.append(f'"{text}" may be {first.name}, but not surely: {first.why}')
    if first.near:
        said.append(f"it is off or near {first.name}: the text does not say whose territory")
    elif len(first.holders) > 1:
        holders = " and ".join(sorted(first.holders))
        said.append(
            f"on {day.isoformat()} {first.name} was held in part by each of {holders}: a town or street is needed"
        )
    elif rivals_say := _rivals(resolver, first, day):
        said.append(f"sources differ on who held {first.name} on {day.isoformat()} ({rivals_say})")
    elif first.kind == "country" and first.possible_territories:
        said.append(f"only {first.name} is named, and a part of it was held by others on {day.isoformat()}")
    return "; ".join(said)


def _rivals(resolver: Resolver, candidate: Candidate, day: date) -> str:
    """What imported sources say that differs from each other, or ''."""
    row = resolver.control.row(resolver.gazetteer.numbers[candidate.code], day)
    return str(row.row.get("disputed", "")) if row and row.row.get("rivals") else ""


def _unknown(resolver: Resolver, text: str, country: str | None) -> str:
    free = resolver.choices(text) if country else ()
    if free:
        label = resolver.gazetteer.labels[free[0].number]
        return f'"{text}" names {label}, which the declared country {country} rules out'
    words = " ".join(key(text))
    known = [name for names in resolver.gazetteer.names.exact for name in [" ".join(names)]]
    near = process.extractOne(words, known, scorer=fuzz.ratio, score_cutoff=75) if 3 < len(words) < 60 else None
    if near:
        number = resolver.gazetteer.names.exact[tuple(near[0].split())][0][0]
        return f'no place is known for "{text}" (did you mean {resolver.gazetteer.labels[number]}?)'
    return f'no place is known for "{text}"'
