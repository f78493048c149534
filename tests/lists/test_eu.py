"""The EU's lists: the Financial Sanctions Files in two formats, and the annexes of each regulation."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from catspaw.lists.eu_lists import list_by_programme, list_of
from catspaw.lists.known import PARTY_LISTS
from catspaw.lists.listing import Listing
from catspaw.lists.read import read_lists
from lists.reading import by_id, real, sample, text_of, whole


@pytest.mark.parametrize("name", ["eu_fsf.csv", "eu_fsf.xml"])
def test_an_entry_under_two_programmes_is_on_two_lists(name: str) -> None:
    """Both formats give the same parties."""
    found = by_id(sample(name))
    assert list(found) == ["eu-269:EU.1.1", "eu-2024-1485:EU.1.1", "eu-36-2012:EU.2.2"]
    one = found["eu-269:EU.1.1"]
    assert (one.name, one.kind, one.country, one.gender) == ("Ivan SAMPLE", "person", ("RU",), "male")
    assert (one.since, one.born, one.regime) == (date(2014, 3, 17), ("1970-05-01",), "eu-ukraine-269")
    assert one.ids == (("passport", "AB123456"),)
    assert [name.text for name in one.spellings if name.quality == "weak"] == ["Vanya"]
    assert one.birth_places == ("Omsk, RUSSIAN FEDERATION",)
    assert found["eu-36-2012:EU.2.2"].kind == "bank"


def test_an_impossible_day_is_left_out_and_said() -> None:
    """The listing stays."""
    lists = sample("eu_fsf.xml")
    assert [one.reason for one in lists.remarks] == ['"2011-13-45" is no whole day; the start is left out']
    assert by_id(lists)["eu-36-2012:EU.2.2"].since is None


def test_what_names_nobody_is_rejected() -> None:
    """An entry without a name, a row without a number, a row cut short."""
    assert [one.reason for one in sample("eu_fsf.xml").rejects] == ["no name"]
    assert [one.reason for one in sample("eu_fsf.csv").rejects] == ["no Entity_LogicalId", "5 cells; expected 32"]


@pytest.mark.parametrize(
    ("celex", "annex", "id_"),
    [
        ("32014R0269", "I.PERSONS", "eu-269"), ("32017R1509", "XIV.B", "eu-1509"), ("32014R0833", "XLV.D", "eu-833-xlv"),
        ("32006R0765", "I.A", "eu-765"), ("32006R0765", "V", "eu-765-v"), ("32012R0036", "II.A", "eu-36-2012"),
        ("32024R1485", "IV.A", "eu-2024-1485"),
    ],
)  # fmt: skip
def test_a_list_is_a_regulation_or_an_annex_that_forbids_other_things(celex: str, annex: str, id_: str) -> None:
    """Each has a title."""
    found = list_of(celex, annex)
    assert found
    assert found.id == id_
    assert id_ in set(PARTY_LISTS)


def test_a_programme_leads_to_the_regulation_in_force() -> None:
    """The number of a regulation that has a list of its own decides before the programme."""
    assert list_by_programme("UKR", "2024/849 (OJ L849)").id == "eu-269"
    assert list_by_programme("UKR", "208/2014 (OJ L66)").id == "eu-208-2014"
    assert list_by_programme("IRN", "359/2011 (OJ L100)").id == "eu-359-2011"
    assert list_by_programme("NEW").id == "eu"


def journal() -> dict[str, Listing]:
    """The sample of annexes."""
    return by_id(sample("eu_journal.csv"))


def test_an_annex_entry_keeps_its_number_and_both_scripts() -> None:
    """Cells of several values are taken apart, with quotes heeded."""
    one = journal()["eu-269:person-1"]
    assert one.names == ("Ivan SAMPLE", "Ivan SAMPL", "Иван САМПЛ", "Sample; Ivan", "Vanya")
    assert [name.script for name in one.spellings] == ["Latn", "Latn", "Cyrl", "Latn", "Latn"]
    assert (one.since, one.born, one.country) == (date(2014, 3, 17), ("1970-05-01",), ("RU",))
    assert one.ids == (("passport", "AB123456"), ("inn", "500100732259"))


def test_a_vessel_has_its_flag_and_an_unnumbered_entry_a_steady_id() -> None:
    """The same words give the same id in any edition."""
    assert journal()["eu-833-xlii:7"].country == ("TG",)
    (unnumbered,) = [one for one in journal().values() if one.list == "eu-833-iv"]
    assert unnumbered.id.startswith("eu-833-iv:IV.")
    assert unnumbered.ids == (("inn", "7707083893"),)
    assert unnumbered.country == ("RU",)


def test_rows_that_are_no_annex_entry_are_rejected() -> None:
    """A decision is no regulation; an unknown schema is no party; a year is no day."""
    lists = sample("eu_journal.csv")
    assert [one.record for one in lists.rejects] == ["eu_journal.csv:6", "eu_journal.csv:7"]
    assert [one.record for one in lists.remarks] == ["eu_journal.csv:4", "eu_journal.csv:5"]


def test_every_row_of_the_real_files_is_read() -> None:
    """File by file; identifiers of the source are found again."""
    for path in sorted(real("sanctions/eu_journal_2026-08").glob("*.csv.gz")):
        rows = list(csv.DictReader(io.StringIO(text_of(path), newline="")))
        lists = read_lists([path])
        assert whole(lists, len(rows)), path.name
        assert not lists.rejects
        assert len({one.id for one in lists.all}) == len(rows)
        assert {one.list for one in lists.all} <= set(PARTY_LISTS)
        for row, one in zip(rows, lists.all, strict=True):
            assert any(map(str.isdigit, row["imoNumber"])) == ("imo" in dict(one.ids)), row["name"]
            assert (row["startDate"] == "") == (one.since is None), row["startDate"]
