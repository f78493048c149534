"""A dealing in one line, and as a record; a finding in its two or three strongest words.

Invariant: `record` has only input fields and reads back to the same dealing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from catspaw.rules.conditions import RECEIVING, SUPPLYING
from catspaw.rules.verdict import Verdict
from catspaw.screen.dealing import Dealing, Good, Party, Share

SHOWN = 2


def line(dealing: Dealing, shown: int = SHOWN) -> str:
    """The dealing in one line: act, goods, from -> to, route."""
    return "; ".join(
        part for part in (f"{what(dealing, shown)}: {who(dealing, shown)}".strip(": "), way(dealing)) if part
    )


def what(dealing: Dealing, shown: int = SHOWN) -> str:
    """The act and the goods."""
    act = dealing.act.replace("_", " ")
    goods = _some([_good(good) for good in dealing.goods], shown)
    return f"{act} of {goods}" if goods else act


def who(dealing: Dealing, shown: int = SHOWN) -> str:
    """Supplying parties -> receiving parties; those on neither side after a comma."""
    giving = [_party(party) for party in dealing.parties if party.role in SUPPLYING]
    taking = [_party(party) for party in dealing.parties if party.role in RECEIVING]
    others = [
        f"{_role(party)} {_party(party)}" for party in dealing.parties if party.role not in (*SUPPLYING, *RECEIVING)
    ]
    sides = f"{_some(giving, shown) or '?'} → {_some(taking, shown) or '?'}" if giving or taking else ""
    return ", ".join(part for part in (sides, _some(others, shown)) if part)


def way(dealing: Dealing) -> str:
    """The route."""
    return " > ".join(stop.place for stop in dealing.route)


def _some(texts: Sequence[str], shown: int) -> str:
    more = f" and {len(texts) - shown} more" if len(texts) > shown else ""
    return ", ".join(texts[:shown]) + more


def _good(good: Good) -> str:
    name = " ".join(part for part in (good.text, f"(HS {good.hs})" if good.hs else "") if part) or "goods"
    return f"{name} from {good.origin}" if good.origin else name


def _party(party: Party) -> str:
    flag = f"flag {party.flag}" if party.flag and party.flag != party.country else ""
    place = ", ".join(part for part in (party.country, flag) if part)
    return f"{party.name or 'unnamed'}{f' ({place})' if place else ''}"


def _role(party: Party) -> str:
    return party.role.replace("_", " ")


def record(dealing: Dealing) -> dict[str, Any]:
    """The dealing's input fields in the layout of the casebook; what is not given is left out."""
    found = {
        "date": dealing.day.isoformat(), "date_precision": dealing.precision, "act": dealing.act,
        "goods": [_given(vars_of(good)) for good in dealing.goods],
        "value": dealing.value, "currency": dealing.currency, "unit": dealing.unit,
        "parties": [_party_record(party) for party in dealing.parties],
        "route": [_given({"place": stop.place, "mode": stop.mode, "date": stop.day}) for stop in dealing.route],
        "contract_date": dealing.contract.isoformat() if dealing.contract else None, "purpose": dealing.purpose,
        "notified": dealing.notified, "authorised": dealing.authorised,
        "shares": [vars_of(share) for share in dealing.shares],
    }  # fmt: skip
    return _given(found)


def vars_of(one: Good | Party | Share) -> dict[str, Any]:
    """The fields of one part by name."""
    return {name: getattr(one, name) for name in one.__slots__}


def _party_record(party: Party) -> dict[str, Any]:
    fields = {**vars_of(party), "names_other": list(party.names_other), "ids": dict(party.ids)}
    return _given(fields)


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value for key, value in fields.items() if value is not None and value != "" and value != [] and value != {}
    }


@dataclass(frozen=True, slots=True)
class Headline:
    """The strongest verdict of a regime, and how many others there are."""

    regimes: tuple[Verdict, ...]
    more: int


def headline(verdicts: Iterable[Verdict], shown: int = SHOWN) -> Headline:
    """The strongest verdict of each of the first regimes, and how many verdicts are left out."""
    first: dict[str, Verdict] = {}
    total = 0
    for verdict in verdicts:
        total += 1
        first.setdefault(verdict.regime, verdict)
    kept = tuple(first.values())[:shown]
    return Headline(kept, total - len(kept))
