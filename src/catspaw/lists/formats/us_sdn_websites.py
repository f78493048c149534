"""Web sites and mail addresses of parties on the US SDN list, one a line, without the parties that they belong to.

Invariant: the site is all that is known, so it is the name and the identifier; whose it is stands in the SDN list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from catspaw.lists.listing import Listing, Rejected, spelled
from catspaw.lists.numbers import ids_of
from catspaw.lists.opened import Opened, clean, text_of_head
from catspaw.lists.us_lists import Numbers

HOST = r"(?:[\w-]+\.)+[\w-]{2,24}"
SITE = re.compile(rf"(?:email:)?(?:https?://)?(?:[\w.+-]+@)?{HOST}(?::\d+)?(?:[/?#]\S*)?$", re.IGNORECASE)
MAIL = re.compile(rf"(?:email:)?([\w.+-]+@{HOST})$", re.IGNORECASE)
FEW, ENOUGH, MOST = 3, 0.9, 2_000


def recognises(head: bytes) -> bool:
    """By its lines: nearly all are a host name, an address of a page or of mail, and nothing else."""
    lines = [line.strip() for line in text_of_head(head).splitlines()[:200] if line.strip()]
    return len(lines) >= FEW and sum(1 for line in lines if len(line) <= MOST and SITE.match(line)) >= ENOUGH * len(
        lines
    )


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """Each line is a site."""
    numbers = Numbers()
    for line, text in source.lines():
        site = clean(text)
        if not site:
            continue
        source.records += 1
        if len(site) > MOST or not SITE.match(site):
            yield source.reject(line, "neither a web site nor a mail address", site)
            continue
        mail = MAIL.match(site)
        kind, value = ("email", mail[1]) if mail else ("website", _host_first(site))
        yield Listing(
            numbers(f"us-sdn-websites:{value.casefold()}"), "us-sdn-websites", "us-ofac", "", "company", spelled(value), (), (),
            ids_of([(kind, value)]), reason=f"{kind} of a party on the SDN list", ref=f"{source.name}:{line}",
        )  # fmt: skip


def _host_first(site: str) -> str:
    return re.sub(r"^https?://", "", site, flags=re.IGNORECASE).rstrip("/")
