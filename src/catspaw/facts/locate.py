"""Find the line of a table or key in a TOML file, which `tomllib` does not tell.

A reviewer needs the line of a fault. The scan follows only what our files use: table headers, arrays of tables and
`key = value` at the start of a line. Invariant: a place that can't be found answers with its table's line, never fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]

HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=""")


class Lines:
    """Where each table and key of one TOML text stands (1-based lines)."""

    def __init__(self, text: str) -> None:
        self._at: dict[Path, int] = {(): 1}
        counts: dict[Path, int] = {}
        here: Path = ()
        for number, line in _plain_lines(text):
            header = HEADER.match(line)
            if header:
                here = self._enter(_names(header[2]), header[1] == "[[", counts)
                self._at.setdefault(here, number)
            elif key := KEY.match(line):
                self._at.setdefault((*here, *_names(key[1])), number)

    @staticmethod
    def _enter(names: list[str], is_array: bool, counts: dict[Path, int]) -> Path:
        here: Path = ()
        for depth, name in enumerate(names):
            here = (*here, name)
            last = depth == len(names) - 1
            if last and is_array:
                counts[here] = counts.get(here, -1) + 1
            if here in counts:
                here = (*here, counts[here])
        return here

    def line(self, path: Path) -> int:
        """The line of a path such as ('rule', 0, 'when', 'act'), or of the nearest table around it."""
        while path not in self._at:
            path = path[:-1]
        return self._at[path]


def _plain_lines(text: str) -> Iterator[tuple[int, str]]:
    """Numbered lines outside of texts that run over several."""
    closing = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if closing:
            closing = "" if closing in line else closing
            continue
        yield number, line
        for quotes in ('"""', "'''"):
            if line.count(quotes) % 2:
                closing = quotes


def _names(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in re.findall(r"\"[^\"]*\"|'[^']*'|[^.\s]+", dotted)]
