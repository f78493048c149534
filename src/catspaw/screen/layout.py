"""How a book is laid out where its content does not tell: what its headings mean, its sheet, its encoding.

Invariant: what is asked for and does not fit the book is refused, never passed over.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from catspaw.errors import InputError, nearest

USUAL = ("utf-8", "windows-1252", "windows-1251", "iso-8859-1", "iso-8859-15", "utf-16", "utf-16-le", "shift_jis",
         "gb18030", "euc-kr", "big5", "koi8-r", "mac-roman")  # fmt: skip
NO_TEXT = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "unicode-escape", "raw-unicode-escape",
           "undefined", "mbcs", "oem", "utf-7"}  # fmt: skip


@dataclass(frozen=True)
class Layout(Mapping[str, str]):
    """Flat field by heading, and which sheet and encoding to read; it stands wherever a mapping of headings does."""

    fields: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    encoding: str = ""

    def __getitem__(self, heading: str) -> str:
        return self.fields[heading]

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields)

    def __len__(self) -> int:
        return len(self.fields)

    def __bool__(self) -> bool:
        return bool(self.fields or self.sheet or self.encoding)

    def refuse(self, where: str, form: str, *names: str) -> None:
        """Refuse what was asked for and means nothing for this form.

        Raises:
            InputError: one of `names` was asked for.
        """
        for name, option in (("fields", "mapping"), ("sheet", "sheet"), ("encoding", "encoding")):
            if name in names and getattr(self, name):
                raise InputError(f"{where}: --{option} means nothing for {form}; leave it out")


def layout_of(mapping: Mapping[str, str] | None) -> Layout:
    """A layout of a mapping of headings, or the layout itself."""
    return mapping if isinstance(mapping, Layout) else Layout(mapping or {})


def check_encoding(name: str) -> str:
    """The name, if it is an encoding of texts.

    Raises:
        InputError: there is none of this name.
    """
    try:
        known = codecs.lookup(name) if name.isascii() and "\0" not in name else None
        usable = known is not None and known.name not in NO_TEXT and isinstance("a".encode(name), bytes)
    except (LookupError, UnicodeError, TypeError, ValueError):
        usable = False
    if not usable:
        raise InputError(
            f'encoding: "{name}" is none that is known{nearest(name, USUAL)}; expected such as windows-1252 or utf-16'
        )
    return name
