"""A second judge, written from docs/adding-a-rule.md alone: one dealing, one rule, one condition at a time.

It reads the raw rows of a world and shares no code with the compiler or the judge. Slow and plain on purpose. It knows
countries and unions, not places: the stops of its dealings are names of states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from catspaw.facts.world import World

NO, MAYBE, YES = 0, 1, 2
SUPPLYING = {"seller", "consignor", "exporter", "supplier", "provider", "producer", "payer", "worker", "shipper"}
RECEIVING = {"buyer", "consignee", "importer", "end_user", "receiver", "customer", "payee", "employer"}
IMPLIED = {"worker": "employment", "employer": "employment", "insurer": "insurance"}
FREEZING = {"eu-269", "us-sdn"}
SIDES = ("from", "to", "origin")
GROUND_FIELDS = {"party": "party", "place": "via", "currency": "currency", "origin": "origin"}
Record = Mapping[str, Any]


@dataclass
class Shown:
    """What a line shows in one field: for certain, perhaps, and whether nothing is known of it at all."""

    certain: set[str]
    possible: set[str]
    nothing: bool = False


@dataclass(frozen=True)
class Line:
    """One good of a dealing (None: a dealing without goods), with the dealing around it."""

    dealing: Record
    good: Record | None
    day: date

    @property
    def parties(self) -> Sequence[Record]:
        """The parties."""
        return self.dealing.get("parties", ())  # type: ignore[no-any-return]

    @property
    def stops(self) -> list[str]:
        """The states that the route passes, in order."""
        return [stop["code"] for stop in self.dealing.get("route", ())]


def holds(row: Record, day: date) -> bool:
    """Since <= day < until."""
    return bool(row.get("since", date.min) <= day < row.get("until", date.max))


class Naive:
    """Judges records by the rules of one world with one regime, `test`."""

    def __init__(self, world: World) -> None:
        self.rules = [row.data for row in world.rows("rule")]
        self.grounds = [row.data for row in world.rows("binds")]
        self.territories = {row.data["id"]: row.data for row in world.rows("territory")}
        self.goods_lists = {row.data["id"]: row.data for row in world.rows("list")}
        self.values = [row.data for row in world.rows("value")]
        self.members = [row.data for row in world.rows("fact") if row.data["relation"] == "member_of"]
        self.listings = [row.data for row in world.rows("listing")]
        self.words = {row.data["id"]: row.data for row in world.rows("words")}
        self.jurisdiction = world.regime_rows["test"].data["jurisdiction"]

    def verdicts(self, dealing: Record, bound: Iterable[str]) -> dict[str, str]:
        """The verdict by rule; rules of which nothing was found are left out."""
        day = date.fromisoformat(dealing["date"])
        lines = [Line(dealing, good, day) for good in dealing.get("goods") or [None]]
        found = {}
        for rule in self.rules:
            answer = max(self._rule(rule, line, set(bound)) for line in lines)
            if answer and rule["effect"] == "report":
                found[rule["id"]] = "sign"
            elif answer:
                certain = {"forbid": "forbidden", "authorise": "needs_authorisation"}[rule["effect"]]
                found[rule["id"]] = certain if answer == YES else "unknown"
        return found

    def _rule(self, rule: Record, line: Line, bound: set[str]) -> int:
        if not holds(rule, line.day):
            return NO
        is_sign = rule["effect"] == "report"
        when = {field: value for field, value in rule["when"].items() if not is_sign or field != "open"}
        answer = self._excepted(rule, line, self._when(when, line, _names_goods(when)))
        reached = self._bound(rule, line, bound)
        if is_sign:  # it stands on what the dealing shows: nothing of it may be in doubt but what no dealing can show
            return YES if answer == YES and reached else NO
        return min(answer, reached)

    def _excepted(self, rule: Record, line: Line, answer: int) -> int:
        for exception in rule.get("except", ()):
            when = exception.get("when", {})
            may = self._when(when, line, _names_goods(rule["when"])) if holds(exception, line.day) else NO
            if may == YES and when:  # an exception of which no condition can be tested is for a person to check
                return NO
            if may and exception.get("decides"):
                answer = min(answer, MAYBE)
        return answer

    def _bound(self, rule: Record, line: Line, bound: set[str]) -> int:
        if self.jurisdiction in bound:
            return YES
        return max((self._ground(ground, line) for ground in rule.get("binds") or self.grounds), default=NO)

    def _ground(self, ground: Record, line: Line) -> int:
        if not holds(ground, line.day):
            return NO
        answer = YES
        for key, field in GROUND_FIELDS.items():
            if key in ground:
                answer = min(answer, self._among(field, set(ground[key]), line, True))
        if "unseen" in ground and {party["role"] for party in line.parties} & set(ground["unseen"]):
            answer = NO
        return min(answer, MAYBE) if ground.get("leaves") == "unknown" else answer

    def _when(self, when: Record, line: Line, names_goods: bool) -> int:
        return min((self._condition(field, value, line, names_goods) for field, value in when.items()), default=YES)

    def _condition(self, field: str, value: Any, line: Line, names_goods: bool) -> int:
        if field == "goods":
            return self._goods(value, line)
        if field == "open":
            return MAYBE
        if field == "contract_before":
            return self._contract(value, line)
        if field == "value_over":
            return self._value(value, line)
        if field == "unit_price_over":
            return self._price(value, line)
        if field.endswith("_not"):
            return self._none_of(field.removesuffix("_not"), self._dated(value, line.day), line)
        wanted = {"true"} if value is True else self._dated(value, line.day)
        return self._among(field, wanted, line, names_goods)

    def _dated(self, values: Iterable[str], day: date) -> set[str]:
        found: set[str] = set()
        for value in values:
            if value.startswith("@"):
                found |= {part["code"] for part in self.territories[value[1:]]["part"] if holds(part, day)}
            else:
                found.add(value)
        return found

    def _among(self, field: str, wanted: set[str], line: Line, names_goods: bool) -> int:
        shown = self._shown(field, line)
        if shown.certain & wanted:
            return YES
        unknown = shown.nothing and bool(wanted) and (names_goods or field not in SIDES)
        return MAYBE if shown.possible & wanted or unknown else NO

    def _none_of(self, field: str, wanted: set[str], line: Line) -> int:
        shown = self._shown(field, line)
        if shown.certain & wanted:
            return NO
        known = bool(shown.certain) and not shown.nothing and not shown.possible & wanted
        return YES if known else MAYBE

    def _area(self, code: str, day: date) -> set[str]:
        if not code:
            return set()
        return {code} | {fact["object"] for fact in self.members if fact["subject"] == code and holds(fact, day)}

    def _shown(self, field: str, line: Line) -> Shown:
        read = getattr(self, f"_see_{field}")
        shown: Shown = read(line)
        return shown

    def _areas(self, line: Line, roles: set[str] | None, neutral: bool = False) -> set[str]:
        found: set[str] = set()
        for party in line.parties:
            mine = party["role"] not in SUPPLYING | RECEIVING if neutral else roles is None or party["role"] in roles
            found |= self._area(party.get("country", ""), line.day) if mine else set()
        return found

    def _places(self, line: Line, stops: Iterable[str]) -> set[str]:
        return set[str]().union(*(self._area(stop, line.day) for stop in stops))

    def _see_from(self, line: Line) -> Shown:
        origin = (line.good or {}).get("origin", "")
        supplied = any(party["role"] in SUPPLYING for party in line.parties)
        shown = Shown(self._area(origin, line.day) | self._areas(line, SUPPLYING), set())
        first = self._places(line, line.stops[:1])
        (shown.certain if len(line.stops) > 1 else shown.possible).update(first)  # one stop: it may be either end
        if not supplied or not origin:
            shown.possible |= self._areas(line, None, neutral=True)
        if not origin:
            shown.possible |= self._places(line, line.stops[1:-1])
        shown.nothing = not origin and not supplied and len(line.stops) < 2
        return shown

    def _see_to(self, line: Line) -> Shown:
        received = any(party["role"] in RECEIVING for party in line.parties)
        shown = Shown(self._areas(line, RECEIVING), set())
        (shown.certain if len(line.stops) > 1 else shown.possible).update(self._places(line, line.stops[-1:]))
        if not received:
            shown.possible |= self._areas(line, None, neutral=True)
        shown.nothing = not received and len(line.stops) < 2
        return shown

    def _see_origin(self, line: Line) -> Shown:
        origin = (line.good or {}).get("origin", "")
        return Shown(self._area(origin, line.day), set(), not origin)

    def _see_with(self, line: Line) -> Shown:
        return Shown(self._areas(line, None) | self._see_via(line).certain | self._see_origin(line).certain, set())

    def _see_via(self, line: Line) -> Shown:
        return Shown(self._places(line, line.stops), set())

    def _see_party(self, line: Line) -> Shown:
        found = self._areas(line, None)
        return Shown(found, set(), not found)

    def _see_flag(self, line: Line) -> Shown:
        vessels = [party for party in line.parties if "vessel" in (party.get("kind"), party["role"])]
        known = [flag for vessel in vessels if (flag := vessel.get("flag") or vessel.get("country", ""))]
        nothing = len(known) < len(vessels) or (line.dealing["act"] == "ship_to_ship" and len(known) < 2)
        return Shown(self._places(line, known), set(), nothing)

    def _see_worker(self, line: Line) -> Shown:
        workers = [party.get("country", "") for party in line.parties if party["role"] == "worker"]
        employs = line.dealing["act"] == "employment" or any(party["role"] == "employer" for party in line.parties)
        return Shown(self._places(line, workers), set(), "" in workers or (employs and not workers))

    def _see_listed(self, line: Line) -> Shown:
        shown = Shown(set(), set())
        for party in line.parties:
            for listing in self.listings:
                if party.get("ids", {}).get("inn") == listing["ids"]["inn"] and line.day < listing.get(
                    "until", date.max
                ):
                    if listing.get("since", date.min) <= line.day:
                        shown.certain.add(listing["list"])
                    elif listing["list"] in FREEZING:  # it may already have acted for a listed party
                        shown.possible.add(listing["list"])
        return shown

    def _see_act(self, line: Line) -> Shown:
        return Shown({line.dealing["act"]} | {IMPLIED[p["role"]] for p in line.parties if p["role"] in IMPLIED}, set())

    def _see_role(self, line: Line) -> Shown:
        return Shown({party["role"] for party in line.parties}, set())

    def _see_kind(self, line: Line) -> Shown:
        return Shown({party["kind"] for party in line.parties if party.get("kind")}, set())

    def _see_mode(self, line: Line) -> Shown:
        modes = {stop["mode"] for stop in line.dealing.get("route", ()) if stop.get("mode")}
        return Shown(modes, set(), not modes)

    def _see_currency(self, line: Line) -> Shown:
        given = line.dealing.get("currency", "")
        return Shown({given} - {""}, set(), not given)

    def _stated(self, line: Line, key: str) -> Shown:
        given = line.dealing.get(key)
        return Shown({"true"} if given else set(), {"true"} if given is None else set())

    def _see_notified(self, line: Line) -> Shown:
        return self._stated(line, "notified")

    def _see_authorised(self, line: Line) -> Shown:
        return self._stated(line, "authorised")

    def _has(self, text: str, vocabulary: str, certainty: str) -> bool:
        return any(word in text.casefold() for word in self.words[vocabulary].get(certainty, ()))

    def _texts(self, line: Line) -> list[str]:
        return [(line.good or {}).get("text", ""), *(party.get("name", "") for party in line.parties)]

    def _see_humanitarian(self, line: Line) -> Shown:
        stated = self._has(line.dealing.get("purpose", ""), "humanitarian", "certain")
        hinted = any(self._has(text, "humanitarian", "possible") for text in self._texts(line))
        return Shown({"true"} if stated else set(), {"true"} if hinted else set())

    def _see_military(self, line: Line) -> Shown:
        shown = any(self._has(text, "military", "certain") for text in self._texts(line))
        state = any(party.get("kind") == "state_body" for party in line.parties)
        return Shown({"true"} if shown else set(), {"true"} if state else set())

    def _see_purpose(self, line: Line) -> Shown:
        given = line.dealing.get("purpose", "")
        return Shown(set(given.split()), set(), not given)

    def _goods(self, wanted: Record, line: Line) -> int:
        if line.good is None:
            return NO
        text = line.good.get("text", "")
        if wanted.get("any") or any(word in text.split() for word in wanted.get("words", ())):
            return YES
        prefixes = [code for given in wanted.get("hs", ()) for code in _written_out(given)]
        for name in wanted.get("list", ()):
            members = [member for member in self.goods_lists[name]["member"] if holds(member, line.day)]
            prefixes += [code for member in members for given in member["hs"] for code in _written_out(given)]
        code = line.good.get("hs", "")
        if code and any(code.startswith(prefix) for prefix in prefixes):
            return YES
        return MAYBE if any(prefix.startswith(code) for prefix in prefixes) else NO

    def _contract(self, before: date, line: Line) -> int:
        given = line.dealing.get("contract_date")
        if not given:
            return MAYBE
        return YES if date.fromisoformat(given) < before else NO

    def _value(self, wanted: Record, line: Line) -> int:
        value = line.dealing.get("value")
        if value is None or line.dealing.get("currency") != wanted["currency"]:
            return MAYBE
        return YES if value > wanted["amount"] else NO

    def _price(self, name: str, line: Line) -> int:
        caps = [row for row in self.values if row["name"] == name and holds(row, line.day)]
        value, good = line.dealing.get("value"), line.good or {}
        unit, price = line.dealing.get("unit"), value
        if not unit:
            unit = good.get("unit")
            price = value / good["quantity"] if value is not None and good.get("quantity") else None
        answers = [NO]
        for cap in caps:
            known = price is not None and unit and f"{line.dealing.get('currency')}/{unit}" == cap["unit"]
            answers.append((YES if price > cap["value"] else NO) if known and price is not None else MAYBE)
        return max(answers)


def _names_goods(when: Record) -> bool:
    return "goods" in when and not when["goods"].get("any")


def _written_out(code: str) -> list[str]:
    code = code.replace(".", "")
    low, dash, high = code.partition("-")
    return [str(number).zfill(len(low)) for number in range(int(low), int(high) + 1)] if dash else [code]
