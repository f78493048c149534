"""What a whole screen came to: counts of verdicts, by regime, of signs, and which facts would decide most.

Invariants: dealings are counted, once each by their strongest verdict and once by regime; the counts of all kinds add
up to the dealings judged; rows of the book = dealings judged + rows rejected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catspaw.rules.verdict import STRENGTH, Verdict
from catspaw.screen.findings import Finding, Findings

MOST = 8  # facts to ask for that are shown


@dataclass(frozen=True, slots=True)
class ListUsed:
    """One list that parties were looked up on."""

    name: str
    listings: int
    newest: date | None  # the latest day on which something was listed or delisted


@dataclass
class Summary:
    """Counts over all findings of a screen, and what they rest on."""

    book: str
    bound: Sequence[str]
    dealings: int
    rejected: int
    data: str
    origin: str
    newest: date | None
    lists: Sequence[ListUsed]
    titles: Mapping[str, str]  # of regimes
    sources: Mapping[str, Mapping[str, Any]]
    kinds: Counter[str] = field(default_factory=Counter)
    regimes: dict[str, Counter[str]] = field(default_factory=dict)
    signs: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # rule, article, says
    facts: Counter[str] = field(default_factory=Counter)
    rules: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, findings: Findings) -> Summary:
        """An empty summary of a screen, with what it rests on."""
        engine = findings.engine
        return cls(
            findings.book, sorted(findings.bound), 0, 0, engine.data,
            engine.lists.origin, findings.newest, lists_used(engine.lists.all),
            {regime.id: regime.title for regime in engine.compiled.regimes.values()}, engine.world.sources,
        )  # fmt: skip

    def add(self, finding: Finding) -> None:
        """Count one finding."""
        self.kinds[finding.kind] += 1
        strongest: dict[str, str] = {}
        for verdict in finding.verdicts:
            strongest.setdefault(verdict.regime, verdict.kind)
            self.rules.add(verdict.rule)
        for regime, kind in strongest.items():
            self.regimes.setdefault(regime, Counter())[kind] += 1
        for sign in {(s.rule, s.article, s.says) for s in finding.signs}:
            self.signs[sign] += 1
        for fact in facts_of(finding.verdicts):
            self.facts[fact] += 1

    def close(self, dealings: int, rejected: int) -> None:
        """Count the dealings of which nothing was found, and the rows that could not be read."""
        self.dealings, self.rejected = dealings, rejected
        self.kinds["none_found"] += self.dealings - self.kinds.total()

    @property
    def forbids(self) -> bool:
        """Whether any dealing was found forbidden."""
        return self.kinds["forbidden"] > 0

    def counts(self) -> dict[str, int]:
        """Dealings by their strongest verdict, all kinds in order."""
        return {kind: self.kinds[kind] for kind in STRENGTH}

    def by_regime(self) -> list[tuple[str, Counter[str]]]:
        """Regimes with what was found, those that forbid most first."""
        return sorted(self.regimes.items(), key=lambda item: (*(-item[1][kind] for kind in STRENGTH), item[0]))

    def decisive(self) -> list[tuple[str, int]]:
        """The facts that are open in most dealings (in two at least)."""
        ordered = sorted(self.facts.items(), key=lambda item: (-item[1], item[0]))
        return [(fact, count) for fact, count in ordered if count > 1][:MOST]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "book": self.book, "bound": list(self.bound), "dealings": self.dealings, "rejected": self.rejected,
            "data": self.data, "lists_newest": self.newest.isoformat() if self.newest else None,
            "counts": self.counts(),
            "regimes": {regime: dict(sorted(counts.items())) for regime, counts in sorted(self.regimes.items())},
            "signs": {rule: count for (rule, _, _), count in sorted(self.signs.items())},
        }  # fmt: skip


def lists_used(listings: Sequence[Any]) -> list[ListUsed]:
    """The lists that listings are on, by name, with how many each has and its newest day."""
    counts: Counter[str] = Counter()
    newest: dict[str, date] = {}
    for listing in listings:
        counts[listing.list] += 1
        for day in (listing.since, listing.until):
            if day and day > newest.get(listing.list, date.min):
                newest[listing.list] = day
    return [ListUsed(name, counts[name], newest.get(name)) for name in sorted(counts)]


def facts_of(verdicts: Sequence[Verdict]) -> list[str]:
    """The facts that would decide the open verdicts of one dealing, most decisive first, each once."""
    weight: Counter[str] = Counter()
    first: dict[str, int] = {}
    for verdict in verdicts:
        for place, fact in enumerate(verdict.missing):
            weight[fact] += 1
            first[fact] = min(place, first.get(fact, place))
    return sorted(weight, key=lambda fact: (-weight[fact], first[fact], fact))
