"""An interrupted screen of a long book goes on where it stopped, and ends with the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from catspaw.report.write import write
from catspaw.screen import screen as screening
from catspaw.screen.casebook import CASES
from catspaw.screen.findings import Finding, Findings
from catspaw.screen.finished import PartFolder, as_data, finding_of, key_of
from catspaw.screen.read import read_book


@pytest.fixture(autouse=True)
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The casebook in parts of twenty dealings."""

    def small(*given: Any, **named: Any) -> Iterator[Any]:
        return read_book(*given, **{**named, "part": 20})

    monkeypatch.setattr(screening, "read_book", small)


class Counting(PartFolder):
    """Counts the parts that were judged anew."""

    put_now: int = 0

    def put(self, number: int, findings: Sequence[Finding]) -> None:
        """Keep a part, and count it."""
        self.put_now += 1
        super().put(number, findings)


def counted(folder: Path) -> Findings:
    """A screen of the casebook that keeps finished parts in a folder."""
    findings = screening.screen(CASES)
    findings.finished = Counting(folder, "key")
    return findings


def test_what_is_kept_of_a_finding_is_all_of_it() -> None:
    """Dealing, verdicts, evidence and signs come back equal."""
    for finding in screening.screen(CASES):
        assert finding_of(as_data(finding)) == finding


def test_an_interrupted_run_goes_on_and_ends_with_the_same_bytes(tmp_path: Path) -> None:
    """Parts that were finished are not judged again; the report is that of a run without a break."""
    whole, resumed = tmp_path / "whole.jsonl", tmp_path / "resumed.jsonl"
    write(screening.screen(CASES), whole)
    first = counted(tmp_path / "work")
    assert len(list(islice(first, 40))) == 40
    second = counted(tmp_path / "work")
    write(second, resumed)
    assert resumed.read_bytes() == whole.read_bytes()
    done_before, done_after = (one.finished.put_now for one in (first, second))  # type: ignore[attr-defined]
    assert done_before > 0
    assert done_before + done_after == 7
    assert second.dealings == 135


def test_parts_of_another_question_are_not_used(tmp_path: Path) -> None:
    """Another book, other facts, or another --bound: another key."""
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "b").write_bytes(b"two")
    key = partial(key_of, tmp_path / "a")
    assert len({key("eu", "1"), key("us", "1"), key("eu", "2"), key_of(tmp_path / "b", "eu", "1")}) == 4
    assert key("eu", "1") == key("eu", "1")
