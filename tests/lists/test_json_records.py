"""Records of a JSON array come one by one, the same as the json module would give them, or with an error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catspaw.errors import InputError
from catspaw.lists import json_records
from catspaw.lists.json_records import JsonRecords
from catspaw.lists.opened import Opened

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def records(path: Path, text: str, member: str = "") -> list[Any]:
    """The records of a text."""
    path.write_text(text, encoding="utf-8")
    return [record for _, record in JsonRecords(Opened(path), member)]


@given(st.lists(VALUES, max_size=6), st.dictionaries(st.text(max_size=4), VALUES, max_size=2), st.integers(1, 9))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_the_length_of_a_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, items: list[Any], before: dict[str, Any], chunk: int
) -> None:
    """A value that ends with a read may go on in the next."""
    monkeypatch.setattr(json_records, "CHUNK", chunk)
    before.pop("entries", None)
    text = json.dumps({**before, "entries": items, "after": 1}, indent=chunk % 3)
    assert records(tmp_path / "a.json", text, "entries") == items
    assert records(tmp_path / "a.json", json.dumps(items)) == items


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"entries": [1, 2', "cut short|ends where"), ('{"entries": [1, 2]', "ends where"), ('{"other": [1]}', 'no "entries"'),
        ('{"entries": 5}', 'expected "\\["'), ('{"entries": [1 2]}', 'expected ","'), ("[1]", 'expected "{"'),
        ('{"entries": [' + "[" * 100_000, "nested too deeply|cut short"),
    ],
)  # fmt: skip
def test_what_is_no_whole_json_is_an_error(tmp_path: Path, text: str, says: str) -> None:
    """With the file's name."""
    with pytest.raises(InputError, match=f"bad.json.*({says})"):
        records(tmp_path / "bad.json", text, "entries")


def test_a_record_longer_than_the_bound_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that no record takes all memory."""
    monkeypatch.setattr(json_records, "MOST_VALUE", 1_000)
    monkeypatch.setattr(json_records, "CHUNK", 100)
    with pytest.raises(InputError, match="a value longer than 1,000 characters"):
        records(tmp_path / "long.json", json.dumps(["x" * 50_000]))
