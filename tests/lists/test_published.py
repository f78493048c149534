"""The day of an edition is read from the words in which its publisher states it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from catspaw.lists.published import published_on


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ('<?xml version="1.0"?><CONSOLIDATED_LIST xmlns:xsi="x" dateGenerated="2018-10-29T19:09:49.856-04:00">', "2018-10-29"),
        ('<sdnList><publshInformation><Publish_Date>03/04/2022</Publish_Date>', "2022-03-04"),
        ('<export xmlns="http://eu" generationDate="2026-08-20T10:00:00" globalFileId="1">', "2026-08-20"),
        ("Report Date: 29-Apr-2026\r\nLast Updated,Unique ID\r\n", "2026-04-29"),
        ("\ufeffReport Date: 29-Apr-2026,,,,\nLast Updated,Unique ID\n", "2026-04-29"),
        ("\ufefffileGenerationDate;Entity_LogicalId\n28/10/2025;13\n", "2025-10-28"),
        ('{"sourceGeneratedAt": "2026-07-31T13:15:00+00:00"}', "2026-07-31"),
        ("指定日：2022 年03月01 日\n最終更新日：２０２５ 年09 月12 日\n", "2025-09-12"),
        ("<Sanctions><DateOfIssue>\n<Year>2024</Year><Month>5</Month><Day>7</Day></DateOfIssue>", "2024-05-07"),
        ("name,date\nSample,2026-01-01\n", None),
        ("Report Date: 99-Foo-2026\n", None),
    ],
)  # fmt: skip
def test_each_format_states_its_day_in_its_own_words(tmp_path: Path, text: str, day: str | None) -> None:
    """A day in a record is none."""
    path = tmp_path / "list"
    path.write_text(text, encoding="utf-8")
    assert published_on(path) == (date.fromisoformat(day) if day else None)
