"""How a brief speaks: every text, day, name and source it prints passes through here.

Invariants: with a day of knowledge nothing that tells a later day gets through: a text that does is put in other words or
left out, a source that was published later is not named, an end that came later is open. Texts are shown whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from catspaw.facts.then import sources_then, tells_later, until_then
from catspaw.facts.ties import Tie
from catspaw.facts.world import World
from catspaw.report.briefing.parts import Said
from catspaw.routes.likelihood import Range

IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-/_]?(0[1-9]|1[0-2])(?:[-/_]?([0-3]\d))?)?(?!\d)")
ASIDE = re.compile(r"\s*\([^)]*\)")
CONFIDENCE = {"high": "high confidence", "medium": "medium confidence", "low": "low confidence"}


class Voice:
    """Speaks of a world as of a day of knowledge (None: today)."""

    def __init__(self, world: World, known: date | None) -> None:
        self.world, self.known = world, known
        self._kept: dict[str, bool] = {}

    def says(self, text: str, instead: str = "") -> str:
        """The text, or other words where it tells what came later."""
        plain = " ".join(str(text).split())
        return instead if tells_later(plain, self.known) else plain

    def sources(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The sources that had been published, each once."""
        return tuple(key for key in dict.fromkeys(keys) if self._may_name(key))

    def day(self, day: date | None) -> str:
        """A day, '' for none or a later one."""
        return "" if day is None or (self.known is not None and day > self.known) else day.isoformat()

    def span(self, tie: Tie) -> str:
        """When a statement holds, in words."""
        return span_of(self.day(tie.since), self.day(until_then(tie.until, self.known)))

    def name(self, code: str) -> str:
        """An actor's name in full."""
        return self.says(str(self.world.actors.get(code, {}).get("name", code)), code)

    def short(self, code: str) -> str:
        """An actor's name without what stands in brackets."""
        return ASIDE.sub("", self.name(code)) or code

    def names(self, codes: Iterable[str]) -> str:
        """Names in a row."""
        return listed([self.short(code) for code in codes])

    def places(self, codes: Iterable[str]) -> str:
        """A way from place to place."""
        return " → ".join(self.short(code) for code in codes)

    def shortened(self, text: str) -> str:
        """A text of the program with actors' names as a brief writes them."""
        for full, short in self._full_names:
            text = text.replace(full, short)
        return text

    @cached_property
    def _full_names(self) -> list[tuple[str, str]]:
        names = {str(actor["name"]) for actor in self.world.actors.values() if "(self" in str(actor["name"])}
        return sorted((name, ASIDE.sub("", name)) for name in names)

    def regime(self, regime: str) -> str:
        """What a regime is called."""
        row = self.world.regime_rows.get(regime)
        return self.says(str(row.data.get("title", "")), "") if row else ""

    def crossing(self, code: str) -> str:
        """The name of a crossing or port: of its UN/LOCODE where the places have it, else what stands after the state."""
        state, dash, name = code.partition("-")
        return name if dash and len(state) == 2 else self._by_locode.get(code, code)

    @cached_property
    def _by_locode(self) -> dict[str, str]:
        rows = (row.data for row in self.world.rows("place"))
        return {str(row["locode"]): str(row["name"]) for row in rows if row.get("locode")}

    def tie(self, tie: Tie) -> Said:
        """A statement with its span, its sources and what stands against it."""
        plain = f"{self.short(tie.subject)} {tie.relation.replace('_', ' ')} {self.short(tie.object)}"
        basis = ", ".join(part for part in (self.span(tie), CONFIDENCE.get(tie.confidence, "")) if part)
        marks = [] if tie.verified else ["not checked"]
        if tie.disputed:
            marks.append(self.says(f"disputed: {tie.disputed}", "disputed"))
        said = self.says(tie.says, plain) or plain
        return Said(said, self.sources(tie.source), basis, tuple(marks))

    def _may_name(self, key: str) -> bool:
        if self.known is None:
            return True
        if key not in self._kept:
            row = self.world.sources.get(key, {})
            there = bool(sources_then(self.world.sources, (key,), self.known))
            self._kept[key] = (
                there and not self._address_tells(key) and not self._address_tells(str(row.get("url", "")))
            )
        return self._kept[key]

    def _address_tells(self, text: str) -> bool:
        """Whether a key or an address names a later day, month or year."""
        assert self.known is not None  # noqa: S101 - asked only in a view of the past
        latest = (self.known.year, self.known.month, self.known.day)
        named = ((int(y), int(m or 1), int(d or 1)) for y, m, d in IN_ADDRESS.findall(text) if int(y) <= LAST_YEAR)
        return any(day > latest for day in named)


LAST_YEAR = 2040  # a larger number in an address is no year


def span_of(since: str, until: str) -> str:
    """A span in words."""
    return f"{since or '…'} to {until}" if until else f"since {since}" if since else ""


def listed(words: Iterable[str]) -> str:
    """Words in a row: a, b and c."""
    some = list(dict.fromkeys(words))
    return " and ".join([", ".join(some[:-1]), some[-1]]) if len(some) > 1 else "".join(some)


def amount(found: Range) -> str:
    """A range in figures: its middle, low and high."""
    return f"{figure(found.mid)} ({figure(found.low)} to {figure(found.high)})"


def figure(number: float) -> str:
    """A likelihood in two figures; what is smaller than all sense as that."""
    if number >= 0.095:
        return f"{number:.2f}"
    return (
        f"{number:.3f}" if number >= 0.0095 else f"{number:.4f}" if number >= 0.0005 else "<0.0005" if number else "0"
    )


def many(number: int, word: str, words: str = "") -> str:
    """A number with its word."""
    return f"{number} {word if number == 1 else words or word + 's'}"
