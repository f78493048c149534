"""Read the records of an XML file one by one, refusing what no list needs: document types and entities.

Invariants: no declaration of a document type or entity is accepted, so nothing can be expanded or fetched; depth,
size of a record and length of a token are bounded; names lose their namespace; memory is that of one record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element
from xml.parsers import expat

from catspaw.errors import InputError

MOST_DEPTH = 100
MOST_RECORD = 16_000_000  # characters in one record
MOST_TOKEN = 16_000_000  # bytes of one tag, text or comment
CHUNK = 1 << 16


def elements(stream: BinaryIO, name: str, wanted: frozenset[str]) -> Iterator[tuple[int, Element]]:
    """The elements of the wanted names with the lines on which they begin, each whole, in the order of the file."""
    reader = _Reader(name, wanted)
    fed = 0
    while True:
        chunk = stream.read(CHUNK)
        fed += len(chunk)
        reader.feed(chunk, fed)
        yield from reader.taken()
        if not chunk:
            return


def text_of(element: Element | None) -> str:
    """The text of an element, spaces made single; '' without one."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def texts_at(element: Element, path: str) -> list[str]:
    """The texts that are not empty at a path."""
    return [text for found in element.iterfind(path) if (text := text_of(found))]


class _Reader:
    def __init__(self, name: str, wanted: frozenset[str]) -> None:
        self._name, self._wanted = name, wanted
        self._open: list[Element] = []
        self._done: list[tuple[int, Element]] = []
        self._depth = self._size = self._line = 0
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.ExternalEntityRefHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def feed(self, chunk: bytes, fed: int) -> None:
        try:
            self._parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            what = expat.errors.messages.get(error.code, str(error))
            raise InputError(
                f"{self._name}:{error.lineno}: not well-formed XML ({what}): cut short or damaged? Fetch it again"
            ) from None
        except LookupError as error:
            raise InputError(f"{self._name}:1: the XML names an encoding that is not known ({error})") from None
        if fed - self._parser.CurrentByteIndex > MOST_TOKEN:
            raise InputError(
                f"{self._name}:{self._parser.CurrentLineNumber}: a tag or text longer than {MOST_TOKEN:,} bytes"
            )

    def taken(self) -> list[tuple[int, Element]]:
        done, self._done = self._done, []
        return done

    def _refuse(self, *_: Any) -> int:
        raise InputError(
            f"{self._name}:{self._parser.CurrentLineNumber}: declares a document type or an entity; no list does, "
            "so it is refused"
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise InputError(f"{self._name}:{self._parser.CurrentLineNumber}: nested deeper than {MOST_DEPTH}")
        tag = tag.rpartition("}")[2]
        if not self._open and tag not in self._wanted:
            return
        element = Element(tag, {key.rpartition("}")[2]: value for key, value in attributes.items()})
        if self._open:
            self._open[-1].append(element)
        else:
            self._line, self._size = self._parser.CurrentLineNumber, 0
        self._open.append(element)
        self._grow(sum(map(len, attributes.values())) + len(tag))

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self._open:
            element = self._open.pop()
            if not self._open:
                self._done.append((self._line, element))

    def _text(self, data: str) -> None:
        if not self._open:
            return
        self._grow(len(data))
        element = self._open[-1]
        if len(element):
            element[-1].tail = (element[-1].tail or "") + data
        else:
            element.text = (element.text or "") + data

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > MOST_RECORD:
            raise InputError(f"{self._name}:{self._line}: a record longer than {MOST_RECORD:,} characters")
