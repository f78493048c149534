"""The EU's lists: their ids and regimes by the number of the regulation and its annex, or by the programme's key.

Invariant: annexes of one regulation that forbid different things are lists of their own; a regulation that only freezes
is one list. A regulation that is not known here gets an id by its number and year.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class EuList(NamedTuple):
    """A list by its id and regime."""

    id: str
    regime: str


CELEX = re.compile(r"3(\d{4})R(\d{4})$")
OWN = {
    "32014R0269": EuList("eu-269", "eu-ukraine-269"), "32017R1509": EuList("eu-1509", "eu-dprk"),
    "32014R0833": EuList("eu-833", "eu-russia"), "32006R0765": EuList("eu-765", "eu-765"),
}  # fmt: skip
# the regulation in force of each programme of the Financial Sanctions Files
PROGRAMMES = {
    "AFG": "32011R0753", "BLR": "32006R0765", "CAF": "32014R0224", "CHEM": "32018R1542", "COD": "32005R1183",
    "CYB": "32019R0796", "EUAQ": "32016R1686", "GIN": "32009R1284", "GNB": "32012R0377", "GTM": "32024R0287",
    "HAM": "32024R0386", "HR": "32020R1998", "HTI": "32022R2309", "IRN": "32012R0267", "IRQ": "32003R1210",
    "LBN": "32021R1275", "LBY": "32016R0044", "LIB": "32021R1275", "MDA": "32023R0888", "MLI": "32017R1770", "MMR": "32013R0401",
    "NER": "32023R2406", "NIC": "32019R1716", "PRK": "32017R1509", "RUS": "32024R1485", "RUSDA": "32024R2642",
    "SDN": "32014R0747", "SDNZ": "32023R2147", "SOM": "32010R0356", "SSD": "32015R0735", "SYR": "32012R0036",
    "TAQA": "32002R0881", "TERR": "32001R2580", "TUN": "32011R0101", "TUR": "32019R1890", "UKR": "32014R0269",
    "VEN": "32017R2063", "YEM": "32014R1352", "BDI": "32015R1755", "BIH": "32011R0173", "ZWE": "32004R0314",
}  # fmt: skip
NUMBERS = re.compile(r"(?<!\d)(\d{3,4})/(\d{4})|(?<!\d)(20\d\d)/(\d{2,4})")


def list_of(celex: str, annex: str = "") -> EuList | None:
    """The list of a regulation's annex by the regulation's CELEX number; None if that is no regulation."""
    found = CELEX.match(celex)
    if not found:
        return None
    if celex not in OWN:
        year, number = found[1], str(int(found[2]))
        name = f"eu-{number}-{year}" if int(year) < 2015 else f"eu-{year}-{number}"
        return EuList(name, name)
    own, part = OWN[celex], annex.partition(".")[0].casefold()
    if celex == "32014R0833" or (celex == "32006R0765" and part not in ("", "i")):
        name = f"{own.id}-{part}" if part else own.id
        return EuList(name, own.regime if own.regime != own.id else "eu-765")
    return own


def list_by_programme(programme: str, title: str = "") -> EuList:
    """The list of an entry of the Financial Sanctions Files: by its regulation if it is one with a list, else its programme."""
    for found in NUMBERS.finditer(title):
        celex = f"3{found[2]}R{int(found[1]):04}" if found[1] else f"3{found[3]}R{int(found[4]):04}"
        if celex in FRAMEWORKS and (known := list_of(celex)):
            return known
    known = list_of(PROGRAMMES.get(programme.strip().upper(), ""))
    return known or EuList("eu", "eu")


FRAMEWORKS = frozenset({
    *PROGRAMMES.values(), "32011R0359", "32023R1529", "32014R0208", "32003R1210", "32016R1686", "32002R0881",
}) - {"32014R0833"}  # fmt: skip
