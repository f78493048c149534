"""Each format is told from its content, read, and refused when it is not what it was taken for."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from catspaw.errors import InputError
from catspaw.places.imports import read_import
from catspaw.places.imports.occupied import left_out
from catspaw.places.imports.romanise import romanised
from places.samples import KATOTTG_HEAD, KATOTTG_ROWS, OCCUPIED_HEAD, geonames, katottg, occupied, polygons, square

DUMP = "1\tHrodivka\tHrodivka\tГродівка,Гродовка\t48.1\t37.4\tP\tPPL\tUA\t\t05\t1416\t\t\t2000\t\t100\tEurope/Kyiv\t2024-01-01"
OFFICIAL = ',"UA","ODS","Odesa","Odesa","51","1234----","AI","0401",,"4628N 03044E",'


def test_each_format_is_recognised(tmp_path: Path) -> None:
    """No need to say what a file is."""
    (tmp_path / "UA.txt").write_text(DUMP + "\n", encoding="utf-8")
    (tmp_path / "codes.csv").write_text("locode,name,country,subdivision\nUAODS,Odesa,UA,51\n", encoding="utf-8")
    (tmp_path / "list.csv").write_bytes(b',"UA",,".UKRAINE",,,,,,,,\n' + OFFICIAL.encode() + b"\n")
    rows = [("temporarily_occupied", "UA14160050010087340", "x", "2024-11-01", "")]
    found = {
        "katottg": [katottg(tmp_path)], "occupied": [occupied(tmp_path, rows)],
        "polygons": [polygons(tmp_path, "2025-05-01", [square(0, 0, 1)])],
        "geonames": [geonames(tmp_path, "A,1,5,1.0,2.0,am,am-vd"), tmp_path / "UA.txt"],
        "locode": [tmp_path / "codes.csv", tmp_path / "list.csv"],
    }  # fmt: skip
    for name, paths in found.items():
        assert [read_import(path).format for path in paths] == [name] * len(paths)


def test_the_day_comes_from_the_name(tmp_path: Path) -> None:
    """Of either spelling."""
    assert read_import(katottg(tmp_path)).day == date(2025, 5, 16)
    assert read_import(polygons(tmp_path, "2025-05-01", [square(0, 0, 1)])).day == date(2025, 5, 1)


def test_the_official_dump_of_geonames_gives_names_and_raion(tmp_path: Path) -> None:
    """The second administrative code is the start of the KATOTTG code."""
    path = tmp_path / "UA.txt"
    path.write_text(DUMP + "\n" + DUMP.replace("\tP\t", "\tH\t") + "\n", encoding="utf-8")
    row = read_import(path).frame.row(0, named=True)
    assert read_import(path).frame.height == 1
    assert (row["raion"], row["names"]) == ("UA1416", ["Hrodivka", "Гродівка", "Гродовка"])


def test_a_code_list_that_is_not_utf8_is_read(tmp_path: Path) -> None:
    """The official code list is published in a Western code page."""
    path = tmp_path / "list.csv"
    line = ',"DE","KLN","Köln","Koln","NW","1234----","AI","0401",,"5056N 00657E",'
    path.write_bytes((line + "\n" + OFFICIAL + "\n").encode("cp1252"))
    assert read_import(path, "locode").frame["code"].to_list() == ["DEKLN", "UAODS"]


def test_what_a_row_leaves_out_is_read_from_its_words() -> None:
    """Kinds of settlement are dropped, codes are kept as they are."""
    text = (
        "Комарська громада за винятком: с-ще Бурлацьке, с. Вільне Поле, с. Новобахмутівка (UA14160190130054690) та м. Ґ"
    )
    assert left_out(text) == ["burlatske", "vilne pole", "UA14160190130054690", "g"]
    assert left_out("с. Веселе Комарської громади") == []


@pytest.mark.parametrize(
    ("uk", "latin"),
    [("Велика Новосілка", "Velyka Novosilka"), ("Згурівка", "Zghurivka"), ("Єнакієве", "Yenakiieve"),
     ("Щастя", "Shchastia"), ("Кам’янське", "Kamianske"), ("Юр’ївка", "Yurivka"), ("Нью-Йорк", "Niu-York")],
)  # fmt: skip
def test_names_are_romanised_by_the_national_rules(uk: str, latin: str) -> None:
    """As on road signs; a letter has another form at a word's beginning."""
    assert romanised(uk) == latin


BAD_JSON = [
    ("not closed", '{"type": "FeatureCollection", "features": [', "not JSON"),
    ("a list", "[1, 2]", "not GeoJSON"),
    ("no polygon", '{"type": "FeatureCollection", "features": []}', "holds no polygon"),
    ("two points", '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}', "fewer than three"),
    ("off the globe", '{"type": "Polygon", "coordinates": [[[0, 0], [1, 100], [2, 2]]]}', "no longitude and latitude"),
    ("not finite", '{"type": "Polygon", "coordinates": [[[0, 0], [1, NaN], [2, 2]]]}', "no longitude and latitude"),
    ("texts", '{"type": "Polygon", "coordinates": [[["0", "0"], [1, 1], [2, 2]]]}', "no longitude and latitude"),
    ("deep", '{"type": "Polygon", "coordinates": ' + "[" * 20_000 + "]" * 20_000 + "}", "JSON"),
]


@pytest.mark.parametrize(("text", "message"), [case[1:] for case in BAD_JSON], ids=[case[0] for case in BAD_JSON])
def test_a_bad_polygon_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """In one clear line, with nothing kept."""
    path = tmp_path / "2025-05-01.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_import(path, "polygons")


def test_polygons_without_a_day_are_refused(tmp_path: Path) -> None:
    """No day is guessed; a property may give it."""
    path = tmp_path / "area.geojson"
    geometry = {"type": "Polygon", "coordinates": [square(0, 0, 1)]}
    path.write_text(json.dumps(geometry), encoding="utf-8")
    with pytest.raises(InputError, match="no day"):
        read_import(path)
    path.write_text(json.dumps({"type": "Feature", "properties": {"date": "2025-02-01"}, "geometry": geometry}))
    assert read_import(path).day == date(2025, 2, 1)


def test_hostile_files_are_refused(tmp_path: Path) -> None:
    """Truncated, not UTF-8, of other columns, empty, a bomb, a folder, an unknown format: never a traceback."""
    whole = gzip.compress("\n".join([KATOTTG_HEAD, *KATOTTG_ROWS]).encode())
    cases = {
        "cut.csv.gz": whole[:-20], "latin.csv": KATOTTG_HEAD.encode() + b"\nUA\xff\xfe;;;;;O;\xe4\n",
        "columns.csv": b"a;b;c\n1;2;3\n", "empty.csv": b"", "zeros.csv": b"\0" * 4096,
        "bomb.csv.gz": gzip.compress(b"\n" * (80 * 2**20)), "head.csv": KATOTTG_HEAD.encode() + b"\n",
        "garbage.csv": (KATOTTG_HEAD + "\n" + "x;y\n" * 50).encode(), "only.csv": (OCCUPIED_HEAD + "\n").encode(),
        "entities.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    }  # fmt: skip
    for name, content in cases.items():
        path = tmp_path / name
        path.write_bytes(content)
        for form in ("", "katottg", "occupied", "geonames", "locode", "polygons"):
            with pytest.raises(InputError):
                read_import(path, form)
    with pytest.raises(InputError, match="folder"):
        read_import(tmp_path)


def test_a_bad_row_is_left_out_with_its_reason(tmp_path: Path) -> None:
    """The rest is kept."""
    rows = [
        ("temporarily_occupied", "UA14160050010087340", "x", "2024-11-01", ""),
        ("temporarily_occupied", "UA14160050010087340", "x", "2024-13-01", ""),
    ]
    read = read_import(occupied(tmp_path, rows))
    assert (read.frame.height, read.rejects) == (1, 1)
    assert "the days can't be read" in read.first_reject


def test_a_code_that_stands_twice_counts_once(tmp_path: Path) -> None:
    """The first row stays."""
    read = read_import(katottg(tmp_path, [*KATOTTG_ROWS, KATOTTG_ROWS[0]]))
    assert (read.frame.height, read.rejects) == (len(KATOTTG_ROWS), 1)
    assert isinstance(read.frame, pl.DataFrame)
