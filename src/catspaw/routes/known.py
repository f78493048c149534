"""What holds on a day, as known by a day, in the form in which routes ask for it: by relation, subject and object.

Invariants: the same test of dates and knowledge as in a view of facts; `without` an event, the facts that it started are
gone and those that it ended go on, and nothing else changes. What is only planned does not hold.
`only` leaves just the ties of these ids, beside the facts between states (membership, recognition, control).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from catspaw.facts.schema_ties import TIE_RELATIONS
from catspaw.facts.ties import Tie, fact_ties, ties_of

if TYPE_CHECKING:
    from catspaw.facts.world import World

Column = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
BOTH_WAYS = frozenset(
    "link settles_with banks_for barters_with pays_crypto pays_in_gold pays_cash trades_with treaty customs_union".split()
)
BACKING = ("directs", "finances", "supplies_force", "grants_citizenship")
STATEMENTS: dict[int, tuple[World, tuple[Tie, ...], Days]] = {}


class Days(NamedTuple):
    """The days of all statements as columns, so that a view cuts them at once."""

    since: Column
    until: Column
    known: Column
    planned: Mask

    @classmethod
    def of(cls, ties: Sequence[Tie]) -> Days:
        """The columns of some statements; a missing day of knowledge is never reached."""
        since, until, known = (
            np.array([(getattr(tie, name) or empty).toordinal() for tie in ties], dtype=np.int64)
            for name, empty in (("since", date.min), ("until", date.max), ("known", date.max))
        )
        return cls(since, until, known, np.array([tie.status == "planned" for tie in ties], dtype=np.bool_))


def statements(world: World) -> tuple[Tie, ...]:
    """All ties and facts of a world; those of the last worlds are kept."""
    return _kept(world)[1]


def _kept(world: World) -> tuple[World, tuple[Tie, ...], Days]:
    kept = STATEMENTS.get(id(world))
    if kept is None or kept[0] is not world:
        if len(STATEMENTS) > 3:
            STATEMENTS.clear()
        ties = (*ties_of(world), *fact_ties(world))
        kept = STATEMENTS[id(world)] = (world, ties, Days.of(ties))
    return kept


class Known:
    """The statements that hold on `day`, as public by `known`, according to `by`."""

    def __init__(
        self, world: World, day: date, known: date | None = None, by: str | None = None, without: str | None = None,
        only: frozenset[str] | None = None,
    ) -> None:  # fmt: skip
        self.world, self.day, self.public, self.by, self.without, self.only = world, day, known, by, without, only
        self.ties = tuple(self._holding())
        self._owners: dict[str, str] = {}
        self._of: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.ties:
            self._of[tie.relation].append(tie)
        self._indexes: dict[str, dict[tuple[str, str], list[Tie]]] = {}

    def _holding(self) -> Iterator[Tie]:
        started, ended = facts_of_event(self.world, self.without) if self.without else (frozenset(), frozenset())
        _, ties, days = _kept(self.world)
        day = self.day.toordinal()
        begun = (days.since <= day) & ~days.planned
        if self.public is not None:
            begun &= days.known <= self.public.toordinal()
        lasting = begun & (day < days.until)
        if ended:
            lasting |= begun & np.array([tie.id in ended for tie in ties], dtype=np.bool_)
        for index in np.flatnonzero(lasting).tolist():
            tie = ties[index]
            if tie.id not in started and self._asked(tie):
                yield tie

    def _asked(self, tie: Tie) -> bool:
        """Whether a statement is by whom it should be, and one of those that may be used."""
        if self.only is not None and tie.relation in TIE_RELATIONS and tie.id not in self.only:
            return False
        return self.by is None or tie.by in ("", self.by)

    def find(self, relation: str, subject: str = "", object_: str = "") -> Sequence[Tie]:
        """The statements of a relation, of a subject and object where given; two-way relations are found both ways."""
        index = self._indexes.get(relation)
        if index is None:
            index = self._indexes[relation] = self._index(relation)
        return index.get((subject, object_), ())

    def _index(self, relation: str) -> dict[tuple[str, str], list[Tie]]:
        """The statements of a relation by subject and object; made when the relation is first asked for."""
        found: dict[tuple[str, str], list[Tie]] = defaultdict(list)
        for tie in self._of.get(relation, ()):
            ways = _directions(tie)
            for key in dict.fromkeys(key for s, o in ways for key in (("", ""), (s, ""), ("", o), (s, o))):
                found[key].append(tie)
        return dict(found)

    def any(self, relations: Iterable[str], subject: str = "", object_: str = "") -> list[Tie]:
        """The statements of some relations."""
        return [tie for relation in relations for tie in self.find(relation, subject, object_)]

    @cached_property
    def contested(self) -> frozenset[str]:
        """The codes of contested territories."""
        return frozenset(c for c, actor in self.world.actors.items() if actor["kind"] == "contested")

    @cached_property
    def members(self) -> Mapping[str, frozenset[str]]:
        """Members by union on the day, and those that its law binds."""
        found: dict[str, set[str]] = defaultdict(set)
        for tie in self.any(("member_of", "bound_by_law_of")):
            found[tie.object].add(tie.subject)
        return {union: frozenset(codes) for union, codes in found.items()}

    def holder(self, place: str) -> Tie | None:
        """The fact that another controls a contested territory; None where nobody else does."""
        return next(iter(self.find("controls", "", place)), None)

    def sponsor(self, place: str) -> str:
        """Who stands behind a contested territory: whoever controls it, else whoever most statements say directs or feeds it."""
        if holder := self.holder(place):
            return holder.subject
        behind = Counter(tie.subject for tie in self.any(BACKING, "", place) if tie.subject != place)
        return min(behind, key=lambda code: (-behind[code], code), default="")

    def owner(self, place: str) -> str:
        """Whose law is in force there by the holder's own reading: its annexer if it also holds it, else itself."""
        if place not in self._owners:
            holder = self.holder(place) if place in self.contested else None
            absorbed = holder and self.find("annexes", holder.subject, place)
            self._owners[place] = holder.subject if holder and absorbed else place
        return self._owners[place]

    def name(self, code: str) -> str:
        """The name of an actor; the code where there is none."""
        return str(self.world.actors.get(code, {}).get("name", code))


def facts_of_event(world: World, event: str | None) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of the statements that an event started, and of those that it ended."""
    if event is None:
        return frozenset(), frozenset()
    row = world.events[event]
    started = {tie.id for tie in statements(world) if tie.event == event}
    return frozenset({*started, *row.get("starts", ())}), frozenset(row.get("ends", ()))


def _directions(tie: Tie) -> list[tuple[str, str]]:
    if tie.relation in BOTH_WAYS and not tie.one_way and tie.subject != tie.object:
        return [(tie.subject, tie.object), (tie.object, tie.subject)]
    return [(tie.subject, tie.object)]
