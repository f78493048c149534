"""The US Consolidated Screening List as CSV, in the official layout and in that before it."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from catspaw.errors import InputError
from catspaw.lists.read import read_lists
from lists.reading import SAMPLES, by_id, real, sample, text_of, whole


def test_an_identifier_is_found_wherever_its_kind_stands() -> None:
    """Kind first in the official layout, last in the old one."""
    assert by_id(sample("us_csl_official.csv"))["us-sdn:9000001"].ids == (("passport", "123456789"),)
    old = by_id(sample("us_csl_old.csv"))["us-ssi:9000003"]
    assert old.ids == (
        ("inn", "7707083893"), ("ogrn", "1027700132195"), ("bic", "SABRRUMM"), ("website", "WWW.EXAMPLE.ORG"),
    )  # fmt: skip


def test_a_vessel_has_its_imo_number_call_sign_and_flag() -> None:
    """The flag is its country."""
    ship = by_id(sample("us_csl_official.csv"))["us-sdn:9000002"]
    assert (ship.kind, ship.country, dict(ship.ids)) == ("vessel", ("KP",), {"imo": "9074729", "call_sign": "HMXX1"})


def test_what_is_no_name_is_taken_off_and_names_in_one_are_parted() -> None:
    """Successors are no name; a/k/a begins another."""
    found = by_id(sample("us_csl_official.csv"))
    assert found["us-entity:00aa11"].names == ("Sample Optics Co., Ltd.", "Sample Optoelectronics", "SOC")
    assert found["us-dpl:00aa12"].names == ("John Q. Sample", "Jack Sample")


def test_an_end_before_the_start_is_left_out_and_told() -> None:
    """The rest of the record is read."""
    lists = sample("us_csl_official.csv")
    one = by_id(lists)["us-dpl:00aa12"]
    assert (one.since, one.until) == (date(2030, 1, 1), None)
    assert [remark.record for remark in lists.remarks] == ["us_csl_official.csv:5"]


def test_a_record_of_an_unknown_list_is_rejected() -> None:
    """With the name that it gives to the list."""
    lists = sample("us_csl_official.csv")
    assert whole(lists, 5)
    assert 'no list "A List Nobody Knows' in lists.rejects[0].reason


def test_records_of_one_name_stay_apart() -> None:
    """A second address is a second record in the old layout."""
    ids = [one.id for one in sample("us_csl_old.csv").all if one.list == "us-entity"]
    assert ids[1] == f"{ids[0]}-2"


def test_a_column_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    """Which one counts can't be told."""
    text = (SAMPLES / "us_csl_official.csv").read_text(encoding="utf-8")
    path = tmp_path / "twice.csv"
    path.write_text(text.replace("title,", "name,", 1), encoding="utf-8")
    with pytest.raises(InputError, match="stands twice"):
        read_lists([path])


@pytest.mark.parametrize("name", ["us_csl_sample_official.csv", "us_csl_sample_old.csv"])
def test_the_real_samples_are_read_whole(name: str) -> None:
    """As many records as the csv module finds."""
    path = real(f"sanctions/{name}")
    assert whole(read_lists([path]), len(list(csv.DictReader(io.StringIO(text_of(path), newline="")))))
