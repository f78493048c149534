"""What the tables of ties, goods that travel, techniques, measures and hindcasts may hold: one line a key.

Invariants: as in `schema`, of which this is a part. Words that routes depend on (relations, legs, aspects, bases) are
listed here once, and the search takes them from here.
"""

from __future__ import annotations

from collections.abc import Mapping

from catspaw.facts.schema_parts import CHECKED, DATES, Key, Table, need, one_of, text

# who reaches, supplies, pays, backs or stops whom
TIE_RELATIONS = (
    "link port_status leases "
    "supplies needs "
    "treaty mission customs_union supplies_force supplies_technology finances directs shields grants_citizenship "
    "uses_currency accepts_papers issues_papers trades_with visits "
    "hosts_labour supplies_labour labour_plan repatriates visa_practice visa_count "
    "enforces partly_enforces does_not_enforce rejects_rule tightens closes_route reports "
    "settles_with banks_for barters_with pays_crypto pays_in_gold pays_cash disconnected bank_status "
    "flags hosts bans"
).split()
PARTY_CLASSES = (
    "front_companies trading_companies shipping_agents exchange_houses gold_refiners forwarders crypto_exchanges "
    "certificate_issuers mass_registration labour_agents free_zones shipowners contract_manufacturers"
).split()
FORMS = ("goods", "people", "money", "service")
LEGS = ("move", "transfer", "relabel", "transform", "settle")
ASPECTS = ("origin", "destination", "party", "goods", "person", "vessel", "payment")
COVERS = ("not_bound", "not_enforcing", "disguised", "exempt", "unseen")
STRENGTHS = ("strong", "some", "weak")

TIE = Table(
    {
        "id": need("text"), "says": need("text"), "subject": need("text"),
        "relation": one_of(*TIE_RELATIONS, required=True), "object": need("text"), "also": Key("texts"), **DATES,
        "precision": one_of("day", "month", "year"), "known": Key("date"),
        "known_basis": one_of("act", "report", "listing", "source", "assumed"), "by": text(), "event": text(),
        "disputed": text(),
        # links
        "mode": one_of("rail", "road", "sea", "river", "air", "pipeline", "foot"),
        "status": one_of("open", "limited", "closed", "planned"), "carries": Key("texts"), "ends": Key("texts"),
        "one_way": Key("bool"),
        # supply, need and what a fact is about
        "goods": Key("texts"), "hs": Key("texts"), "partners": Key("texts"),
        "scale": one_of("huge", "large", "medium", "small", "unknown"), "quantity": Key("number"), "unit": text(),
        "lawful": Key("bool"),
        # enforcement
        "regime": text(), "rules": Key("texts"), "article": text(), "jurisdiction": text(),
        "strength": one_of(*STRENGTHS), "bound": Key("bool"),
        # money, papers, kinds
        "channel": text(), "currency": Key("texts"), "through": Key("texts"), "party": text(), "kind": text(), **CHECKED,
    }
)  # fmt: skip
GOOD = Table(
    {
        "id": need("text"), "title": need("text"), "form": one_of(*FORMS, required=True), "hs": Key("texts"),
        "words": Key("texts"), "channel": need("text"), "note": text(), "within": Key("texts"), "bulk": Key("bool"),
    }
)  # fmt: skip
CONDITION = Table(
    {
        "relation": need("texts"), "subject": need("text"), "object": text(), "absent": Key("bool"),
        "where": Key("when"), "says": text(),
    }
)  # fmt: skip
PRECEDENT = Table(
    {
        "case": text(), "says": need("text"), "since": need("date"), "until": Key("date"), "known": need("date"),
        "known_basis": one_of("act", "report", "listing", "source", "assumed"), "precision": one_of("day", "month", "year"),
        "actors": need("texts"), "goods": Key("texts"), "disputed": text(), "source": need("texts"),
    }
)  # fmt: skip
TECHNIQUE = Table(
    {
        "id": need("text"), "title": need("text"), "says": need("text"), "leg": one_of(*LEGS, required=True),
        "form": need("texts"), "disguises": Key("texts"), "covers": need("texts"), "changes": need("texts"),
        "basis": one_of("counted", "class", "assumed", required=True),
        "likelihood": one_of("many", "few", "one", "assumed", required=True), "basis_note": text(), "note": text(),
        **CHECKED,
    },
    {
        "when": CONDITION,
        "defeats": Table({"regime": need("text"), "rules": Key("texts"), "provision": text(), "why": need("text")}),
        "sign": Table(
            {"where": need("text"), "says": need("text"), "check": need("text"), "source": Key("texts")}
        ),
        "stop": Table({"measure": need("text"), "says": need("text"), "source": Key("texts")}),
        "precedent": PRECEDENT,
    },
)  # fmt: skip
MEASURE = Table(
    {
        "id": need("text"), "title": need("text"), "says": need("text"),
        "acts_on": one_of("link", "technique", "enforcement", "settlement", required=True), "modes": Key("texts"),
        "cost": need("number"),
        "reluctant": need("number"), "taken_by": need("text"), "basis": need("text"), "source": Key("texts"),
    }
)  # fmt: skip
HINDCAST = Table(
    {
        "id": need("text"), "title": need("text"), "from": need("text"), "to": need("text"), "goods": need("text"),
        "on": need("date"), "known": need("date"), "documented": need("date"), "says": need("text"),
        "nodes": need("texts"), "techniques": Key("texts"), "any_technique": Key("texts"), "note": text(), **CHECKED,
    }
)  # fmt: skip

TABLES: Mapping[str, Table] = {
    "tie": TIE, "good": GOOD, "technique": TECHNIQUE, "measure": MEASURE, "hindcast": HINDCAST,
}  # fmt: skip
