"""The index of place names: folded words to places, with the qualifier that a name asks for.

"Donetsk Oblast" is indexed twice: whole, and as "donetsk" for a region that the text must call one. Case endings of
Russian and Ukrainian are met by a second index of stems, used for Cyrillic words only. Names of three letters or
fewer count only in capitals or when they stand alone: ARM is Armenia, "arm" is not.

Invariants: a weak name (of a contested territory) never pushes a place of that name out; an entry is one number and
the qualifier it needs ("" for none).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from catspaw.places.fold import IS_CJK, Token, key
from catspaw.places.words import CJK_QUALIFIERS, DISTRICT, KINDS, QUALIFIERS, REGION

Entry = tuple[int, str]  # a place's number, the qualifier its name needs
Key = tuple[str, ...]
ENDINGS = ("iami", "ami", "oiu", "eiu", "om", "em", "am", "iu", "oi", "ei", "ia", "u", "e", "a", "i")
ADJECTIVES = (
    "skaia",
    "skoi",
    "skuiu",
    "skoiu",
    "skii",
    "skogo",
    "skomu",
    "skom",
    "ska",
    "sku",
    "ski",
    "ske",
    "zka",
    "zkoi",
    "zkii",
    "zku",
    "zkogo",
)
NOUN_TOO = ("ske", "sku", "ska", "skom")  # в Донецке, к Донецку, из Донецка, Донецком
SHORT = 3
MOST_WORDS = 6  # of an imported name
IS_HANGUL = re.compile(r"[\uac00-\ud7a3]")
PARTICLES = ("에", "의", "을", "를", "로", "으로", "와", "과", "은", "는", "이", "가", "산", "발", "행")


class NameIndex:
    """Names of places by their folded words."""

    def __init__(self) -> None:
        self.exact: dict[Key, list[Entry]] = defaultdict(list)
        self.stems: dict[str, list[Entry]] = defaultdict(list)
        self.adjectives: dict[str, list[Entry]] = defaultdict(list)
        self.codes: dict[str, int] = {}
        self.commas: set[Key] = set()
        self.longest = 1
        self.cjk_longest = 2

    def add(self, number: int, kind: str, names: Iterable[str], weak: bool = False) -> None:
        """Index a place under its names."""
        for name in dict.fromkeys(names):
            words = key(name)
            if not words or (weak and words in self.exact):
                continue
            if "," in name:
                self.commas.add(words)
            self._put(words, (number, ""))
            for short, qualifier in _stripped(words):
                if kind in KINDS[qualifier]:
                    self._put(short, (number, qualifier))
            if len(words) == 1 and IS_CJK.search(words[0]):
                self.cjk_longest = max(self.cjk_longest, len(words[0]))

    def add_folded(self, number: int, forms: Iterable[Key]) -> None:
        """Index an imported place under names that are folded already: as they stand, not in other cases."""
        for words in dict.fromkeys(forms):
            if words and (number, "") not in self.exact[words]:
                self.exact[words].append((number, ""))
                self.longest = max(self.longest, min(len(words), MOST_WORDS))

    def add_code(self, number: int, code: str) -> None:
        """Index a state or contested territory under its code, read only when it stands alone."""
        self.codes[code.casefold()] = number

    def _put(self, words: Key, entry: Entry) -> None:
        if entry in self.exact[words]:
            return
        self.exact[words].append(entry)
        self.longest = max(self.longest, len(words))
        if len(words) == 1 and not IS_CJK.search(words[0]):
            if entry[1] == REGION and (root := adjective_root(words[0])):
                self.adjectives[root].append(entry)
            elif entry[1] == "" and len(words[0]) > SHORT:
                self.stems[stem(words[0])].append(entry)

    def look(self, words: Key) -> list[Entry]:
        """The entries of these very words."""
        return self.exact.get(words, [])

    def inflected(self, token: Token) -> list[Entry]:
        """The entries of a Cyrillic word in another case."""
        if not token.cyrillic or len(token.text) < SHORT + 2:
            return []
        root = adjective_root(token.text)
        found = list(self.adjectives.get(root, ())) if root else []
        if not root or token.text.endswith(NOUN_TOO):
            found += [entry for stemmed in _cut(token.text) for entry in self.stems.get(stemmed, ())]
        return found

    def within_signs(self, run: str) -> Iterator[tuple[list[Entry], str]]:
        """Names inside a run of Hangul or Han signs, longest first, with the qualifier that follows each."""
        at = free = 0  # free: where a Hangul word may start
        while at < len(run):
            for size in range(min(self.cjk_longest, len(run) - at), 1, -1):
                name = run[at : at + size]
                entries = self.exact.get((name,))
                if entries and (not IS_HANGUL.search(name) or (at == free and _ends_word(name, run[at + size :]))):
                    after = run[at + size : at + size + 2]
                    yield entries, CJK_QUALIFIERS.get(after, CJK_QUALIFIERS.get(after[:1], ""))
                    at += size
                    free = at + (len(after) if after in CJK_QUALIFIERS else after[:1] in CJK_QUALIFIERS)
                    break
            else:
                at += 1


def _ends_word(name: str, after: str) -> bool:
    """Whether a Hangul name ends here: at the end, before a kind of area or a particle, or by its own last sign."""
    return not after or name[-1] in CJK_QUALIFIERS or after[0] in CJK_QUALIFIERS or after.startswith(PARTICLES)


def _stripped(words: Key) -> Iterator[tuple[Key, str]]:
    if len(words) < 2:
        return
    for short, word in ((words[:-1], words[-1]), (words[1:], words[0])):
        qualifier = QUALIFIERS.get(word, "")
        if qualifier in (REGION, DISTRICT):
            yield short, qualifier


@lru_cache(maxsize=20_000)
def adjective_root(word: str) -> str:
    """The root of a Slavic adjective such as donetskaia or donetskoi, or ''."""
    for ending in ADJECTIVES:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)]
    return ""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A name without its last vowel."""
    return word.rstrip("aeiou") if len(word) > SHORT + 1 else word


def _cut(word: str) -> list[str]:
    """Stems that a declined word may come from."""
    found = [stem(word)]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORT:
            found.append(stem(word[: -len(ending)]))
    return list(dict.fromkeys(found))
