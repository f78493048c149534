"""A view of the past shows nothing that came after its day of knowledge, whatever form the day is written in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from catspaw.facts.then import published_later, sources_then, tells_later, told_then, until_then

KNOWN = date(2022, 7, 12)
LATER = [
    "recognised on 2022-07-13",
    "recognised on 13 July 2022",
    "recognised on July 13, 2022.",
    "recognised in JULY 2023",
    "2022-08",
    "since 2023, says a newspaper",
    "exports of 2021-2023",
    "frozen (since 2024)",
    "the 99 July 2023",  # no such day: its month counts
]
NOT_LATER = [
    "",
    "recognised on 12 July 2022",
    "recognised on 2022-07-12",
    "July 12, 2022",
    "in July 2022",  # begun by the day of knowledge
    "by 2022",
    "exports of 2014-2021",
    "Resolution 2397 (2017)",
    "Resolution 2094",
    "Resolution 9999 (2023)",
    "Regulation 833/2014",
    "Regulation (EU) 2023/427",
    "S/2024/215",
    "tariff line 1001.2023",
    "the season of 2023/24",
    "about 2,030 tonnes",
    "20230 tonnes",
]
SOURCES: Mapping[str, Mapping[str, Any]] = {
    "before": {"ref": "A newspaper", "date": KNOWN},
    "after": {"ref": "A newspaper", "date": date(2022, 7, 13)},
    "undated": {"ref": "A law"},
    "told": {"ref": "Report of July 2023"},
}


@pytest.mark.parametrize("text", LATER)
def test_a_text_that_names_a_later_day_tells_later(text: str) -> None:
    """ISO days, written days, months and years, alone or as an end of a span."""
    assert tells_later(text, KNOWN)


@pytest.mark.parametrize("text", NOT_LATER)
def test_earlier_days_and_numbers_of_laws_tell_nothing_later(text: str) -> None:
    """What is no day is not read as one."""
    assert not tells_later(text, KNOWN)


@pytest.mark.parametrize("text", LATER)
def test_without_a_day_of_knowledge_everything_may_be_told(text: str) -> None:
    """Today's reader sees all."""
    assert not tells_later(text, None)


def test_a_text_may_be_told_from_the_day_that_it_names() -> None:
    """The day itself is not later."""
    assert [tells_later("on 13 July 2022", date(2022, 7, day)) for day in (12, 13, 14)] == [True, False, False]


def test_sources_published_later_are_left_out() -> None:
    """By their date, or by a day in what they are called; an undated one stays."""
    assert sources_then(SOURCES, ("before", "after", "undated", "told"), KNOWN) == ("before", "undated")
    assert sources_then(SOURCES, ("before", "after", "undated", "told"), None) == ("before", "after", "undated", "told")
    assert [published_later(SOURCES[key], KNOWN) for key in SOURCES] == [False, True, False, True]


def test_an_end_that_came_later_was_still_open() -> None:
    """The end of a span is shown from its own day."""
    end = date(2022, 7, 13)
    assert until_then(end, KNOWN) is None
    assert until_then(end, end) == end
    assert until_then(end, None) == end
    assert until_then(None, KNOWN) is None


def test_an_entry_is_told_if_none_of_its_texts_and_sources_came_later() -> None:
    """One later text or source is enough to leave it out; other keys are not read."""
    row = {"says": "made up", "note": "seen in 2023", "source": ["before"]}
    assert told_then(SOURCES, row, ("says",), KNOWN)
    assert not told_then(SOURCES, row, ("says", "note"), KNOWN)
    assert told_then(SOURCES, row, ("says", "note"), None)
    assert not told_then(SOURCES, {**row, "source": ["before", "after"]}, ("says",), KNOWN)
    assert told_then(SOURCES, {"says": "made up"}, ("says",), KNOWN)
