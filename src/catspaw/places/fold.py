"""Fold place names so that case, script and the usual transliterations do not matter.

Cyrillic is read into Latin letters and both are coarsened alike, so Донецк, Донецьк, Donetsk and Donets'k are one
key; forms that still differ (Gorlovka, Horlivka) are listed in the world. Hangul and Han keep their signs.

Invariants: folding is idempotent; a token never holds a space; the tokens of a text stand in its order.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "ѓ": "g", "д": "d", "е": "e", "є": "ie", "ё": "e", "э": "e",
        "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "ы": "i", "ј": "i", "к": "k", "л": "l", "м": "m",
        "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts",
        "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "ь": "", "ъ": "", "қ": "k",
        "ғ": "g", "ҟ": "k", "ә": "a",
    }
)  # fmt: skip
LATIN = str.maketrans({"y": "i", "ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
LOOKALIKE = str.maketrans("АВЕЅІЈКМНОРСТУХаеѕіјорсухһ", "ABESIJKMHOPCTYXaesijopcyxh")  # drawn alike
LOOKALIKE_BACK = str.maketrans("ABEIJKMHOPCTYXaeijopcyx", "АВЕІЈКМНОРСТУХаеіјорсух")
ACCENTS = re.compile("[\u0300-\u036f]")
QUOTES = re.compile(r"['’ʼ‘`´ʹ]")
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
CJK = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
WORD = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+")
DOUBLED = re.compile(r"([a-z])\1+")
IS_CJK = re.compile(rf"[{CJK}]")
IS_CYRILLIC = re.compile(r"[\u0400-\u052f]")
IS_LATIN = re.compile(r"[A-Za-z]")
RAION = re.compile(r"(?<!\w)р-н\w*", re.IGNORECASE)
AVENUE = re.compile(r"(?<!\w)(?:пр-?к?т|просп)\b\.?", re.IGNORECASE)


class Token(NamedTuple):
    """One word of a text: folded, as written, and where it stands."""

    text: str
    raw: str
    part: int  # the part of the address, counted by commas, semicolons and line ends
    start: int
    joined: bool  # glued to the token before by a hyphen
    cyrillic: bool


@lru_cache(maxsize=100_000)
def fold_word(word: str) -> str:
    """A single word in coarse Latin letters, or in its own signs where it is Hangul or Han."""
    if IS_CJK.search(word):
        return unicodedata.normalize("NFC", word)
    if IS_LATIN.search(word) and IS_CYRILLIC.search(word):
        word = word.translate(LOOKALIKE if _is_mostly_latin(word) else LOOKALIKE_BACK)
    plain = word.casefold().translate(CYRILLIC)
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return DOUBLED.sub(r"\1", plain.translate(CYRILLIC).translate(LATIN))


def _is_mostly_latin(word: str) -> bool:
    """Whether the letters that only one script has speak for Latin; if they say nothing, the number of letters does."""
    plain = word.translate(LOOKALIKE)
    if bool(IS_CYRILLIC.search(plain)) == bool(IS_LATIN.search(word.translate(LOOKALIKE_BACK))):
        return len(IS_LATIN.findall(word)) >= len(IS_CYRILLIC.findall(word))
    return not IS_CYRILLIC.search(plain)


def clean(text: str) -> str:
    """A text without invisible signs, with abbreviations that hold a hyphen written out."""
    text = ACCENTS.sub("", unicodedata.normalize("NFKC", INVISIBLE.sub("", text)))
    text = RAION.sub("район", text)
    return AVENUE.sub("проспект ", text)


def tokens(text: str) -> list[Token]:
    """The words of a cleaned text with the number of the part each stands in."""
    found: list[Token] = []
    part, end = 0, 0
    plain = QUOTES.sub("", text)
    for match in WORD.finditer(plain):
        between = plain[end : match.start()]
        part += any(mark in between for mark in ",;\n|")
        joined = bool(found) and between in ("-", "‐", "‑", "–")
        raw, start = match[0], match.start()
        found.append(Token(fold_word(raw), raw, part, start, joined, bool(IS_CYRILLIC.search(raw))))
        end = match.end()
    return found


@lru_cache(maxsize=50_000)
def key(name: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(token.text for token in tokens(clean(name)))
