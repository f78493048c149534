"""Where lists are published: the addresses that `lists fetch` may read, and the pages from which a person must take a file.

Invariants: addresses are https and written down here, never taken from an answer; what a list is kept as is our name, never
the server's; a publisher that sends its files through another host is only followed there if that host is named here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from catspaw.errors import InputError, nearest

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One file of a list: its address, the name we keep it under, and where its checksum is published, if anywhere."""

    url: str
    name: str
    checksum_url: str = ""  # a text whose first word is the digest, or an OpenSanctions index.json


@dataclass(frozen=True, slots=True)
class Publisher:
    """A list as its publisher offers it."""

    id: str
    title: str
    page: str  # for people
    files: tuple[PublishedFile, ...] = ()  # none: to be taken from the page by hand and imported
    hosts: tuple[str, ...] = ()  # other hosts of the publisher that an answer may lead to
    formats: frozenset[str] = frozenset()  # what its files must be read as; empty: any list
    licence: str = ""


_OFAC = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
_OPENSANCTIONS = "https://data.opensanctions.org/datasets/latest/"

_ALL = (
    Publisher(
        "us-ofac", "US Treasury, Specially Designated Nationals list",
        "https://sanctionslist.ofac.treas.gov/Home/SdnList",
        tuple(PublishedFile(f"{_OFAC}{name}", name.casefold()) for name in ("SDN.CSV", "ADD.CSV", "ALT.CSV")),
        formats=frozenset({"ofac_csv"}),
    ),
    Publisher(
        "us-csl", "US Consolidated Screening List", "https://www.trade.gov/consolidated-screening-list",
        (PublishedFile("https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.json",
                       "consolidated.json"),),
        formats=frozenset({"us_csl_json"}),
    ),
    Publisher(
        "un", "UN Security Council consolidated list", "https://scsanctions.un.org",
        (PublishedFile("https://scsanctions.un.org/resources/xml/en/consolidated.xml", "consolidated.xml"),),
        formats=frozenset({"un_xml"}),
    ),
    Publisher(
        "eu", "EU consolidated list of financial sanctions", "https://webgate.ec.europa.eu/fsd/fsf",
        (PublishedFile("https://webgate.ec.europa.eu/fsd/fsf/public/files/csvFullSanctionsList_1_1/content"
                       "?token=dG9rZW4tMjAxNw",  # the same in everybody's link: it opens nothing that is closed
                       "eu-consolidated.csv"),),
        formats=frozenset({"eu_csv"}),
    ),
    Publisher(
        "uk", "UK Sanctions List", "https://www.gov.uk/government/publications/the-uk-sanctions-list",
        (PublishedFile("https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.csv", "uk-sanctions-list.csv"),),
        formats=frozenset({"uk_csv"}),
    ),
    Publisher(
        "ua-gur", "Ukraine, War & Sanctions portal, as given out by OpenSanctions", "https://war-sanctions.gur.gov.ua",
        (PublishedFile(f"{_OPENSANCTIONS}ua_war_sanctions/targets.simple.csv", "ua_war_sanctions.targets.simple.csv",
                       f"{_OPENSANCTIONS}ua_war_sanctions/index.json"),),
        formats=frozenset({"opensanctions"}),
        licence="CC BY-NC 4.0: not for commercial use without a licence from OpenSanctions",
    ),
    Publisher(
        "jp-meti", "Japan, METI: designated entities in Russia, Belarus and third countries (PDF; import its text)",
        "https://www.meti.go.jp/policy/external_economy/trade_control/01_seido/04_seisai/crimea.html",
        formats=frozenset({"jp_meti"}),
    ),
    Publisher("jp-feul", "Japan, METI: Foreign End User List", "https://www.meti.go.jp/policy/anpo/"),
    Publisher("us-isn", "US State, nonproliferation sanctions", "https://www.state.gov/nonproliferation-sanctions"),
    Publisher(
        "us-mieu", "US Commerce, military-intelligence end users",
        "https://www.ecfr.gov/current/title-15/section-744.22",
    ),
    Publisher(
        "us-fincen", "US Treasury, special measures of sections 311 and 9714",
        "https://www.fincen.gov/resources/statutes-and-regulations/311-and-9714-special-measures",
    ),
    Publisher("cn-mofcom", "China, counter-sanctions and unreliable entities", "http://exportcontrol.mofcom.gov.cn"),
)  # fmt: skip

PUBLISHERS: Mapping[str, Publisher] = {one.id: one for one in _ALL}


def chosen(ids: Iterable[str]) -> list[Publisher]:
    """The publishers of these ids, or all that can be fetched if none is given.

    Raises:
        InputError: no such publisher, or one whose list has to be taken by hand.
    """
    wanted = list(ids) or [one.id for one in _ALL if one.files]
    return [_one(id_) for id_ in dict.fromkeys(wanted)]


def may_read(url: str) -> bool:
    """Whether an address may be read at all: https, or plain http on this machine itself."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _one(id_: str) -> Publisher:
    if id_ not in PUBLISHERS:
        raise InputError(f'no publisher "{id_}"{nearest(id_, PUBLISHERS)}; known are {", ".join(sorted(PUBLISHERS))}')
    found = PUBLISHERS[id_]
    if not found.files:
        raise InputError(
            f"{found.title} is not published as a file that can be fetched; take it from {found.page} and use: "
            f"catspaw lists import FILE --as {found.id}"
        )
    return found
