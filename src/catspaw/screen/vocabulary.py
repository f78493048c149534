"""Find the words of a vocabulary in free text: whole words and phrases, plural or not, overlapping ones too.

Invariant: a phrase never hides a shorter word that stands in it. Cost: one scan of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

NOTHING: frozenset[str] = frozenset()


class Words:
    """A vocabulary, ready to be looked for."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._words = sorted({word.casefold() for word in vocabulary}, key=lambda word: (-len(word), word))
        alternatives = "|".join(map(re.escape, self._words))
        self._pattern = re.compile(rf"(?<!\w)(?=({alternatives})(?:s|es)?(?!\w))") if self._words else None
        self._within = {word: self._shorter(word) for word in self._words}

    def _shorter(self, phrase: str) -> frozenset[str]:
        """The vocabulary's words that stand at the beginning of a phrase, itself included."""
        return frozenset(w for w in self._words if re.match(rf"{re.escape(w)}(?:s|es)?(?!\w)", phrase))

    def __call__(self, text: str) -> frozenset[str]:
        """The words of the vocabulary that stand in the text."""
        if self._pattern is None or not text:
            return NOTHING
        return NOTHING.union(*(self._within[word] for word in self._pattern.findall(text.casefold())))
