"""Findings are written by the suffix of the file's name."""

from __future__ import annotations

from pathlib import Path

import pytest

import catspaw

DEALING = {
    "date": "2022-07-20",
    "act": "import",
    "goods": [{"hs": "2519", "text": "magnesite clinker", "origin": "KP"}],
    "parties": [{"role": "seller", "name": "Example Mines", "country": "KP"}, {"role": "buyer", "country": "CN"}],
}


@pytest.mark.parametrize("suffix", [".html", ".csv", ".jsonl"])
def test_findings_write_themselves_and_twice_the_same(tmp_path: Path, suffix: str) -> None:
    """The same findings give the same bytes."""
    findings = catspaw.screen([DEALING])
    for name in ("a", "b"):
        findings.write(tmp_path / f"{name}{suffix}")
    first, second = ((tmp_path / f"{name}{suffix}").read_bytes() for name in ("a", "b"))
    assert first == second
    assert b"2397" in first


def test_an_unknown_suffix_names_the_known_ones(tmp_path: Path) -> None:
    """Not a guess and not a traceback."""
    with pytest.raises(catspaw.InputError, match=r"\.html"):
        catspaw.screen([DEALING]).write(tmp_path / "report.docx")
