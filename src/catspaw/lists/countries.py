"""Names of states and contested territories as lists print them, to the codes that the facts use.

Invariants: the names are those of the packaged actors, so that one name has one code everywhere; what the lists print
otherwise stands in `ALSO`; a text that is no country gives no code, it is never guessed from part of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from catspaw.facts.read import PACKAGED, read_folders
from catspaw.lists.demonyms import DEMONYMS

ALSO = {
    "burma": "MM", "congo, democratic republic of the": "CD", "congo, republic of the": "CG", "macau": "MO",
    "west bank": "PS", "gaza": "PS", "palestinian": "PS", "palestinian territories": "PS", "state of palestine": "PS",
    "region: gaza": "PS", "region: northern mali": "ML", "region: kafia kingi": "SD", "region: crimea": "UA-CRI",
    "the gambia": "GM", "bahamas, the": "BS", "gambia, the": "GM", "micronesia, federated states of": "FM",
    "north macedonia, the republic of": "MK", "macedonia, the former yugoslav republic of": "MK",
    "macedonia, the former yugoslav": "MK", "sao tome & principe": "ST", "st. vincent and the grenadines": "VC",
    "usa": "US", "uk": "GB", "uae": "AE", "turkey": "TR", "türkiye": "TR", "ivory coast": "CI", "cote d ivoire": "CI",
    "cote d'ivoire": "CI", "swaziland": "SZ", "cape verde": "CV", "british": "GB", "great britain": "GB",
    "hong kong (china)": "HK", "china (hong kong)": "HK", "dem. rep. of the congo": "CD", "saint vincent": "VC",
    "virgin islands, british": "VG", "congo (democratic republic)": "CD", "korea": "", "st kitts and nevis": "KN",
    "occupied palestinian territories": "PS", "the occupied palestinian territories": "PS", "congo": "CG",
    "belarus": "BY", "holy see": "VA", "kosovo": "XK", "myanmar (burma)": "MM", "russian": "RU",
    "democratic peoples republic of korea": "KP",
}  # fmt: skip
PARTS = re.compile(r"\s*(?:[;/,\n]|\bor\b|\band\b|\(?\b[a-z\d]\))\s*", re.IGNORECASE)
MOST = 500  # characters of a text that are looked at
BRACKET = re.compile(r"\s*\(.*|\)$")
NOW = re.compile(r"^.*(?:USSR|SSR|Republic|Union|Former)\b.*?\b(?:now|currently)\s+(?:in )?", re.IGNORECASE)


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_folders([PACKAGED / "actors"]).rows["actor"]:
        actor = row.data
        if actor["kind"] not in ("state", "contested"):
            continue
        for name in (
            actor["name"],
            actor["code"],
            *(name for names in actor.get("names", {}).values() for name in names),
        ):
            found.setdefault(_plain(name), actor["code"])
    return found | DEMONYMS | ALSO


def _plain(name: str) -> str:
    text = name.replace("’", "'").replace("‘", "'").replace("ʼ", "'").casefold()
    return " ".join(text.split()).strip(" .,;").removeprefix("the ")


@lru_cache(maxsize=50_000)
def code_of(name: str) -> str:
    """The code of a country by a name of it in any language of the facts, or by its code; '' if it is none."""
    return _codes().get(_plain(name), "")


def codes_of(names: Iterable[str]) -> tuple[str, ...]:
    """The codes of countries in the order given, each once; a text of several is taken apart."""
    found: dict[str, None] = {}
    for name in (text[:MOST] for text in names):
        for part in [name] if code_of(name) else PARTS.split(NOW.sub("", name)):
            if code := code_of(part) or code_of(BRACKET.sub("", part)):
                found[code] = None
    return tuple(found)
