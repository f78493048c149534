"""Recognise the headings of a flat book, and a mapping file for others.

A flat field is a dealing's field (`date`, `act`, `value`, ...), one of goods (`goods_hs`, `origin`, ...; `goods2_hs` for a
second line), a stop (`port_of_loading`, `via`, `port_of_discharge`, `route`), or a party's: role, then field
(`seller_name`, `vessel_imo`, `buyer2_country`). Invariant: two columns never mean the same field.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from catspaw.errors import InputError, nearest
from catspaw.rules.conditions import ROLES
from catspaw.screen.dealing import ID_KINDS

HEAD = ("date", "act", "value", "currency", "unit", "contract_date", "purpose", "notified", "authorised", "id",
        "date_precision")  # fmt: skip
GOODS = ("hs", "text", "quantity", "unit", "origin")
STOPS = ("port_of_loading", "via", "port_of_discharge", "route", "mode", "port")
PARTY = ("name", "names_other", "kind", "country", "address", "flag", "phone", "born", *ID_KINDS)
SYNONYMS = {
    "transaction_date": "date", "deal_date": "date", "shipment_date": "date", "type": "act", "transaction_type": "act",
    "amount": "value", "total_value": "value", "ccy": "currency", "hs": "goods_hs", "hs_code": "goods_hs",
    "tariff_code": "goods_hs", "commodity_code": "goods_hs", "description": "goods_text", "goods": "goods_text",
    "goods_description": "goods_text", "origin": "goods_origin", "country_of_origin": "goods_origin",
    "quantity": "goods_quantity", "qty": "goods_quantity", "quantity_unit": "goods_unit", "vessel": "vessel_name",
    "imo": "vessel_imo", "flag": "vessel_flag", "loading_port": "port_of_loading", "pol": "port_of_loading",
    "discharge_port": "port_of_discharge", "pod": "port_of_discharge", "destination": "port_of_discharge",
    "transport_mode": "mode", "contract": "contract_date", "reference": "id", "ref": "id",
}  # fmt: skip
ROLE_SYNONYMS = {"shipper": "consignor", "importer": "buyer", "exporter": "seller", "purchaser": "buyer",
                 "supplier": "seller", "end-user": "end_user", "enduser": "end_user", "ship": "vessel"}  # fmt: skip


def canonical(heading: str) -> str | None:
    """The flat field that a heading means, or None if it means none."""
    name = re.sub(r"[^\w]+", "_", heading.strip().casefold()).strip("_")
    name = SYNONYMS.get(name, name)
    if name in HEAD or name in STOPS:
        return name
    if match := re.fullmatch(r"goods(\d?)_(\w+)", name):
        return name if match[2] in GOODS else None
    for role in sorted({*ROLES, *ROLE_SYNONYMS}, key=len, reverse=True):
        match = re.fullmatch(rf"{re.escape(role)}(\d?)_(\w+)", name)
        if match and match[2] in PARTY:
            return f"{ROLE_SYNONYMS.get(role, role)}{match[1]}_{match[2]}"
        if match is None and name == role:
            return f"{ROLE_SYNONYMS.get(role, role)}_name"
    return None


def recognise(headings: Sequence[str], mapping: Mapping[str, str], where: str) -> dict[str, str]:
    """Field by heading, for those that mean one.

    Raises:
        InputError: a date or act column is missing, a heading stands twice, two headings mean the same field, or the
            mapping names a heading or field that there is not.
    """
    _check_names(headings, mapping, where)
    fields: dict[str, str] = {}
    for heading in headings:
        name = mapping.get(heading) or canonical(heading)
        if name is None or name == "-":
            continue
        if name in fields.values():
            first = next(h for h, f in fields.items() if f == name)
            raise InputError(f"{where}: {first!r} and {heading!r} both mean {name!r}; map one to '-' in a mapping file")
        fields[heading] = name
    for needed in ("date", "act"):
        if needed not in fields.values():
            near = nearest(needed, [h for h in headings if h not in fields])
            raise InputError(
                f"{where}: no column for {needed!r}{near}; found {', '.join(map(repr, headings[:12]))}. "
                f'Name it so, or give --mapping FILE with a line such as: "Trade day" = "{needed}"'
            )
    return fields


def _check_names(headings: Sequence[str], mapping: Mapping[str, str], where: str) -> None:
    for heading, wanted in mapping.items():
        if wanted != "-" and canonical(wanted) != wanted:
            raise InputError(
                f"{where}: mapping of {heading!r}: {wanted!r} is no field{nearest(wanted, [*HEAD, *STOPS])}"
            )
    for heading in mapping:
        if heading not in headings:
            raise InputError(
                f"{where}: the mapping names a column {heading!r}, and there is none{nearest(heading, headings)}"
            )
    twice = sorted(heading for heading, times in Counter(headings).items() if heading and times > 1)
    if twice:
        raise InputError(f"{where}: the heading {twice[0]!r} stands more than once; give each column a name of its own")


def read_mapping(path: Path) -> dict[str, str]:
    """A mapping file: TOML lines of heading = field ('-' to leave a column out).

    Raises:
        InputError: not such a file, or a field that does not exist.
    """
    try:
        if path.exists() and not path.is_file():
            raise InputError(f"{path}: not a mapping file: expected a file")
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{path}: not a mapping file: {error}") from None
    for heading, name in rows.items():
        if name != "-" and (not isinstance(name, str) or canonical(name) != name):
            raise InputError(f"{path}: {heading!r}: {name!r} is no field{nearest(str(name), [*HEAD, *STOPS])}")
    return {str(heading): str(name) for heading, name in rows.items()}
