"""How far `where` agrees with the official list of occupied territories and with control polygons, with imports and without.

Pairs of settlement and day are drawn from both sources with a seed: from the list, a settlement's own row and a day in it; from
the polygons, a settlement of GeoNames and a day, half of them near the front. The question is an address as a person writes
it, not a code. The truth is read here from the files by plain code of its own, so that an error in the import shows.
Run: python -m benchmarks.places --data FOLDER.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from catspaw.places import Resolver, load_gazetteer, where
from catspaw.places.enlarge import enlarge, imported
from catspaw.places.fold import key
from catspaw.places.imports import read_import
from catspaw.places.store import PlaceStore

MONTH = timedelta(days=31)
FRONT = ("UA-14", "UA-09", "UA-23", "UA-65", "UA-63", "UA-12", "UA-59", "UA-48")
Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Pair:
    """An address, a day, and whether Russia or its proxies held it by the source; the code and name where known."""

    text: str
    day: date
    held: bool
    code: str
    name: str


def official_pairs(folder: Path, count: int, random_: random.Random) -> list[Pair]:
    """Settlements and days from the official list's own rows for settlements."""
    path = next((folder / "geography").glob("ua_occupied_territories_*.csv"))
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["category"] in ("M", "X", "C") and row["date_from"]]
    with gzip.open(next((folder / "geography").glob("katottg_*.csv.gz")), "rt", encoding="utf-8") as file:
        names = {row[3]: row[6].strip() for row in csv.reader(file, delimiter=";") if row[5] in ("M", "X", "C")}
    last = date.fromisoformat(path.name.partition(".")[0][-10:])
    occupied = [
        (row["katottg"], date.fromisoformat(row["date_from"]), date.fromisoformat(row["date_to"] or last.isoformat()))
        for row in rows if row["status"] == "temporarily_occupied"
    ]  # fmt: skip
    found: list[Pair] = []
    while len(found) < count:
        row = random_.choice(rows)
        since, until = date.fromisoformat(row["date_from"]), date.fromisoformat(row["date_to"] or last.isoformat())
        day = since + timedelta(days=random_.randrange(max((until - since).days, 1)))
        code = row["katottg"]
        if code not in names:
            continue
        held = any(one == code and (a <= day < b or a <= day == b == last) for one, a, b in occupied)
        text = f"{names[code]}, {row['raion']} район, {row['oblast']} область"
        found.append(Pair(text, day, held, code, names[code]))
    return found


def polygon_pairs(folder: Path, count: int, random_: random.Random) -> list[Pair]:
    """Settlements of GeoNames and days of polygons; half from settlements that changed hands within the files."""
    places = _places(folder)
    days = {
        date.fromisoformat(path.name.partition(".")[0]): _polygons(path)
        for path in sorted((folder / "geography/deepstate_occupied").glob("*.geojson.gz"))
    }
    ends = [days[min(days)], days[max(days)]]
    moved = [place for place in places if len({_within(place[2], place[3], one) for one in ends}) == 2]
    found = []
    for number in range(count):
        name, region, lat, lon = random_.choice(moved if number % 2 and moved else places)
        day = random_.choice(list(days))
        found.append(Pair(f"{name}, {region}", day, _within(lat, lon, days[day]), "", name))
    return found


def _places(folder: Path) -> list[tuple[str, str, float, float]]:
    path = folder / "geography/geonames_places_subset.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["country"] == "ua"]
    found = []
    for row in rows:
        parts = row["subdivision"].split("|")
        code = next((part.upper() for part in parts if part.startswith("ua-")), "")
        region = next((part for part in parts if part.endswith("oblast")), "")
        if code in FRONT and region:
            raion = next((part for part in parts if part.endswith("raion")), "")
            area = ", ".join(part.title() for part in (raion, region) if part)
            found.append((row["name"], area, float(row["lat"]), float(row["lon"])))
    return found


def _polygons(path: Path) -> list[list[Ring]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [polygon for one in json.load(file)["features"] for polygon in one["geometry"]["coordinates"]]


def _within(lat: float, lon: float, polygons: Iterable[Sequence[Ring]]) -> bool:
    return any(sum(_crossings(lat, lon, ring) for ring in rings) % 2 == 1 for rings in polygons)


def _crossings(lat: float, lon: float, ring: Ring) -> int:
    count = 0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
            count += 1
    return count


def kind_of(pair: Pair, resolver: Resolver, other: Callable[[Pair], bool | None]) -> str:
    """'agrees', or the kind of disagreement."""
    place = where(pair.text, pair.day, world=resolver)
    if place.holder is not None and (place.holder != "UA") == pair.held:
        return "agrees"
    if not place.candidates:
        return "not known"
    meant = [one for one in place.candidates if _is_meant(pair, one.code, resolver)]
    if place.best is None and len(place.candidates) > 1 and meant:
        return "namesakes in one raion" if place.holder is None else "namesakes in one raion, said Ukraine's as one"
    if not _is_meant(pair, place.candidates[0].code, resolver):
        is_area = place.candidates[0].kind in ("district", "region")
        return "only the area around it known" if is_area else "namesake or other place"
    if place.holder is None:
        return "undecided: held in part" if len(place.candidates[0].holders) > 1 else "undecided: not sure by its name"
    if any(_agrees_on(pair, pair.day + step, resolver) for step in (-MONTH, MONTH)):
        return "date off by at most 31 days"
    if other(pair) is not None and other(pair) != pair.held:
        return "the list and the polygons differ"
    return f"holder differs: said {'held' if place.holder != 'UA' else 'free'}, the source says otherwise"


def is_missed(pair: Pair, resolver: Resolver) -> bool:
    """Whether the source says held, and no place that the text may mean is in a contested territory or may be."""
    found = where(pair.text, pair.day, world=resolver).candidates
    return pair.held and not any(one.territories or one.possible_territories for one in found)


def _is_meant(pair: Pair, code: str, resolver: Resolver) -> bool:
    if pair.code:
        return code == pair.code
    number = resolver.gazetteer.numbers[code]
    return resolver.gazetteer.kinds[number] in ("city", "town", "village") and any(
        entry[0] == number for entry in resolver.gazetteer.names.look(key(pair.name))
    )


def _agrees_on(pair: Pair, day: date, resolver: Resolver) -> bool:
    holder = where(pair.text, day, world=resolver).holder
    return holder is not None and (holder != "UA") == pair.held


def import_all(folder: Path, store: PlaceStore) -> None:
    """Import every file of the folder that this benchmark knows."""
    geography = folder / "geography"
    patterns = (
        "katottg_*.csv.gz",
        "ua_occupied_territories_*.csv",
        "geonames_places_*.csv.gz",
        "deepstate_occupied/*.geojson.gz",
    )
    paths = [path for pattern in patterns for path in sorted(geography.glob(pattern))]
    paths += sorted((folder / "maritime").glob("unlocode_*.csv.gz"))
    store.put([read_import(path) for path in paths], date.today())


def _by_other(resolver: Resolver, source: str) -> Callable[[Pair], bool | None]:
    """What the imported data say beside the first source: True or False for held, None if nothing."""

    def answer(pair: Pair) -> bool | None:
        place = where(pair.text, pair.day, world=resolver)
        if place.best is None or source not in place.why:
            return None
        said = place.why.partition(f"{source}: ")[2]
        return not said.startswith("UA") if said.startswith(("UA", "RU")) else None

    return answer


def report(folder: Path, count: int, seed: int) -> str:
    """Both samples, with imports and without, as Markdown tables."""
    random_ = random.Random(seed)
    listed, mapped = official_pairs(folder, count // 2, random_), polygon_pairs(folder, count - count // 2, random_)
    samples = {"official list": listed, "polygons": mapped}
    with tempfile.TemporaryDirectory() as home:
        store = PlaceStore(Path(home) / "places")
        import_all(folder, store)
        plain, full = _timed(lambda: Resolver(load_gazetteer())), _timed(lambda: _full(store))
    lines = [f"Loading: {plain[1]:.2f} s without imports, {full[1]:.2f} s with all of them.", ""]
    for name, pairs in samples.items():
        beside = "the control polygons" if name == "official list" else "the official list"
        other = _by_other(full[0], beside)
        coded = [replace(pair, text=pair.code) for pair in pairs if pair.code]
        kinds = {
            "without imports": Counter(kind_of(pair, plain[0], other) for pair in pairs),
            "with imports": Counter(kind_of(pair, full[0], other) for pair in pairs),
        }
        if coded:
            kinds["with imports, asked by code"] = Counter(kind_of(pair, full[0], other) for pair in coded)
        lines += _table(name, kinds, len(pairs))
        missed = [sum(is_missed(pair, resolver) for pair in pairs) for resolver in (plain[0], full[0])]
        lines += [
            f"Held by the source, and the answer leaves nothing open: {missed[0]} without, {missed[1]} with imports.",
            "",
        ]
    return "\n".join(lines)


def _full(store: PlaceStore) -> Resolver:
    return Resolver(enlarge(load_gazetteer(), imported(store)))


def _timed(make: Callable[[], Resolver]) -> tuple[Resolver, float]:
    began = time.perf_counter()
    resolver = make()
    return resolver, time.perf_counter() - began


def _table(name: str, kinds: Mapping[str, Counter[str]], total: int) -> list[str]:
    rows = ["agrees", *sorted({row for one in kinds.values() for row in one} - {"agrees"})]
    lines = [f"### Against the {name}: {total:,} pairs", ""]
    lines += [f"| | {' | '.join(kinds)} |", f"| --- |{' --- |' * len(kinds)}"]
    for row in rows:
        cells = [f"{one[row]:,} ({100 * one[row] / total:.1f} %)" for one in kinds.values()]
        lines.append(f"| {row} | {' | '.join(cells)} |")
    return [*lines, ""]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.places", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="a folder with geography/ and maritime/"
    )
    parser.add_argument("--pairs", type=int, default=4000, help="pairs of settlement and day in total")
    parser.add_argument("--seed", type=int, default=3)
    given = parser.parse_args()
    if not (given.data / "geography").is_dir():
        parser.exit(2, f"{given.data}: has no geography folder; say where the data are with --data\n")
    print(report(given.data, given.pairs, given.seed))


if __name__ == "__main__":
    main()
