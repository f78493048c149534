"""Control from imported files: the list first, polygons beside it, packaged facts where neither speaks."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from catspaw.places import Resolver, load_gazetteer, where
from places.samples import (
    HROMADA,
    KATOTTG_ROWS,
    OBLAST,
    OTHER,
    RAION,
    TOWN,
    VILLAGE,
    geonames,
    katottg,
    occupied,
    polygons,
    resolver_with,
    square,
)

HELD, ACTIVE, POSSIBLE = "temporarily_occupied", "active_hostilities", "possible_hostilities"
PLACE = "Shchuchynska Hat"
AT = f"{PLACE},1,10,48.5,37.5,ua,14|ua-14|ua.05|ua.05.1416"


def held(resolver: Resolver, code: str, day: str) -> str | None:
    """Who holds a code on a day."""
    return where(code, day, world=resolver).holder


def test_without_imports_nothing_changes(own_store: Path) -> None:
    """An empty data folder leaves the packaged resolver as it is."""
    world = load_gazetteer()
    assert where("Bakhmut", "2024-09-01") == where("Bakhmut", "2024-09-01", world=Resolver(world))
    assert len(world.ids) == world.packaged


@pytest.mark.parametrize("text", ["Щучинська Гать", "Shchuchynska Hat", "SHCHUCHYNSKA HAT, Donetsk Oblast", VILLAGE])
def test_a_settlement_of_the_codifier_is_found(tmp_path: Path, text: str) -> None:
    """By its name in either script and by its code, in its raion and oblast."""
    place = where(text, "2020-01-01", world=resolver_with(tmp_path, katottg(tmp_path)))
    assert place.chain == (VILLAGE, RAION, "UA-14", "UA")
    assert place.name == PLACE


def test_a_hromada_code_leads_to_its_raion(tmp_path: Path) -> None:
    """A hromada is no place of its own here."""
    assert where(HROMADA, "2020-01-01", world=resolver_with(tmp_path, katottg(tmp_path))).code == RAION


def test_a_packaged_place_keeps_its_name_and_number(tmp_path: Path) -> None:
    """Import adds, it does not rewrite."""
    before, after = load_gazetteer(), resolver_with(tmp_path, katottg(tmp_path)).gazetteer
    assert after.ids[: before.packaged] == before.ids
    assert after.labels[: before.packaged] == before.labels


def test_a_row_of_the_list_decides_on_its_days(tmp_path: Path) -> None:
    """Half open: the day on which an occupation ends is free; before September 2022 the proxies hold."""
    rows = [
        (ACTIVE, VILLAGE, "с. Щучинська Гать", "2022-02-24", "2022-07-09"),
        (HELD, VILLAGE, "с. Щучинська Гать", "2022-07-10", "2022-11-11"),
        (POSSIBLE, VILLAGE, "с. Щучинська Гать", "2022-11-12", ""),
    ]
    resolver = resolver_with(tmp_path, katottg(tmp_path), occupied(tmp_path, rows))
    days = ["2022-07-09", "2022-07-10", "2022-09-29", "2022-09-30", "2022-11-10", "2022-11-11", "2022-11-12"]
    assert [held(resolver, VILLAGE, day) for day in days] == ["UA", "UA-DPR", "UA-DPR", "RU", "RU", "UA", "UA"]


def test_a_hromada_row_holds_for_all_but_those_it_leaves_out(tmp_path: Path) -> None:
    """The exception is read from the row's own words."""
    rows = [(HELD, HROMADA, "Гродівська територіальна громада за винятком с. Ґанківці", "2024-08-01", "")]
    resolver = resolver_with(tmp_path, katottg(tmp_path), occupied(tmp_path, rows))
    assert held(resolver, VILLAGE, "2024-09-01") == "RU"
    assert held(resolver, OTHER, "2024-09-01") == "UA"
    assert held(resolver, VILLAGE, "2024-07-31") == "UA"


def test_the_nearest_row_speaks(tmp_path: Path) -> None:
    """A settlement's own row outweighs that of its hromada on its days."""
    rows = [
        (HELD, HROMADA, "Гродівська територіальна громада", "2024-01-01", ""),
        (ACTIVE, VILLAGE, "с. Щучинська Гать", "2024-02-01", "2024-02-10"),
    ]
    resolver = resolver_with(tmp_path, katottg(tmp_path), occupied(tmp_path, rows))
    days = ["2024-01-31", "2024-02-01", "2024-02-10", "2024-02-11"]
    assert [held(resolver, VILLAGE, day) for day in days] == ["RU", "UA", "UA", "RU"]


def test_polygons_speak_for_at_most_fifteen_days(tmp_path: Path) -> None:
    """Nearest earlier polygon; then the packaged facts again."""
    files = [katottg(tmp_path), geonames(tmp_path, AT), polygons(tmp_path, "2025-06-01", [square(37, 48, 1)])]
    resolver = resolver_with(tmp_path, *files)
    first = date(2025, 6, 1)
    found = [held(resolver, VILLAGE, (first + timedelta(days=n)).isoformat()) for n in (-1, 0, 15, 16)]
    assert found == ["UA", "RU", "RU", "UA"]


def test_a_disagreement_is_told_and_left_open(tmp_path: Path) -> None:
    """The list decides, the polygons are named, and what they hold for taken stays possible."""
    rows = [(POSSIBLE, VILLAGE, "с. Щучинська Гать", "2022-02-24", "")]
    drawn = [polygons(tmp_path, day, [square(37, 48, 1)]) for day in ("2025-05-01", "2025-05-09")]
    resolver = resolver_with(tmp_path, katottg(tmp_path), geonames(tmp_path, AT), occupied(tmp_path, rows), *drawn)
    place = where(VILLAGE, "2025-05-03", world=resolver)
    assert place.holder == "UA"
    assert "the official list: UA, against the control polygons: RU" in place.why
    assert "UA-OCC" in place.possible_territories
    assert "sources differ" in place.undecided
    assert held(resolver, VILLAGE, "2025-05-10") == "RU"  # after the list's day the polygons come first


def test_codes_change_on_epochs_only(tmp_path: Path) -> None:
    """A book can still be joined by spans of days."""
    rows = [
        (HELD, VILLAGE, "с. Щучинська Гать", "2022-07-10", "2022-11-11"),
        (HELD, TOWN, "Гродівка", "2024-11-01", ""),
    ]
    drawn = [polygons(tmp_path, day, [square(37, 48, 1)]) for day in ("2025-05-01", "2025-05-21")]
    resolver = resolver_with(tmp_path, katottg(tmp_path), geonames(tmp_path, AT), occupied(tmp_path, rows), *drawn)
    for code in (VILLAGE, TOWN, RAION, "UA-14"):
        epochs = set(resolver.epochs(code))
        for step in range(1500):
            day = date(2022, 1, 1) + timedelta(days=step)
            after = day + timedelta(days=1)
            assert after in epochs or resolver.tokens(code, day) == resolver.tokens(code, after)


def test_a_namesake_in_the_polygons_leaves_the_others_open(tmp_path: Path) -> None:
    """Which of two villages of one name a position belongs to is not known, so neither is surely free."""
    twin = "UA14160070990000003"
    rows = (*KATOTTG_ROWS, f"{OBLAST};{RAION};UA14160070000000001;{twin};;C;Щучинська Гать")
    drawn = [polygons(tmp_path, "2025-06-01", [square(37, 48, 1)])]
    resolver = resolver_with(tmp_path, katottg(tmp_path, rows), geonames(tmp_path, AT), *drawn)
    for code in (VILLAGE, twin):
        place = where(code, "2025-06-02", world=resolver)
        assert place.holder == "UA"
        assert "UA-OCC" in place.possible_territories
        assert "namesake" in place.undecided


def test_a_locode_leads_to_its_place_else_to_its_country(tmp_path: Path) -> None:
    """Imported codes are read when met; packaged ones are as before."""
    path = tmp_path / "codes.csv"
    path.write_text("locode,name,country,subdivision\nUAHDV,Hrodivka,UA,14\nUAZZ9,Nowhere,UA,\n", encoding="utf-8")
    resolver = resolver_with(tmp_path, katottg(tmp_path), path)
    assert where("UAHDV", "2020-01-01", world=resolver).code == TOWN
    assert where("UAODS", "2020-01-01", world=resolver).name == "Odesa"


def test_places_of_other_lands_are_added(tmp_path: Path) -> None:
    """A town of GeoNames in the DPRK lies in its state; a village is not sure by its name alone."""
    rows = ("Qqtownri,7,60000,39.1,126.1,kp,x|y", "Qqvillageri,8,0,39.2,126.2,kp,x|y")
    resolver = resolver_with(tmp_path, geonames(tmp_path, *rows))
    assert where("Qqtownri", "2020-01-01", world=resolver).chain == ("GEONAMES-7", "KP")
    assert where("Qqvillageri", "2020-01-01", world=resolver).code is None
    assert where("Qqvillageri, DPRK", "2020-01-01", world=resolver).code == "GEONAMES-8"
