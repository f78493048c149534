"""From everyday words to headings: a suggestion for a person to check, never a classification.

A small inverted index. Each heading is a set of phrases (its short name and its other names); a query's score is that
of BM25 (Robertson and Zaragoza 2009) over the heading's words, plus how fully its best phrase is met, so that "coal"
finds coal before coal tar. Words that the index lacks are tried by their beginning, then as typing slips.

Invariants: the same world and text give the same suggestions in the same order; a score lies in 0 to 1; building is
linear in words, a query reads only the lists of its own words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Literal

from rapidfuzz import fuzz, process

from catspaw.facts.world import World
from catspaw.goods.words import PAIRED, terms

PHRASE_WEIGHT = 1.0  # of the best phrase against the words of all phrases
SATURATION, LENGTH_WEIGHT = 1.2, 0.2  # BM25's k1 and b; b is low, as a heading with many names is no worse for it
BEGINNING, SLIP = 0.75, 0.7  # what a word counts that is met by its beginning, or as a typing slip
LEAST_BEGINNING, LEAST_SLIP = 4, 5  # letters that a word must have to be tried so
LEAST_PART = 4  # letters of each part of a word written as one
SLIP_CUTOFF = 80.0
NEAR_WORDS = 4
MAX_TERMS = 40  # of a query: a longer text names more than one good

Near = tuple[tuple[str, float], ...]  # known words that a word may be, with the trust in each


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A heading that a text may mean, with its score (0 to 1) and the names that met. A person has to confirm it."""

    hs: str
    says: str
    score: float
    why: str
    status: Literal["suggestion"] = "suggestion"

    def __str__(self) -> str:
        return f"{self.status}: {self.hs} {self.says} ({self.why})"


@dataclass(frozen=True, slots=True)
class _Phrase:
    heading: int
    text: str
    weight: float


class Headings:
    """An index over the headings of a world."""

    def __init__(self, world: World) -> None:
        rows = sorted(world.rows("heading"), key=lambda row: str(row.data["hs"]))
        self._hs = [str(row.data["hs"]) for row in rows]
        self._says = [str(row.data["says"]) for row in rows]
        names = [tuple(dict.fromkeys([row.data["says"], *row.data.get("words", ())])) for row in rows]
        self._weigh(names)
        self._phrases: list[_Phrase] = []
        self._postings: dict[str, list[int]] = defaultdict(list)  # places in _phrases, by term
        for index, texts in enumerate(names):
            for text in texts:
                self._add(index, text)
        self._vocabulary = sorted(self._weights)
        self._slips: dict[str, list[str]] = defaultdict(list)  # by first letter, which is seldom mistyped
        for term in self._vocabulary:
            if len(term) >= LEAST_SLIP:
                self._slips[term[0]].append(term)
        self._near = lru_cache(maxsize=20_000)(self._find_near)

    def _weigh(self, names: Sequence[Iterable[str]]) -> None:
        self._counts: list[Mapping[str, int]] = []
        spread: dict[str, int] = defaultdict(int)
        for texts in names:
            count: dict[str, int] = defaultdict(int)
            for text in texts:
                for term in terms(text):
                    count[term] += 1
            for term in count:
                spread[term] += 1
            self._counts.append(dict(count))
        total = len(names)
        self._rarest = log(1 + (total + 0.5) / 1.5)
        self._weights = {term: log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in sorted(spread.items())}
        lengths = [sum(count.values()) for count in self._counts]
        mean = sum(lengths) / max(1, total)
        self._norms = [SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length / mean) for length in lengths]

    def _add(self, heading: int, text: str) -> None:
        found = terms(text)
        if not found:
            return
        for term in found:
            self._postings[term].append(len(self._phrases))
        self._phrases.append(_Phrase(heading, text, sum(self._weights[term] for term in found)))

    def __len__(self) -> int:
        return len(self._hs)

    def says(self, code: str) -> str | None:
        """Our own short name of a chapter, heading or subheading, if there is one."""
        place = bisect_left(self._hs, code)
        return self._says[place] if place < len(self._hs) and self._hs[place] == code else None

    def search(self, text: str, limit: int = 5) -> list[Suggestion]:
        """The headings that a text most likely names, best first; none if no word of it is known.

        The text may be English, Russian, Ukrainian or Korean; typing slips are borne. At most `limit` are given.
        """
        asked = self._asked(text)
        met = {term: self._near(term) for term in asked}
        whole = sum(self._weights.get(term, self._rarest) for term in asked)
        words: dict[int, dict[str, float]] = defaultdict(dict)
        gains: dict[int, dict[str, float]] = defaultdict(dict)
        for term, near in met.items():
            for known, trust in near:
                for phrase in self._postings[known]:
                    self._meet(phrase, term, known, trust, words, gains)
        most = whole * (1 + PHRASE_WEIGHT)
        scored = [
            (min(1.0, (sum(words[index].values()) + PHRASE_WEIGHT * gain) / most), index, phrase)
            for index, (gain, phrase) in self._best_phrases(gains).items()
        ]
        scored.sort(key=lambda row: (-row[0], self._hs[row[1]]))
        return [self._suggest(*row, met) for row in scored[: max(0, limit)]]

    def _asked(self, text: str) -> tuple[str, ...]:
        """The terms of a text: two words that are known as one are also taken so, and one that is two is parted."""
        found: dict[str, None] = {}
        before = ""
        for term in terms(text)[:MAX_TERMS]:
            if before + term in self._weights:
                found.setdefault(before + term)
            for part in self._parted(term):
                found.setdefault(part)
            before = term
        return tuple(found)

    def _parted(self, term: str) -> tuple[str, ...]:
        """The two known words that an unknown word is written of (ballbearing), or the word itself."""
        if term in self._weights or len(term) < 2 * LEAST_PART or PAIRED.match(term):
            return (term,)
        for cut in range(len(term) - LEAST_PART, LEAST_PART - 1, -1):
            if term[:cut] in self._weights and term[cut:] in self._weights:
                return (term[:cut], term[cut:])
        return (term,)

    def _meet(
        self,
        phrase: int,
        term: str,
        known: str,
        trust: float,
        words: dict[int, dict[str, float]],
        gains: dict[int, dict[str, float]],
    ) -> None:
        index = self._phrases[phrase].heading
        weight = self._weights[known] * trust
        count, norm = self._counts[index][known], self._norms[index]
        gains[phrase][term] = max(gains[phrase].get(term, 0.0), weight)
        words[index][term] = max(words[index].get(term, 0.0), weight * count / (count + norm))

    def _best_phrases(self, gains: Mapping[int, Mapping[str, float]]) -> dict[int, tuple[float, int]]:
        best: dict[int, tuple[float, int]] = {}
        for phrase, met in gains.items():
            row = self._phrases[phrase]
            gain = sum(met.values())
            score = gain * min(1.0, gain / row.weight)
            if score > best.get(row.heading, (-1.0, 0))[0]:
                best[row.heading] = (score, phrase)
        return best

    def _suggest(self, score: float, index: int, phrase: int, met: Mapping[str, Near]) -> Suggestion:
        text = self._phrases[phrase].text
        held = set(terms(text))
        slips = [
            f"{term} ~ {known}" for term, near in met.items() for known, trust in near if trust < 1 and known in held
        ]
        why = f'near "{text}": {", ".join(slips)}' if slips else f'named "{text}"'
        return Suggestion(self._hs[index], self._says[index], round(score, 4), why)

    def _find_near(self, term: str) -> Near:
        if term in self._weights:
            return ((term, 1.0),)
        if PAIRED.match(term):
            return ()
        if found := self._by_beginning(term):
            return tuple((known, BEGINNING) for known in found)
        if len(term) < LEAST_SLIP:
            return ()
        like = self._slips.get(term[0], ())
        slips = process.extract(term, like, scorer=fuzz.ratio, score_cutoff=SLIP_CUTOFF, limit=NEAR_WORDS)
        return tuple((known, SLIP * score / 100) for known, score, _ in slips)

    def _by_beginning(self, term: str) -> list[str]:
        """Known words that begin with the term, or the longest known word that it begins with."""
        if len(term) < LEAST_BEGINNING:
            return []
        start = bisect_left(self._vocabulary, term)
        longer = [known for known in self._vocabulary[start : start + NEAR_WORDS] if known.startswith(term)]
        if longer:
            return longer
        cuts = (term[:length] for length in range(len(term) - 1, max(LEAST_BEGINNING, len(term) - 4), -1))
        return next(([cut] for cut in cuts if cut in self._weights), [])
