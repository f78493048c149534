"""Everyday words in four languages find their heading, as a suggestion and always in the same order."""

from __future__ import annotations

import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catspaw.facts.world import load_world
from catspaw.goods import Headings
from catspaw.goods.words import stem, terms


@cache
def headings() -> Headings:
    """The index over the packaged headings."""
    return Headings(load_world())


def found(text: str, limit: int = 3) -> list[str]:
    """The codes that a text finds."""
    return [row.hs for row in headings().search(text, limit)]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("coal tar", "2706"), ("steel scrap", "7204"), ("dead burned magnesia 97%", "2519"), ("oil tanker", "8901"),
        ("fishing boats", "8902"), ("gold bars", "7108"), ("ball bearings", "8482"), ("ballbearings", "8482"),
        ("drones", "8806"), ("wigs", "6704"), ("men's suits", "6203"), ("PCB", "8534"), ("iron ore pellets", "2601"),
        ("bronze bust", "9703"), ("aluminum ingots", "7601"), ("sulfur", "2503"), ("CT scanner", "9022"),
        ("антрацита", "2701"), ("поставка угля", "2701"), ("зерно пшеницы", "1001"), ("токарных станков", "8458"),
        ("бронзовые статуи", "9703"), ("снаряды 152 мм", "9306"), ("мазут М100", "2710"), ("золотые слитки", "7108"),
        ("пшениця 3 класу", "1001"), ("залізної руди", "2601"), ("무연탄", "2701"), ("냉동 명태", "0303"),
        ("조선산 마그네사이트 클링커", "2519"), ("티셔츠를", "6109"), ("철광석", "2601"), ("동상", "9703"),
    ],
)  # fmt: skip
def test_plain_words_find_their_heading(text: str, heading: str) -> None:
    """One of the first three suggestions lies in the heading."""
    assert any(code.startswith(heading) for code in found(text))


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("tantalum capasitors", "8532"),
        ("anthracyte", "2701"),
        ("vodca", "2208"),
        ("анрацит", "2701"),
        ("cigaretes", "2402"),
    ],
)
def test_typing_slips_are_borne_and_said(text: str, heading: str) -> None:
    """A slip finds its word at a lower score, and the reason shows both."""
    first = headings().search(text, 1)[0]
    assert first.hs.startswith(heading)
    assert "~" in first.why


def test_every_result_is_marked_as_a_suggestion() -> None:
    """No answer of the search passes for a classification."""
    rows = headings().search("integrated circuits")
    assert rows
    assert all(row.status == "suggestion" and str(row).startswith("suggestion: ") and row.why for row in rows)


def test_the_plain_good_comes_before_goods_that_only_hold_its_name() -> None:
    """Coke is coke before it is pitch coke; cement before goods of cement."""
    assert found("coke", 1) == ["2704"]
    assert found("cement", 1) == ["2523"]


@pytest.mark.parametrize("text", ["", "   ", "???", "123", "goods of other kinds", "\u200b"])
def test_a_text_without_a_known_word_finds_nothing(text: str) -> None:
    """An empty answer, not a guess."""
    assert found(text) == []


def test_a_limit_is_kept() -> None:
    """As many as asked for, and none for nought."""
    assert len(found("machine", 7)) == 7
    assert found("machine", 0) == []


def test_the_first_of_many_are_the_few() -> None:
    """A longer answer begins with the shorter one."""
    assert found("steel", 20)[:5] == found("steel", 5)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["coal", "steel", "уголь", "сталь", "석탄", "ship", "capacitor", "zzqx", "of", "7"]), max_size=6
    )
)
def test_the_same_text_gives_the_same_answer(words: list[str]) -> None:
    """Two indexes of one world agree, scores lie in 0 to 1 and fall."""
    text = " ".join(words)
    rows = headings().search(text, 8)
    assert rows == other().search(text, 8)
    scores = [row.score for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


@cache
def other() -> Headings:
    """A second index over the same facts."""
    return Headings(load_world())


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_borne(text: str) -> None:
    """Whatever stands in a column of goods, the search answers."""
    assert len(headings().search(text)) <= 5


def test_a_query_takes_a_few_milliseconds() -> None:
    """A thousand lines of a book in a few seconds at most, even where each word is misspelt."""
    texts = [f"galvanised stel coil numbr{n} tantalm capasitor" for n in range(50)]
    headings().search("warm up")
    start = time.perf_counter()
    for text in texts:
        headings().search(text)
    assert (time.perf_counter() - start) / len(texts) < 0.05


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("box", "boxes"), ("battery", "batteries"), ("glass", "glass"), ("watch", "watches"), ("truck", "trucks"),
        ("potato", "potatoes"), ("gas", "gas"), ("aluminium", "aluminum"), ("tyre", "tires"), ("сталь", "стали"),
        ("станок", "станок"), ("подшипник", "подшипники"), ("станки", "станков"), ("труба", "трубами"),
    ],
)  # fmt: skip
def test_a_word_meets_its_other_forms(one: str, many: str) -> None:
    """Plurals, case endings and American spelling do not matter."""
    assert stem(one) == stem(many)


def test_terms_leave_out_numbers_and_small_words() -> None:
    """Only words that can name a good are kept, Hangul in pairs of syllables."""
    assert terms("12 t of the T-shirts") == ("shirt", "tshirt")
    assert terms("T shirts") == terms("T-shirts")
    assert terms("500 т угля") == (stem("угля"),)
    assert terms("무연탄") == ("무연", "연탄")
