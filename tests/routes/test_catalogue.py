"""What travels, the known ways round and the measures are exactly what their files say; goods are found by code or word."""

from __future__ import annotations

from datetime import date

import pytest

from catspaw.errors import InputError
from catspaw.routes.catalogue import Catalogue, technique_of
from catspaw.routes.find import Finder
from routes.worlds import MADE_UP, Small, precedent, technique, when

GOODS = Catalogue(Small().world)


@pytest.mark.parametrize(
    ("given", "good", "code"),
    [("2701", "coal", "2701"), ("27.01", "coal", "2701"), ("270112", "steam-coal", "270112"), ("270119", "coal", "270119"),
     ("27011290", "steam-coal", "270112"), ("2601", "minerals", "2601"), ("93", "arms", "93"), ("930690", "arms", "930690")],
)  # fmt: skip
def test_a_code_is_of_the_good_with_the_longest_prefix(given: str, good: str, code: str) -> None:
    """With or without points, of any length; six digits of it are kept."""
    found, kept = GOODS.good(given)
    assert (found.id, kept) == (good, code)


def test_a_code_of_no_good_is_a_good_of_its_own() -> None:
    """Any goods can be asked for."""
    found, code = GOODS.good("8471300000")
    assert (found.id, found.form, found.hs, code) == ("hs-847130", "goods", ("847130",), "847130")
    assert GOODS.kin(found) == {"hs-847130"}


@pytest.mark.parametrize("given", ["coal", "Coal", " ANTHRACITE ", "anthracite"])
def test_a_word_is_an_id_a_title_or_another_name(given: str) -> None:
    """Whatever its case; its first code is taken."""
    found, code = GOODS.good(given)
    assert (found.id, found.bulk, code) == ("coal", True, "2701")


@pytest.mark.parametrize("given", ["steam coal", "steam-coal", "Steam Coal", "steam_coal"])
def test_words_are_joined_by_spaces_hyphens_or_underscores(given: str) -> None:
    """An id with a hyphen is found as it is written."""
    assert GOODS.good(given)[0].id == "steam-coal"


def test_a_good_without_a_code_has_none() -> None:
    """People and money travel too."""
    assert (GOODS.good("labour")[1], GOODS.good("labour")[0].form) == ("", "people")


def test_an_unknown_word_is_refused_with_the_nearest() -> None:
    """It may be a slip of the pen."""
    with pytest.raises(InputError, match=r'"coall" is no HS code and no known word \(did you mean "coal"'):
        GOODS.good("coall")


def test_kin_are_the_good_all_wider_and_all_narrower_ones() -> None:
    """Never what only shares a wider one."""
    kin = {name: GOODS.kin(good) for name, good in GOODS.goods.items()}
    assert kin["coal"] == {"coal", "minerals", "steam-coal"}
    assert kin["minerals"] == {"coal", "minerals", "steam-coal"}
    assert kin["steam-coal"] == {"coal", "minerals", "steam-coal"}
    assert kin["arms"] == {"arms"}


def test_a_technique_holds_what_its_row_says() -> None:
    """Conditions, precedents, signs and measures, in their order."""
    row = technique(
        "false_origin", "relabel", when("supplies needs", "$here", "$good", where={"scale": ["huge"], "bound": True}),
        when("hosts", "$here", "forwarders", absent=True), disguises=["origin", "goods"], covers=["disguised", "exempt"],
        precedent=[precedent(date(2019, 1, 1), date(2019, 2, 1), "KP", "RU", goods=["coal"])],
        stop=[{"measure": "watch", "says": "x"}], sign=[{"where": "vessel", "says": "x", "check": "y"}],
    )  # fmt: skip
    found = technique_of(row)
    first, second = found.when
    assert (found.id, found.leg, found.covers) == ("false_origin", "relabel", ("disguised", "exempt"))
    assert found.disguises == {"origin", "goods"}
    assert first.relations == ("supplies", "needs")
    assert dict(first.where) == {"scale": {"huge"}, "bound": {"True"}}
    assert (second.absent, first.absent) == (True, False)
    assert found.precedents[0].actors == {"KP", "RU"}
    assert found.precedents[0].source == tuple(MADE_UP["source"])
    assert [stop["measure"] for stop in found.stops] == ["watch"]
    assert [sign["where"] for sign in found.signs] == ["vessel"]


def test_measures_hold_what_their_rows_say() -> None:
    """A measure on links may be one for some kinds of link only."""
    rows = [{"id": "patrol", "title": "Patrol", "says": "x", "acts_on": "link", "cost": 2, "reluctant": 3, "taken_by": "they",
             "basis": "assumed", "modes": ["sea"]}]  # fmt: skip
    found = Catalogue(Small(measures=rows).world).measures
    assert list(found) == ["patrol"]
    assert (found["patrol"].cost, found["patrol"].reluctant) == (2.0, 3.0)
    assert found["patrol"].modes == {"sea"}
    assert GOODS.measures["close"].modes == frozenset()


def test_packaged_goods_are_found_by_each_of_their_codes_and_words(packaged: Finder) -> None:
    """No two goods share a code, and each word leads to a good that has it."""
    catalogue = packaged.catalogue
    prefixes = [prefix for good in catalogue.goods.values() for prefix in good.hs]
    assert len(set(prefixes)) == len(prefixes)
    for good in catalogue.goods.values():
        assert catalogue.good(good.id)[0].id == good.id
        assert all(catalogue.good(prefix)[0].id == good.id for prefix in good.hs)
        assert all(word.casefold() in {w.casefold() for w in catalogue.good(word)[0].words} for word in good.words)


def test_each_packaged_technique_can_be_stopped_and_seen(packaged: Finder) -> None:
    """It names measures that there are, a sign to look for, and its sources; the counted ones have precedents."""
    for technique_ in packaged.catalogue.techniques.values():
        assert technique_.source, technique_.id
        assert technique_.signs, technique_.id
        assert all(stop["measure"] in packaged.catalogue.measures for stop in technique_.stops), technique_.id
        assert technique_.basis != "counted" or technique_.precedents, technique_.id
        assert all(one.since <= one.known for one in technique_.precedents), technique_.id
