"""Take an entry of Japan's bilingual lists of designated entities apart: Japanese and Latin names, aliases, addresses.

Invariants: Latin names stand after the last Japanese sign of their part, unless a Japanese name itself ends in Latin
letters; what stands in brackets and is no name ("including all units") is no alias.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

JAPANESE = r"\u3001-\u303f\u3040-\u30ff\u3400-\u9fff\uff08\uff09\uff1a\uff1d\uff5e\uff61-\uff9f"
SIGN = re.compile(f"[{JAPANESE}]")
AKA = re.compile(
    r"[,\s]*(?:\ba\.k\.a\.?,?[^:]*?alias(?:es)?|\bthe\s+following\s+\w+\s*alias(?:es)?)\s*[:;.]?\s*",
    re.IGNORECASE | re.DOTALL,
)
DASH = re.compile(r"(?:(?:^|\n)\s*|[;；]\s*(?:and\s*,?\s*)?)[-—–‐]\s*")
BEHIND = re.compile(
    rf"\n([^\n{JAPANESE}]*[A-Za-z][^\n{JAPANESE}]*)（([^（）\n]+)）\s*$"
)  # a native name behind a Latin one
LAST_AND = re.compile(r"[;,.]?\s*\band,?$|[;.,]$")
ADDRESS = re.compile(r"所在地\s*[：:]")
ALSO = re.compile(r"(?:^|\n)別称\s*[：:]")
NO_NAME = re.compile(r"含む|含まれ|令和|告示")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry's parts."""

    latin: str
    japanese: str
    aliases: tuple[str, ...]
    places: tuple[str, ...]
    note: str


def entry_of(text: str) -> Entry:
    """The parts of one entry, its number taken off."""
    main, *places = ADDRESS.split(text, maxsplit=1)
    main, *also = ALSO.split(main, maxsplit=1)
    japanese, latin = _halves(main)
    name, aliases = _latin_names(latin)
    native, more, note = _japanese_names(japanese)
    aliases += more
    if also:
        aliases += _listed_also(also[0])
    return Entry(name, native, tuple(dict.fromkeys(aliases)), tuple(_places(places[0])) if places else (), note)


def _halves(text: str) -> tuple[str, str]:
    """The Japanese part and the Latin one."""
    if behind := BEHIND.search(text):
        text = f"{text[: behind.start()]}（{behind[2]}）\n{behind[1]}"
    last = max((found.end() for found in SIGN.finditer(text)), default=0)
    tail, _, following = text[last:].partition("\n")
    has_more = bool(following.strip()) and not following.lstrip().startswith(("-", "—", "–"))
    opens_latin = "a.k.a" in tail or (text[last - 1 : last] in "）」" and len(tail.split()) > 1 and tail[:1] != " ")
    if last and tail.strip() and has_more and not opens_latin:
        return text[:last] + tail, following
    return text[:last], text[last:]


def _latin_names(text: str) -> tuple[str, list[str]]:
    name, *rest = AKA.split(text, maxsplit=1)
    aliases = [_plain(part) for part in DASH.split(rest[0])] if rest else []
    return _plain(name).rstrip(","), [alias for alias in aliases if alias]


def _japanese_names(text: str) -> tuple[str, list[str], str]:
    """The name before the first bracket, names in brackets, and what else is said."""
    joined = "".join(line.strip() if SIGN.search(line) else f" {line.strip()}" for line in text.strip().split("\n"))
    name, aliases, notes = "", [], []
    for part, is_inside in _brackets(joined):
        if NO_NAME.search(part):
            notes.append(part)
        elif is_inside:
            aliases += [
                one.strip(" 、。）")
                for one in re.split(r"、|及び|並びに|;", part.removeprefix("別称、"))
                if one.strip(" 、。）")
            ]
        elif not name:
            name = part.strip(" 、。")
    return name, aliases, " ".join(notes)


def _brackets(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a text outside and inside of brackets; inner brackets are pieces of their own."""
    piece, depth = "", 0
    for sign in text.replace(")", "）").replace("(", "（"):
        if sign in "（）":
            if piece.strip():
                yield piece, depth > 0
            piece, depth = "", max(0, depth + (1 if sign == "（" else -1))
        else:
            piece += sign
    if piece.strip():
        yield piece, depth > 0


def _listed_also(text: str) -> list[str]:
    japanese, latin = _halves(text)
    native = "".join(line.strip() for line in japanese.split("\n"))
    parts = [*re.split(r"[;；]|及び", native), *latin.replace("\n", " ").split(";")]
    return [plain for plain in (_plain(part).strip(" 、。") for part in parts) if plain]


def _places(text: str) -> Iterator[str]:
    for part in " ".join(text.split()).split(";"):
        plain = re.sub(r"^and\s+", "", part.strip()).strip(" .")
        if plain:
            yield plain


def _plain(text: str) -> str:
    plain = " ".join(text.split())
    while (shorter := LAST_AND.sub("", plain).strip()) != plain:
        if plain.endswith(".") and re.search(r"\b(?:ltd|co|inc|corp|llc|sti|l|s|a|b|v|r|o)\.$", plain, re.IGNORECASE):
            break
        plain = shorter
    return plain


def countries_in(places: Sequence[str]) -> Iterator[str]:
    """The words of addresses that may name a country, the last part of each first; Hong Kong before China."""
    for place in places:
        parts = [re.sub(r"[\d.]+|\bRU$", " ", part).strip() for part in place.split(",")]
        for part in parts:
            if re.search(r"Hong Kong|Macau|Taiwan", part):
                yield re.sub(r".*(Hong Kong|Macau|Taiwan).*", r"\1", part)
                break
        yield parts[-1]
