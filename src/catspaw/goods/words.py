"""Words of goods descriptions as terms that meet: one case, one spelling, no ending, Hangul in pairs of syllables.

Invariants: a term is never empty; stop words, numbers and single letters are no terms, but a letter that belongs to a
word (T-shirt, X-ray) makes a term with it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

HANGUL = r"\uac00-\ud7a3\u3040-\u30ff\u3400-\u9fff"
WORD = re.compile(rf"[{HANGUL}]+|[^\W_{HANGUL}]+(?:['’][^\W_{HANGUL}]+)*(?:-[^\W_{HANGUL}]+)*")
PAIRED = re.compile(rf"[{HANGUL}]")
LETTERED = re.compile(r"\b([hitvx])\s+(?=(?:shirt|beam|belt|ray|section)s?\b)")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
STOP = frozenset(
    re.split(
        r"\s+",
        "a an and are as at by for from in into is it not of on or other others that the their them to under until up "
        "which with goods item items article articles origin export import various kind kinds type pcs kg tonne tonnes "
        "без в во для до же и из или к на не о об от по под при с со та у що як або від з за із зі",
    )
)
ENDINGS = sorted(
    re.split(
        r"\s+",
        "иями ями ами ыми ими ого его ому ему ах ях ых их ов ев ей ий ый ой ая яя ое ее ые ие ым им ом ем ую юю ам ям "
        "ия ию ии ью ої ою ів їв ім ія ії ію ій а я о е ы и у ю ь й і ї є",
    ),
    key=lambda ending: (-len(ending), ending),
)
BRITISH = {
    "aluminum": "aluminium", "jewelry": "jewellery", "fiber": "fibre", "fiberglass": "fibreglass", "center": "centre",
    "mold": "mould", "molding": "moulding", "plow": "plough", "tire": "tyre", "color": "colour", "armor": "armour",
    "armored": "armoured", "caliber": "calibre", "analyzer": "analyser", "gray": "grey", "donut": "doughnut",
}  # fmt: skip
AMERICAN_END = re.compile(r"iz(e|er|ed|ing|ation)$")
SHORTEST_STEM = 3


@lru_cache(maxsize=50_000)
def terms(text: str) -> tuple[str, ...]:
    """The terms of a text, each once, in the order in which they first stand."""
    found: dict[str, None] = {}
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    for match in WORD.finditer(LETTERED.sub(r"\1-", plain)):
        for term in _of_word(match[0].replace("’", "").replace("'", "")):
            found.setdefault(term)
    return tuple(found)


def _of_word(word: str) -> list[str]:
    if PAIRED.match(word):
        return [word[i : i + 2] for i in range(max(1, len(word) - 1))]
    parts = word.split("-")
    joined = ["".join(parts)] if any(len(part) == 1 for part in parts) and len(parts) > 1 else []
    kept = [part for part in parts if len(part) > 1 and part not in STOP and not part.isdigit()]
    return [stem(part) for part in (*kept, *joined)]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its plural or, in Cyrillic, its case ending."""
    if CYRILLIC.search(word):
        for ending in ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
                return word[: -len(ending)]
        return word
    return _british(_singular(word))


def _british(word: str) -> str:
    word = BRITISH.get(word, word).replace("sulf", "sulph")
    return AMERICAN_END.sub(r"is\1", word) if len(word) > 5 else word


def _singular(word: str) -> str:
    if len(word) <= SHORTEST_STEM or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
        return word[:-2]
    return word[:-1]
