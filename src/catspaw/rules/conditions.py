"""The words of a rule's `when`: what each may hold, and how it is tested against what a dealing shows.

Every test answers with two bits: it holds for certain, and it may hold. "May hold, not for certain" is unknown. The
same `Condition` is checked when a file is loaded, compiled into tables, and printed as a line of an explanation.

Invariants: a condition is data; nothing in it is evaluated as code; certain implies possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from catspaw.errors import nearest

ACTS = frozenset(
    "sale import export transport ship_to_ship port_call payment finance insurance service employment investment "
    "joint_venture brokering".split()
)
MODES = frozenset("air sea rail road river pipeline mail".split())
PARTY_KINDS = frozenset("person company bank body state_body vessel group".split())
SUPPLYING = ("seller", "consignor", "exporter", "supplier", "provider", "producer", "shipper", "payer", "worker")
RECEIVING = ("buyer", "consignee", "importer", "end_user", "receiver", "customer", "payee", "employer")
NEUTRAL = ("agent", "broker", "owner", "operator", "carrier", "bank", "insurer", "vessel", "partner", "manager",
           "charterer", "traveller", "notify", "guarantor", "lender", "borrower", "director")  # fmt: skip
ROLES = frozenset((*SUPPLYING, *RECEIVING, *NEUTRAL))

OF_KIND = "/"  # in `party`: a party of a kind and a place, such as "KP/bank"
CODES = ("origin", "from", "to", "with", "via", "party", "flag", "worker")
NEGATED = tuple(f"{field}_not" for field in ("origin", "from", "to", "via", "party", "flag", "worker", "with"))
CLOSED_WORDS: Mapping[str, frozenset[str]] = {"act": ACTS, "role": ROLES, "kind": PARTY_KINDS, "mode": MODES}
SINGLE = ("contract_before", "value_over", "unit_price_over", "open")
FLAGS = ("notified", "authorised", "humanitarian", "military")
FIELDS = (
    *CODES, *NEGATED, *CLOSED_WORDS, *FLAGS, "goods", "listed", "owned", "purpose", "contract_before", "value_over",
    "unit_price_over", "open",
)  # fmt: skip
HS = re.compile(r"\d{2,6}")
HS_RANGE = re.compile(r"(\d{2,6})-(\d{2,6})")


@dataclass(frozen=True, slots=True)
class GoodsTest:
    """Codes by prefix, words of the description, or any goods at all."""

    hs: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    any: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of a `when`: a field, its values, and whether it is turned round."""

    field: str
    values: frozenset[str] = frozenset()
    negated: bool = False
    goods: GoodsTest | None = None
    before: date | None = None
    amount: float = 0.0
    text: str = ""

    @property
    def key(self) -> str:
        """The field as written in a file."""
        return f"{self.field}_not" if self.negated else self.field


def hs_prefixes(codes: list[str]) -> frozenset[str]:
    """Codes with ranges written out: "50-63" is 50, 51, ... 63; dots and spaces are dropped."""
    found: set[str] = set()
    for code in (c.replace(".", "").replace(" ", "") for c in codes):
        if span := HS_RANGE.fullmatch(code):
            width = len(span[1])
            found.update(str(n).zfill(width) for n in range(int(span[1]), int(span[2]) + 1))
        else:
            found.add(code[:6])
    return frozenset(found)


def faults(when: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each fault of a `when` as (field, what is wrong); references to lists and codes are checked elsewhere."""
    for field, value in when.items():
        if field not in FIELDS:
            yield field, f'unknown condition "{field}"{nearest(field, FIELDS)}'
        elif field == "goods":
            yield from (("goods", text) for text in _goods_faults(value))
        elif field in FLAGS or field in SINGLE:
            if fault := _single_fault(field, value):
                yield field, f'"{field}"{fault}'
        else:
            yield from ((field, text) for text in _word_faults(field, value))


def _single_fault(field: str, value: Any) -> str:
    """What is wrong with a condition that has one value, or ''."""
    if field in FLAGS:
        return "" if value is True else ' can only be true; "not" is an exception'
    if field == "contract_before":
        return "" if isinstance(value, date) else f": expected a date, found {value!r}"
    if field == "value_over":
        fits = isinstance(value, dict) and set(value) == {"amount", "currency"}
        return "" if fits else ': expected { amount = 300, currency = "EUR" }'
    return "" if isinstance(value, str) and value else f": expected a text, found {value!r}"


def _word_faults(field: str, value: Any) -> Iterator[str]:
    if not isinstance(value, list) or not value or not all(isinstance(word, str) for word in value):
        yield f'"{field}": expected a list of texts with at least one, found {value!r}'
        return
    words = CLOSED_WORDS.get(field)
    for word in value if words else ():
        if word not in (words or ()):
            yield f'"{field}": "{word}" is not one of them{nearest(word, words or ())}'


def _goods_faults(value: Any) -> Iterator[str]:
    if not isinstance(value, dict) or not value:
        yield f'"goods": expected a table with hs, list, words or any, found {value!r}'
        return
    for key, inner in value.items():
        if key not in ("hs", "list", "words", "any"):
            yield f'"goods": unknown key "{key}"{nearest(key, ("hs", "list", "words", "any"))}'
        elif key == "any":
            if inner is not True:
                yield '"goods": any can only be true'
        elif not isinstance(inner, list) or not all(isinstance(one, str) for one in inner):
            yield f'"goods": {key}: expected a list of texts, found {inner!r}'
        elif key == "hs":
            yield from (f'"goods": "{code}" is no HS code of 2 to 6 digits' for code in inner if not is_hs(code))


def is_hs(code: str) -> bool:
    """Whether a text is an HS code of 2 to 6 digits, or a range of two of one length."""
    plain = code.replace(".", "").replace(" ", "")
    span = HS_RANGE.fullmatch(plain)
    return bool(HS.fullmatch(plain)) or bool(span and len(span[1]) == len(span[2]) and span[1] <= span[2])


def parse(when: Mapping[str, Any]) -> list[Condition]:
    """The conditions of a `when` that has no faults; `@territory` and `list` stay names, to be dated by the compiler."""
    found = []
    for field, value in when.items():
        if field == "goods":
            hs, words = hs_prefixes(value.get("hs", [])), frozenset(map(str.casefold, value.get("words", [])))
            goods = GoodsTest(hs, words, bool(value.get("any")))
            found.append(Condition("goods", frozenset(value.get("list", [])), goods=goods))
        elif field in FLAGS:
            found.append(Condition(field, frozenset(["true"])))
        elif field == "contract_before":
            found.append(Condition(field, before=value))
        elif field == "value_over":
            found.append(Condition(field, frozenset([value["currency"]]), amount=float(value["amount"])))
        elif field in ("unit_price_over", "open"):
            found.append(Condition(field, text=value))
        else:
            plain = field.removesuffix("_not")
            words = frozenset(word.casefold() if plain == "purpose" else word for word in value)
            found.append(Condition(plain, words, negated=field != plain))
    return found
