"""The day that a publisher gives to an edition of its list, where the file says it.

Invariants: only the words in which a format states its own day are read, near its beginning; a day within a record is
never one; no file name, no day of the file system.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path

from catspaw.errors import InputError
from catspaw.lists.dates import american_day_of, day_of
from catspaw.lists.opened import Opened, clean, text_of_head

ISO_STATED = (
    re.compile(r'<CONSOLIDATED_LIST[^>]*\bdateGenerated="(\d{4}-\d{2}-\d{2})'),  # UN
    re.compile(r'\b(?:generationDate|fileGenerationDate)="(\d{4}-\d{2}-\d{2})'),  # EU, XML
    re.compile(r"<(?:\w+:)?dataAsOf>\s*(\d{4}-\d{2}-\d{2})"),  # OFAC, XML of 2024
    re.compile(r'"sourceGeneratedAt"\s*:\s*"(\d{4}-\d{2}-\d{2})'),  # US screening list, compacted
)
UK = re.compile(r"^\"?Report Date:?\s*,?\"?\s*([\w -]{8,20}?)\"?,*\s*$", re.MULTILINE)
OFAC = re.compile(r"<(?:\w+:)?Publish_Date>\s*(\d{2}/\d{2}/\d{4})")
OFAC_ADVANCED = re.compile(
    r"<(?:\w+:)?DateOfIssue\b[^>]*>\s*<(?:\w+:)?Year>(\d{4})</(?:\w+:)?Year>\s*<(?:\w+:)?Month>(\d{1,2})</(?:\w+:)?Month>\s*"
    r"<(?:\w+:)?Day>(\d{1,2})<"
)
METI = re.compile(r"最終更新日[：:]\s*([0-9０-９]{4})\s*年\s*([0-9０-９]{1,2})\s*月\s*([0-9０-９]{1,2})\s*日")
EU_CSV = re.compile(
    r'^\ufeff?"?fileGenerationDate"?;[^\n]*\n"?(\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})', re.IGNORECASE
)
HEAD = 20_000
HYPHENED = re.compile(r"(\d{1,2})-([A-Za-z]{3,9})-(\d{4})$")


def published_on(path: Path) -> date | None:
    """The day of the edition that the file states, or None."""
    try:
        text = text_of_head(Opened(path).head)[:HEAD]
    except InputError:
        return None
    for pattern in ISO_STATED:
        if found := pattern.search(text):
            return day_of(found[1])
    if found := OFAC.search(text):
        return american_day_of(found[1])
    if found := EU_CSV.search(text):
        return day_of(found[1])
    if found := OFAC_ADVANCED.search(text) or METI.search(text):
        with suppress(ValueError):
            return date(int(found[1]), int(found[2]), int(found[3]))
    found = UK.search(text[:2_000])
    return day_of(HYPHENED.sub(r"\1 \2 \3", clean(found[1]))) if found else None
