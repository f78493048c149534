"""A rule that forbids a leg, and sets of them.

Invariant: of one question each ban is one object, so that bans and sets of them are told apart at once.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Ban:
    """A rule that forbids a leg: its regime, article, and why it binds somebody there."""

    regime: str
    jurisdiction: str
    rule: str
    article: str
    says: str
    binds: str
    on_goods: bool  # whether it asks what the goods are
    sure: bool  # else it may be lawful: an exception, a cap or a technical test is open
    source: tuple[str, ...]
    verified: bool


@dataclass(frozen=True, slots=True, eq=False)
class BanSet:
    """The rules that forbid a leg. Equal sets of one question are one object, so that they are told apart at once."""

    bans: tuple[Ban, ...]

    def __bool__(self) -> bool:
        return bool(self.bans)


NO_BANS = BanSet(())
