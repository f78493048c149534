"""HS codes come in many spellings and leave in one; what can't be a code is refused with a reason."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catspaw.errors import InputError
from catspaw.goods.codes import NO_CHAPTER, chapter, heading, normalise, parents, prefixes, subheading

CHAPTERS = st.integers(1, 99).map(lambda number: f"{number:02}").filter(lambda code: code not in NO_CHAPTER)
PAIRS = st.integers(0, 99).map(lambda number: f"{number:02}")
CODES = st.builds(lambda first, rest: first + "".join(rest), CHAPTERS, st.lists(PAIRS, max_size=4))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("25", "25"), ("2519", "2519"), ("2519.90", "251990"), ("2519 90", "251990"), ("25.19", "2519"),
        (" 0303 ", "0303"), ("8542 31 90", "854231"), ("8542.31.9000", "854231"), ("2709.00", "270900"),
        ("２５１９", "2519"), ("8542\u00a031", "854231"),
    ],
)  # fmt: skip
def test_a_code_is_read_with_dots_spaces_and_national_digits(written: str, code: str) -> None:
    """Dots and spaces go; eight and ten digits are cut to the six that all countries share."""
    assert normalise(written) == code


@given(CODES)
def test_normal_codes_stay_as_they_are(written: str) -> None:
    """Normalising twice is normalising once, and the result is two, four or six digits of the same chapter."""
    code = normalise(written)
    assert normalise(code) == code
    assert len(code) in (2, 4, 6)
    assert code[:2] == written[:2]


@given(CODES, st.sampled_from([".", " ", "\u00a0", ""]))
def test_dots_and_spaces_do_not_matter(written: str, between: str) -> None:
    """A code is the same code with a sign between any two pairs of digits."""
    spaced = between.join(written[at : at + 2] for at in range(0, len(written), 2))
    assert normalise(spaced) == normalise(written)


@given(CODES)
def test_a_lost_zero_is_never_guessed(written: str) -> None:
    """A code that lost one digit is refused, whichever digit it was."""
    with pytest.raises(InputError, match="digits"):
        normalise(written[1:])


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "expected 2 to 10 digits"), ("coal", "expected 2 to 10 digits"), ("27O1", "expected 2 to 10 digits"),
        ("-2701", "expected 2 to 10 digits"), ("101", "write 0101"),
        ("00", "no chapter 00"), ("7701", "no chapter 77"), ("123456789012", "found 12"), ("7", "write 07"),
        ("12345678901", "at most 10"),
    ],
)  # fmt: skip
def test_what_is_no_code_is_refused_with_the_reason(written: str, reason: str) -> None:
    """The message says what was read and what was expected."""
    with pytest.raises(InputError, match=reason):
        normalise(written)


def test_a_code_knows_what_it_lies_in() -> None:
    """Chapter, heading and subheading are the first two, four and six digits, where the code is that long."""
    assert (chapter("251990"), heading("251990"), subheading("251990")) == ("25", "2519", "251990")
    assert (chapter("25"), heading("25"), subheading("25")) == ("25", None, None)
    assert parents("2519.90") == ("2519", "25")
    assert parents("25") == ()


@given(CODES)
def test_parents_are_shorter_beginnings_nearest_first(written: str) -> None:
    """Each parent is the beginning of the code and of the parent before it."""
    chain = [normalise(written), *parents(written)]
    assert all(longer.startswith(shorter) and longer != shorter for longer, shorter in pairwise(chain))


def test_a_range_stands_for_each_of_its_codes() -> None:
    """Ranges of chapters and headings are written out; the chapter that does not exist is left out."""
    assert prefixes("2701-2704") == ("2701", "2702", "2703", "2704")
    assert prefixes("01-03") == ("01", "02", "03")
    assert prefixes("76-78") == ("76", "78")
    assert prefixes("8542.31") == ("854231",)


@pytest.mark.parametrize("written", ["63-50", "50-6301", "50-", "a-b"])
def test_a_range_in_the_wrong_order_is_refused(written: str) -> None:
    """Two codes of one length in order, or an error."""
    with pytest.raises(InputError, match="HS code"):
        prefixes(written)
