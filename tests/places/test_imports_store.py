"""Imported places are kept whole or not at all, can be forgotten, and are told of by the command line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from catspaw.cli import cli
from catspaw.errors import InputError
from catspaw.places import where
from catspaw.places.imports import read_import
from catspaw.places.store import PlaceStore
from places.samples import VILLAGE, katottg, occupied, polygons, square, store_of


def run(*words: str) -> tuple[int, str]:
    """The exit code and output of a command."""
    result = CliRunner().invoke(cli, ["places", *words])
    return result.exit_code, result.output


def test_an_import_is_seen_at_once_and_forgotten_at_once(tmp_path: Path) -> None:
    """The next look-up reads the data folder of the user as it then is."""
    assert where("Щучинська Гать", "2024-01-01").code is None
    assert run("import", str(katottg(tmp_path)))[0] == 0
    assert where("Щучинська Гать", "2024-01-01").code == VILLAGE
    assert run("forget", "katottg") == (0, "katottg: forgotten\n")
    assert where("Щучинська Гать", "2024-01-01").code is None


def test_status_tells_source_day_and_faults(tmp_path: Path, own_store: Path) -> None:
    """A table that was tampered with is told."""
    assert "nothing is imported" in run("status")[1]
    run("import", str(katottg(tmp_path)))
    assert "katottg: 6 rows, 2025-05-16, from kodifikator-16-05-2025.csv.gz" in run("status")[1]
    next((own_store / "places" / "katottg").glob("*.parquet")).write_bytes(b"PAR1")
    assert json.loads(run("status", "--json")[1])[0]["fault"]
    code, output = run("forget", "katotg")
    assert (code, "katottg" in output) == (2, True)


def test_a_damaged_table_is_an_input_error(tmp_path: Path) -> None:
    """And says what to do."""
    store = store_of(tmp_path, katottg(tmp_path))
    next((store.folder / "katottg").glob("*.parquet")).write_bytes(b"PAR1 nothing")
    with pytest.raises(InputError, match="import the file again"):
        store.table("katottg")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"file": "../../x.parquet"}'])
def test_a_damaged_manifest_is_an_input_error(tmp_path: Path, text: str) -> None:
    """A manifest can't name a file outside its folder."""
    store = store_of(tmp_path, katottg(tmp_path))
    (store.folder / "katottg" / "manifest.json").write_text(text)
    with pytest.raises(InputError, match="manifest"):
        store.get("katottg")


def test_if_one_file_is_bad_none_is_kept(tmp_path: Path, own_store: Path) -> None:
    """All are read before anything is written."""
    bad = tmp_path / "2025-01-01.geojson"
    bad.write_text('{"type": "FeatureCollection"', encoding="utf-8")
    code, output = run("import", str(katottg(tmp_path)), str(bad))
    assert (code, "not JSON" in output) == (2, True)
    assert not (own_store / "places").exists()


def test_days_of_polygons_are_joined_and_replaced(tmp_path: Path) -> None:
    """Another day is added, the same day replaced; other formats are replaced whole."""
    store = store_of(tmp_path, polygons(tmp_path, "2025-05-01", [square(0, 0, 1)]))
    store.put([read_import(polygons(tmp_path, "2025-05-11", [square(0, 0, 1)]))], date(2026, 1, 2))
    kept = store.put([read_import(polygons(tmp_path, "2025-05-01", [square(5, 5, 1)]))], date(2026, 1, 3))[0]
    table = store.table("polygons")
    assert table is not None
    assert (table["day"].n_unique(), kept.day) == (2, date(2025, 5, 11))
    assert table.filter(table["day"] == date(2025, 5, 1))["lon"].min() == 5.0
    assert len(list((store.folder / "polygons").glob("*.parquet"))) == 1


def test_the_version_changes_with_each_import(tmp_path: Path) -> None:
    """What was made of one state of the store is not used for another."""
    store = PlaceStore(tmp_path / "places")
    assert store.version() == ""
    store.put([read_import(katottg(tmp_path))], date(2026, 1, 1))
    first = store.version()
    rows = [("temporarily_occupied", VILLAGE, "x", "2024-11-01", "")]
    store.put([read_import(occupied(tmp_path, rows))], date(2026, 1, 1))
    assert len({"", first, store.version()}) == 3


def test_importing_twice_gives_the_same_table(tmp_path: Path) -> None:
    """The same file, the same bytes."""
    first = store_of(tmp_path / "a", katottg(tmp_path)).get("katottg")
    second = store_of(tmp_path / "b", katottg(tmp_path)).get("katottg")
    assert first == second
