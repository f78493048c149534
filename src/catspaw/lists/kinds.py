"""What kind of party a record is, from the word that its list uses, or, where it uses none, from the words of its name.

Invariants: a stated kind always wins; a name is taken for a person's only if it has the shape of one and no word of a
firm, and only where the list does name persons. A guess is a guess: it decides how names are compared, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

STATED = {
    "individual": "person", "person": "person", "entity": "company", "company": "company", "enterprise": "company",
    "organization": "company", "organisation": "company", "legalentity": "company", "vessel": "vessel", "ship": "vessel",
    "publicbody": "body", "aircraft": "aircraft", "airplane": "aircraft", "asset": "company", "security": "company",
    "cryptowallet": "company",
}  # fmt: skip
FIRM = re.compile(
    r"\b(?:co|ltd|limited|llc|llp|inc|corp\w*|compan\w+|gmbh|ag|sa|s\.a|sarl|s\.r\.l|bv|b\.v|plc|pte|pty|fze?|fzc?o|"
    r"fz-llc|dmcc|jsc|[opz]?jsc|oao|ooo|zao|pao|ao|sti|sirketi|srl|sro|s\.r\.o|kft|ou|oy|ab|as|est|establishment|bhd|sdn|lp|"
    r"gen\w*\.?\s+trad\w+|trad\w+|group\w*|holding\w*|industr\w+|techn\w+|teknik|teknoloj\w+|electr\w+|elektro\w*|"
    r"engineer\w*|institut\w*|universit\w+|academ\w+|cent(?:er|re)\w*|laborator\w+|factor\w+|plant|works|bank\w*|"
    r"service\w*|servis|logisti\w+|shipping|marine|maritime|aviation|air\w*|aero\w*|space|supply|suppli\w+|import\w*|"
    r"export\w*|international|global|enterpris\w+|store|shop|bureau|department|ministry|agency|authority|organi[sz]ation|"
    r"association|foundation|fund|societ\w+|council|committee|force\w*|brigade|army|navy|systems?|solution\w*|products?|"
    r"equipment|instruments?|machin\w+|chemical\w*|petro\w+|oil|gas|energy|steel|metal\w*|mining|research|scien\w+|"
    r"design|development|defen[cs]e|military|security|network\w*|communications?|telecom\w*|computer\w*|software|digital|"
    r"semiconductor\w*|optic\w*|photon\w*|laser\w*|micro\w*|nano\w*|components?|parts|spares?|motors?|auto\w*|cargo|"
    r"freight|forward\w*|transport\w*|express|travel|line|lines|airlines?|partners|associates|consult\w+|contract\w+|"
    r"construct\w+|building|materials?|medical|pharm\w*|bio\w*|school|college|hospital|club|branch|office|division|"
    r"state|national|federal|republic|government|administration|corporate|invest\w*|finance|financial|capital|"
    r"commerc\w+|general|complex|station|port|shipyard|dock\w*|radio\w*|avionics|missile\w*|nuclear|atomic|joint|union)\b",
    re.IGNORECASE,
)
BANK = re.compile(r"\b(?:\w*bank|banco|banque|banka)\b", re.IGNORECASE)
BODY = re.compile(
    r"^(?:the )?(?:ministry|government|department of|directorate|state committee|embassy|armed forces)\b", re.I
)
PERSON_WORD = re.compile(r"[^\W\d_][\w'’.-]*$")


def kind_of(stated: str, names: Iterable[str] = (), has_persons: bool = False) -> str:
    """person, company, bank, body, vessel or aircraft."""
    given = STATED.get(stated.strip().casefold(), "")
    names = list(names)
    if given and given != "company":
        return given
    if any(BODY.search(name) for name in names[:1]):
        return "body"
    if any(BANK.search(name) for name in names[:1]):
        return "bank"
    if not given and has_persons and names and all(map(_like_a_person, names)):
        return "person"
    return "company"


def _like_a_person(name: str) -> bool:
    words = name.replace(",", " ").split()
    return (
        2 <= len(words) <= 6
        and not FIRM.search(name)
        and all(PERSON_WORD.match(word) for word in words)
        and not all(word.isalpha() and len(word) <= 3 and word.isupper() for word in words)
    )
