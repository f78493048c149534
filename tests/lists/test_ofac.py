"""OFAC's lists in three formats: the same parties from each, and every record of the real files accounted for."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import date
from pathlib import Path

import pytest

from catspaw.errors import InputError
from catspaw.lists.listing import Listing
from catspaw.lists.read import read_lists
from lists.reading import SAMPLES, by_id, real, sample


@pytest.mark.parametrize("name", ["ofac", "ofac_sdn.xml", "ofac_advanced.xml"])
def test_all_formats_give_the_same_parties(name: str) -> None:
    """A firm, a person, a vessel, with their kinds and their telling facts."""
    found = by_id(sample(name))
    assert list(found) == ["us-sdn:101", "us-sdn:102", "us-sdn:103"]
    firm, person, vessel = found.values()
    assert [one.kind for one in found.values()] == ["company", "person", "vessel"]
    assert firm.name == "NORTH STAR TRADING CO., LTD."
    assert firm.regime == "us-ofac"
    assert ("NSTC", "weak") in {(name.text, name.quality) for name in firm.spellings}
    assert "RU" in firm.country
    assert (person.name, person.gender, person.country) == ("KIM, Example", "male", ("KP",))
    assert person.born[0] == "1964-07-17"
    assert person.ids == (("passport", "381310014"),)
    assert person.birth_places == ("Pyongyang, Korea, North",)
    assert ("imo", "9187629") in vessel.ids


def firm() -> Listing:
    """The firm of the CSV sample."""
    return by_id(sample("ofac"))["us-sdn:101"]


def test_addresses_other_names_and_ends_of_remarks_are_joined() -> None:
    """A remark cut at 1,000 characters goes on in the file of comments, in the middle of a word."""
    assert firm().places == ("1 Sample Street, Moscow 101000, Russia", "Region: Crimea")
    assert firm().country == ("RU", "UA-CRI")
    assert "NORTH STAR GENERAL TRADING" in firm().aliases
    assert "Organization Established Date 17 Oct 1990; Linked To: KIM, Example." in firm().reason


def test_labelled_numbers_are_read_from_remarks() -> None:
    """Russian numbers by their own names, a company's IMO number not as a ship's."""
    assert firm().ids == (
        ("ogrn", "1027700132195"), ("inn", "7707083893"), ("bic", "ABCDRUMM"), ("imo_company", "5342883"),
    )  # fmt: skip


def test_rows_of_nobody_and_short_rows_are_rejected() -> None:
    """The end-of-file sign is no row, and no reject."""
    lists = sample("ofac")
    assert [(one.record, one.reason) for one in lists.rejects] == [
        ("ofac/add.csv:3", 'there is no entry "999" in the names'),
        ("ofac/sdn.csv:4", "4 cells; expected 12"),
    ]
    assert lists.files[0].records == 10


def test_one_file_is_enough_if_it_is_that_of_the_names() -> None:
    """Addresses alone name nobody."""
    assert len(read_lists([SAMPLES / "ofac" / "sdn.csv"])) == 3
    with pytest.raises(InputError, match="without its names; give SDN"):
        read_lists([SAMPLES / "ofac" / "add.csv"])


def test_two_editions_in_one_folder_are_refused(tmp_path: Path) -> None:
    """Which address belongs to which edition could not be told."""
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_bytes((SAMPLES / "ofac" / "sdn.csv").read_bytes())
    with pytest.raises(InputError, match="two OFAC lists of names in one folder"):
        read_lists([tmp_path])


def test_the_list_of_those_not_blocked_is_told_by_its_programmes(tmp_path: Path) -> None:
    """A bank under a directive is not taken for blocked; one under two programmes is on two lists."""
    row = '{},"{}",-0- ,"{}",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    text = row.format(1, "SAMPLE BANK", "UKRAINE-EO13662] [RUSSIA-EO14024") + row.format(2, "SAMPLE PERSON", "NS-PLC")
    (tmp_path / "any name").write_text(text)
    assert [one.id for one in read_lists([tmp_path]).all] == ["us-ssi:1", "us-mbs:1", "us-plc:2"]


def test_the_advanced_format_tells_the_day_of_listing() -> None:
    """The plain formats do not print it."""
    assert by_id(sample("ofac_advanced.xml"))["us-sdn:101"].since == date(2017, 9, 26)
    assert by_id(sample("ofac_sdn.xml"))["us-sdn:101"].since is None


def test_a_party_on_no_list_and_a_wrong_count_are_said() -> None:
    """Nothing vanishes."""
    assert [one.reason for one in sample("ofac_advanced.xml").rejects] == ["no sanctions entry lists this party"]
    lists = sample("ofac_sdn.xml")
    assert [one.reason for one in lists.rejects] == ["no number or no name"]
    assert [one.reason for one in lists.remarks] == ["says that it holds 3 records; 4 were found"]


@pytest.mark.parametrize("edition", ["ofac_sdn_2021-04", "ofac_sdn_2022-01"])
def test_every_row_of_the_real_files_is_read_or_rejected(edition: str) -> None:
    """Rows of names are listings or rejects; those of the other files are joined or rejected."""
    folder = real(f"sanctions/{edition}")
    rows = {name: raw_rows(folder / f"{name}.csv.gz") for name in ("sdn", "add", "alt")}
    lists = read_lists([folder])
    rejected = {name: sum(f"/{name}.csv" in one.record for one in lists.rejects) for name in rows}
    assert lists.files[0].records == sum(map(len, rows.values()))
    assert len(lists) + rejected["sdn"] == len(rows["sdn"])
    numbers = {row[0] for row in rows["sdn"]}
    for name in ("add", "alt"):
        assert rejected[name] == sum(row[0] not in numbers for row in rows[name])
    others = {(row[0], " ".join(row[3].split())) for row in rows["alt"] if row[0] in numbers}
    found = {(one.id.removeprefix("us-sdn:"), name) for one in lists.all for name in one.names}
    assert others <= found
    assert sum(one.kind == "vessel" and bool(one.ids) for one in lists.all) > 350


def raw_rows(path: Path) -> list[list[str]]:
    """The rows by the csv module alone, without the end-of-file sign."""
    with gzip.open(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        return [row for row in csv.reader(text) if row and row != ["\x1a"]]
