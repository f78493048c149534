"""Read a text into mentions of places: which words may name which places, and what stands around them.

A word inside a street, a company or a quoted name is no place ("Донецкая улица, Москва"). A place that something lies
off, near or south of is a near mention: it says where, but the dealing is not in it.

Invariants: mentions stand in the order of the text and do not overlap; the longest name wins; a mention has at least
one entry. What a mention means is decided in `choose`, not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from catspaw.places.fold import IS_CJK, Token, clean, tokens
from catspaw.places.names import SHORT, Entry, NameIndex, adjective_root
from catspaw.places.words import (
    COMPANY,
    COMPANY_RAW,
    COMPASS,
    FILLERS,
    GLUED,
    JOINING,
    KINDS,
    LETTERS,
    NAME_PARTS,
    PLURAL,
    PREPOSITIONS,
    QUALIFIERS,
    REGION,
    SEA_SIDE,
    STREET_AFTER,
    STREET_BEFORE,
    UKRAINIAN_STREETS,
)

BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|「[^」]*」")
SLASHES = re.compile(r"\s+/\s+|(?<=[^\W\d])/(?=[^\W\d])")
ABBREVIATION = re.compile(r"^[A-Z]{2,3}$")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that may name one of several places."""

    entries: tuple[int, ...]
    start: int  # first and last token
    end: int
    part: int
    qualifier: str = ""  # what the text calls it: region, district, city
    mismatch: bool = False  # the text calls it what none of the entries is
    inflected: bool = False
    near: bool = False
    partial: bool = False  # the name goes on in words that are not known
    abbreviation: str = ""
    implied: tuple[int, ...] = ()  # regions of that name, which the text may mean though it does not say region


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as mentions, with what the words around them show."""

    text: str
    mentions: tuple[Mention, ...]
    ukrainian: bool = False  # a street is named in Ukrainian


class Reader:
    """Reads texts by one index of names."""

    def __init__(self, names: NameIndex, kinds: list[str]) -> None:
        self._names = names
        self._kinds = kinds

    def read(self, text: str, brackets: bool = False) -> Reading:
        """The mentions of a text; what stands in brackets only if short, and only on demand."""
        plain = SLASHES.sub(" ; ", QUOTED.sub(" ; ", BRACKETS.sub(_bracket if brackets else " ", clean(text))))
        words = tokens(plain)
        blocked = _blocked(words, self._covered(words))
        found = self._whole(words, list(self._scan(words, blocked)), blocked)
        ukrainian = any(word.text in UKRAINIAN_STREETS for word in words)
        return Reading(plain, found, ukrainian)

    def _whole(self, words: list[Token], found: list[Mention], blocked: set[int]) -> tuple[Mention, ...]:
        """The mentions without those that are a part of an unknown name, or these marked if nothing else is named."""
        covered = blocked.union(*(range(m.start, m.end + 1) for m in found)) if found else blocked
        partial = [m for m in found if _goes_on(words, m, covered)]
        if len(partial) < len(found):
            return tuple(m for m in found if m not in partial)
        return tuple(replace(m, partial=True) for m in partial)

    def _covered(self, words: list[Token]) -> set[int]:
        """Tokens of names of several words, so that the St in St Petersburg is no street."""
        covered: set[int] = set()
        for at in range(len(words)):
            size, _ = self._longest(words, at)
            if size > 1:
                covered.update(range(at, at + size))
        return covered

    def _longest(self, words: list[Token], at: int) -> tuple[int, list[Entry]]:
        for size in range(min(self._names.longest, len(words) - at), 0, -1):
            run = words[at : at + size]
            key = tuple(word.text for word in run)
            entries = self._names.look(key)
            if entries and (run[0].part == run[-1].part or key in self._names.commas):
                return size, entries
        return 0, []

    def _scan(self, words: list[Token], blocked: set[int]) -> Iterator[Mention]:
        at = 0
        while at < len(words):
            word = words[at]
            if at in blocked:
                at += 1
                continue
            if IS_CJK.search(word.text) and not self._names.look((word.text,)):
                for entries, qualifier in self._names.within_signs(word.text):
                    yield from self._mention(entries, words, at, at + 1, qualifier)
                at += 1
                continue
            size, entries = self._longest(words, at)
            declined = (
                self._names.inflected(word) if size <= 1 and (not entries or _after_preposition(words, at)) else []
            )
            inflected = bool(declined) or not entries
            if declined:
                size, entries = 1, declined
            if not entries:
                yield from self._short(words, at)
                at += 1
                continue
            yield from self._mention(entries, words, at, at + size, "", inflected)
            at += size

    def _short(self, words: list[Token], at: int) -> Iterator[Mention]:
        """A code that stands alone in its part, or the capitals of a state of a federation."""
        word = words[at]
        same = [i for i, other in enumerate(words) if other.part == word.part and not other.raw[0].isdigit()]
        number = self._names.codes.get(word.raw.casefold())
        if ABBREVIATION.match(word.raw) and at in (same[0], same[-1]):
            entries = (number,) if number is not None and len(same) == 1 else ()
            yield Mention(entries, at, at, word.part, abbreviation=word.raw)

    def _mention(
        self, entries: list[Entry], words: list[Token], start: int, stop: int, qualifier: str, inflected: bool = False
    ) -> Iterator[Mention]:
        first = words[start]
        is_short = stop - start == 1 and len(first.raw) <= SHORT and not IS_CJK.search(first.raw)
        if is_short and not first.raw.isupper() and sum(word.part == first.part for word in words) > 1:
            return
        qualifier = qualifier or _qualifier(words, start, stop)
        numbers, mismatch = self._fitting(entries, qualifier)
        if numbers:
            near = _is_near(words, start)
            implied = tuple(n for n, needs in entries if needs == REGION and n not in numbers)
            yield Mention(numbers, start, stop - 1, first.part, qualifier, mismatch, inflected, near, implied=implied)

    def _fitting(self, entries: list[Entry], qualifier: str) -> tuple[tuple[int, ...], bool]:
        free = [number for number, needs in entries if not needs]
        if not qualifier:
            return tuple(dict.fromkeys(free)), False
        kinds = KINDS[qualifier]
        named = [n for n, needs in entries if needs == qualifier or (not needs and self._kinds[n] in kinds)]
        return (tuple(dict.fromkeys(named)), False) if named else (tuple(dict.fromkeys(free)), True)


def _goes_on(words: list[Token], mention: Mention, covered: set[int]) -> bool:
    """Whether a mention of one word is a piece of a longer name: Nova Husarivka, Mali Vilmy, Davydo-Mykilske."""
    if mention.start != mention.end or IS_CJK.search(words[mention.start].text):
        return False
    word, at = words[mention.start], mention.start
    before = words[at - 1] if at and at - 1 not in covered and words[at - 1].part == word.part else None
    after = words[at + 1] if at + 1 < len(words) and at + 1 not in covered and words[at + 1].part == word.part else None
    if before and (before.text in NAME_PARTS or (word.joined and _is_name(before))):
        return True
    return bool(after and _is_name(after) and word.cyrillic and (word.text in NAME_PARTS or after.joined))


def _is_name(word: Token) -> bool:
    """Whether a word may be a piece of a name: letters with a capital, of more than two signs, no kind of area."""
    return len(word.raw) > 2 and word.raw[0].isupper() and word.raw.isalpha() and word.text not in QUALIFIERS


def _bracket(match: re.Match[str]) -> str:
    words = match[1].split()
    return f" ; {match[1]} ; " if 0 < len(words) <= 3 else " "


def _qualifier(words: list[Token], start: int, stop: int) -> str:
    """The word for a kind of area just after or before the name."""
    part = words[start].part
    for at in (stop, start - 1):
        if 0 <= at < len(words) and words[at].part == part:
            word = words[at]
            if (word.text in GLUED and not word.joined) or (word.text in LETTERS and not word.cyrillic):
                continue
            if qualifier := QUALIFIERS.get(word.text):
                return qualifier
    if stop < len(words) and words[stop].text in JOINING:  # Donetsk and Luhansk regions: the plural holds for both
        for word in words[stop + 2 : stop + 4]:
            if word.text in PLURAL:
                return QUALIFIERS[word.text]
    return ""


def _after_preposition(words: list[Token], at: int) -> bool:
    """Whether a Slavic preposition stands shortly before, so that the name is in another case: в Донецке и Луганске."""
    return any(
        word.part == words[at].part and word.raw.casefold() in PREPOSITIONS for word in words[max(0, at - 4) : at]
    )


def _is_near(words: list[Token], start: int) -> bool:
    """Whether the words before the name say that something lies off or near it: off, near, south of, waters of."""
    before = [word for word in words[max(0, start - 4) : start] if word.part == words[start].part]
    for at, word in reversed(list(enumerate(before))):
        if word.raw.casefold() == "off" or word.text in SEA_SIDE:
            return True
        if word.text == "of" and at and before[at - 1].text in COMPASS:
            return True
        if word.text not in FILLERS:
            return False
    return False


def _blocked(words: list[Token], covered: set[int]) -> set[int]:
    """Tokens that belong to a street or a company."""
    blocked: set[int] = set()
    for at, word in enumerate(words):
        if at in covered:
            continue
        here = [i for i, other in enumerate(words) if other.part == word.part]
        if word.text in COMPANY or word.raw.casefold() in COMPANY_RAW:
            blocked.update(here)
        elif word.text in STREET_BEFORE | STREET_AFTER:
            blocked.add(at)
            blocked.update(_street(words, at, here))
    return blocked


def _street(words: list[Token], at: int, here: list[int]) -> Iterator[int]:
    """The tokens of the street's name on the side where it stands."""
    before: list[int] = []
    for i in reversed([i for i in here if i < at]):
        if words[i].raw[0].isdigit():
            break
        before.insert(0, i)
    after = [i for i in here if i > at]
    word = words[at].text
    adjective = bool(before) and bool(adjective_root(words[before[-1]].text))
    if word in STREET_AFTER and before and (word not in STREET_BEFORE or adjective or not after):
        yield from before[-3:] if not adjective else before[-1:]
        return
    if word in STREET_BEFORE:
        for i in after:
            if words[i].raw[0].isdigit():
                return
            yield i
