"""Comparing names: symmetric, from 0 to 1, and 1 only for names that say the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catspaw.names.compare import compare
from catspaw.names.fold import key, words

LETTERS = "abcdefghijklmnopqrstuvwxyz абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя김정은평양 éüøłßİ'-.,&№ 12"
NAMES = st.text(LETTERS, max_size=25) | st.text(max_size=12)
KINDS = st.sampled_from(["", "person", "company", "bank", "body", "vessel"])


@given(NAMES, KINDS)
def test_a_name_equals_itself(name: str, kind: str) -> None:
    """Of any script, empty too."""
    assert compare(name, name, kind).score == 1.0


@given(NAMES, NAMES, KINDS)
def test_the_order_of_two_names_does_not_matter(one: str, other: str, kind: str) -> None:
    """Symmetric, between 0 and 1, and never without a reason."""
    found = compare(one, other, kind)
    assert 0.0 <= found.score <= 1.0
    assert found.score == compare(other, one, kind).score
    assert found.reasons
    assert all(found.reasons)


@given(NAMES, NAMES, KINDS)
def test_only_names_of_the_same_words_reach_one(one: str, other: str, kind: str) -> None:
    """What differs in one letter is near, not equal."""
    if key(one, kind) != key(other, kind):
        assert compare(one, other, kind).score < 1.0


@given(NAMES)
def test_folding_is_idempotent(name: str) -> None:
    """What is folded folds to itself."""
    assert words(" ".join(words(name))) == words(name)


@given(
    st.lists(st.text("abcdeабвгд", min_size=2, max_size=6), min_size=1, max_size=4), st.randoms(use_true_random=False)
)
def test_the_order_of_words_does_not_matter(parts: list[str], random: object) -> None:
    """Family name first or last."""
    turned = parts[1:] + parts[:1]
    assert compare(" ".join(parts), " ".join(turned), "person").score == 1.0


@given(NAMES)
def test_case_and_invisible_characters_do_not_matter(name: str) -> None:
    """Soft hyphens and zero-width blanks hide a name from people only."""
    hidden = "\u200b".join(name)
    assert words(hidden) == words(name)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("ООО «Ромашка»", "Romashka LLC", "company"), ("Example Trading Co., Ltd.", "EXAMPLE TRADING", "company"),
        ("KOREA Mining & Development", "Korea Mining and Development", "company"), ("Иванов Иван", "Ivan Ivanov", "person"),
        ("Müller GmbH", "Muller", "company"), ("Łódź", "Lodz", ""), ("김정은", "김정은", "person"),
        ("Dr. Ri Son Gwon", "RI Son Gwon", "person"),
    ],
)  # fmt: skip
def test_names_that_differ_in_spelling_only_are_equal(one: str, other: str, kind: str) -> None:
    """Legal forms, scripts, accents, titles."""
    assert compare(one, other, kind).score == 1.0


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Kim Jong Un", "Kim Jong Il", "person"), ("Korea Trading", "Korea Mining", "company"), ("", "x", ""), ("!", "?", ""),
        ("김정은", "김정일", "person"), ("Ocean Star", "Ocean Stars", "vessel"), ("Tanchon Bank", "Tonghae Bank", "bank"),
    ],
)  # fmt: skip
def test_names_that_differ_in_a_word_are_not_equal(one: str, other: str, kind: str) -> None:
    """However near."""
    assert compare(one, other, kind).score < 1.0


def test_a_nearer_name_scores_higher() -> None:
    """One letter is less than a word."""
    scores = [
        compare("Kim Jong Un", other, "person").score
        for other in ("Kim Jong Un", "Kim Jong Uh", "Kim Dae Jung", "Smith")
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4


def test_reasons_name_what_is_shared_and_what_is_not() -> None:
    """So that a person can judge."""
    reasons = " ".join(compare("Korea Trading", "Korea Mining", "company").reasons)
    assert "korea" in reasons
    assert "mining trading" in reasons
