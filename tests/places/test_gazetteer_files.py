"""The packaged places hold together, load fast, and are the same through a loaded world."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import catspaw
from catspaw.places import load_gazetteer, where
from catspaw.places.tables import packaged_root, read_tables

BREADTH = {
    "UA14": 60, "UA44": 60, "UA23": 15, "UA65": 20, "UA01": 40, "UA63": 15, "KP-": 55, "RU-": 90, "GE-": 15, "CN-": 55,
}  # fmt: skip


@pytest.mark.parametrize(("start", "least"), BREADTH.items())
def test_each_theatre_has_its_places(start: str, least: int) -> None:
    """Cities, towns and ports of each area are there in numbers."""
    assert sum(code.startswith(start) for code in load_gazetteer().ids) >= least


def test_every_row_of_control_finds_its_place_and_holder() -> None:
    """No row hangs in the air."""
    tables = read_tables([packaged_root()])
    world = load_gazetteer()
    for row in tables["control"]:
        assert row["place"] in world.numbers
        assert row["holder"] in world.numbers


def test_every_parent_is_known() -> None:
    """A place lies within a place or a state that the world has."""
    world = load_gazetteer()
    for row in read_tables([packaged_root()])["place"]:
        assert row["within"] in world.numbers, row["id"]


def test_no_place_has_two_holders_on_one_day() -> None:
    """Spans of control of one place follow each other."""
    for series in load_gazetteer().control.values():
        for before, after in zip(series.spans, series.spans[1:], strict=False):
            assert before.until <= after.since


def test_a_loaded_world_gives_the_same_answers() -> None:
    """The places of `load_world()` are those read from the files."""
    world = catspaw.load_world()
    for text in ("Mariupol", "Donetsk Oblast", "Rajin, DPRK"):
        assert where(text, "2022-07-20", world=world) == where(text, "2022-07-20")


def test_a_folder_of_the_user_adds_places(tmp_path: Path) -> None:
    """A town of one's own stands beside the packaged ones and follows the raion around it."""
    places = tmp_path / "places"
    places.mkdir()
    (places / "mine.toml").write_text(
        '[[place]]\nid = "MY-TOWN"\nkind = "town"\nname = "Examplegrad"\nwithin = "UA14080000000098686"\nsource = []\n',
        encoding="utf-8",
    )
    world = load_gazetteer(packaged_root(), tmp_path)
    assert where("Examplegrad", "2022-07-20", world=world).holder == "UA-DPR"


def test_loading_takes_well_under_a_second() -> None:
    """The gazetteer is read on first use, so it must not be felt (twice the budget, for slow machines)."""
    start = time.perf_counter()
    load_gazetteer()
    assert time.perf_counter() - start < 1.0


def test_a_look_up_takes_a_few_milliseconds() -> None:
    """A hundred new addresses are resolved in half a second."""
    where("Donetsk", "2022-07-20")
    start = time.perf_counter()
    for number in range(100):
        where(f"Donetsk, vul. Artema {number}", "2022-07-20", "UA")
    assert time.perf_counter() - start < 0.5
