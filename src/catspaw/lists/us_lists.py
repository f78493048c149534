"""The lists that the US Consolidated Screening List joins: their ids and regimes by the names it gives them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple


class UsList(NamedTuple):
    """A list by its id and regime; whether it names persons without saying so."""

    id: str
    regime: str
    has_persons: bool = False


BY_SHORT_NAME = {
    "SDN": UsList("us-sdn", "us-ofac"), "SSI": UsList("us-ssi", "us-ofac"), "CAP": UsList("us-caps", "us-ofac"),
    "CMIC": UsList("us-cmic", "us-ofac"), "NS-MBS": UsList("us-mbs", "us-ofac"), "MBS": UsList("us-mbs", "us-ofac"),
    "PLC": UsList("us-plc", "us-ofac"), "FSE": UsList("us-fse", "us-ofac"), "EL": UsList("us-entity", "us-ear", True),
    "MEU": UsList("us-meu", "us-ear"), "UVL": UsList("us-uvl", "us-ear"), "DPL": UsList("us-dpl", "us-ear", True),
    "ISN": UsList("us-isn", "us-isn", True), "DTC": UsList("us-dtc", "us-itar", True),
}  # fmt: skip
SHORT = re.compile(r"\(([A-Z-]{2,6})(?: List)?\)")


def list_of(source: str) -> UsList | None:
    """The list by its name ("Entity List (EL) - Bureau of Industry and Security"), or None if there is no such list."""
    found = SHORT.search(source)
    return BY_SHORT_NAME.get(found[1]) if found else None


def number_of(parts: Iterable[str]) -> str:
    """A number for a record whose publisher gives none: the same for the same words, in any edition."""
    return hashlib.sha256("|".join(part.casefold() for part in parts).encode("utf-8", "replace")).hexdigest()[:12]


class Numbers:
    """Ids of a file's records, each given once: a second record of the same number gets -2, a third -3."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def __call__(self, id_: str) -> str:
        """The id to give to a record of this number."""
        count = self._seen[id_] = self._seen.get(id_, 0) + 1
        return id_ if count == 1 else f"{id_}-{count}"
