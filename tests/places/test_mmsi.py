"""A vessel's MMSI points to the flag that it broadcasts, and no further."""

from __future__ import annotations

import pytest

from catspaw.places.where import where


@pytest.mark.parametrize(
    ("text", "state"), [("MMSI 445123000", "KP"), ("MMSI: 272123456", "UA"), ("mmsi 273123456", "RU")]
)
def test_an_mmsi_is_a_candidate_and_never_sure(text: str, state: str) -> None:
    """Its first three digits are the state's; what is broadcast can be false."""
    found = where(text, on="2023-01-01")
    assert [candidate.code for candidate in found.candidates] == [state]
    assert found.best is None
    assert "not surely" in found.undecided


def test_nine_digits_alone_are_no_mmsi() -> None:
    """Many numbers have nine digits."""
    assert where("445123000", on="2023-01-01").candidates == ()
