"""Whether the conditions of a technique hold at a place, and by which statements.

Conditions are tried in their order; a variable that is still free takes each actor that the statements offer, so that the
first way in which all hold is found, with the statements it rests on.

Invariants: the answer is the same for the same statements, in any order of techniques; an `absent` condition binds
nothing. Cost: the product of the answers to each condition, which dated facts keep small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from catspaw.facts.ties import Tie
from catspaw.routes.catalogue import Condition
from catspaw.routes.known import BOTH_WAYS, Known

Bindings = Mapping[str, str]
GOOD = "$good"
OF_GOODS = frozenset(("supplies", "needs"))


class Found(NamedTuple):
    """One way in which a condition holds: the bindings after it, the statements, and a sentence where none is stated."""

    bindings: Bindings
    ties: tuple[Tie, ...]
    worked_out: str = ""


Way = tuple[str, str, tuple[Tie, ...], str]  # what the subject and the object are, the statements, what was worked out


class Matcher:
    """Conditions against what is known; `kin` are the ids of the good asked for, wider and narrower."""

    def __init__(self, known: Known, kin: frozenset[str]) -> None:
        self.known, self.kin = known, kin
        self._kept: dict[tuple[int, str, str], tuple[Way, ...]] = {}
        self._actors: dict[tuple[tuple[str, ...], bool], frozenset[str]] = {}

    def match(self, conditions: tuple[Condition, ...], bindings: Bindings) -> Found | None:
        """The first way in which all conditions hold; None where they do not."""
        return self._match(conditions, 0, Found(bindings, ()))

    def actors(self, condition: Condition, name: str) -> frozenset[str] | None:
        """The actors that a variable of a condition can stand for, as far as statements alone tell; None where they do not."""
        if any(relation in WORKED_OUT for relation in condition.relations):
            return None
        key = (condition.relations, condition.subject == name)
        if key not in self._actors:
            ties = self.known.any(condition.relations)
            found = {tie.subject if key[1] else tie.object for tie in ties}
            found |= {tie.object if key[1] else tie.subject for tie in ties if tie.relation in BOTH_WAYS}
            self._actors[key] = frozenset(found)
        return self._actors[key]

    def _match(self, conditions: tuple[Condition, ...], index: int, so_far: Found) -> Found | None:
        if index == len(conditions):
            return so_far
        condition, bindings = conditions[index], so_far.bindings
        ways = self._ways(condition, _value(condition.subject, bindings), _value(condition.object, bindings))
        if condition.absent:
            return None if ways else self._match(conditions, index + 1, so_far)
        for subject, object_, ties, said in ways:
            bound = _bind(bindings, condition, subject, object_)
            if bound is not None:
                text = "; ".join(filter(None, (so_far.worked_out, said)))
                found = self._match(conditions, index + 1, Found(bound, (*so_far.ties, *ties), text))
                if found:
                    return found
        return None

    def _ways(self, condition: Condition, subject: str, object_: str) -> tuple[Way, ...]:
        """The ways in which a condition holds for a subject and an object (or a free variable); worked out once."""
        key = (id(condition), subject, object_)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = tuple(self._find(condition, subject, object_))
        return kept

    def _find(self, condition: Condition, subject: str, object_: str) -> Iterator[Way]:
        for relation in condition.relations:
            if relation in WORKED_OUT:
                yield from self._worked_out(relation, subject, object_)
            else:
                yield from self._stated(relation, condition, subject, object_)

    def _stated(self, relation: str, condition: Condition, subject: str, object_: str) -> Iterator[Way]:
        known_subject = "" if subject[:1] == "$" else subject
        known_object = "" if object_[:1] == "$" else object_
        for tie in self.known.find(relation, known_subject, known_object):
            if not self._fits(tie, condition) or (object_ == GOOD and tie.object not in self.kin):
                continue
            turned = (known_subject and tie.subject != known_subject) or (known_object and tie.object != known_object)
            yield (tie.object, tie.subject, (tie,), "") if turned else (tie.subject, tie.object, (tie,), "")

    def _fits(self, tie: Tie, condition: Condition) -> bool:
        if tie.goods and tie.relation not in OF_GOODS and self.kin and not tie.goods & self.kin:
            return False
        return all(_has(getattr(tie, key, None), words) for key, words in condition.where)

    def _worked_out(self, relation: str, subject: str, object_: str) -> Iterator[Way]:
        if subject[:1] == "$" or (object_[:1] == "$" and relation != "held_by"):
            return  # nothing to work it out from
        found = WORKED_OUT[relation](self.known, subject, object_)
        if found is not None:
            said, ties = found
            holder = ties[0].subject if ties else subject
            yield (subject, holder if relation == "held_by" and object_[:1] == "$" else object_, ties, said)


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


def _bind(bindings: Bindings, condition: Condition, subject: str, object_: str) -> Bindings | None:
    """The bindings with what a way binds; None where it clashes with them."""
    found = bindings
    for name, value in ((condition.subject, subject), (condition.object, object_)):
        if name[:1] == "$" and name != GOOD:
            held = found.get(name)
            if held is None:
                found = {**found, name: value}
            elif held != value:
                return None
    return found


def _has(value: object, words: frozenset[str]) -> bool:
    if isinstance(value, bool):
        return str(value) in words or str(value).lower() in words
    if isinstance(value, (frozenset, tuple)):
        return bool(words.intersection(value))
    return value in words
