"""Where on the way a technique can be used: its conditions held against what is known at each place.

A change hides aspects from there on (`after`), and some that had to be hidden before it already (`before`): a buyer in a
third country hides the true buyer on the way to it and the true seller on the way from it.

Invariants: a technique is used only where all of its conditions hold on the day, and carries the statements by which
they do; how likely it is comes from `weigh` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catspaw.facts.ties import Tie
from catspaw.routes.catalogue import Catalogue, Condition, Technique
from catspaw.routes.conditions import Matcher
from catspaw.routes.likelihood import ASSUMED, Assumptions
from catspaw.routes.question import Question
from catspaw.routes.weigh import Weighed, weigh

AFTER = {
    "origin": ("origin", "seller"),
    "party": ("seller",),
    "goods": ("goods",),
    "person": ("person",),
    "vessel": ("vessel",),
}
BEFORE = {"destination": ("buyer",), "party": ("buyer",), "person": ("person",)}
AT_SEA = frozenset(("vessel",))
THROUGH = ("$territory", "$bank")
OF_FORM = {  # what can be hidden of what travels
    "goods": frozenset(("seller", "buyer", "origin", "goods", "vessel")), "people": frozenset(("seller", "buyer", "person")),
    "service": frozenset(("seller", "buyer", "origin")), "money": frozenset(("seller", "buyer")),
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """A technique used at a place, or on the move from it to the next."""

    technique: Technique
    place: str
    next: str
    before: frozenset[str]
    after: frozenset[str]
    weighed: Weighed
    ties: tuple[Tie, ...]
    worked_out: str
    through: str = ""  # of a payment: the territory or the seat of the bank that it passes


class Changes:
    """Finds the uses of techniques for one question."""

    def __init__(
        self, catalogue: Catalogue, matcher: Matcher, question: Question, assumed: Assumptions = ASSUMED
    ) -> None:
        self._catalogue, self._matcher, self._question, self._assumed = catalogue, matcher, question, assumed
        self._weighed: dict[tuple[str, frozenset[str], float], Weighed] = {}
        self._of_place: dict[str, tuple[float, tuple[Tie, ...]]] = {}

    def at(self, places: Iterable[str]) -> Iterator[Change]:
        """Uses of what changes papers, title or form, at any of the places."""
        techniques = [t for t in self._of_form() if t.leg in ("transfer", "relabel", "transform") and t.disguises]
        asked = list(places)
        for technique in filter(self._can_hold, techniques):
            near = self._near(technique, "$here")
            for place in asked:
                if (near is None or place in near) and (change := self.use(technique, place, "")):
                    yield change

    def on_moves(self, pairs: Iterable[tuple[str, str]], hiding: bool = True) -> Iterator[Change]:
        """Uses of what hides something on one move, or (not `hiding`) of what says why a state lets it pass."""
        techniques = [t for t in self._of_form() if t.leg == "move" and bool(t.disguises) == hiding]
        asked = list(pairs)
        for technique in filter(self._can_hold, techniques):
            here, there = self._near(technique, "$here"), self._near(technique, "$next")
            for place, following in asked:
                near = (here is None or place in here) and (there is None or following in there)
                if near and (change := self.use(technique, place, following)):
                    yield change

    def payments(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Change]:
        """Uses of ways to pay between any of the pairs."""
        techniques = [t for t in self._catalogue.techniques.values() if t.leg == "settle"]
        asked = list(pairs)
        for technique in filter(self._can_hold, techniques):
            paying, paid = self._near(technique, "$payer"), self._near(technique, "$payee")
            for payer, payee in asked:
                if (paying is None or payer in paying) and (paid is None or payee in paid):
                    for territory in self._territories(technique):
                        bindings = {"$payer": payer, "$payee": payee, **territory}
                        if change := self._match(technique, payer, payee, bindings):
                            yield change

    def _territories(self, technique: Technique) -> list[dict[str, str]]:
        """What `$territory` may stand for: each contested territory in its turn, since each is another way to pay."""
        if not any("$territory" in (c.subject, c.object) for c in technique.when):
            return [{}]
        near = self._near(technique, "$territory")
        contested = self._matcher.known.contested
        return [{"$territory": code} for code in sorted(contested if near is None else contested & near)]

    def _can_hold(self, technique: Technique) -> bool:
        """Whether those conditions hold that are about the ends of the question alone, wherever it is used."""
        ends = {"$source": self._question.source, "$target": self._question.target}
        asked = tuple(c for c in technique.when if {c.subject, c.object} <= {*ends, "$good", ""})
        return self._matcher.match(asked, ends) is not None

    def _near(self, technique: Technique, name: str) -> frozenset[str] | None:
        """The actors that a variable can stand for at most, by one of the conditions on it; None where none narrows it."""
        least: frozenset[str] | None = None
        for condition in technique.when:
            if not condition.absent and name in (condition.subject, condition.object):
                found = self._those(condition, name)
                if found is not None and (least is None or len(found) < len(least)):
                    least = found
        return least

    def _those(self, condition: Condition, name: str) -> frozenset[str] | None:
        """The actors that a variable can stand for by one condition; None where it does not tell."""
        if condition.relations == ("contested",):
            return self._matcher.known.contested
        if condition.relations == ("same",):
            other = condition.object if condition.subject == name else condition.subject
            code = {"$source": self._question.source, "$target": self._question.target}.get(other, other)
            return None if code[:1] == "$" else frozenset((code,))
        return self._matcher.actors(condition, name)

    def _of_form(self) -> list[Technique]:
        return [t for t in self._catalogue.techniques.values() if self._question.form in t.form]

    def use(self, technique: Technique, place: str, following: str) -> Change | None:
        """The use of a technique at a place, or on the move from it to the next; None where its conditions do not hold."""
        bindings = {"$here": place, **({"$next": following} if following else {})}
        return self._match(technique, place, following, bindings)

    def _match(self, technique: Technique, place: str, following: str, bindings: dict[str, str]) -> Change | None:
        q = self._question
        found = self._matcher.match(technique.when, {"$source": q.source, "$target": q.target, **bindings})
        if found is None:
            return None
        hides = technique.disguises
        before = OF_FORM[q.form].intersection(a for aspect in hides for a in BEFORE.get(aspect, ()))
        after = OF_FORM[q.form].intersection(a for aspect in hides for a in AFTER.get(aspect, ()))
        if place == q.source and "destination" in hides:
            after |= {"buyer"}  # papers made out at the source name another destination from there on
        if following:
            before, after = frozenset(), before | after  # on one move only
        if technique.leg == "settle" and {"payment", "party"} & hides:
            after |= {"payment"}
        touched = frozenset(found.bindings.values())
        local, said = self._local(place) if technique.leg in ("transfer", "relabel", "transform") else (0.0, ())
        ties = tuple(dict.fromkeys((*found.ties, *said)))
        weighed = self._weigh(technique, touched, local)
        through = next((found.bindings[name] for name in THROUGH if name in found.bindings), "")
        if through in (place, following) or technique.leg != "settle":
            through = ""
        return Change(technique, place, following, before, after, weighed, ties, found.worked_out, through)

    def _weigh(self, technique: Technique, touched: frozenset[str], local: float) -> Weighed:
        key = (technique.id, touched, local)
        if key not in self._weighed:
            self._weighed[key] = weigh(technique, self._question, self._matcher.kin, touched, local, self._assumed)
        return self._weighed[key]

    def _local(self, place: str) -> tuple[float, tuple[Tie, ...]]:
        """What is said of a place itself: statements that it hosts, trades or passes on such goods, more if for these ends.

        Only as many are taken, those for these ends first, as count together.
        """
        if place not in self._of_place:
            ends, kin = {self._question.source, self._question.target}, self._matcher.kin
            ties = [
                tie for tie in self._matcher.known.any(("hosts", "supplies"), place)
                if tie.goods & kin or tie.object in kin or (tie.relation == "hosts" and not tie.goods)
            ]  # fmt: skip
            weight, used = 0.0, []
            for tie in sorted(ties, key=lambda one: (not ends & one.partners, one.id)):
                if weight < self._assumed.most_local:
                    weight += self._assumed.named if ends & tie.partners else self._assumed.said
                    used.append(tie)
            self._of_place[place] = (min(weight, self._assumed.most_local), tuple(used))
        return self._of_place[place]
