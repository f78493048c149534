"""The lists of parties that rules and listings may name: what each is, and whether being on it freezes property.

A freeze reaches whoever a listed party owns or acts through, so a party that is listed later raises a question for the
time before. A list that only forbids certain dealings with the names on it raises none.
"""

from __future__ import annotations

from typing import NamedTuple


class PartyList(NamedTuple):
    """A list: its publisher and name, and whether it freezes property."""

    title: str
    freezes: bool


PARTY_LISTS = {
    "un-1718": PartyList("UN Security Council, 1718 Committee list", True),
    "us-sdn": PartyList("US Treasury, Specially Designated Nationals list", True),
    "us-ssi": PartyList("US Treasury, Sectoral Sanctions Identifications list", False),
    "us-caps": PartyList("US Treasury, correspondent account sanctions list", False),
    "us-entity": PartyList("US Commerce, Entity List", False),
    "us-meu": PartyList("US Commerce, Military End User list", False),
    "eu-269": PartyList("EU, Reg. 269/2014 Annex I (Ukraine)", True),
    "eu-765": PartyList("EU, Reg. 765/2006 Annex I (Belarus)", True),
    "eu-1509": PartyList("EU, Reg. 2017/1509 Annexes XIII to XVII (DPRK)", True),
    "eu-833-iv": PartyList("EU, Reg. 833/2014 Annex IV (military end users)", False),
    "eu-833-xiv": PartyList("EU, Reg. 833/2014 Annex XIV (banks)", False),
    "eu-833-xv": PartyList("EU, Reg. 833/2014 Annex XV (media)", False),
    "eu-833-xix": PartyList("EU, Reg. 833/2014 Annex XIX (state-owned firms)", False),
    "eu-833-xlii": PartyList("EU, Reg. 833/2014 Annex XLII (vessels)", False),
    "eu-833-xliv": PartyList("EU, Reg. 833/2014 Annex XLIV (financial messaging)", False),
    "eu-833-xlv": PartyList("EU, Reg. 833/2014 Annex XLV (banks and crypto providers)", False),
    "uk-dprk": PartyList("UK Sanctions List, DPRK regulations", True),
    "uk-russia": PartyList("UK Sanctions List, Russia regulations", True),
    "uk-ships": PartyList("UK Sanctions List, specified ships", False),
    "ca": PartyList("Canada, consolidated autonomous sanctions list", True),
    "ch": PartyList("Switzerland, SECO list", True),
    "jp": PartyList("Japan, Ministry of Finance and METI lists", True),
    "kr": PartyList("South Korea, financial sanctions list", True),
    "au": PartyList("Australia, DFAT consolidated list", True),
    "au-dprk": PartyList("Australia, DFAT list, DPRK", True),
    "au-ukraine": PartyList("Australia, DFAT list, Russia and Ukraine", True),
    "sg": PartyList("Singapore, MAS lists", True),
    "ua-nsdc": PartyList("Ukraine, NSDC sanctions", True),
    "us-cmic": PartyList("US Treasury, Chinese Military-Industrial Complex Companies list", False),
    "us-mbs": PartyList("US Treasury, menu-based sanctions list", False),
    "us-plc": PartyList("US Treasury, Palestinian Legislative Council list", False),
    "us-fse": PartyList("US Treasury, Foreign Sanctions Evaders list", False),
    "us-cons": PartyList("US Treasury, consolidated non-SDN lists", False),
    "us-sdn-websites": PartyList("US Treasury, web sites of parties on the Specially Designated Nationals list", True),
    "us-uvl": PartyList("US Commerce, Unverified List", False),
    "us-dpl": PartyList("US Commerce, Denied Persons List", False),
    "us-mieu": PartyList("US Commerce, military-intelligence end users (15 CFR 744.22)", False),
    "us-isn": PartyList("US State, nonproliferation sanctions", False),
    "us-dtc": PartyList("US State, parties debarred under ITAR", False),
    "us-fincen": PartyList("US Treasury, special measures of sections 311 and 9714", False),
    "jp-meti": PartyList("Japan, entities designated for export bans (Russia, Belarus, third countries)", False),
    "jp-feul": PartyList("Japan, METI Foreign End User List", False),
    "ua-gur": PartyList("Ukraine, War & Sanctions portal of military intelligence", False),
    "cn-mofcom": PartyList("China, countermeasures, unreliable entities and export control lists", False),
    "nz": PartyList("New Zealand, Russia sanctions register", True),
    "eu": PartyList("EU, consolidated list of financial sanctions", True),
    "uk": PartyList("UK Sanctions List", True),
    "uk-inv": PartyList("UK, persons named for investment and financial restrictions", False),
    "un": PartyList("UN Security Council consolidated list", True),
}
