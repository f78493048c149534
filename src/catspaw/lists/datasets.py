"""The data sets of OpenSanctions that are lists of ours: by their ids and their titles.

Invariant: a data set that is no known list keeps its own name behind `os-`, so that nothing is taken for an official list
by accident; sets that only describe parties (registers, Wikidata) are none at all.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from catspaw.lists import eu_lists, uk_lists
from catspaw.lists.known import PARTY_LISTS


class DataSet(NamedTuple):
    """A list by its id and its regime."""

    list: str
    regime: str


BY_ID = {
    "ua_war_sanctions": DataSet("ua-gur", "ua"), "ua_nsdc_sanctions": DataSet("ua-nsdc", "ua"),
    "us_ofac_sdn": DataSet("us-sdn", "us-ofac"), "us_ofac_cons": DataSet("us-cons", "us-ofac"),
    "us_trade_csl": DataSet("us-csl", "us-csl"), "us_bis_denied": DataSet("us-dpl", "us-ear"),
    "us_bis_mieu": DataSet("us-mieu", "us-ear"), "us_fincen_special_measures": DataSet("us-fincen", "us-fincen"),
    "eu_fsf": DataSet("eu", "eu"), "eu_sanctions_map": DataSet("eu", "eu"), "eu_journal_sanctions": DataSet("eu", "eu"),
    "gb_hmt_sanctions": DataSet("uk", "uk"), "gb_fcdo_sanctions": DataSet("uk", "uk"), "ch_seco_sanctions": DataSet("ch", "ch"),
    "ca_dfatd_sema_sanctions": DataSet("ca", "ca"), "au_dfat_sanctions": DataSet("au", "au"),
    "jp_mof_sanctions": DataSet("jp", "jp"), "jp_meti_ru": DataSet("jp-meti", "jp"), "jp_meti_eul": DataSet("jp-feul", "jp"),
    "un_sc_sanctions": DataSet("un", "un"), "sg_terrorists": DataSet("sg", "sg"), "nz_russia_sanctions": DataSet("nz", "nz"),
    "cn_sanctions": DataSet("cn-mofcom", "cn"),
}  # fmt: skip
BY_TITLE = {
    "ukraine war and sanctions": "ua_war_sanctions", "ukraine war & sanctions portal": "ua_war_sanctions",
    "ukraine nsdc state register of sanctions": "ua_nsdc_sanctions",
    "us ofac specially designated nationals (sdn) list": "us_ofac_sdn",
    "us ofac consolidated (non-sdn) list": "us_ofac_cons",
    "us trade consolidated screening list (csl)": "us_trade_csl",
    "eu financial sanctions files (fsf)": "eu_fsf", "eu sanctions map": "eu_sanctions_map",
    "uk hmt/ofsi consolidated list of targets": "gb_hmt_sanctions", "uk fcdo sanctions list": "gb_fcdo_sanctions",
    "swiss seco sanctions/embargoes": "ch_seco_sanctions",
    "canadian consolidated autonomous sanctions list": "ca_dfatd_sema_sanctions",
    "australian dfat sanctions consolidated list": "au_dfat_sanctions",
    "japan economic sanctions and list of eligible people": "jp_mof_sanctions",
    "un security council consolidated sanctions": "un_sc_sanctions",
}  # fmt: skip
DESCRIBES = re.compile(r"^(?:ext_|wd_|wikidata|ann_|permid|opencorporates|icij_|openownership|gleif|iso9362)")


def data_set_of(name: str) -> DataSet:
    """The list that a data set is, by its id or its title."""
    plain = " ".join(name.split()).casefold()
    found = BY_ID.get(BY_TITLE.get(plain, plain))
    slug = "os-" + re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50]
    return found or DataSet(slug, slug)


def narrowed(known: DataSet, programme: str, number: str, kind: str) -> DataSet:
    """The list within a publisher's consolidated one, where the programme or the number tells it."""
    if known.list == "eu" and programme.startswith("EU-"):
        return DataSet(*eu_lists.list_by_programme(programme.removeprefix("EU-").partition(";")[0]))
    if known.list == "uk":
        own = uk_lists.list_of(number, kind) or uk_lists.list_of(f"{programme[3:6]}0001", kind)
        return DataSet(own if own in PARTY_LISTS else "uk", "uk")
    if known.list == "un" and re.search(r"1718|DPRK", programme):
        return DataSet("un-1718", "un-dprk")
    return known


def only_describes(name: str) -> bool:
    """Whether a data set is no list but a register that describes parties."""
    return DESCRIBES.match(name) is not None
