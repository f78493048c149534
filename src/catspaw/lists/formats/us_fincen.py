"""US Treasury (FinCEN), special measures of sections 311 and 9714, as a table of institutions and those named with them.

Invariant: a row that a finding only names (an owner, a party related to the institution, a firm that the order
excludes) is under no measure; it goes to the rejects with this reason, so that nobody is taken for listed who is not.
"""

from __future__ import annotations

from collections.abc import Iterator

from catspaw.lists.countries import code_of
from catspaw.lists.listing import Listing, Rejected
from catspaw.lists.opened import Opened, header_of
from catspaw.lists.plain_table import PlainList, aliases, party
from catspaw.lists.us_lists import Numbers

COLUMNS = ("Measure", "Relationship", "Type", "Name", "Alias", "Country", "Address", "Topics", "Notes", "Source URL")
UNDER_IT = {"self", "target"}
TOPICS = {"sanction", "reg.warn"}


def recognises(head: bytes) -> bool:
    """By the columns of the header."""
    return set(header_of(head)).issuperset(COLUMNS)


def read(source: Opened) -> Iterator[Listing | Rejected]:
    """Each row is a party named in a finding; those under its measure are listings."""
    numbers = Numbers()
    for line, row in source.table(need=COLUMNS):
        if row["Relationship"] not in UNDER_IT and not TOPICS & set(row["Topics"].split(";")):
            why = f"named in the finding ({row['Relationship'] or 'no relationship'}), not under its measure"
            yield source.reject(line, why, f"{row['Name']}: {row['Notes']}")
            continue
        kind = "publicbody" if code_of(row["Name"]) else row["Type"] or "Company"
        number = row.get("Registration number", "")
        yield party(
            source, line, PlainList("us-fincen", "us-fincen", row["Measure"].strip(" *")), numbers, row["Name"], kind,
            aliases(row["Alias"]), [row["Country"]], "", "", [row["Notes"], row["Source URL"]], row["Address"],
            [("reg", number)] if number else [],
        )  # fmt: skip
