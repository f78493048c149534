"""Japan: the bilingual text of METI's and the Foreign Ministry's lists of entities designated for export bans.

The text is that of a PDF: entries are numbered, and a number may follow the address before it without a line break.
Invariants: entries are taken in the order of their numbers, none is passed over; a list's first and last day of
designation are days of the notice, not of an entry, so entries have no day of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from catspaw.errors import InputError
from catspaw.lists.countries import codes_of
from catspaw.lists.jp_meti_text import JAPANESE, countries_in, entry_of
from catspaw.lists.kinds import kind_of
from catspaw.lists.listing import Listing, Rejected, spelled
from catspaw.lists.opened import Opened, clean, text_of_head

DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
MOST = 20_000_000  # characters: the lists have some hundred thousand
MOST_ENTRY = 10_000
DAY = r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
DESIGNATED, UPDATED = re.compile(r"指定日[：:]\s*" + DAY), re.compile(r"最終更新日[：:]\s*" + DAY)


class Notice(NamedTuple):
    """Which of the lists it is: the prefix of its ids, the country of all entries ('' if they differ), its title."""

    prefix: str
    country: str
    title: str


BELARUS = Notice("by", "BY", "Japan, designated entities in Belarus")
RUSSIA = Notice("ru", "RU", "Japan, designated entities in Russia")
OTHERS = Notice("3c", "", "Japan, designated entities in other countries (Russia and Belarus)")


def recognises(head: bytes) -> bool:
    """By the words of the head of the notice."""
    text = text_of_head(head)
    return "指定日" in text[:1000] and "所在地" in text and "団体" in text[:1000]


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """Each numbered entry is a designated entity."""
    text = _whole(source)
    first = _start(text, 1, 0)
    if first is None:
        raise InputError(f"{source.name}: no entry with the number 1 in it; is it the whole text?")
    notice, said = _notice(text[: first.start()]), _days(text[: first.start()])
    number, begins = 1, first
    while True:
        following = _start(text, number + 1, begins.end())
        body = text[begins.end() : following.start() if following else len(text)]
        source.records += 1
        yield _listing(number, body, notice, said, source)
        if following is None:
            break
        number, begins = number + 1, following


def _whole(source: Opened) -> str:
    lines, size = [], 0
    for _, line in source.lines():
        size += len(line)
        if size > MOST:
            raise InputError(f"{source.name}: longer than {MOST:,} characters; no such list is")
        lines.append(line.replace("\r\n", "\n").replace("\f", "\n"))
    return "".join(lines).translate(DIGITS)


def _start(text: str, number: int, after: int) -> re.Match[str] | None:
    """Where an entry begins: its number before a name with Japanese signs, on a new line or right after an address."""
    pattern = re.compile(rf"(?:^|(?<=[^\s\d第])){number}[ \u3000]+(?=[^\n]{{0,200}}[{JAPANESE}])", re.MULTILINE)
    return pattern.search(text, after)


def _notice(head: str) -> Notice:
    if "以外の国" in head.replace("\n", ""):
        return OTHERS
    return BELARUS if "ベラルーシ" in head else RUSSIA


def _days(head: str) -> str:
    designated, updated = DESIGNATED.search(head), UPDATED.search(head)
    said = [f"{what} {day[1]}-{int(day[2]):02}-{int(day[3]):02}"
            for what, day in (("notice of", designated), ("last changed", updated)) if day]  # fmt: skip
    return ", ".join(said)


def _listing(number: int, body: str, notice: Notice, said: str, source: Opened) -> Listing | Rejected:
    if len(body) > MOST_ENTRY:
        return source.reject(f"entry {number}", f"longer than {MOST_ENTRY:,} characters; no entry is", body)
    entry = entry_of(body)
    name = entry.latin or entry.japanese
    if not name:
        return source.reject(f"entry {number}", "no name", body)
    if not entry.places:
        source.remark(f"entry {number}", "no address", body)
    countries = codes_of(countries_in(entry.places)) or ((notice.country,) if notice.country else ())
    reason = "; ".join(text for text in (notice.title, said, clean(entry.note)) if text)
    return Listing(
        f"jp-meti:{notice.prefix}-{number}", "jp-meti", "jp", f"JP-{notice.prefix.upper()}", kind_of("company", [name]),
        spelled(name, (entry.japanese, *entry.aliases)), countries, reason=reason, places=entry.places,
        ref=f"{source.name}: entry {number}",
    )  # fmt: skip
