"""The US Consolidated Screening List as JSON: every entry is a listing of its own list, or a reject."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from catspaw.errors import InputError
from catspaw.lists.known import PARTY_LISTS
from catspaw.lists.read import read_lists
from lists.reading import SAMPLES, by_id, only_file, real, sample, text_of, whole


def test_the_official_layout_gives_names_places_births_and_numbers() -> None:
    """Each field where it belongs, the day of listing too."""
    found = by_id(sample("us_csl_official.json"))
    person, firm = found["us-sdn:9000001"], found["us-entity:00aa11"]
    assert (person.kind, person.names, person.born) == ("person", ("RI, Made Up", "RIM, Made Up"), ("1970-02-03",))
    assert (person.ids, person.gender, person.programme) == ((("passport", "123456789"),), "female", "NPWMD; DPRK2")
    assert (firm.country, firm.since, firm.regime) == (("HK",), date(2020, 5, 6), "us-ear")


def test_an_entry_of_another_shape_is_rejected_with_its_number() -> None:
    """And the others are read."""
    official, compacted = sample("us_csl_official.json"), sample("us_csl_compacted.json")
    assert whole(official, 3)
    assert whole(compacted, 3)
    assert official.rejects[0].record.endswith(":3")
    assert "expected a text" in official.rejects[0].reason


def test_the_compacted_layout_is_told_by_its_keys() -> None:
    """Its tables are looked up."""
    found = by_id(sample("us_csl_compacted.json"))
    assert found["us-sdn:9000001"].programme == "NPWMD; DPRK2"
    assert {one.list for one in found.values()} == {"us-sdn", "us-uvl"}


def test_a_party_without_a_number_keeps_its_id_in_another_edition() -> None:
    """The id is made of what the entry says, not of where it stands."""
    (one,) = (one for one in sample("us_csl_compacted.json").all if one.list == "us-uvl")
    assert one.id == "us-uvl:7839791ffb6a"


@pytest.mark.parametrize("share", [0.5, 0.9, 0.99])
def test_a_file_cut_short_is_an_error_not_a_short_list(tmp_path: Path, share: float) -> None:
    """Nobody takes half a list for a list."""
    text = (SAMPLES / "us_csl_official.json").read_text(encoding="utf-8")
    path = tmp_path / "cut.json"
    path.write_text(text[: int(len(text) * share)], encoding="utf-8")
    with pytest.raises(InputError, match=r"cut\.json.*fetch it again"):
        read_lists([path])


def test_the_real_list_is_read_whole() -> None:
    """As many as it says itself, each of a list that is known."""
    path = real("sanctions/us_csl_2026-07-31.json.gz")
    lists = read_lists([path])
    assert whole(lists, len(json.loads(text_of(path))["entries"]))
    assert only_file(lists).rejects == 0
    assert {one.list for one in lists.all} <= set(PARTY_LISTS)
    assert len({one.id for one in lists.all}) == len(lists.all)
