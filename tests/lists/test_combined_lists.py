"""Merged lists: rows of names are gathered into parties."""

from __future__ import annotations

import csv
import io
from datetime import date

from catspaw.lists.opened import clean
from catspaw.lists.read import read_lists
from lists.reading import by_id, real, sample, text_of, whole


def test_rows_of_one_number_are_one_party_wherever_they_stand() -> None:
    """With all names and birth dates."""
    one = by_id(sample("combined_lists.csv"))["us-sdn:9000001"]
    assert (one.names, one.born) == (("SAMPLE, Made Up", "SAMPLE, M. U."), ("1970-02-03", "1971-02-03"))


def test_days_come_day_first_and_noughts_are_no_days() -> None:
    """The day of an EU row is that of a regulation and is left out."""
    found = by_id(sample("combined_lists.csv"))
    assert (found["uk-russia:11205"].since, found["uk-russia:11205"].born) == (date(2020, 12, 31), ("1972",))
    assert (found["eu-765:EU.1.2"].since, found["eu-765:EU.1.2"].born) == (None, ("1970-04-02",))


def test_a_row_of_an_unknown_list_is_rejected() -> None:
    """Three parties and one reject."""
    assert whole(sample("combined_lists.csv"), 4)


def test_the_real_table_is_read_whole() -> None:
    """As many parties as there are pairs of list and number (of the EU and the UK, with programme); every name is kept."""
    path = real("sanctions/combined_lists_2022-05-05.csv.gz")
    rows = list(csv.DictReader(io.StringIO(text_of(path), newline="")))
    lists = read_lists([path])
    within = ("EU", "UK Cons")
    parties = {
        (row["sanction_list"], row["list_internal_id"], row["regime"] if row["sanction_list"] in within else "")
        for row in rows
    }
    assert whole(lists, len(parties))
    names = {clean(row["full_name"]) for row in rows}
    assert names == {name for one in lists.all for name in one.names}
