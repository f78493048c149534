"""Headings of flat books are recognised, and a mapping file names the others; two columns never mean one field."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catspaw.errors import InputError
from catspaw.rules.conditions import ROLES
from catspaw.screen.flat_rows import record_of
from catspaw.screen.headings import GOODS, HEAD, PARTY, STOPS, canonical, read_mapping, recognise


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Date", "date"), (" Transaction date ", "date"), ("ACT", "act"), ("Amount", "value"), ("CCY", "currency"),
        ("HS code", "goods_hs"), ("hs-code", "goods_hs"), ("Country of origin", "goods_origin"), ("goods2_hs", "goods2_hs"),
        ("Seller name", "seller_name"), ("Seller", "seller_name"), ("Buyer country", "buyer_country"),
        ("buyer2_country", "buyer2_country"), ("Importer name", "buyer_name"), ("Exporter INN", "seller_inn"),
        ("Vessel", "vessel_name"), ("IMO", "vessel_imo"), ("End user name", "end_user_name"), ("End-user", "end_user_name"),
        ("POL", "port_of_loading"), ("Destination", "port_of_discharge"), ("Owner imo company", "owner_imo_company"),
        ("Bank BIC", "bank_bic"), ("colour", None), ("", None), ("seller_colour", None), ("goods_colour", None), ("  ", None),
    ],
)  # fmt: skip
def test_a_usual_heading_means_its_field(heading: str, field: str | None) -> None:
    """Case, blanks and dashes do not matter; what is not known means nothing."""
    assert canonical(heading) == field


@given(st.text(max_size=20))
def test_a_recognised_field_is_recognised_as_itself(heading: str) -> None:
    """Recognising is idempotent, and never fails."""
    field = canonical(heading)
    assert field is None or canonical(field) == field


def test_every_field_of_the_head_of_goods_and_of_parties_has_a_heading() -> None:
    """What the records of the casebook can say, a flat book can say too."""
    assert {canonical(name) for name in HEAD} == set(HEAD)
    assert {canonical(name) for name in STOPS} == set(STOPS)
    assert {canonical(f"goods_{name}") for name in GOODS} == {f"goods_{name}" for name in GOODS}
    for role in ROLES:
        for name in PARTY:
            assert canonical(f"{role}_{name}"), (role, name)


def test_columns_that_mean_nothing_are_left_out() -> None:
    """A book has many columns; two are needed."""
    assert recognise(["Date", "Act", "Colour"], {}, "x") == {"Date": "date", "Act": "act"}


def test_a_mapping_goes_before_recognition_and_a_dash_leaves_out() -> None:
    """The user's word is the last."""
    fields = recognise(["Trade day", "Date", "Act"], {"Trade day": "date", "Date": "-"}, "x")
    assert fields == {"Trade day": "date", "Act": "act"}


def test_two_columns_of_one_meaning_are_refused() -> None:
    """Neither is guessed."""
    with pytest.raises(InputError, match="'Date' and 'Deal date' both mean 'date'; map one to '-'"):
        recognise(["Date", "Deal date", "Act"], {}, "x")
    with pytest.raises(InputError, match="both mean 'buyer_name'"):
        recognise(["Date", "Act", "Buyer", "Importer name"], {}, "x")


def test_a_missing_column_is_said_with_how_to_name_it() -> None:
    """The message shows what was found and a mapping line to copy."""
    with pytest.raises(InputError, match=r"no column for 'act'.*found 'Date', 'Kind of deal'.*\"Trade day\" = \"act\""):
        recognise(["Date", "Kind of deal"], {}, "book.csv")


def test_a_mapping_file_is_toml_lines(tmp_path: Path) -> None:
    """Heading = field."""
    (tmp_path / "m.toml").write_text('"Trade day" = "date"\n"Who buys" = "buyer_name"\nNotes = "-"\n', encoding="utf-8")
    assert read_mapping(tmp_path / "m.toml") == {"Trade day": "date", "Who buys": "buyer_name", "Notes": "-"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('"Trade day" = "dat"\n', "'dat' is no field .did you mean"), ('"Trade day" = 5\n', "5 is no field"),
        ('"Trade day" = {}\n', "is no field"), ("Trade day = date\n", "not a mapping file"),
    ],
)  # fmt: skip
def test_a_bad_mapping_file_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    """With the heading and the nearest field."""
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_mapping(tmp_path / "m.toml")


def test_a_mapping_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """With its name."""
    with pytest.raises(InputError, match=r"none\.toml: not a mapping file"):
        read_mapping(tmp_path / "none.toml")


def test_flat_fields_become_a_record() -> None:
    """Second parties and second goods are rows of their own; empty cells are left out."""
    flat = {
        "date": "2022-07-20", "act": "sale", "seller_name": "A", "seller2_name": "B", "seller2_inn": "77", "buyer_country": "",
        "goods_hs": "2601", "goods2_hs": "2602", "goods2_unit": "t", "port_of_loading": "Nampo", "via": "Rason > Vladivostok",
        "port_of_discharge": "Dalian", "mode": "sea", "unit": "t",
    }  # fmt: skip
    record = record_of(flat)
    assert record["parties"] == [
        {"role": "seller", "ids": {}, "name": "A"}, {"role": "seller", "ids": {"inn": "77"}, "name": "B"},
    ]  # fmt: skip
    assert record["goods"] == [{"hs": "2601"}, {"hs": "2602", "unit": "t"}]
    assert [stop["place"] for stop in record["route"]] == ["Nampo", "Rason", "Vladivostok", "Dalian"]
    assert {stop["mode"] for stop in record["route"]} == {"sea"}
    assert record["unit"] == "t"
