"""Finding parties on lists: a number decides, a contradicting one rules out, a name alone leaves doubts that are named."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catspaw.lists.listing import packaged_listings
from catspaw.names.screener import Hit, Query, Screener
from facts.tiny import world_of

ROWS: list[dict[str, Any]] = [
    {"id": "us-sdn:1", "kind": "company", "name": "Example Mining Works LLC", "country": ["RU"], "ids": {"inn": "7707083893"}},
    {"id": "us-sdn:2", "kind": "person", "name": "Ivanov Ivan Ivanovich", "country": ["RU"], "born": ["1966-01-01"]},
    {"id": "us-sdn:3", "kind": "vessel", "name": "Ocean Star", "country": ["KP"], "ids": {"imo": "8518780"}},
    {"id": "us-sdn:4", "kind": "bank", "name": "Tanchon Commercial Bank", "aliases": ["단천상업은행"], "country": ["KP"],
     "ids": {"bic": "TANCKPPY"}},
    {"id": "us-sdn:5", "kind": "company", "name": "Ocean Star Shipping Line", "country": ["CN"]},
]  # fmt: skip


@cache
def screener() -> Screener:
    """A screener of five listings."""
    rows = [
        {"list": "us-sdn", "regime": "test", "since": date(2020, 1, 1), "source": ["made-up"], **row} for row in ROWS
    ]
    return Screener(packaged_listings(world_of({"listing": rows})))


def found(name: str = "", **more: Any) -> dict[str, Hit]:
    """Hits by number in the list."""
    return {hit.listing.id.partition(":")[2]: hit for hit in screener().identify(Query(name, **more))}


def test_a_number_decides_whatever_the_name() -> None:
    """A new name does not hide a company or a ship."""
    hit = found("Romashka", ids=(("inn", "77 07 083893"),))["1"]
    assert (hit.score, hit.is_match, hit.sure) == (1.0, True, True)
    assert "7707083893" in hit.reasons[0]
    assert found("Other", kind="vessel", ids=(("imo", "IMO8518780"),))["3"].sure


def test_a_bic_matches_by_its_first_eight() -> None:
    """Branches are written behind them; SWIFT code is another word for it."""
    assert found("X", ids=(("swift", "TANCKPPYXXX"),))["4"].sure


def test_another_number_of_the_kind_rules_out() -> None:
    """Same name, another company."""
    assert "1" in found("Example Mining Works", kind="company", country="RU")
    assert "1" not in found("Example Mining Works", kind="company", country="RU", ids=(("inn", "5003021311"),))
    assert "1" in found("Example Mining Works", kind="company", country="RU", ids=(("bic", "SABRRUMM"),))


def test_a_vessels_name_alone_leaves_it_open() -> None:
    """Its number would decide, and the reason says so."""
    hit = found("OCEAN STAR", kind="vessel")["3"]
    assert not hit.sure
    assert any("IMO number would decide" in reason for reason in hit.reasons)


def test_kinds_that_cannot_be_the_same_do_not_match() -> None:
    """A ship is no company of that name; a bank may be called a company."""
    assert "3" not in found("Ocean Star", kind="company")
    assert "4" in found("Tanchon Commercial Bank", kind="company")
    assert "4" in found("단천상업은행", kind="bank")


def test_a_person_is_decided_by_birth_date() -> None:
    """The same year agrees, another does not."""
    name = "Иванов Иван Иванович"
    assert found(name, kind="person", born="1966")["2"].sure
    other = found(name, kind="person", born="1970-05-05")["2"]
    assert not other.sure
    assert any("the birth date differs" in reason for reason in other.reasons)


def test_another_country_leaves_it_open() -> None:
    """A homonym is a question."""
    assert found("Example Mining Works", kind="company", country="RU")["1"].sure
    hit = found("Example Mining Works", kind="company", country="BR")["1"]
    assert not hit.sure
    assert any("the country differs: BR and RU" in reason for reason in hit.reasons)


def test_a_search_finds_near_names_best_first() -> None:
    """Scores fall, matches are at the top, and at most `limit` come."""
    hits = screener().search({"name": "Ocean Star", "kind": "vessel"}, limit=2)
    assert hits[0].listing.id == "us-sdn:3"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(hits) <= 2
    near = screener().search({"name": "Exampel Mining Works"})
    assert near[0].listing.id == "us-sdn:1"
    assert not near[0].sure


@given(
    st.text(max_size=15), st.sampled_from(["", "person", "company", "vessel", "group", "state_body"]), st.integers(1, 4)
)
def test_any_name_can_be_searched(name: str, kind: str, limit: int) -> None:
    """Never an error, never more than asked for, scores from 0 to 1, and a match is never without a high one."""
    hits = screener().search({"name": name, "kind": kind}, limit=limit)
    assert len(hits) <= limit
    assert all(0 <= hit.score <= 1 and (hit.score >= 0.9 or not hit.is_match) for hit in hits)
    assert len({hit.listing.id for hit in hits}) == len(hits)


def test_a_table_is_searched_row_by_row() -> None:
    """One row a hit, with the query's id."""
    table = pl.DataFrame(
        {"id": [1, 2, 3], "name": ["Ocean Star", "", "Tanchon Commercial Bank"], "kind": ["vessel", "", "bank"]}
    )
    result = screener().search_table(table)
    assert result.columns == ["query_id", "listing_id", "score", "is_match", "reasons"]
    assert set(result["query_id"]) == {"1", "3"}
    assert screener().search_table(table.head(0)).columns == result.columns


def test_no_name_and_no_number_find_nothing() -> None:
    """A party of which nothing is known is nobody's namesake."""
    assert found("") == {}
    assert screener().search({"name": ""}) == []


@pytest.mark.parametrize("name", ["LLC", "Ltd", "Co", "the", "-", "№"])
def test_a_legal_form_is_no_name(name: str) -> None:
    """Else each company would be every other."""
    assert found(name, kind="company") == {}
