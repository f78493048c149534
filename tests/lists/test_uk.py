"""The UK Sanctions List: as the CSV that is published, and as five joined tables."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from catspaw.errors import InputError
from catspaw.lists.known import PARTY_LISTS
from catspaw.lists.read import read_lists
from lists.reading import SAMPLES, by_id, real, sample, text_of


@pytest.mark.parametrize("name", ["uk.csv", "uk_tables"])
def test_rows_of_one_id_are_one_listing(name: str) -> None:
    """The primary name first, wherever it stands; a low-quality alias is weak; ships are a list of their own."""
    found = by_id(sample(name))
    one = found["uk-russia:RUS0001"]
    assert one.name.endswith("SAMPLE")
    assert [(name.text, name.quality) for name in one.spellings][-1] == ("VANYA", "weak")
    assert (one.kind, one.country, one.since) == ("person", ("RU",), date(2022, 3, 15))
    assert "1970-05-01" in one.born
    assert one.ids == (("passport", "AB123456"),)
    assert found["uk-ships:RUS2001"].ids == (("imo", "9187629"),)


def test_free_text_of_register_numbers_is_read_by_its_labels() -> None:
    """An IMO number of a firm is a company's."""
    one = by_id(sample("uk.csv"))["uk-russia:RUS0002"]
    assert set(one.ids) == {("ogrn", "1027700132195"), ("inn", "7707083893"), ("imo_company", "5342883")}
    assert one.since is None
    assert [text.reason for text in sample("uk.csv").remarks] == ['"31/02/2023" is no date; the start is left out']


def test_rows_of_unknown_ids_are_rejected() -> None:
    """In both forms."""
    assert [one.reason for one in sample("uk.csv").rejects] == ['unknown id "X1" or type "Entity"']
    assert [one.reason for one in sample("uk_tables").rejects] == ['no subject "RUS7777"', "RUS0009 has no name"]


def test_the_tables_of_subjects_and_names_are_needed() -> None:
    """One of the others alone tells nothing."""
    with pytest.raises(InputError, match="give the table of subjects and that of names too"):
        read_lists([SAMPLES / "uk_tables" / "dobs.csv"])


def test_every_row_of_the_real_tables_is_read_or_rejected() -> None:
    """Subjects are listings; all their names, dates and IMO numbers are found again."""
    folder = real("sanctions/uk_sanctions_2026-04-29")
    rows = {
        name: list(csv.DictReader(io.StringIO(text_of(folder / f"{name}.csv.gz"), newline="")))
        for name in ("subjects", "subject_names", "subject_identifiers", "subject_countries", "subject_dobs")
    }
    lists = read_lists([folder])
    found = {one.id.partition(":")[2]: one for one in lists.all}
    assert not lists.rejects
    assert lists.files[0].records == sum(map(len, rows.values()))
    assert set(found) == {row["unique_id"] for row in rows["subjects"]}
    assert {one.list for one in lists.all} <= set(PARTY_LISTS)
    for row in rows["subject_names"]:
        assert " ".join(row["full_name"].split()) in found[row["unique_id"]].names
    for row in rows["subject_identifiers"]:
        if row["identifier_type"] == "imo":
            assert row["raw_value"].removeprefix("IMO").strip() in dict(found[row["unique_id"]].ids).values()
    for row in rows["subject_dobs"]:
        assert any(day.startswith(row["year"]) for day in found[row["unique_id"]].born)
