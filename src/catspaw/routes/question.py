"""What is asked of the search: what goes from whom to whom, on which day, as known by which day.

Invariants: codes are actors' codes, the good is one of the catalogue, days are dates; a question is a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from catspaw.facts.world import as_date
from catspaw.routes.catalogue import Catalogue, Good

if TYPE_CHECKING:
    from catspaw.facts.world import World


@dataclass(frozen=True, slots=True)
class Question:
    """A source, a target, a good with its code, a day; `known`, `by` and `without` narrow what may be used."""

    source: str
    target: str
    good: Good
    hs: str
    day: date
    known: date | None = None
    by: str | None = None
    without: str | None = None
    reopened: bool = False  # as if links that are closed on the day were open again

    @property
    def form(self) -> str:
        """What travels: goods, people, money, service."""
        return self.good.form


def ask(
    world: World, catalogue: Catalogue, source: str, target: str, goods: str, on: str | date,
    known: str | date | None = None, by: str | None = None, reopened: bool = False,
) -> Question:  # fmt: skip
    """A question of codes, names and words as people write them.

    Raises:
        InputError: an actor, a good or a day that can't be read, or source and target are the same.
    """
    from catspaw.errors import InputError

    good, hs = catalogue.good(goods)
    start, end = world.code(source), world.code(target)
    if start == end:
        raise InputError(f'"{source}" and "{target}" are the same actor ({start}); a route needs two')
    return Question(
        start,
        end,
        good,
        hs,
        as_date(on),
        as_date(known) if known else None,
        world.code(by) if by else None,
        reopened=reopened,
    )
