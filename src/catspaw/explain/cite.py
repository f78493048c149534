"""Number the sources of a text in the order in which they are first cited.

Invariants: a key keeps its number for the whole text; a key that the world does not define is shown as itself and never
dropped; only web addresses become links, since facts may come from a stranger's folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """One cited source: its number in the text, its key, and what the world says of it."""

    number: int
    key: str
    ref: str
    date: str
    url: str  # '' unless a web address

    def as_dict(self) -> dict[str, str]:
        """For JSON."""
        return {"key": self.key, "ref": self.ref, "date": self.date, "url": self.url}


@dataclass
class Citations:
    """Sources by key (`World.sources`), numbered as they are cited."""

    sources: Mapping[str, Mapping[str, Any]]
    _numbers: dict[str, int] = field(default_factory=dict)

    def number(self, key: str) -> int:
        """The number of a source, a new one if it was not cited before."""
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def numbers(self, keys: Iterable[str]) -> list[int]:
        """The numbers of several sources, each once, in the order given."""
        return [self.number(key) for key in dict.fromkeys(keys)]

    def source(self, key: str) -> Source:
        """What is known of one source; cites it."""
        row = self.sources.get(key, {})
        url = str(row.get("url") or "")
        link = url if url.startswith(("https://", "http://")) else ""
        return Source(self.number(key), key, str(row.get("ref") or key), str(row.get("date") or ""), link)

    def __iter__(self) -> Iterator[Source]:
        for key in list(self._numbers):
            yield self.source(key)

    def __len__(self) -> int:
        return len(self._numbers)
