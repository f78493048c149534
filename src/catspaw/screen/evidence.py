"""Say why a rule was hit: the conditions of its clause, each with the parts of the dealing that meet it.

Reads the same clause, situation and hit as the judge. Invariant: nothing is decided here; a line of evidence is a
condition of the clause, a ground, or an exception, and names the parts of the dealing that its tokens came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from catspaw.facts.world import World
from catspaw.places.where import where
from catspaw.rules.compile import DIMENSIONS, FIELD_DIMENSION, Compiled
from catspaw.rules.conditions import Condition
from catspaw.rules.judge import CERTAIN, MAYBE, NONE, USER
from catspaw.rules.regime import ALWAYS, OPEN, Rule, RuleException
from catspaw.rules.verdict import Node, Verdict
from catspaw.screen.areas import DESCRIBED, Areas
from catspaw.screen.dealing import Dealing, Good
from catspaw.screen.identity import Identities
from catspaw.screen.situation import Part, Situation, contributions

WORDS = ("act", "role", "kind", "mode", "purpose")
LABELS = {"from": "comes from", "to": "goes to", "with": "touches", "via": "passes through", "party": "a party in",
          "origin": "origin", "flag": "flag", "worker": "workers of", "listed": "on the list", "act": "act",
          "owned": "owned by one on the list", "role": "role", "kind": "kind of party", "mode": "mode",
          "currency": "currency", "purpose": "purpose"}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One dealing with its situation and the line that was hit."""

    dealing: Dealing
    situation: Situation
    good: Good | None
    user: frozenset[str]


@dataclass(frozen=True)
class Explainer:
    """Makes verdicts of hits."""

    world: World
    compiled: Compiled
    areas: Areas
    identities: Identities
    data: str

    def verdict(self, hit: Mapping[str, Any], case: Case) -> Verdict:
        """The verdict of one hit, with its evidence."""
        rule = self.compiled.rules[hit["rule"]]
        clause = self.compiled.main.clauses[hit["clause"]]
        parts = list(contributions(case.situation))
        bound = self._bound(hit, case)
        exceptions = [e for e in rule.exceptions if e.span.since <= case.dealing.day < e.span.until]
        lines = [self._condition(condition, case, parts) for condition in clause.conditions]
        evidence = Node(
            f"{rule.article}: {rule.says}",
            (*lines, Node(f"binds: {bound}"), *(Node(f"exception to check: {e.says}") for e in exceptions)),
            rule.source,
        )
        kind = {"forbid": "forbidden", "authorise": "needs_authorisation", "report": "sign"}[rule.effect]
        return Verdict(
            kind if hit["status"] == CERTAIN or kind == "sign" else "unknown", rule.regime, rule.id, rule.article,
            rule.says, _day(rule.span.since), _day(rule.span.until), bound, tuple(self._missing(hit, rule, case)),
            tuple(e.says for e in exceptions), evidence, rule.source, rule.verified, rule.confidence, rule.note, self.data,
        )  # fmt: skip

    def _bound(self, hit: Mapping[str, Any], case: Case) -> str:
        if hit["ground"] == USER:
            return "you, as you said"
        ground = self.compiled.grounds[hit["ground"]]
        parts = list(contributions(case.situation))
        who = [self._who(c, case, parts) for c in ground.conditions if not c.negated]
        named = "; ".join(dict.fromkeys(text for texts in who for text in texts))
        return f"{ground.says}{f' ({named})' if named else ''}"

    def _who(self, condition: Condition, case: Case, parts: Sequence[Part]) -> Iterator[str]:
        for part in parts:
            if part.dimension == condition.field and part.token in condition.values:
                yield describe(part, case, with_token=False)

    def _condition(self, condition: Condition, case: Case, parts: Sequence[Part]) -> Node:
        if condition.field == "goods":
            return _goods_node(condition, case.good)
        if condition.field == "contract_before":
            return Node(
                f"contract: {case.dealing.contract or 'no date given'}; the rule asks for one before {condition.before}"
            )
        if condition.field in FIELD_DIMENSION:
            return Node(_number_text(condition, case.dealing))
        if condition.field == "open":
            return Node(f"open: {condition.text}")
        met = [p for p in parts if p.dimension == condition.field and p.token in condition.values]
        if condition.field in WORDS:
            shown = ", ".join(dict.fromkeys(p.token for p in met)) or "not stated"
            return Node(f"{LABELS.get(condition.field, condition.field)}: {shown}")
        children = tuple(dict.fromkeys(self._met(part, case) for part in met))
        label = LABELS.get(condition.field, condition.field)
        codes = ", ".join(sorted(condition.values)[:12])
        if condition.negated:
            return Node(f"{label} none of: {codes}", children)
        return Node(f"{label}: {codes}", children or (Node("not stated in the dealing"),))

    def _met(self, part: Part, case: Case) -> Node:
        text = describe(part, case)
        doubt = "" if part.certain else " (may be)"
        if part.dimension == "listed":
            hits = self.identities.hits(case.dealing.parties[part.at])
            return Node(f"{text}{doubt}", tuple(
                Node(f"{hit.listing.id}: {hit.listing.name}, listed {_span(hit.listing.since, hit.listing.until)}"
                     f"{': ' + hit.listing.reason if hit.listing.reason else ''}",
                     tuple(Node(reason) for reason in hit.reasons), hit.listing.source)
                for hit in hits if hit.listing.list == part.token
            ))  # fmt: skip
        return Node(f"{text}{doubt}", self._place(part, case))

    def _place(self, part: Part, case: Case) -> tuple[Node, ...]:
        """Who holds the place, where the token is a contested territory."""
        if self.world.actors.get(part.token, {}).get("kind") != "contested" or part.source not in ("party", "route"):
            return ()
        text, country = _where(part, case)
        found = where(text, on=case.dealing.day, country=country or None, world=self.areas.resolver) if text else None
        best = found.best if found else None
        return (Node(best.why, (), tuple(best.sources)),) if best else ()

    def _missing(self, hit: Mapping[str, Any], rule: Rule, case: Case) -> Iterator[str]:
        if hit["status"] == CERTAIN:
            return
        clause = self.compiled.main.clauses[hit["clause"]]
        open_dimensions = {d for index, d in enumerate(DIMENSIONS) if hit["missing"] >> index & 1}
        for condition in clause.conditions:
            if FIELD_DIMENSION.get(condition.field, condition.field) in open_dimensions:
                yield from self._fact(condition, case)
        if hit["exception"] != NONE:
            yield from _exception_facts(self.compiled.exceptions[hit["exception"]])
        if hit["bound"] == MAYBE and hit["ground"] >= 0:
            yield self.compiled.grounds[hit["ground"]].missing

    def _fact(self, condition: Condition, case: Case) -> Iterator[str]:
        """The fact that would settle a condition."""
        codes = ", ".join(sorted(condition.values)[:6])
        if condition.field == "listed":
            for index, party in enumerate(case.dealing.parties):
                for hit in self.identities.hits(party):
                    if hit.listing.list in condition.values:
                        yield _identity_fact(hit, case.dealing.day, case.dealing.parties[index].name)
            return
        good = case.good.text or case.good.hs if case.good else ""
        texts = {
            "goods": f"the HS code of the goods{f' ({good})' if good else ''} in full", "origin": "the origin of the goods",
            "from": f"where they come from: {codes} or not", "to": f"where they go to, and the end user: {codes} or not",
            "flag": "the flags of the vessels", "worker": "the nationality of the workers", "with": f"the place: {codes} or not",
            "via": f"the route: through {codes} or not", "party": f"the place of the parties: {codes} or not",
            "contract_before": "the date of the contract", "value_over": "the value", "unit_price_over": "the price a unit",
            "notified": "whether notice was given to the authority", "authorised": "whether an authorisation is on record",
            "humanitarian": "whether it is humanitarian aid", "military": "whether the user is military",
            "purpose": f"the purpose: {codes} or not", "mode": "the mode of transport", "act": "the act",
            "open": condition.text,
        }  # fmt: skip
        yield texts.get(condition.field, condition.field)


def _identity_fact(hit: Any, day: date, name: str) -> str:
    listing = hit.listing
    if listing.since and day < listing.since:
        return (
            f"{name} was listed on {listing.since} ({listing.id}), after the dealing: whether it already acted for, or was "
            "owned by, a listed party"
        )
    if listing.since is None and listing.seen and day < listing.seen and hit.sure:
        return f"the day on which {name} was listed ({listing.id}): the list of {listing.seen} gives none"
    doubt = "; ".join(reason for reason in hit.reasons[1:]) or "an identifier would decide"
    return f"whether {name} is {listing.name} ({listing.id}): {doubt}"


def _exception_facts(exception: RuleException) -> Iterator[str]:
    if exception.missing:
        yield from exception.missing
    else:
        yield f"whether the exception holds: {exception.says}"


def describe(part: Part, case: Case, with_token: bool = True) -> str:
    """The part of the dealing that a token comes from, in words, and the token."""
    return f"{_named(part, case)}{f': {part.token}' if with_token else ''}"


def _named(part: Part, case: Case) -> str:
    dealing = case.dealing
    if part.source == "party":
        party = dealing.parties[part.at]
        place = ", ".join(x for x in (party.address, party.country) if x)
        return f'{party.role} "{party.name}"{f" ({place})" if place else ""}'
    if part.source == "route":
        return f'route "{dealing.route[part.at].place}"' if dealing.route else "no route"
    if part.source == "origin":
        return "origin of the goods"
    return LABELS.get(part.dimension, part.dimension)


def _where(part: Part, case: Case) -> tuple[str, str]:
    if part.source == "route":
        return case.dealing.route[part.at].place, ""
    party = case.dealing.parties[part.at]
    return party.address or (party.name if party.kind in DESCRIBED else ""), party.country


def _goods_node(condition: Condition, good: Good | None) -> Node:
    wanted = condition.goods
    named = f'{good.hs or "no code"} "{good.text}"' if good else "no goods named"
    if wanted is None or wanted.any:
        return Node(f"goods: {named}")
    prefixes = [p for p in sorted(wanted.hs) if good and good.hs and (good.hs.startswith(p) or p.startswith(good.hs))]
    under = f" under HS {', '.join(prefixes[:8])}" if prefixes else ""
    return Node(f"goods: {named}{under or ' by its description'}")


def _number_text(condition: Condition, dealing: Dealing) -> str:
    unit = ", ".join(sorted(condition.values))
    amount = "not given" if dealing.value is None else f"{dealing.value:,g} {dealing.currency}"
    return f"value {amount}; the threshold is {condition.amount:,g} {unit}"


def _span(since: date | None, until: date | None) -> str:
    return f"from {since or 'a day not known'}{f' to {until}' if until else ''}"


def _day(day: date) -> date | None:
    return None if day in (ALWAYS, OPEN) else day
