"""A technique is as likely as its precedents weigh that were public by the day of knowledge."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catspaw.routes.catalogue import Good, Technique, technique_of
from catspaw.routes.likelihood import ASSUMED
from catspaw.routes.question import Question
from catspaw.routes.weigh import Weighed, known_precedents, weigh
from routes.worlds import DAY, Row, precedent, technique

COAL = Good("coal", "Coal", "goods", "coal", ("2701",))
KIN = frozenset(("coal", "minerals"))
DATES = st.dates(date(2005, 1, 1), date(2021, 1, 1))
ACTORS = st.sampled_from(["KP", "CN", "RU", "DE"])
PRECEDENTS = st.lists(
    st.builds(precedent, DATES, DATES, ACTORS, goods=st.sampled_from([(), ("coal",), ("arms",)])), max_size=6
)


def counted(*precedents: Row) -> Technique:
    """A technique whose likelihood is counted."""
    return technique_of(technique("t", "relabel", basis="counted", precedent=list(precedents)))


def asked(known: date | None = None) -> Question:
    """Coal from North Korea to China."""
    return Question("KP", "CN", COAL, "2701", DAY, known)


def weighed(*precedents: Row, known: date | None = None, place: str = "RU", local: float = 0.0) -> Weighed:
    """A counted technique at a place."""
    return weigh(counted(*precedents), asked(known), KIN, [place], local)


def mid(*precedents: Row, **more: str) -> float:
    """The middle of its likelihood."""
    return weighed(*precedents, **more).likelihood.mid  # type: ignore[arg-type]


@given(PRECEDENTS, st.none() | DATES)
def test_a_precedent_counts_only_if_it_was_public_by_then_and_had_begun(rows: list[Row], known: date | None) -> None:
    """Nothing from after the day of knowledge, nothing from after the day asked about."""
    found = known_precedents(counted(*rows), asked(known))
    expected = [row for row in rows if row["since"] <= DAY and (known is None or row["known"] <= known)]
    assert [(one.since, one.known) for one in found] == [(row["since"], row["known"]) for row in expected]


@given(PRECEDENTS, DATES, DATES)
def test_knowing_more_never_makes_a_technique_less_likely(rows: list[Row], one: date, other: date) -> None:
    """Precedents add up."""
    before, after = (weighed(*rows, known=day).likelihood.as_tuple() for day in sorted((one, other)))
    assert all(a <= b for a, b in zip(before, after, strict=True))


def test_a_precedent_that_became_public_the_day_after_makes_no_difference() -> None:
    """The day itself does."""
    late = precedent(date(2018, 1, 1), date(2019, 1, 2), "KP")
    assert weighed(late, known=date(2019, 1, 1)) == weighed(known=date(2019, 1, 1))
    assert weighed(late, known=date(2019, 1, 2)).likelihood.mid > weighed().likelihood.mid


def test_a_precedent_of_the_same_ends_weighs_more_than_one_of_the_place_and_that_more_than_any_other() -> None:
    """By the actors that it touches."""
    day = date(2019, 1, 1)
    same, there, elsewhere = (mid(precedent(day, day, code)) for code in ("KP", "RU", "US"))
    assert same > there > elsewhere > mid()
    assert mid(precedent(day, day, "CN", "US")) == same


def test_a_precedent_of_other_goods_weighs_less() -> None:
    """One of the good, of a wider one, or of none in particular weighs in full."""
    day = date(2019, 1, 1)
    whole, wider, other = (mid(precedent(day, day, "KP", goods=goods)) for goods in ((), ("minerals",), ("arms",)))
    assert whole == wider > other


def test_an_older_precedent_weighs_less() -> None:
    """By the half-life."""
    public = date(2019, 6, 1)
    years = [mid(precedent(date(year, 1, 1), public, "KP")) for year in (2019, 2014, 2006)]
    assert years == sorted(years, reverse=True)
    assert len(set(years)) == 3


def test_one_fresh_precedent_of_the_ends_weighs_one() -> None:
    """And the sentence says how many count, by when, and what they weigh."""
    found = weighed(precedent(DAY, DAY, "KP"), known=date(2020, 2, 1))
    assert found.likelihood == ASSUMED.counted(1.0)
    assert found.basis == "counted"
    assert found.because.startswith("1 documented use known by 2020-02-01, which weigh 1.0 ")
    assert weighed(precedent(DAY, DAY, "KP"), precedent(DAY, DAY, "KP")).because.startswith("2 documented uses, which")


def test_what_is_said_of_a_place_adds_to_precedents_and_stands_for_none() -> None:
    """A place alone makes no documented way."""
    used = precedent(DAY, DAY, "KP")
    assert weighed(used, local=2.0).likelihood == ASSUMED.counted(3.0)
    assert weighed(local=2.0).likelihood == ASSUMED.counted(0.0)


@pytest.mark.parametrize("name", ["many", "few", "one", "assumed"])
def test_what_is_not_counted_is_of_its_class_whatever_was_documented(name: str) -> None:
    """The basis says so."""
    basis = "assumed" if name == "assumed" else "class"
    used = technique_of(technique("t", "relabel", basis=basis, likelihood=name, precedent=[precedent(DAY, DAY, "KP")]))
    found = weigh(used, asked(), KIN, ["RU"], 2.0)
    assert found.likelihood == ASSUMED.of_class(name)
    assert found.basis == basis
    assert found.because == ("assumed" if basis == "assumed" else f"{name} documented, by judgement")
