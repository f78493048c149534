"""Small made-up worlds for routes: who is joined to whom, what is banned, who acts on it, and a few ways round it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import strategies as st

from catspaw.facts.world import World
from catspaw.routes.find import Finder, Search
from facts.tiny import rule, world_of

Row = dict[str, Any]
MADE_UP: Row = {"source": ["made-up"]}
DAY = date(2020, 1, 1)
EARLY, LATE = date(2010, 1, 1), date(2019, 6, 1)  # days on which statements became public
EVENT = "treaty"
COAL: Row = {
    "id": "coal", "title": "Coal", "form": "goods", "hs": ["2701"], "words": ["anthracite"], "channel": "coal",
    "within": ["minerals"], "bulk": True, **MADE_UP,
}  # fmt: skip
GOODS: Sequence[Row] = (
    {"id": "minerals", "title": "Minerals", "form": "goods", "hs": ["25", "26"], "channel": "ores"},
    COAL,
    {"id": "steam-coal", "title": "Steam coal", "form": "goods", "hs": ["270112"], "channel": "coal", "within": ["coal"]},
    {"id": "arms", "title": "Arms", "form": "goods", "hs": ["93"], "channel": "arms"},
    {"id": "labour", "title": "Labour", "form": "people", "channel": "labour"},
    {"id": "money", "title": "Money", "form": "money", "channel": "money"},
)  # fmt: skip
ACTORS: Sequence[Row] = (
    {"code": "UN", "kind": "union", "name": "United Nations", **MADE_UP},
    {"code": "high-seas", "kind": "body", "name": "High seas", **MADE_UP},
    {"code": "XX", "kind": "contested", "name": "Exland", "parent": "DE", **MADE_UP},
)
MEASURES: Sequence[Row] = (
    {"id": "close", "title": "Close it", "says": "x", "acts_on": "link", "cost": 8, "reluctant": 5, "taken_by": "they",
     "basis": "assumed"},
    {"id": "watch", "title": "Watch the papers", "says": "x", "acts_on": "technique", "cost": 3, "reluctant": 2,
     "taken_by": "they", "basis": "assumed"},
    {"id": "urge", "title": "Make it act", "says": "x", "acts_on": "enforcement", "cost": 5, "reluctant": 4,
     "taken_by": "they", "basis": "assumed"},
    {"id": "freeze", "title": "Freeze it", "says": "x", "acts_on": "settlement", "cost": 2, "reluctant": 3,
     "taken_by": "they", "basis": "assumed"},
)  # fmt: skip
REGIME: Row = {"id": "test", "jurisdiction": "un", "title": "Made up", "targets": ["KP"]}
BINDS: Row = {"says": "every member", "party": ["UN"]}


TREATY: Row = {"id": EVENT, "title": "A treaty", "act": LATE, "actors": ["KP", "CN"], **MADE_UP}


def tie(name: str, subject: str, relation: str, object_: str, **more: Any) -> Row:
    """A tie that was always public unless told otherwise."""
    return {
        "id": name, "says": name, "subject": subject, "relation": relation, "object": object_, "known": EARLY,
        "known_basis": "act", **MADE_UP, **more,
    }  # fmt: skip


def link(start: str, end: str, **more: Any) -> Row:
    """An open railway between two actors."""
    return tie(f"link-{start}-{end}", start, "link", end, **{"mode": "rail", "status": "open", **more})


def ban(against: str, kind: str = "both", regime: str = "outline", jurisdiction: str = "un", **more: Any) -> Row:
    """An outline ban on coal."""
    name = f"ban-{regime}-{against}-{kind}"
    return tie(
        name, "UN", "bans", against, **{"kind": kind, "regime": regime, "jurisdiction": jurisdiction, "goods": ["coal"], **more}
    )  # fmt: skip


def fact(subject: str, relation: str, object_: str, **more: Any) -> Row:
    """A fact between actors."""
    name = f"{subject}-{relation}-{object_}"
    return {"id": name, "subject": subject, "relation": relation, "object": object_, "since": EARLY, **MADE_UP, **more}


def members(*codes: str) -> list[Row]:
    """Members of the UN."""
    return [fact(code, "member_of", "UN") for code in codes]


def record(actor: str, relation: str, about: str, **more: Any) -> Row:
    """What an actor does about a rule."""
    found = tie("", actor, relation, about, **{"regime": "test", "strength": "some", **more})
    return {**found, "id": f"{actor}-{relation}-{about}-{found['regime']}"}


def when(relation: str, subject: str, object_: str = "", **more: Any) -> Row:
    """A condition."""
    return {"relation": relation.split(), "subject": subject, "object": object_, **more}


def technique(name: str, leg: str, *conditions: Row, disguises: Sequence[str] = (), **more: Any) -> Row:
    """A technique of the class `few`, unless told otherwise."""
    return {
        "id": name, "title": name.replace("_", " ").capitalize(), "says": name, "leg": leg, "form": ["goods"], "changes": [],
        "disguises": list(disguises), "covers": ["disguised"], "basis": "class", "likelihood": "few",
        "when": list(conditions), **MADE_UP, **more,
    }  # fmt: skip


def precedent(since: date, known: date, *actors: str, goods: Sequence[str] = ()) -> Row:
    """A documented use."""
    return {"says": "made up", "since": since, "known": known, "actors": list(actors), "goods": list(goods), **MADE_UP}


RELABEL = technique(
    "origin", "relabel", when("hosts", "$here", "certificate_issuers"), when("differs", "$here", "$source"),
    disguises=["origin"], stop=[{"measure": "watch", "says": "x"}],
)  # fmt: skip
FRONT = technique(
    "front", "transfer", when("hosts", "$here", "front_companies"), disguises=["party"], likelihood="many",
    stop=[{"measure": "watch", "says": "x"}],
)  # fmt: skip
TRANSIT = technique(
    "transit", "relabel", when("same", "$here", "$source"), disguises=["destination"], likelihood="one",
    stop=[{"measure": "watch", "says": "x"}],
)  # fmt: skip
BLEND = technique("blend", "transform", when("supplies", "$here", "$good"), disguises=["goods", "origin"])
DARK = technique("dark", "move", when("differs", "$here", "$target"), disguises=["vessel", "origin"], likelihood="one")
LAX = technique(
    "lax", "move", when("does_not_enforce", "$next", "$source"), covers=["not_enforcing"], likelihood="many"
)
ABSORBED = technique("absorbed", "move", when("contested", "$here"), covers=["not_bound"], likelihood="few")
BANK = technique(
    "bank", "settle", when("settles_with", "$payer", "$payee"), covers=["unseen"], likelihood="many",
    stop=[{"measure": "freeze", "says": "x"}],
)  # fmt: skip
CASH = technique(
    "cash", "settle", when("pays_cash", "$payer", "$payee"), disguises=["payment"],
    stop=[{"measure": "freeze", "says": "x"}],
)  # fmt: skip
AT_PLACES = (RELABEL, FRONT, TRANSIT, BLEND)
COAL_RULE = rule({"act": ["sale", "transport"], "goods": {"hs": ["2701"]}, "from": ["KP"]}, "test.coal")
ORIGIN_RULE = rule({"act": ["sale"], "goods": {"hs": ["2701"]}, "origin": ["KP"]}, "test.origin")
BUYER_RULE = rule({"act": ["sale"], "goods": {"any": True}, "to": ["CN"]}, "test.to")
PAYMENT_RULE = rule({"act": ["payment"], "party": ["KP"]}, "test.payment")
RULES = (COAL_RULE, ORIGIN_RULE, BUYER_RULE, PAYMENT_RULE)


@dataclass
class Small:
    """A small world in the making; `finder` makes it."""

    ties: list[Row] = field(default_factory=list)
    facts: list[Row] = field(default_factory=list)
    techniques: list[Row] = field(default_factory=list)
    rules: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    measures: Sequence[Row] = MEASURES
    hindcasts: list[Row] = field(default_factory=list)

    @property
    def world(self) -> World:
        """The world of these rows."""
        tables: Mapping[str, Sequence[Mapping[str, Any]]] = {
            "actor": ACTORS, "good": GOODS, "tie": self.ties, "fact": self.facts, "technique": self.techniques,
            "measure": self.measures, "event": self.events, "hindcast": self.hindcasts,
            **({"rule": self.rules, "binds": [BINDS]} if self.rules else {}),
        }  # fmt: skip
        return world_of(tables, REGIME if self.rules else None)

    @property
    def finder(self) -> Finder:
        """A finder for it."""
        return Finder(self.world)

    def search(self, goods: str = "coal", on: date = DAY, known: date | None = None, to: str = "CN") -> Search:
        """The search for a way from North Korea."""
        finder = self.finder
        return finder.search(finder.ask("KP", to, goods, on, known))


def closed_road() -> Small:
    """Coal from KP to CN by way of RU, which is banned to both by outline; no way round it is known."""
    return Small(
        ties=[link("KP", "RU"), link("RU", "CN"), ban("KP")], facts=members("RU", "CN"),
    )  # fmt: skip


PLACES = ("RU", "DE", "US", "XX", "high-seas")
SPANS: st.SearchStrategy[Row] = st.sampled_from(
    [{}, {}, {}, {}, {"known": LATE}, {"event": EVENT}, {"status": "limited"}, {"until": DAY}, {"status": "planned"}]
)


@st.composite
def _links(draw: st.DrawFn, places: Sequence[str]) -> list[Row]:
    """A way through three places, mostly, and a few more links."""
    pairs = [(a, b) for i, a in enumerate(places) for b in places[i + 1 :]]
    middle = draw(st.permutations(places[2:]))
    backbone = [("KP", middle[0]), (middle[0], middle[-1]), ("CN", middle[-1])]
    chosen = [
        *backbone[: draw(st.integers(2, 3))],
        *draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=6, unique=True)),
    ]
    found = []
    for start, end in dict.fromkeys(pair for pair in chosen if pair[0] != pair[1]):
        more: Row = {**draw(SPANS)}
        more["mode"] = "sea" if "high-seas" in (start, end) else draw(st.sampled_from(["rail", "sea"]))
        more["one_way"] = draw(st.booleans()) and draw(st.booleans())
        found.append(link(start, end, **more))
    return found


@st.composite
def _records(draw: st.DrawFn, places: Sequence[str]) -> list[Row]:
    found = []
    for place in draw(st.lists(st.sampled_from(places), min_size=1, max_size=4, unique=True)):
        relation = draw(st.sampled_from([*["does_not_enforce"] * 3, "partly_enforces", "enforces"]))
        about, strength = draw(st.sampled_from(["KP", "CN"])), draw(st.sampled_from(["strong", "weak"]))
        more = _event(draw)
        for regime in draw(st.sampled_from([("outline",), ("test",), ("outline", "test"), ("outline", "test")])):
            found.append(record(place, relation, about, regime=regime, strength=strength, **more))
    return found


def _event(draw: st.DrawFn) -> Row:
    return {"event": EVENT} if draw(st.integers(0, 3)) == 0 else {}


@st.composite
def small_worlds(draw: st.DrawFn, most: int = 3) -> Small:
    """Four to seven actors, dated links, up to three techniques at places and two on moves, bans in outline or by rule."""
    places = ["KP", "CN", *draw(st.lists(st.sampled_from(PLACES), min_size=2, max_size=5, unique=True))]
    ties = [*draw(_links(places)), *draw(_records(places[1:]))]
    for object_ in ("certificate_issuers", "front_companies", "coal"):
        for place in draw(st.lists(st.sampled_from(places[1:]), min_size=1, max_size=2, unique=True)):
            relation = "supplies" if object_ == "coal" else "hosts"
            ties.append(tie(f"{place}-{object_}", place, relation, object_, **_event(draw)))
    pairs = [("CN", "KP"), *((a, b) for a in places[2:4] for b in ("CN", "KP"))]
    for start, end in draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True)):
        relation = draw(st.sampled_from(["settles_with", "pays_cash"]))
        ties.append(tie(f"{start}-{relation}-{end}", start, relation, end, **_event(draw)))
    bans = draw(st.lists(st.sampled_from(["KP", "KP", "CN"]), min_size=1, max_size=2))
    ties += [ban(code, draw(st.sampled_from(["both", "import", "export"]))) for code in sorted(set(bans))]
    some = draw(st.lists(st.sampled_from(AT_PLACES), min_size=1, max_size=most, unique_by=lambda row: str(row["id"])))
    moving = [row for row in (DARK, LAX, ABSORBED) if draw(st.booleans())]
    rules = draw(st.lists(st.sampled_from(RULES), max_size=2, unique_by=id))
    states = [place for place in places if place not in ("XX", "high-seas")]
    bound = draw(st.lists(st.sampled_from(states), min_size=1, max_size=2, unique=True))
    ended = [row["id"] for row in ties if row["relation"] == "link" and row.get("until") == DAY]
    return Small(
        ties, members(*bound), [*some, *moving, BANK, CASH], rules,
        [{**TREATY, "ends": ended}],
    )  # fmt: skip
