"""Ukrainian in Latin letters by the national rules of 2010 (Cabinet resolution No. 55), as passports and road signs have it.

Invariant: letters that are not Ukrainian stay as they are.
"""

from __future__ import annotations

import re

LETTERS = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia".split(),
        strict=True,
    )
) | {"ь": "", "ы": "y", "э": "e", "ё": "io", "ъ": ""}
FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
WORD = re.compile(r"[а-яґєіїёА-ЯҐЄІЇЁ]+")
APOSTROPHES = re.compile(r"(?<=\w)['’ʼ`´](?=\w)")


def romanised(text: str) -> str:
    """A Ukrainian name in Latin letters: Велика Новосілка is Velyka Novosilka."""
    return WORD.sub(lambda match: _word(match[0]), APOSTROPHES.sub("", text))


def _word(word: str) -> str:
    small = word.lower().replace("зг", "zgh")
    found = FIRST.get(small[0], LETTERS.get(small[0], small[0])) + "".join(LETTERS.get(c, c) for c in small[1:])
    if word.isupper() and len(word) > 1:
        return found.upper()
    return found[:1].upper() + found[1:] if word[0].isupper() else found
