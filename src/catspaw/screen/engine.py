"""One world, its lists and its compiled rules, ready to judge dealings; made once, used for any number of books.

Invariants: nothing here changes after it is made but caches; a dealing judged alone gets the verdicts that it gets in a
book; `data` names the version of facts, rules and lists that an answer rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import polars as pl

from catspaw.errors import InputError, nearest
from catspaw.facts.world import World, load_world
from catspaw.lists.listing import Listings, packaged_listings
from catspaw.names.screener import Screener
from catspaw.rules.compile import compile_world
from catspaw.rules.judge import Judge
from catspaw.rules.verdict import STRENGTH, Verdict
from catspaw.screen.book import Book
from catspaw.screen.dealing import Dealing, DealingReader
from catspaw.screen.evidence import Case, Explainer
from catspaw.screen.resolve import Resolved, Resolver
from catspaw.screen.situation import PartySign


@dataclass(frozen=True)
class Judged:
    """A book part, what it resolved to, and the hits."""

    book: Book
    resolved: Resolved
    hits: pl.DataFrame
    user: frozenset[str]


class Engine:
    """Judges dealings and books. `data` is the version of what it judges by."""

    def __init__(self, world: World | None = None, lists: Listings | None = None) -> None:
        self.world = world or load_world()
        self.lists = lists or packaged_listings(self.world)
        self.compiled = compile_world(self.world)
        self._judge = Judge(self.compiled)
        self.screener = Screener(self.lists)
        self.resolver = Resolver(self.world, self.screener, self.compiled)
        self.reader = DealingReader(lru_cache(maxsize=10_000)(self.world.code))
        self.data = f"facts {self.world.version}, lists {self.lists.version}"
        self._explainer = Explainer(self.world, self.compiled, self.resolver.areas, self.resolver.identities, self.data)

    def bound(self, names: Iterable[str]) -> frozenset[str]:
        """Jurisdictions given as --bound, checked.

        Raises:
            InputError: no regime has this jurisdiction.
        """
        names, known = frozenset(names), {regime.jurisdiction for regime in self.compiled.regimes.values()}
        for name in sorted(names):
            if name not in known:
                raise InputError(
                    f'bound: "{name}" is no jurisdiction{nearest(name, known)}; known: {", ".join(sorted(known))}'
                )
        return names

    def judge(self, book: Book, bound: Iterable[str] = ()) -> Judged:
        """All rules on a book part."""
        user = self.bound(bound)
        resolved = self.resolver.resolve(book)
        return Judged(book, resolved, self._judge.judge(resolved.facets, user), user)

    def verdicts(self, judged: Judged, deal: int) -> list[Verdict]:
        """The verdicts on one dealing of a book part, strongest first; signs come last."""
        return next((verdicts for _, _, verdicts in self.explain(judged, [deal])), [])

    def explain(
        self, judged: Judged, deals: Sequence[int] | None = None
    ) -> Iterator[tuple[int, Dealing, list[Verdict]]]:
        """(deal, dealing, verdicts) for the dealings of which something was found (or for some), in order."""
        hits = judged.hits if deals is None else judged.hits.filter(pl.col("deal").is_in(deals))
        by_deal: dict[int, list[dict[str, Any]]] = {}
        for hit in hits.iter_rows(named=True):
            by_deal.setdefault(hit["deal"], []).append(hit)
        signs = self.resolver.signs(judged.resolved, list(by_deal))
        starts = judged.resolved.facets.lines["deal"]
        for (deal, found), dealing in zip(by_deal.items(), judged.book.dealings(list(by_deal)), strict=True):
            first = starts.search_sorted(deal)
            cases = {
                line: self._case(judged, dealing, line, line - first, signs[deal])
                for line in {h["line"] for h in found}
            }
            verdicts = _most_decisive([self._explainer.verdict(hit, cases[hit["line"]]) for hit in found])
            yield deal, dealing, sorted(verdicts, key=lambda v: (STRENGTH.get(v.kind, len(STRENGTH)), v.regime, v.rule))

    def none_found(self, judged: Judged, found: Sequence[Verdict]) -> list[Verdict]:
        """A `none_found` for each regime that binds somebody in a book of one dealing and of which nothing was found."""
        hit = {verdict.regime for verdict in found if verdict.kind != "sign"}
        reached = self._judge.reached(judged.resolved.facets, judged.user)
        return [Verdict("none_found", regime, data=self.data) for regime in sorted(reached - hit)]

    def _case(self, judged: Judged, dealing: Dealing, line: int, good: int, signs: Sequence[PartySign]) -> Case:
        situation = self.resolver.situation(judged.resolved, line, signs)
        return Case(dealing, situation, dealing.goods[good] if dealing.goods else None, judged.user)


def _most_decisive(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Order each verdict's missing facts by how much they decide: over all verdicts of the dealing, the most first."""
    weight: dict[str, float] = {}
    for verdict in verdicts:
        for fact in verdict.missing:
            weight[fact] = weight.get(fact, 0.0) + 1 / len(verdict.missing)
    return [
        replace(verdict, missing=tuple(sorted(dict.fromkeys(verdict.missing), key=lambda fact: (-weight[fact], fact))))
        for verdict in verdicts
    ]
