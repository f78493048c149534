"""Faults that were found once by reading with fresh eyes, each held by a test."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

import catspaw
from catspaw.errors import CatspawError, InputError, nearest
from catspaw.facts.locate import Lines
from catspaw.facts.world import load_world
from catspaw.lists.listing import packaged_listings
from catspaw.names.screener import Query, Screener
from catspaw.screen.book import book_of
from catspaw.screen.dealing import Reject, hs_code
from catspaw.screen.engine import Engine
from facts.tiny import regime_world, rule, world_of
from screen.test_book_files import ROW, as_csv, read
from screen.test_situation import BUYER, SELLER, answer, deal, party


@pytest.mark.parametrize("code", ["3061400", "306", "30614", "123456789", "77", "00", "12345678901", "ab"])
def test_an_hs_code_that_lost_a_digit_is_never_another_chapter(code: str) -> None:
    """A spreadsheet drops the leading zero of 03061400 (crab); chapter 30 would be medicines."""
    with pytest.raises(Reject, match="no HS code"):
        hs_code(code)


def test_an_exception_of_a_rule_that_names_goods_is_open_where_nothing_is_known() -> None:
    """The side that is open for the rule is open for its exceptions."""
    exception = {"name": "e", "says": "x", "when": {"origin": ["CN"]}, "decides": True}
    engine = Engine(regime_world([rule({"goods": {"hs": ["2601"]}, "act": ["sale"]}) | {"except": [exception]}]))
    record = {"date": "2022-07-20", **deal(SELLER, BUYER), "act": "sale"}
    judged = engine.judge(book_of([engine.reader.read(record)]), ["eu"])
    assert [verdict.kind for verdict in engine.verdicts(judged, 0)] == ["unknown"]


def test_a_mapping_to_no_such_field_is_an_input_error(tmp_path: Path) -> None:
    """The message offers fields."""
    (tmp_path / "b.csv").write_bytes(as_csv([ROW]))
    with pytest.raises(InputError, match="no field"):
        catspaw.screen(tmp_path / "b.csv", mapping={"Value": "foo"})


def test_a_user_folder_does_not_replace_a_regime(tmp_path: Path) -> None:
    """Whom a packaged regime binds can't be changed without a word."""
    folder = tmp_path / "mine" / "regimes" / "un-dprk"
    folder.mkdir(parents=True)
    (folder / "regime.toml").write_text('id = "un-dprk"\njurisdiction = "zz"\ntitle = "x"\n', encoding="utf-8")
    with pytest.raises(CatspawError, match="stands already"):
        load_world([tmp_path / "mine"])


def test_a_malformed_rule_of_the_user_is_a_clear_error(tmp_path: Path) -> None:
    """No KeyError from inside."""
    folder = tmp_path / "mine" / "regimes" / "un-dprk"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text('[[rule]]\nid = "x"\n', encoding="utf-8")
    with pytest.raises(CatspawError, match='"article" is missing'):
        load_world([tmp_path / "mine"])


def test_a_bad_csv_row_keeps_its_text() -> None:
    """A reject without its row could not be mended."""
    rest = as_csv([ROW]).split(b"\n", 1)[1]
    _, rejects = read(as_csv([ROW]) + b'2022-07-20,sale,RU,26"01,"ore"x,1,USD\n' + rest)
    assert rejects.rows
    assert all(rejected.text for rejected in rejects.rows)


def test_a_stray_quote_does_not_swallow_the_rest() -> None:
    """One bad row is one reject."""
    rest = as_csv([ROW]).split(b"\n", 1)[1]
    books, rejects = read(as_csv([ROW]) + b'2022-07-20,sale,RU,2601,"ore,1,USD\n' + rest * 30)
    assert (sum(map(len, books)), len(rejects)) == (31, 1)


def test_a_mode_without_a_place_is_kept() -> None:
    """Rail is not sea, even where no stop is named."""
    assert answer({"mode": ["sea"]}, {"parties": [SELLER], "route": [{"mode": "rail"}]}) == "no"


def test_a_vessel_by_role_has_a_flag() -> None:
    """The column vessel_flag says it all."""
    assert answer({"flag": ["KP"]}, deal(party("vessel", "", flag="KP"))) == "yes"
    assert answer({"flag": ["KP"]}, deal(party("vessel", ""))) == "open"


def test_a_view_may_be_of_a_moment() -> None:
    """A datetime is its day."""
    assert load_world().at(datetime(2022, 7, 20, 12)).value("un-dprk", "crude-cap").value == 4_000_000


def test_a_number_too_long_to_print_is_a_reject() -> None:
    """Python refuses to print integers of more than 4,300 digits."""
    found = catspaw.screen([{"date": "2022-07-20", "act": "sale", "value": 10**5000, "parties": [{"role": "buyer"}]}])
    assert len(found.rejects) == 1


def test_a_shared_tax_registration_reason_code_does_not_decide() -> None:
    """Many firms share a KPP."""
    row = {"id": "us-sdn:1", "list": "us-sdn", "regime": "t", "kind": "company", "name": "A B C", "source": ["x"]}
    screener = Screener(packaged_listings(world_of({"listing": [row | {"ids": {"kpp": "770801001"}}]})))
    assert not any(hit.sure for hit in screener.identify(Query("Other", ids=(("kpp", "770801001"),))))


def test_a_list_of_the_user_is_no_crash() -> None:
    """Its listings are looked up like others."""
    row = {
        "id": "mine:1",
        "list": "mine",
        "regime": "test",
        "kind": "company",
        "name": "Example Works",
        "source": ["x"],
    }
    engine = Engine(regime_world([rule({"from": ["KP"]})], {"listing": [row | {"since": date(2023, 1, 1)}]}))
    record = {"date": "2022-07-20", "act": "sale", "parties": [{"role": "buyer", "name": "Example Works"}]}
    assert len(engine.judge(book_of([engine.reader.read(record)])).book) == 1


def test_the_nearest_name_is_the_nearest_and_always_the_same() -> None:
    """Ties do not depend on the order of a set."""
    assert nearest("dat", ["contract_date", "date"]) == ' (did you mean "date"?)'
    assert {nearest("ab", {"abc", "abd", "abe"}) for _ in range(5)} == {' (did you mean "abc"?)'}


def test_headers_within_a_long_text_do_not_move_lines() -> None:
    """A text over several lines may look like TOML."""
    assert Lines('[[a]]\nnote = """\n[[a]]\nid = 1\n"""\n[[a]]\nid = 2\n').line(("a", 1, "id")) == 7
