"""Records become dealings or rejects that say why; nothing is guessed, and nothing else is ever raised."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catspaw.rules.conditions import ACTS, ROLES
from catspaw.screen.book import book_of
from catspaw.screen.dealing import Dealing, DealingReader, Reject, hs_code
from catspaw.screen.rejects import Rejects
from facts.tiny import world_of

Record = dict[str, Any]
GOOD: Record = {"date": "2022-07-20", "act": "sale", "parties": [{"role": "buyer", "name": "Example", "country": "RU"}]}
LEAVES = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=12) | st.dates()
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
FIELDS = (
    "date", "act", "goods", "value", "currency", "parties", "route", "shares", "unit", "contract_date", "purpose",
    "notified", "authorised", "date_precision", "port", "id",
)  # fmt: skip
OF_A_PARTY = ("role", "name", "names_other", "kind", "country", "address", "flag", "phone", "born", "ids")
OF_A_GOOD = ("hs", "text", "quantity", "unit", "origin")
NEARLY = st.one_of(
    ANYTHING, st.sampled_from(["sale", "buyer", "2022-07-20", "RU", "2601", "company", "USD", "sea", 5, True])
)
PARTS = st.lists(
    st.dictionaries(st.sampled_from([*OF_A_PARTY, *OF_A_GOOD, "place", "mode", "low"]), NEARLY), max_size=2
)
RECORD = st.dictionaries(st.sampled_from(FIELDS), NEARLY | PARTS)


@cache
def reader() -> DealingReader:
    """A reader that knows the states of the small world."""
    return DealingReader(world_of({}).code)


def read(**more: Any) -> Dealing:
    """A good record with some fields changed, read."""
    return reader().read({**GOOD, **more})


def refused(**more: Any) -> str:
    """Why a good record with some fields changed is rejected."""
    with pytest.raises(Reject) as caught:
        read(**more)
    return str(caught.value)


@settings(max_examples=300)
@given(RECORD | ANYTHING, st.booleans())
def test_a_record_is_read_or_rejected_and_nothing_else(record: Any, completed: bool) -> None:
    """Whatever stands in a record, the reader answers with a dealing that fits a book, or says why not."""
    if completed and isinstance(record, dict):
        record = {**GOOD, **record}
    try:
        dealing = reader().read(record)
    except Reject as error:
        rejects = Rejects()
        rejects.add(1, str(error), repr(record))
        assert rejects.rows[0].reason
        return
    assert dealing.act in ACTS
    assert all(party.role in ROLES for party in dealing.parties)
    assert all(not good.hs or (good.hs.isdigit() and len(good.hs) in (2, 4, 6)) for good in dealing.goods)
    assert book_of([dealing]).dealings([0]) == [dealing]


@pytest.mark.parametrize("record", [None, 1, "sale", [], ["sale"], True])
def test_what_is_no_object_is_rejected(record: Any) -> None:
    """A list of anything may be given as a book."""
    with pytest.raises(Reject, match="expected an object"):
        reader().read(record)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("date", None, "date: missing; expected an ISO date"),
        ("date", "20.07.2022", 'date: "20.07.2022" is no day'),
        ("date", "2022-07-20 or 21", "is no day"),
        ("date", "2022-02-30", "is no day"),
        ("act", None, "act: missing; expected one of brokering"),
        ("act", "sail", 'act: "sail" is not one of'),
        ("act", "sail", '(did you mean "sale"?)'),
        ("value", "1,250", "value: \"1,250\" is no number"),
        ("value", float("nan"), "is no number"),
        ("value", "1e999", "is no number"),
        ("value", True, "is no number"),
        ("currency", "US$", "is no ISO 4217 code"),
        ("currency", ["USD"], "currency: expected a text, found list"),
        ("parties", {"role": "buyer"}, "parties: expected a list of objects"),
        ("parties", [1], "parties: expected a list of objects"),
        ("parties", [{}], "role: missing"),
        ("parties", [{"role": "byer"}], '(did you mean "buyer"?)'),
        ("parties", [{"role": "buyer", "country": "Rusia"}], '(did you mean "russia"?)'),
        ("parties", [{"role": "buyer", "kind": "firm"}], 'kind: "firm" is not one of'),
        ("parties", [{"role": "buyer", "ids": "7707083893"}], "ids: expected an object"),
        ("parties", [{"role": "buyer", "names_other": 5}], "names_other: expected a list"),
        ("parties", [{"role": "buyer", "name": "x" * 10_001}], "name: 10,001 characters"),
        ("goods", [{"hs": "ore"}], 'hs: "ore" is no HS code; expected'),
        ("goods", [{"hs": "2"}], "a leading zero may have been lost"),
        ("goods", [{"origin": "Atlantis"}], 'origin: "Atlantis": no actor'),
        ("goods", [{"quantity": "some"}], "quantity: \"some\" is no number"),
        ("route", ["Nampo"], "route: expected a list of objects"),
        ("route", [{"place": "Nampo", "mode": "ship"}], 'mode: "ship" is not one of'),
        ("shares", [{"owner": "A", "owned": "B", "share": 101}], "shares: expected"),
        ("shares", [{"owner": "A", "owned": "B", "low": 60, "high": 40}], "shares: expected"),
        ("contract_date", "2022", "contract_date: \"2022\" is no day"),
    ],
)  # fmt: skip
def test_a_reject_names_the_field_what_was_found_and_what_was_expected(field: str, value: Any, reason: str) -> None:
    """A person can mend the row from the reason alone."""
    assert reason in refused(**{field: value})


def test_a_record_with_nothing_to_judge_is_rejected() -> None:
    """No parties, no goods, no route."""
    assert "nothing to judge" in refused(parties=[])


@pytest.mark.parametrize(
    ("given_code", "code"),
    [
        ("2601", "2601"), ("26.01", "2601"), ("2601 11", "260111"), ("2601-11-00", "260111"), ("26011100", "260111"),
        ("2601110000", "260111"), ("26", "26"), (2601, "2601"), ("", ""), (None, ""),
    ],
)  # fmt: skip
def test_hs_codes_are_cut_to_six_digits(given_code: Any, code: str) -> None:
    """National codes have eight or ten; dots, dashes and blanks do not count."""
    assert read(goods=[{"hs": given_code}]).goods[0].hs == code


@pytest.mark.parametrize("bad", ["1", "x", "26011100001", "26O1", "2601/02", "26,01", "-2601.5e"])
def test_what_is_no_hs_code_is_refused(bad: str) -> None:
    """One digit, letters, eleven digits."""
    with pytest.raises(Reject, match="no HS code"):
        hs_code(bad)


@given(st.text("0123456789", min_size=1, max_size=11))
def test_a_cut_code_is_the_beginning_of_what_was_given(code: str) -> None:
    """Whole pairs of digits, at most three; or it is refused."""
    try:
        cut = hs_code(code)
    except Reject:
        return
    assert code.startswith(cut)
    assert len(cut) in (2, 4, 6)


@pytest.mark.parametrize(
    "given_day",
    [
        "2022-07-20", "2022-07-20T10:15:00", "2022-07-20 00:00:00", "2022-07-20T10:15:00Z", date(2022, 7, 20),
        datetime(2022, 7, 20, 23, 59, tzinfo=UTC), " 2022-07-20 ", "20220720",
    ],
)  # fmt: skip
def test_a_day_is_a_day_with_or_without_the_time(given_day: Any) -> None:
    """Spreadsheets and databases write midnight behind it."""
    found = read(date=given_day).day
    assert found == date(2022, 7, 20)
    assert type(found) is date


@pytest.mark.parametrize(
    ("stated", "truth"),
    [
        (True, True), (False, False), ("yes", True), ("Y", True), ("no", False), ("0", False), ("FALSE", False), ("", None),
        (None, None), ("licence 12/2022", True),
    ],
)  # fmt: skip
def test_an_authorisation_is_true_false_or_not_stated(stated: Any, truth: bool | None) -> None:
    """A document that says so counts as yes."""
    assert read(authorised=stated).authorised is truth


def test_text_is_cleaned_of_control_characters_and_of_halves_of_characters() -> None:
    """A NUL or a lone surrogate must not stop a book of a million rows."""
    dealing = read(parties=[{"role": "buyer", "name": "A\x00B\ud800C\n D", "ids": {"inn\udfff": "77 07\t08"}}])
    assert dealing.parties[0].name == "A B C D"
    assert dealing.parties[0].ids == (("inn", "770708"),)
    assert book_of([dealing]).dealings([0]) == [dealing]


def test_what_is_no_input_never_reaches_the_judge() -> None:
    """Ids, notes, the truth of a case: a dealing is the same with and without them."""
    assert read(id="case-1", note="forbidden", truth={"label": "breach"}, regimes=["eu"]) == read()


def test_countries_are_read_as_codes_or_names() -> None:
    """Case-blind, in the world's words."""
    found = {
        read(parties=[{"role": "buyer", "country": name}]).parties[0].country
        for name in ("ru", "RU", "Russia", " russia ")
    }
    assert found == {"RU"}


def test_a_port_is_a_stop_of_the_route() -> None:
    """The last one; a stop without a place only tells the mode."""
    dealing = read(route=[{"place": "Nampo", "mode": "Sea"}, {"mode": "rail"}], port="Dalian")
    assert [(stop.place, stop.mode) for stop in dealing.route] == [("Nampo", "sea"), ("Dalian", ""), ("", "rail")]
