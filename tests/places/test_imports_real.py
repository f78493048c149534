"""The published files, where a developer has them beside the project."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from catspaw.places import Resolver, load_gazetteer, where
from catspaw.places.enlarge import enlarge, imported
from catspaw.places.imports import read_import
from places.samples import store_of

DATA = Path(__file__).parents[3] / "shared" / "data"
GEOGRAPHY = DATA / "geography"
pytestmark = pytest.mark.skipif(
    not GEOGRAPHY.is_dir(), reason="the published files are not here; they aren't ours to ship"
)
PATTERNS = (
    "katottg_*.csv.gz",
    "ua_occupied_*.csv",
    "geonames_places_*.csv.gz",
    "deepstate_occupied/2025-0[45]*.geojson.gz",
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Resolver, float]:
    """All files imported, and the seconds that loading took afterwards."""
    files = [path for pattern in PATTERNS for path in sorted(GEOGRAPHY.glob(pattern))]
    store = store_of(tmp_path_factory.mktemp("real"), *files)
    began = time.perf_counter()
    resolver = Resolver(enlarge(load_gazetteer(), imported(store)))
    return resolver, time.perf_counter() - began


def test_all_rows_of_the_codifier_are_read() -> None:
    """31,748 rows, none left out."""
    read = read_import(next(GEOGRAPHY.glob("katottg_*.csv.gz")))
    assert (read.frame.height, read.rejects) == (31_748, 0)


def test_loading_stays_quick(loaded: tuple[Resolver, float]) -> None:
    """About a second on two cores; a machine at work gets more."""
    assert len(loaded[0].gazetteer.ids) > 30_000
    assert loaded[1] < 10


@pytest.mark.parametrize(
    ("text", "day", "holder"),
    [("с. Вовче, Покровський район, Донецька область", "2024-08-01", "UA"),
     ("с. Вовче, Покровський район, Донецька область", "2024-08-02", "RU"),
     ("м. Мар’їнка, Донецька область", "2025-01-17", "RU"), ("Donetsk", "2022-07-20", "UA-DPR"),
     ("с. Новоолексіївка, Генічеський район", "2023-01-01", "RU"), ("Lviv", "2024-01-01", "UA")],
)  # fmt: skip
def test_places_have_the_holder_that_the_list_says(
    loaded: tuple[Resolver, float], text: str, day: str, holder: str
) -> None:
    """Own rows, and rows of the hromada and of the raion."""
    assert where(text, day, world=loaded[0]).holder == holder
