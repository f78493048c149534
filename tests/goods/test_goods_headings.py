"""Our own names of headings: real codes, each once, in short words; enough of them to find a customs description."""

from __future__ import annotations

import csv
import gzip
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from catspaw.facts.world import load_world
from catspaw.goods import GoodsLists, Headings, normalise

NOMENCLATURE = Path(__file__).parents[2] / "../shared/data/trade/hs_nomenclature.csv.gz"
UNSPECIFIED = "9999"


@cache
def rows() -> list[dict[str, Any]]:
    """All packaged headings."""
    return [dict(row.data) for row in load_world().rows("heading")]


@pytest.fixture(scope="module")
def official() -> dict[str, str]:
    """Codes and descriptions of the nomenclature, which are not part of the project."""
    if not NOMENCLATURE.is_file():
        pytest.skip("the nomenclature (hs_nomenclature.csv.gz) is kept outside the repository and is not here")
    with gzip.open(NOMENCLATURE, "rt", encoding="utf-8") as file:
        return {row["hscode"]: row["description"] for row in csv.DictReader(file)}


def test_every_code_is_a_real_one(official: dict[str, str]) -> None:
    """Each code stands in HS 2022, or has a note that names its own edition."""
    older = {row["hs"] for row in rows() if row.get("note", "").startswith("HS 20")}
    assert {row["hs"] for row in rows()} - official.keys() == older


def test_every_chapter_and_nearly_every_heading_is_described(official: dict[str, str]) -> None:
    """All chapters, and no heading left out but the one for what is not specified."""
    codes = {row["hs"] for row in rows()}
    assert {code for code in official if len(code) == 2} <= codes
    assert {code for code in official if len(code) == 4} - codes <= {UNSPECIFIED}


def test_every_code_stands_once_in_its_normal_form() -> None:
    """No heading is described twice."""
    codes = [row["hs"] for row in rows()]
    assert len(codes) == len(set(codes))
    assert all(normalise(code) == code for code in codes)


def test_every_name_is_short_and_said_once() -> None:
    """A name is a few words; no word is listed twice or repeats the name."""
    for row in rows():
        words = row.get("words", [])
        assert 0 < len(row["says"]) <= 80, row
        assert len(words) == len(set(words)), row
        assert row["says"] not in words, row
        assert all(word == word.strip() and word for word in words), row


def test_every_code_of_the_priority_list_has_a_name() -> None:
    """What a screen shows for the Common High Priority List is never a bare number."""
    index = Headings(load_world())
    codes = {
        entry.matched
        for chapter in ("84", "85", "88", "90")
        for entry in GoodsLists(load_world()).priority(chapter, "2024-06-01")
    }
    assert len(codes) == 50
    assert all(index.says(code) for code in codes)


def test_a_customs_description_finds_its_heading(official: dict[str, str]) -> None:
    """Of the nomenclature's own descriptions of headings, nine in ten are found among five suggestions."""
    index = Headings(load_world())
    asked = [(code, text) for code, text in official.items() if len(code) == 4 and code != UNSPECIFIED]
    hits = sum(any(row.hs.startswith(code) for row in index.search(text)) for code, text in asked)
    assert hits / len(asked) > 0.9
