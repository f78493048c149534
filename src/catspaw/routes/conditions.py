"""Whether the conditions of a technique hold at a place, and by which statements.

Conditions are tried in their order; a variable that is still free takes each actor that the statements offer, so that the
first way in which all hold is found, with the statements it rests on.

Invariants: the answer is the same for the same statements, in any order of techniques; an `absent` condition binds
nothing. Cost: the product of the answers to each condition, which dated facts keep small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from catspaw.facts.ties import Tie
from catspaw.routes.catalogue import Condition
from catspaw.routes.known import Known

Bindings = Mapping[str, str]
GOOD = "$good"
OF_GOODS = frozenset(("supplies", "needs"))


class Found(NamedTuple):
    """One way in which a condition holds: the bindings after it, the statements, and a sentence where none is stated."""

    bindings: Bindings
    ties: tuple[Tie, ...]
    worked_out: str = ""


@dataclass(frozen=True)
class Matcher:
    """Conditions against what is known; `kin` are the ids of the good asked for, wider and narrower."""

    known: Known
    kin: frozenset[str]

    def match(self, conditions: tuple[Condition, ...], bindings: Bindings) -> Found | None:
        """The first way in which all conditions hold; None where they do not."""
        return self._match(conditions, 0, Found(bindings, ()))

    def _match(self, conditions: tuple[Condition, ...], index: int, so_far: Found) -> Found | None:
        if index == len(conditions):
            return so_far
        condition = conditions[index]
        ways = self._ways(condition, so_far.bindings)
        if condition.absent:
            return None if next(ways, None) else self._match(conditions, index + 1, so_far)
        for way in ways:
            said = "; ".join(text for text in (so_far.worked_out, way.worked_out) if text)
            found = self._match(conditions, index + 1, Found(way.bindings, (*so_far.ties, *way.ties), said))
            if found:
                return found
        return None

    def _ways(self, condition: Condition, bindings: Bindings) -> Iterator[Found]:
        for relation in condition.relations:
            if relation in WORKED_OUT:
                yield from self._worked_out(relation, condition, bindings)
            else:
                yield from self._stated(relation, condition, bindings)

    def _stated(self, relation: str, condition: Condition, bindings: Bindings) -> Iterator[Found]:
        subject, object_ = _value(condition.subject, bindings), _value(condition.object, bindings)
        asked = "" if object_ == GOOD else object_
        for tie in self.known.find(relation, subject if subject[:1] != "$" else "", asked if asked[:1] != "$" else ""):
            if not self._fits(tie, condition) or (object_ == GOOD and tie.object not in self.kin):
                continue
            ends = (tie.subject, tie.object)
            if subject[:1] != "$" and tie.subject != subject:
                ends = (tie.object, tie.subject)  # a two-way relation read from its other end
            bound = _bind(bindings, (condition.subject, ends[0]), (condition.object, ends[1]))
            if bound is not None:
                yield Found(bound, (tie,))

    def _fits(self, tie: Tie, condition: Condition) -> bool:
        if tie.goods and tie.relation not in OF_GOODS and self.kin and not tie.goods & self.kin:
            return False
        return all(_has(getattr(tie, key, None), words) for key, words in condition.where)

    def _worked_out(self, relation: str, condition: Condition, bindings: Bindings) -> Iterator[Found]:
        subject, object_ = _value(condition.subject, bindings), _value(condition.object, bindings)
        if subject[:1] == "$" or (object_[:1] == "$" and relation != "held_by"):
            return  # nothing to work it out from
        found = WORKED_OUT[relation](self.known, subject, object_)
        if found is None:
            return
        bound: Bindings | None = bindings
        if relation == "held_by" and condition.object[:1] == "$":
            holder = found[1][0].subject if found[1] else subject
            bound = _bind(bindings, (condition.object, holder))
        if bound is not None:
            yield Found(bound, found[1], found[0])


Answer = tuple[str, tuple[Tie, ...]] | None


def _differs(known: Known, subject: str, object_: str) -> Answer:
    return ("", ()) if subject != object_ else None


def _same(known: Known, subject: str, object_: str) -> Answer:
    return ("", ()) if subject == object_ else None


def _contested(known: Known, subject: str, object_: str) -> Answer:
    return (f"{known.name(subject)} is a contested territory", ()) if subject in known.contested else None


def _foreign_to(known: Known, subject: str, object_: str) -> Answer:
    if subject == object_ or known.any(("annexes", "claims"), object_, subject):
        return None
    return f"{known.name(object_)} does not hold {known.name(subject)} to be its own", ()


def _un_member(known: Known, subject: str, object_: str) -> Answer:
    ties = known.find("member_of", subject, "UN")
    return ("", tuple(ties[:1])) if ties else None


def _held_by(known: Known, subject: str, object_: str) -> Answer:
    holder = known.holder(subject)
    if holder is None:
        return ("", ()) if subject == object_ or object_[:1] == "$" else None
    return ("", (holder,)) if object_[:1] == "$" or holder.subject == object_ else None


def _borders(known: Known, subject: str, object_: str) -> Answer:
    links = [tie for tie in known.find("link", subject, object_) if tie.status in ("open", "limited")]
    return ("", tuple(links[:1])) if links else None


WORKED_OUT: Mapping[str, Callable[[Known, str, str], Answer]] = {
    "differs": _differs, "same": _same, "contested": _contested, "foreign_to": _foreign_to, "un_member": _un_member,
    "held_by": _held_by, "borders": _borders,
}  # fmt: skip


def _value(name: str, bindings: Bindings) -> str:
    return bindings.get(name, name) if name[:1] == "$" and name != GOOD else name


def _bind(bindings: Bindings, *pairs: tuple[str, str]) -> Bindings | None:
    found = dict(bindings)
    for name, value in pairs:
        if name[:1] == "$" and name != GOOD and found.setdefault(name, value) != value:
            return None
    return found


def _has(value: object, words: frozenset[str]) -> bool:
    if isinstance(value, bool):
        return str(value) in words or str(value).lower() in words
    if isinstance(value, (frozenset, tuple)):
        return bool(words.intersection(value))
    return value in words
