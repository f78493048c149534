from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catspaw.explain import sentence
from catspaw.rules.verdict import KINDS, Verdict

COAL = Verdict(
    "forbidden",
    "un-dprk",
    "un-dprk.2371.8",
    "S/RES/2371 (2017) para 8",
    "Coal of the DPRK may not be bought",
    date(2017, 8, 5),
    bound="every UN member state",
)


def test_a_forbidden_verdict_says_what_by_which_article_since_when_and_who_is_bound() -> None:
    """The four things that a newcomer has to know stand in one sentence."""
    assert sentence(COAL) == (
        "Forbidden by S/RES/2371 (2017) para 8 (un-dprk, in force since 2017-08-05): Coal of the DPRK may not be bought; "
        "it binds every UN member state."
    )


def test_an_article_that_has_ended_says_until_when_it_held() -> None:
    """Both ends of the span are told."""
    assert "in force since 2017-08-05 until 2018-01-01" in sentence(replace(COAL, until=date(2018, 1, 1)))


def test_an_open_verdict_names_the_most_decisive_fact_and_counts_the_others() -> None:
    """The first missing fact is the one to ask for."""
    open_one = replace(COAL, kind="unknown", missing=("the origin of the goods", "the flag", "the value"))
    assert sentence(open_one).startswith("Not decided under S/RES/2371")
    assert sentence(open_one).endswith("what would decide it: the origin of the goods (and 2 more facts).")


def test_an_open_verdict_without_a_named_fact_says_that_the_record_does_not_show_enough() -> None:
    """No fact is made up."""
    assert "does not show enough" in sentence(replace(COAL, kind="unknown"))


def test_nothing_found_is_never_called_safe() -> None:
    """`none_found` says what it is not."""
    text = sentence(Verdict("none_found", "uk"))
    assert "not a statement that the dealing is permitted" in text


def test_a_sign_says_that_it_is_no_verdict() -> None:
    """Red flags and verdicts are told apart in words."""
    assert sentence(replace(COAL, kind="sign")).startswith("A sign to look into, not a verdict:")


@pytest.mark.parametrize("kind", [*KINDS, "sign"])
def test_no_sentence_says_safe_or_allowed(kind: str) -> None:
    """The words that Catspaw never uses."""
    text = sentence(replace(COAL, kind=kind)).casefold()
    assert "safe" not in text
    assert "allowed" not in text


@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_a_sentence_is_one_line_that_ends_once(says: str, bound: str, missing: list[str]) -> None:
    """Line ends and full stops of the facts do not break it."""
    for kind in KINDS:
        text = sentence(replace(COAL, kind=kind, says=says, bound=bound, missing=tuple(missing)))
        assert len(text.splitlines()) == 1
        assert text.endswith(".")
        assert not text.endswith("..")
