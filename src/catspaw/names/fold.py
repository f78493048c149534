"""Fold a name to plain Latin words, so that case, accents, invisible characters and Cyrillic spelling do not matter.

A plain first engine: one reading a name, no guessing. Invariants: folding is idempotent; a name of other scripts
(Hangul, Han, Arabic) keeps its letters, so that it equals itself and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CYRILLIC = dict(
    zip(
        "абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюяқғңөүұһәӘ",
        "a b v g g d e e e zh z i i i i k l m n o p r s t u u f kh ts ch sh shch  y  e yu ya k g n o u u h a a".split(
            " "
        ),
        strict=False,
    )
)
LETTERS = str.maketrans({**CYRILLIC, "ъ": "", "ь": "", "ы": "y", "э": "e", "ю": "yu", "я": "ya", "ß": "ss", "ø": "o",
                         "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "'": "", "’": "", "`": ""})  # fmt: skip
HOMOGLYPHS = str.maketrans("авеіокмнрстухѕј", "abeiokmhpctyxsj")
LEGAL_FORMS = frozenset(
    "ooo oao zao pao ao kb tov pat prat too osoo ooд llc ltd limited inc incorporated corp corporation co company plc llp "
    "lp gmbh ag kg sarl sa sas srl spa bv nv oy ab as aps oü ou sia uab doo kft zrt sro spzoo jsc ojsc cjsc pjsc pte pty "
    "sdn bhd fze fzco fzc dmcc wll kk gk suarl eurl psc est cc pllc ltda".split()
)
SPELLED_FORMS = re.compile(
    r"\b(sp z o o|s r o|s r l|s p a|b v|n v|k k|g m b h|l l c|a g|s a r l|s a|p l c|l t d|sdn bhd|co ltd|ltd sti|"
    r"limited liability company|joint stock company|public joint stock company|open joint stock company|"
    r"closed joint stock company|obshchestvo s ogranichennoi otvetstvennostyu|aktsionernoe obshchestvo)\b"
)
TITLES = frozenset("mr mrs ms dr prof general colonel".split())
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


@lru_cache(maxsize=200_000)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in plain Latin where it can be read, in their order."""
    text = unicodedata.normalize("NFKC", INVISIBLE.sub("", name)).casefold()
    text = " ".join(_unmixed(word) for word in text.split())
    plain = unicodedata.normalize("NFD", text.translate(LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(LETTERS)
    return tuple(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain).replace("&", " and ")))


def _unmixed(word: str) -> str:
    """A word that mixes Latin and Cyrillic look-alikes is read as Latin."""
    has_latin = any("a" <= letter <= "z" for letter in word)
    return word.translate(HOMOGLYPHS) if has_latin else word


@lru_cache(maxsize=200_000)
def key(name: str, kind: str) -> str:
    """The words in alphabetical order without legal forms or titles; equal keys are equal names."""
    found = words(name)
    if kind in ("company", "bank", "body", "state_body", ""):
        text = SPELLED_FORMS.sub(" ", " ".join(found))
        kept = [word for word in text.split() if word not in LEGAL_FORMS and word != "and"]
    else:
        kept = [word for word in found if word not in TITLES]
    return " ".join(sorted(kept or found))
