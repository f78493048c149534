"""Each row of the table of docs/adding-a-rule.md, told by dealings: when a condition holds, when it is open, when not.

One rule with one condition on a small world; the user is bound, so that the verdict is the condition's answer.
"""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

import pytest

from catspaw.screen.book import book_of
from catspaw.screen.engine import Engine
from facts.tiny import regime_world, rule

Record = dict[str, Any]
ANSWERS = {"forbidden": "yes", "unknown": "open", "none_found": "no"}
ORE: Record = {"goods": {"hs": ["2601"]}}
TABLES: dict[str, list[Record]] = {
    "territory": [{"id": "zone", "title": "z", "part": [{"code": "KP"}]}],
    "list": [{"id": "ores", "member": [{"hs": ["2601-2603"]}]}],
    "value": [{"name": "cap", "value": 60, "unit": "USD/barrel", "source": ["made-up"]}],
    "words": [
        {"id": "humanitarian", "certain": ["relief"], "possible": ["red cross", "hospital"]},
        {"id": "military", "certain": ["army"]},
    ],
    "listing": [
        {"id": "eu-269:1", "list": "eu-269", "regime": "test", "kind": "company", "name": "Example Mining Works",
         "country": ["RU"], "ids": {"inn": "7707083893"}, "source": ["made-up"]},
    ],
}  # fmt: skip


@cache
def engine(when: str) -> Engine:
    """An engine with one rule of this `when` (as its repr, to be cached)."""
    return Engine(regime_world([rule(eval(when))], TABLES))  # noqa: S307 - our own literals


def answer(when: Record, dealing: Record) -> str:
    """What the condition says of a dealing: yes, open, or no."""
    judge = engine(repr(when))
    record = {"date": "2022-07-20", "act": "sale", **dealing}
    judged = judge.judge(book_of([judge.reader.read(record)]), ["eu"])
    found = {verdict.rule: verdict.kind for verdict in judge.verdicts(judged, 0)}
    return ANSWERS[found.get("test.rule", "none_found")]


def party(role: str, country: str = "", **more: Any) -> Record:
    """A party of a role from a country."""
    return {"role": role, "country": country, "name": "Example", **more}


def deal(*parties: Record, origin: str = "", route: tuple[str, ...] = (), **more: Any) -> Record:
    """A dealing in iron ore between parties, along a route of states."""
    good = {"hs": "2601", "text": "iron ore", "origin": origin}
    return {"parties": list(parties), "goods": [good], "route": [{"place": place} for place in route], **more}


KP, RU, CN = "North Korea", "Russia", "China"
SELLER, BUYER = party("seller", "RU"), party("buyer", "CN")

FROM = [
    ("the origin", deal(SELLER, BUYER, origin="KP"), "yes"),
    ("a supplying party", deal(party("seller", "KP"), BUYER), "yes"),
    ("a second supplying party", deal(SELLER, party("producer", "KP"), BUYER), "yes"),
    ("a worker", deal(party("worker", "KP"), party("employer", "RU")), "yes"),
    ("the payer", deal(party("payer", "KP"), party("payee", "CN")), "yes"),
    ("the first place of the route", deal(SELLER, BUYER, route=(KP, CN)), "yes"),
    ("the only place of the route may be either end", deal(SELLER, BUYER, origin="RU", route=(KP,)), "open"),
    ("the last place of the route is not the first", deal(SELLER, BUYER, route=(RU, KP)), "no"),
    ("a place in the middle, origin not given", deal(SELLER, BUYER, route=(RU, KP, CN)), "open"),
    ("a place in the middle, origin given", deal(SELLER, BUYER, origin="RU", route=(RU, KP, CN)), "no"),
    ("a buyer is not on this side", deal(SELLER, party("buyer", "KP"), origin="RU"), "no"),
    (
        "a neutral party, another on the side, origin given",
        deal(SELLER, party("agent", "KP"), BUYER, origin="RU"),
        "no",
    ),
    ("a neutral party, none on the side", deal(party("agent", "KP"), BUYER, origin="RU"), "open"),
    ("a neutral party, origin not given", deal(SELLER, party("agent", "KP"), BUYER), "open"),
    ("another state", deal(SELLER, BUYER, origin="RU", route=(RU, CN)), "no"),
    ("nothing at all on the side, and the rule names no goods", deal(BUYER), "no"),
]
TO = [
    ("a receiving party", deal(SELLER, party("buyer", "KP")), "yes"),
    ("the end user", deal(SELLER, BUYER, party("end_user", "KP")), "yes"),
    ("the employer", deal(party("worker", "RU"), party("employer", "KP")), "yes"),
    ("the last place of the route", deal(SELLER, BUYER, route=(CN, KP)), "yes"),
    ("the only place of the route may be either end", deal(SELLER, BUYER, route=(KP,)), "open"),
    ("the first place of the route is not the last", deal(SELLER, BUYER, route=(KP, CN)), "no"),
    ("a place in the middle", deal(SELLER, BUYER, route=(RU, KP, CN)), "no"),
    ("a seller is not on this side", deal(party("seller", "KP"), BUYER), "no"),
    ("a neutral party, another on the side", deal(SELLER, BUYER, party("agent", "KP")), "no"),
    ("a neutral party, none on the side", deal(SELLER, party("agent", "KP")), "open"),
    ("the origin is not where it goes", deal(SELLER, BUYER, origin="KP"), "no"),
    ("nothing at all on the side, and the rule names no goods", deal(SELLER), "no"),
]
EVERYWHERE = [
    ("with", "any party", deal(SELLER, party("agent", "KP")), "yes"),
    ("with", "any place", deal(SELLER, route=(RU, KP, CN)), "yes"),
    ("with", "the origin", deal(SELLER, origin="KP"), "yes"),
    ("with", "none of them", deal(SELLER, BUYER, origin="RU", route=(CN,)), "no"),
    ("via", "any place", deal(SELLER, route=(RU, KP, CN)), "yes"),
    ("via", "a party is no place", deal(party("seller", "KP")), "no"),
    ("party", "any party", deal(SELLER, party("insurer", "KP")), "yes"),
    ("party", "a place is no party", deal(SELLER, BUYER, route=(KP,)), "no"),
    ("origin", "the goods'", deal(SELLER, origin="KP"), "yes"),
    ("origin", "another", deal(party("seller", "KP"), origin="RU"), "no"),
    ("flag", "a vessel's", deal(party("vessel", "", kind="vessel", flag="KP")), "yes"),
    ("flag", "a vessel's country where no flag is given", deal(party("vessel", "KP", kind="vessel")), "yes"),
    ("flag", "the flag goes before the country", deal(party("vessel", "KP", kind="vessel", flag="RU")), "no"),
    ("flag", "a vessel without one", deal(party("vessel", "", kind="vessel")), "open"),
    ("flag", "a vessel by its role", deal(party("vessel", "", flag="KP")), "yes"),
    ("flag", "a vessel by its role without one", deal(party("vessel")), "open"),
    ("flag", "no vessel", deal(party("seller", "KP")), "no"),
    ("flag", "a transfer at sea with one ship known", deal(party("vessel", "RU", kind="vessel"), act="ship_to_ship"), "open"),
    ("flag", "a transfer with both known",
     deal(party("vessel", "RU", kind="vessel"), party("vessel", "CN", kind="vessel"), act="ship_to_ship"), "no"),
    ("worker", "a worker's nationality", deal(party("worker", "KP"), party("employer", "RU")), "yes"),
    ("worker", "another nationality", deal(party("worker", "CN"), party("employer", "KP")), "no"),
    ("worker", "an employment without a worker", deal(party("employer", "RU")), "open"),
    ("worker", "a worker whose nationality is not given", deal(party("worker"), party("employer", "RU")), "open"),
    ("worker", "a sale without a worker", deal(SELLER, BUYER), "no"),
]  # fmt: skip
OTHERS: list[tuple[str, Record, Record, str]] = [
    ("a territory is what it stands for", {"from": ["@zone"]}, deal(party("seller", "KP")), "yes"),
    ("a union is its members", {"party": ["EU"]}, deal(party("seller", "DE"), date="2020-12-31"), "yes"),
    ("a union is its members of that day", {"party": ["EU"]}, deal(party("seller", "DE"), date="2021-01-01"), "no"),
    ("nothing on the side, goods named", {**ORE, "from": ["KP"]}, deal(BUYER), "open"),
    ("nothing on the other side, goods named", {**ORE, "to": ["KP"]}, deal(SELLER), "open"),
    ("no origin, goods named", {**ORE, "origin": ["KP"]}, deal(SELLER), "open"),
    ("the act", {"act": ["sale", "import"]}, deal(SELLER), "yes"),
    ("another act", {"act": ["import"]}, deal(SELLER), "no"),
    ("a worker implies employment", {"act": ["employment"]}, deal(party("worker", "KP")), "yes"),
    ("an employer implies employment", {"act": ["employment"]}, deal(party("employer", "RU")), "yes"),
    ("an insurer implies insurance", {"act": ["insurance"]}, deal(SELLER, party("insurer", "RU")), "yes"),
    ("goods by prefix", ORE, {"goods": [{"hs": "260111"}]}, "yes"),
    ("goods by another code", ORE, {"goods": [{"hs": "2602"}]}, "no"),
    ("goods with too short a code", ORE, {"goods": [{"hs": "26"}]}, "open"),
    ("goods without a code", ORE, {"goods": [{"text": "stones"}]}, "open"),
    ("goods by list", {"goods": {"list": ["ores"]}}, {"goods": [{"hs": "2603"}]}, "yes"),
    ("goods by word", {"goods": {"words": ["iron ore"]}}, {"goods": [{"text": "Iron ores, lump"}]}, "yes"),
    ("goods by a word in another", {"goods": {"words": ["ore"]}}, {"goods": [{"text": "store"}]}, "no"),
    ("any goods", {"goods": {"any": True}}, {"goods": [{"text": "stones"}]}, "yes"),
    ("no goods", {"goods": {"any": True}}, {"parties": [SELLER]}, "no"),
    ("one line of two", ORE, {"goods": [{"hs": "7201"}, {"hs": "2601"}]}, "yes"),
    ("listed by a number", {"listed": ["eu-269"]}, deal(party("seller", ids={"inn": "7707083893"})), "yes"),
    ("listed by name and country", {"listed": ["eu-269"]}, deal({**SELLER, "name": "EXAMPLE MINING WORKS LLC"}), "yes"),
    ("the name of one listed elsewhere", {"listed": ["eu-269"]}, deal({**BUYER, "name": "Example Mining Works"}), "open"),
    ("not listed", {"listed": ["eu-269"]}, deal(SELLER), "no"),
    ("a role", {"role": ["insurer"]}, deal(SELLER, party("insurer")), "yes"),
    ("no such role", {"role": ["insurer"]}, deal(SELLER), "no"),
    ("another role of the same side", {"role": ["seller"]}, deal(party("exporter")), "no"),
    ("another neutral role", {"role": ["agent"]}, deal(party("owner")), "no"),
    ("a kind", {"kind": ["bank"]}, deal(party("bank", kind="bank")), "yes"),
    ("a kind that is not given", {"kind": ["bank"]}, deal(party("seller")), "no"),
    ("a mode", {"mode": ["sea"]}, {"route": [{"place": CN, "mode": "sea"}]}, "yes"),
    ("another mode", {"mode": ["sea"]}, {"route": [{"place": CN, "mode": "rail"}]}, "no"),
    ("no mode given", {"mode": ["sea"]}, {"route": [{"place": CN}]}, "open"),
    ("an older contract", {"contract_before": datetime.date(2022, 2, 24)}, deal(SELLER, contract_date="2022-02-23"), "yes"),
    ("a contract of the day", {"contract_before": datetime.date(2022, 2, 24)}, deal(SELLER, contract_date="2022-02-24"), "no"),
    ("no contract date", {"contract_before": datetime.date(2022, 2, 24)}, deal(SELLER), "open"),
    ("notified", {"notified": True}, deal(SELLER, notified=True), "yes"),
    ("not notified", {"notified": True}, deal(SELLER, notified=False), "no"),
    ("notice not stated", {"notified": True}, deal(SELLER), "open"),
    ("authorised by a document", {"authorised": True}, deal(SELLER, authorised="licence 12/2022"), "yes"),
    ("not authorised", {"authorised": True}, deal(SELLER, authorised="no"), "no"),
    ("authorisation not stated", {"authorised": True}, deal(SELLER), "open"),
    ("aid by its purpose", {"humanitarian": True}, deal(SELLER, purpose="Relief for refugees"), "yes"),
    ("aid suggested by a party", {"humanitarian": True}, deal(party("buyer", name="Red Cross Society")), "open"),
    ("aid suggested by the goods", {"humanitarian": True}, {"goods": [{"text": "hospital beds"}]}, "open"),
    ("no aid", {"humanitarian": True}, deal(SELLER, purpose="resale"), "no"),
    ("military by a party's name", {"military": True}, deal(party("buyer", name="Army Supply Depot")), "yes"),
    ("military by the goods", {"military": True}, {"goods": [{"text": "army boots"}]}, "yes"),
    ("a state body may be military", {"military": True}, deal(party("buyer", kind="state_body")), "open"),
    ("not military", {"military": True}, deal(SELLER), "no"),
    ("a purpose", {"purpose": ["oil refining"]}, deal(SELLER, purpose="For oil refining."), "yes"),
    ("another purpose", {"purpose": ["oil refining"]}, deal(SELLER, purpose="repair"), "no"),
    ("no purpose given", {"purpose": ["oil refining"]}, deal(SELLER), "open"),
    ("a value over", {"value_over": {"amount": 300, "currency": "EUR"}}, deal(SELLER, value=300.01, currency="EUR"), "yes"),
    ("a value at", {"value_over": {"amount": 300, "currency": "EUR"}}, deal(SELLER, value=300, currency="EUR"), "no"),
    ("another currency", {"value_over": {"amount": 300, "currency": "EUR"}}, deal(SELLER, value=9999, currency="USD"), "open"),
    ("no value", {"value_over": {"amount": 300, "currency": "EUR"}}, deal(SELLER, currency="EUR"), "open"),
    ("a price over", {"unit_price_over": "cap"}, deal(SELLER, value=61, currency="USD", unit="barrel"), "yes"),
    ("a price at", {"unit_price_over": "cap"}, deal(SELLER, value=60, currency="USD", unit="bbl"), "no"),
    ("a value over a quantity", {"unit_price_over": "cap"},
     {"value": 6100, "currency": "USD", "goods": [{"hs": "2709", "quantity": 100, "unit": "barrels"}]}, "yes"),
    ("no price", {"unit_price_over": "cap"}, deal(SELLER, value=6100, currency="USD"), "open"),
    ("what no dealing shows", {"open": "whether it is so"}, deal(SELLER), "open"),
    ("other than: another", {"origin_not": ["KP"]}, deal(SELLER, origin="RU"), "yes"),
    ("other than: the one", {"origin_not": ["KP"]}, deal(SELLER, origin="KP"), "no"),
    ("other than: not known", {"origin_not": ["KP"]}, deal(SELLER), "open"),
    ("other than, of a side", {"to_not": ["KP"]}, deal(SELLER, BUYER), "yes"),
    ("other than, of a side with nothing", {"to_not": ["KP"]}, deal(SELLER), "open"),
]  # fmt: skip


@pytest.mark.parametrize(("dealing", "expected"), [case[1:] for case in FROM], ids=[case[0] for case in FROM])
def test_where_a_dealing_comes_from(dealing: Record, expected: str) -> None:
    """Origin, suppliers and the first place; neutral parties only where they may be the supplier."""
    assert answer({"from": ["KP"]}, dealing) == expected


@pytest.mark.parametrize(("dealing", "expected"), [case[1:] for case in TO], ids=[case[0] for case in TO])
def test_where_a_dealing_goes_to(dealing: Record, expected: str) -> None:
    """Receivers and the last place; neutral parties only where they may be the receiver."""
    assert answer({"to": ["KP"]}, dealing) == expected


@pytest.mark.parametrize(
    ("field", "dealing", "expected"),
    [(f, d, e) for f, _, d, e in EVERYWHERE],
    ids=[f"{c[0]}: {c[1]}" for c in EVERYWHERE],
)
def test_where_a_dealing_touches(field: str, dealing: Record, expected: str) -> None:
    """Parties, places, origin, flags and workers, each by its own word."""
    assert answer({field: ["KP"]}, dealing) == expected


@pytest.mark.parametrize(
    ("when", "dealing", "expected"), [case[1:] for case in OTHERS], ids=[case[0] for case in OTHERS]
)
def test_what_else_a_rule_can_ask(when: Record, dealing: Record, expected: str) -> None:
    """Each word of `when`, in each of its three answers."""
    assert answer(when, dealing) == expected
