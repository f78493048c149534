"""Read the records of a long JSON array one by one, so that a file of any length needs the memory of one record.

Invariants: only the array that is asked for is taken apart, at the top or as a member of the top object; what stands
before it is handed over whole; a text that is cut short or no JSON is an InputError, never a short list.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

from catspaw.errors import InputError
from catspaw.lists.opened import Opened, encoding_of

CHUNK = 1 << 18
MOST_VALUE = 32_000_000  # characters of one record, or of what stands before the array
SPACE = re.compile(r"[ \t\n\r]*")


class JsonRecords:
    """The records of one array of a JSON file; `before` holds the members that stand before it."""

    def __init__(self, source: Opened, member: str = "") -> None:
        self._source, self._member = source, member
        self.before: dict[str, Any] = {}

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        """The records with their numbers, from 1."""
        with self._source.stream() as stream:
            text = io.TextIOWrapper(stream, encoding_of(self._source.head))
            reading = _Reading(text, self._source.name)
            if self._member:
                reading.expect("{")
                if not self._seek(reading):
                    raise InputError(f'{self._source.name}: no "{self._member}" in it; is it the whole file?')
            reading.expect("[")
            yield from enumerate(reading.items(), 1)
            if self._member:
                self._finish(reading)

    def _seek(self, reading: _Reading) -> bool:
        while reading.peek() not in ("}", ""):
            name = reading.value()
            reading.expect(":")
            if name == self._member:
                return True
            self.before[str(name)] = reading.value()
            if reading.peek() == ",":
                reading.expect(",")
        return False

    def _finish(self, reading: _Reading) -> None:
        while reading.peek() == ",":
            reading.expect(",")
            reading.value()
            reading.expect(":")
            reading.value()
        reading.expect("}")


class _Reading:
    """A text read on as far as needed."""

    def __init__(self, text: io.TextIOWrapper, name: str) -> None:
        self._text, self._name = text, name
        self._held, self._at, self._ended = "", 0, False
        self._decoder = json.JSONDecoder()

    def peek(self) -> str:
        """The next character that is no space, or '' at the end."""
        while True:
            found = SPACE.match(self._held, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._held) or not self._more():
                return self._held[self._at : self._at + 1]

    def expect(self, sign: str) -> None:
        """Go past one sign."""
        found = self.peek()
        if found != sign:
            self._fail(f'expected "{sign}", found "{found}"' if found else f'it ends where "{sign}" is expected')
        self._at += 1

    def items(self) -> Iterator[Any]:
        """The items of an array whose bracket has been passed, to its end."""
        if self.peek() == "]":
            self._at += 1
            return
        while True:
            yield self.value()
            if self.peek() == "]":
                self._at += 1
                return
            self.expect(",")

    def value(self) -> Any:
        """The next value, whole."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._held, self._at)
                if end < len(self._held) or self._ended:  # a number may go on
                    self._at = end
                    return value
            except ValueError as error:
                if self._ended:
                    self._fail(f"{error}: cut short?")
            except RecursionError:
                self._fail("nested too deeply")
            if len(self._held) - self._at > MOST_VALUE:
                self._fail(f"a value longer than {MOST_VALUE:,} characters")
            self._more()

    def _more(self) -> bool:
        if self._ended:
            return False
        try:
            # as much again as is held: a long value is then not tried over and over
            found = self._text.read(max(CHUNK, len(self._held) - self._at))
        except UnicodeError as error:
            raise InputError(f"{self._name}: not {self._text.encoding} ({error}); fetch it again") from None
        self._held, self._at, self._ended = self._held[self._at :] + found, 0, not found
        return bool(found)

    def _fail(self, what: str) -> None:
        raise InputError(f"{self._name}: not JSON that can be read ({what}); fetch it again")
