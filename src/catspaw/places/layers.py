"""Control by three sources: the imported official list, the imported control polygons, and the packaged facts.

The list comes first up to its own day; after it the polygons do, and the list's last word stands beside them. Where neither
says anything the packaged facts hold as they are. Where sources differ the holder is that of the first, and `disputed`
tells what the others say; these stand as `rivals` in the row, so that what they hold for taken stays possible.

Invariants: without anything imported this module is not used; a polygon speaks from its day to before the next one's, for
at most 16 days; a place's series is made when it is first asked for, and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from catspaw.places.area import Ring, inside
from catspaw.places.official import OfficialList, Said, at
from catspaw.places.spans import Series, Span

REACH = timedelta(days=16)
LIST, MAP, FACTS = "the official list", "the control polygons", "the packaged facts"
NAMESAKE = "the control polygons where a namesake of the same raion lies"
SOURCES = {LIST: ("geo-order-376",), MAP: ("geo-deepstate",), FACTS: ()}
Positions = Sequence[tuple[float, float] | None]


class PolygonMap:
    """The imported polygons by day, asked for all known positions at once on first use."""

    def __init__(
        self, frame: pl.DataFrame, positions: Callable[[], Positions], namesakes: Mapping[int, list[tuple[float, float]]]
    ) -> None:  # fmt: skip
        self._frame = frame
        self._positions = positions
        self.days: list[date] = frame["day"].unique().sort().to_list()
        self._namesakes = namesakes
        self._shared: dict[int, list[int]] = {}
        self._rows: dict[int, int] | None = None
        self._inside: NDArray[np.bool_] = np.zeros((0, 0), dtype=np.bool_)

    def spans(self, number: int) -> list[Said]:
        """Who holds the place by the polygons; none without a position."""
        row = self._row_of.get(number)
        return self._spans([row]) if row is not None else []

    def perhaps(self, number: int) -> list[Said]:
        """The same for a place that shares its name with others of its raion: Russia where any of their positions is."""
        return self._spans(rows) if self._row_of and (rows := self._shared.get(number)) else []

    def _spans(self, rows: list[int]) -> list[Said]:
        found: list[Said] = []
        for index, since in enumerate(self.days):
            until = since + REACH
            if index + 1 < len(self.days):
                until = min(until, self.days[index + 1])
            holder = "RU" if self._inside[index, rows].any() else "UA"
            if found and found[-1].until == since and found[-1].holder == holder:
                found[-1] = found[-1]._replace(until=until)
            else:
                found.append(Said(since, until, holder))
        return found

    def ever_inside(self, number: int) -> bool:
        """Whether the place lies in a polygon on any day."""
        row = self._row_of.get(number)
        rows = self._shared.get(number, []) if row is None else [row]
        return bool(rows) and bool(self._inside[:, rows].any())

    @property
    def _row_of(self) -> dict[int, int]:
        if self._rows is None:
            placed = [(number, position) for number, position in enumerate(self._positions()) if position is not None]
            self._rows = {number: row for row, (number, _) in enumerate(placed)}
            for number, positions in self._namesakes.items():
                if number not in self._rows:
                    self._shared[number] = list(range(len(placed), len(placed) + len(positions)))
                    placed += [(number, position) for position in positions]
            lat = np.array([position[0] for _, position in placed])
            lon = np.array([position[1] for _, position in placed])
            parts = self._frame.partition_by("day", maintain_order=True, as_dict=True)
            found = [inside(lon, lat, rings_of(parts[(day,)])) for day in self.days]
            self._inside = np.vstack(found) if found else self._inside
        return self._rows


def rings_of(frame: pl.DataFrame) -> list[list[Ring]]:
    """The polygons of one day as rings of longitudes and latitudes."""
    found: dict[int, list[Ring]] = {}
    for (polygon, _), part in frame.group_by("polygon", "ring", maintain_order=True):
        ring = (part["lon"].to_numpy(), part["lat"].to_numpy())
        found.setdefault(int(str(polygon)), []).append(ring)
    return list(found.values())


class LayeredControl(Mapping[int, Series]):
    """The series of control by place: made of the three sources on first use, packaged where nothing is imported."""

    def __init__(
        self, base: Mapping[int, Series], official: OfficialList | None, polygons: PolygonMap | None,
        chain: Callable[[int], tuple[int, ...]], list_code: Callable[[int], str], names: Callable[[int], Iterable[str]],
        listed_to: date,
    ) -> None:  # fmt: skip
        self._base, self._official, self._polygons = base, official, polygons
        self._chain, self._code, self._names = chain, list_code, names
        self._listed_to = listed_to
        self._made: dict[int, Series | None] = {}

    def __getitem__(self, number: int) -> Series:
        found = self._series(number)
        if found is None:
            raise KeyError(number)
        return found

    def get(self, number: int, default: object = None) -> Series | None:  # type: ignore[override]  # None only
        """The series of a place, or None."""
        return self._series(number)

    def __iter__(self) -> Iterator[int]:
        return iter(self._base)

    def __len__(self) -> int:
        return len(self._base)

    def has_own(self, number: int) -> bool:
        """Whether something is said of the place itself, not of what it lies in."""
        code = self._code(number)
        if number in self._base or (code and self._official is not None and self._official.speaks_of(code)):
            return True
        return bool(code) and self._polygons is not None and self._polygons.ever_inside(number)

    def _series(self, number: int) -> Series | None:
        if number not in self._made:
            self._made[number] = self._make(number)
        return self._made[number]

    def _make(self, number: int) -> Series | None:
        code, base = self._code(number), self._base.get(number)
        if not code:
            return base
        listed = self._official.spans(code, self._names(number)) if self._official is not None else []
        mapped = self._polygons.spans(number) if self._polygons is not None else []
        perhaps = self._polygons.perhaps(number) if self._polygons is not None else []
        if (
            not listed
            and not perhaps
            and not any(one.holder != "UA" for one in mapped)
            and not self._held(number, mapped)
        ):
            return base
        return self._merged(number, listed, mapped, perhaps)

    def _held(self, number: int, mapped: Sequence[Said]) -> bool:
        """Whether the packaged facts hold a place for lost while the polygons may say otherwise."""
        return any(self._packaged(number, one.since) not in (None, "UA") for one in mapped)

    def _packaged(self, number: int, day: date) -> str | None:
        for step in self._chain(number):
            series = self._base.get(step)
            if series and (found := series.at(day)):
                return found.value
        return "UA"

    def _merged(
        self, number: int, listed: list[Said], mapped: list[Said], perhaps: list[Said]
    ) -> Series | None:  # fmt: skip
        days = {day for one in (*listed, *mapped, *perhaps) for day in (one.since, one.until)} | {self._listed_to}
        days |= {day for step in self._chain(number) if step in self._base for day in self._base[step].days()}
        points = sorted({date.min, *days, date.max})
        spans: list[Span] = []
        for since, until in pairwise(points):
            maybe = at(perhaps, since)
            found = self._span(number, since, until, at(listed, since), at(mapped, since), maybe != "RU")
            if found and spans and _goes_on(spans[-1], found):
                spans[-1] = Span(spans[-1].since, until, found.value, found.row)
            elif found:
                spans.append(found)
        return Series(spans) if spans else None

    def _span(
        self, number: int, since: date, until: date, listed: str | None, mapped: str | None, alone: bool
    ) -> Span | None:  # fmt: skip
        said = [(LIST, listed), (MAP, mapped)] if since < self._listed_to else [(MAP, mapped), (LIST, listed)]
        said = [(source, holder) for source, holder in said if holder is not None]
        if not said and not alone:
            said = [(FACTS, self._packaged(number, since))]
        if not said:
            base = self._base.get(number)
            found = base.at(since) if base else None
            return Span(since, until, found.value, found.row) if found else None
        (first, holder), rest = said[0], [*said[1:], (FACTS, self._packaged(number, since))]
        rest += [] if alone else [(NAMESAKE, "RU")]
        others = [(source, other) for source, other in rest if other is not None and other != holder]
        row: dict[str, object] = {"source": SOURCES[first]}
        if others:
            against = ", ".join(f"{source}: {other}" for source, other in others)
            row |= {"disputed": f"{first}: {holder}, against {against}", "rivals": frozenset(one for _, one in others)}
        return Span(since, until, holder or "", row)


def _goes_on(before: Span, after: Span) -> bool:
    same_row = before.row is after.row or dict(before.row) == dict(after.row)
    return before.until == after.since and before.value == after.value and same_row
