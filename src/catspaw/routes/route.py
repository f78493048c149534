"""A route: its legs, what forbids each and why that does not stop it, how it is paid for, and its evidence.

Invariants: the likelihood of a route is the product of those of its legs; every leg that some rule forbids has a cover
for each actor who is bound there; evidence names the statements that each leg rests on, so that it can be replayed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from catspaw.facts.then import tells_later, until_then
from catspaw.facts.ties import Tie
from catspaw.routes.bans import Ban
from catspaw.routes.likelihood import CERTAIN, Range, product
from catspaw.routes.question import Question
from catspaw.rules.verdict import Node


@dataclass(frozen=True, slots=True)
class Cover:
    """Why a ban does not stop a leg, for one actor (or for nobody who acts there)."""

    kind: str  # not_bound not_enforcing disguised unseen exempt
    actor: str
    bans: tuple[Ban, ...]
    why: str
    ties: tuple[Tie, ...] = ()
    likelihood: Range = CERTAIN


@dataclass(frozen=True, slots=True)
class Step:
    """One leg: a move, a transfer of title, new papers, another form, or a payment."""

    kind: str  # move transfer relabel transform settle
    start: str
    end: str
    technique: str  # '' for a plain move
    hides: frozenset[str]
    covers: tuple[Cover, ...]
    ties: tuple[Tie, ...]
    likelihood: Range
    basis: str  # counted class assumed
    says: str
    because: str = ""  # how the likelihood was come to
    also: tuple[str, ...] = ()  # further techniques that name why its covers stand

    @property
    def bans(self) -> tuple[Ban, ...]:
        """All rules that forbid it."""
        return tuple(dict.fromkeys(ban for cover in self.covers for ban in cover.bans))

    def evidence(self, known: date | None = None) -> Node:
        """The leg with its covers and the statements that it rests on, as told on the day of knowledge."""
        covers = tuple(
            Node(f"{cover.kind}{f' ({cover.actor})' if cover.actor else ''}: {cover.why}", (
                *(Node(f"{ban.article}: {ban.says}", (), ban.source) for ban in cover.bans),
                *(tie_node(tie, known) for tie in cover.ties),
            ))
            for cover in self.covers
        )  # fmt: skip
        return Node(
            self.says, (*covers, *(tie_node(tie, known) for tie in self.ties), Node(f"likelihood: {self.because}"))
        )


@dataclass(frozen=True, slots=True)
class Route:
    """A way from a source to a target, with its payment."""

    legs: tuple[Step, ...]
    question: Question

    @property
    def source(self) -> str:
        """Where it begins."""
        return self.question.source

    @property
    def target(self) -> str:
        """Where it ends."""
        return self.question.target

    @property
    def nodes(self) -> tuple[str, ...]:
        """The places on the way, in order; where money travels, those that it passes."""
        kind = "settle" if self.question.form == "money" else "move"
        return (self.source, *(leg.end for leg in self.legs if leg.kind == kind))

    @property
    def techniques(self) -> tuple[str, ...]:
        """The techniques used, in order, each once."""
        return tuple(dict.fromkeys(t for leg in self.legs for t in (leg.technique, *leg.also) if t))

    @property
    def of_goods(self) -> tuple[object, ...]:
        """What tells it from other routes, however it is paid for: its places, and what is done on the way."""
        done = ((leg.kind, leg.start, leg.technique) for leg in self.legs if leg.kind != "settle" and leg.technique)
        return (self.nodes, *dict.fromkeys(done))

    @property
    def range(self) -> Range:
        """The likelihood as a range."""
        return product(leg.likelihood for leg in self.legs)

    @property
    def likelihood(self) -> tuple[float, float, float]:
        """(low, mid, high)."""
        return self.range.as_tuple()

    @property
    def basis(self) -> str:
        """The weakest basis of any leg."""
        order = ("assumed", "class", "counted")
        return min((leg.basis for leg in self.legs), key=order.index)

    @property
    def settlement(self) -> tuple[Step, ...]:
        """The legs that pay for it."""
        return tuple(leg for leg in self.legs if leg.kind == "settle")

    @property
    def lawful(self) -> bool:
        """Whether no rule that Catspaw knows forbids any leg."""
        return not any(leg.bans for leg in self.legs)

    @property
    def evidence(self) -> Node:
        """The whole route as a tree."""
        title = f"{' > '.join(self.nodes)}: {', '.join(self.techniques) or 'no technique needed'}"
        return Node(title, tuple(leg.evidence(self.question.known) for leg in self.legs))

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "nodes": list(self.nodes), "techniques": list(self.techniques), "likelihood": list(self.likelihood),
            "basis": self.basis, "lawful": self.lawful, "legs": [step_dict(leg) for leg in self.legs],
        }  # fmt: skip


def tie_node(tie: Tie, known: date | None = None) -> Node:
    """A statement as a line of evidence, as it could be told on the day of knowledge."""
    plain = f"{tie.subject} {tie.relation.replace('_', ' ')} {tie.object}"
    said = tie.says if tie.says and not tells_later(tie.says, known) else plain
    span = f"{tie.since or 'always'} to {until_then(tie.until, known) or 'open'}"
    doubt = f"; disputed: {tie.disputed}" if tie.disputed and not tells_later(tie.disputed, known) else ""
    return Node(f"{said} ({span}; {tie.id}{doubt})", (), tie.source)


def step_dict(step: Step) -> dict[str, Any]:
    """A leg for JSON."""
    return {
        "kind": step.kind, "from": step.start, "to": step.end, "technique": step.technique or None,
        "also": list(step.also), "says": step.says,
        "hides": sorted(step.hides), "likelihood": list(step.likelihood.as_tuple()), "basis": step.basis,
        "because": step.because, "facts": [tie.id for tie in step.ties],
        "covers": [
            {"kind": c.kind, "actor": c.actor or None, "why": c.why, "facts": [tie.id for tie in c.ties],
             "forbidden_by": [{"regime": b.regime, "rule": b.rule, "article": b.article} for b in c.bans]}
            for c in step.covers
        ],
    }  # fmt: skip
