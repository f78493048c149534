"""Random rules, exceptions, grounds and dealings for the two judges to be held against each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from catspaw.facts.world import World
from facts.tiny import LEFT, STATES, Tables, rule, world_of

Json = dict[str, Any]
FIRST, LAST = date(2020, 6, 1), date(2022, 6, 1)
DAYS = st.one_of(
    st.sampled_from([date(2020, 12, 31), LEFT, date(2021, 5, 31), date(2021, 6, 1)]), st.dates(FIRST, LAST)
)
CODES = st.lists(st.sampled_from([*STATES, "EU", "@zone", "@rest"]), min_size=1, max_size=3, unique=True)
CODES_OF_GROUNDS = st.lists(st.sampled_from([*STATES, "EU"]), min_size=1, max_size=2, unique=True)
COUNTRY = st.sampled_from(list(STATES))
SIDES = ("from", "to", "origin")
HS = ("2701", "27", "2601-2603", "260300", "72")
LISTED = {"eu-269": date(2021, 1, 1), "us-sdn": date(2021, 6, 1), "us-entity": date(2021, 6, 1)}


def some(*words: str) -> st.SearchStrategy[list[str]]:
    """A few of some words."""
    return st.lists(st.sampled_from(words), min_size=1, max_size=2, unique=True)


GOODS = st.one_of(
    st.just({"any": True}),
    st.fixed_dictionaries({"hs": some(*HS)}),
    st.fixed_dictionaries({"list": some("ores", "fuels")}),
    st.fixed_dictionaries({"list": some("ores"), "words": some("coal", "ore")}),
    st.fixed_dictionaries({"hs": some(*HS), "list": some("fuels"), "words": some("ore")}),
)
CONDITIONS: Mapping[str, st.SearchStrategy[Any]] = {
    "act": some("sale", "import", "transport", "employment", "insurance", "ship_to_ship"),
    "goods": GOODS,
    **dict.fromkeys(("origin", "from", "to", "with", "via", "party", "flag", "worker"), CODES),
    **{f"{field}_not": CODES for field in ("origin", "from", "to", "party", "flag")},
    "listed": some(*LISTED),
    "role": some("seller", "buyer", "agent", "insurer", "vessel"),
    "kind": some("vessel", "company", "state_body"),
    "mode": some("sea", "rail"),
    "contract_before": DAYS,
    **{flag: st.just(True) for flag in ("notified", "authorised", "humanitarian", "military")},
    "purpose": some("energy", "repair"),
    "value_over": st.fixed_dictionaries({"amount": st.sampled_from([100, 500]), "currency": st.just("EUR")}),
    "unit_price_over": st.just("cap"),
    "open": st.just("whether it is so"),
}


@st.composite
def whens(draw: st.DrawFn, most: int = 3, least: int = 1, without: tuple[str, ...] = ()) -> Json:
    """A table of conditions."""
    fields = draw(
        st.lists(
            st.sampled_from([f for f in CONDITIONS if f not in without]), min_size=least, max_size=most, unique=True
        )
    )
    return {field: draw(CONDITIONS[field]) for field in fields}


@st.composite
def spans(draw: st.DrawFn) -> Json:
    """A span of days, often open at an end."""
    since, until = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if since and until and until <= since:
        until = None
    return {key: day for key, day in (("since", since), ("until", until)) if day}


@st.composite
def grounds(draw: st.DrawFn) -> Json:
    """One reason why somebody is bound."""
    keys = draw(
        st.lists(
            st.sampled_from(["party", "place", "currency", "origin", "unseen"]), min_size=1, max_size=2, unique=True
        )
    )
    words = {"currency": st.just(["USD"]), "unseen": some("insurer", "agent")}
    ground: Json = {"says": "made up", **draw(spans()), **{key: draw(words.get(key, CODES_OF_GROUNDS)) for key in keys}}
    return ground | ({"leaves": "unknown"} if draw(st.booleans()) else {})


def names_goods(when: Json) -> bool:
    """Whether a `when` is about certain goods."""
    return "goods" in when and not when["goods"].get("any")


@st.composite
def rules(draw: st.DrawFn, name: str) -> Json:
    """One rule with its exceptions and, now and then, grounds of its own."""
    when = draw(whens())
    exceptions = []
    for index in range(draw(st.integers(0, 2))):
        # a side in an exception is read as the rule's goods say, so both name goods or the exception names no side
        then = draw(whens(2, 0, without=() if names_goods(when) else ("goods",)))
        if names_goods(when) != names_goods(then):
            then = {field: value for field, value in then.items() if field not in SIDES}
        exceptions.append(
            {"name": str(index), "says": "x", "when": then, "decides": draw(st.booleans()), **draw(spans())}
        )
    own = {"binds": [draw(grounds())]} if draw(st.integers(0, 3)) == 0 else {}
    effect = draw(st.sampled_from(["forbid", "forbid", "authorise", "report"]))
    return {**rule(when, name), "effect": effect, "except": exceptions, **own, **draw(spans())}


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A world of one regime: rules, grounds, a dated territory, dated lists, a dated cap, listings."""
    middle = draw(DAYS)
    tables: Tables = {
        "rule": [draw(rules(f"test.{number}")) for number in range(draw(st.integers(1, 5)))],
        "binds": draw(st.lists(grounds(), min_size=1, max_size=2)),
        "territory": [
            {"id": "zone", "title": "z", "part": [{"code": "KP", **draw(spans())}, {"code": "RU", "since": middle}]},
            {"id": "rest", "title": "r", "part": [{"code": "CN", "until": middle}]},
        ],
        "list": [
            {"id": "ores", "member": [{"hs": ["2601", "26.03"], **draw(spans())}, {"hs": ["2701-2702"], "since": middle}]},
            {"id": "fuels", "member": [{"hs": ["27"], "until": middle}]},
        ],
        "value": [
            {"name": "cap", "value": 60, "unit": "USD/t", "source": ["made-up"], "since": date(2021, 1, 1), "until": middle}
            if middle > date(2021, 1, 1) else {"name": "cap", "value": 60, "unit": "USD/t", "source": ["made-up"]},
        ],
        "words": [
            {"id": "humanitarian", "certain": ["relief"], "possible": ["hospital", "relief"]},
            {"id": "military", "certain": ["army"]},
        ],
        "listing": [
            {"id": f"{name}:1", "list": name, "regime": "test", "kind": "company", "name": "Mining Works", "since": since,
             "ids": {"inn": "1234567890"}, "source": ["made-up"]}
            for name, since in LISTED.items()
        ],
    }  # fmt: skip
    return world_of(tables, {"id": "test", "jurisdiction": "eu", "title": "Made up"})


@st.composite
def parties(draw: st.DrawFn) -> Json:
    """One party of any side, sometimes without a country, a kind or a flag."""
    role = draw(
        st.sampled_from(["seller", "seller", "buyer", "buyer", "agent", "vessel", "insurer", "worker", "employer"])
    )
    kind = draw(st.sampled_from(["", "vessel"] if role == "vessel" else ["", "company", "state_body"]))
    party = {"role": role, "kind": kind, "name": draw(st.sampled_from(["", "Example", "Army Depot", "City Hospital"]))}
    if draw(st.integers(0, 3)):
        party["country"] = draw(COUNTRY)
    if role == "vessel" and draw(st.booleans()):
        party["flag"] = draw(COUNTRY)
    if draw(st.integers(0, 3)) == 0:
        party["ids"] = {"inn": "1234567890"}  # type: ignore[assignment]
    return party


GOOD = st.fixed_dictionaries(
    {
        "hs": st.sampled_from(["", "27", "2701", "270112", "2602", "260300", "7201"]),
        "text": st.sampled_from(["", "coal", "iron ore", "army boots", "hospital beds"]),
    },
    optional={"origin": COUNTRY, "quantity": st.sampled_from([2, 10]), "unit": st.sampled_from(["t", "piece"])},
)
STOP = st.builds(
    lambda code, mode: {"code": code, "place": STATES[code], "mode": mode},
    COUNTRY,
    st.sampled_from(["", "sea", "rail"]),
)
ISO_DAYS = DAYS.map(date.isoformat)
DEALING = st.fixed_dictionaries(
    {
        "date": ISO_DAYS,
        "act": st.sampled_from(["sale", "import", "transport", "employment", "ship_to_ship"]),
        "parties": st.lists(parties(), min_size=1, max_size=3),
        "goods": st.lists(GOOD, max_size=2),
        "route": st.lists(STOP, max_size=3),
    },
    optional={
        "value": st.sampled_from([50, 400, 5000]),
        "currency": st.sampled_from(["EUR", "USD"]),
        "unit": st.just("t"),
        "contract_date": ISO_DAYS,
        "purpose": st.sampled_from(["energy", "repair energy", "relief", "other"]),
        "notified": st.booleans(),
        "authorised": st.booleans(),
    },
)
BOOK = st.lists(DEALING, min_size=1, max_size=8)
BOUND = st.sampled_from([(), ("eu",)])
