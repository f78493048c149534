"""A map projection fitted to a few places: Lambert's azimuthal equal-area, centred on them, scaled to a frame.

Invariants: no place of those given falls outside the frame; any spread of places works, across the date line too. The
formulas are those of Snyder, Map Projections: A Working Manual (USGS 1395, 1987), section 24.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
LEAST = 0.06  # of the earth's radius: what a frame shows at least, so that one place does not fill it


@dataclass(frozen=True)
class Projection:
    """Degrees to points of a frame."""

    lat: float
    lon: float
    scale: float
    shift: Point

    def __call__(self, lat: float, lon: float) -> Point | None:
        """The point of a place; None for the far side of the earth."""
        plain = _plane(lat, lon, self.lat, self.lon)
        if plain is None:
            return None
        return self.shift[0] + plain[0] * self.scale, self.shift[1] - plain[1] * self.scale

    def graticule(self, step: int) -> Iterator[tuple[str, list[Point]]]:
        """Lines of latitude and longitude, each with its label, in pieces that are on the near side."""
        for lon in range(-180, 180, step):
            yield from self._line(_degrees(lon, "E", "W"), [(lat / 2, float(lon)) for lat in range(-160, 161, 2)])
        for lat in range(-90 + step, 90, step):
            yield from self._line(_degrees(lat, "N", "S"), [(float(lat), float(lon)) for lon in range(-180, 181)])

    def _line(self, label: str, degrees: list[Point]) -> Iterator[tuple[str, list[Point]]]:
        piece: list[Point] = []
        for lat, lon in degrees:
            point = self(lat, lon)
            if point is None:
                if len(piece) > 1:
                    yield label, piece
                piece = []
            else:
                piece.append(point)
        if len(piece) > 1:
            yield label, piece


def fitted(places: Sequence[Point], width: float, most: float, margin: float) -> tuple[Projection, float]:
    """The projection that shows all places (latitude, longitude) in a frame of a width, and the height that this takes."""
    lat, lon = _middle(places)
    plain = [point for place in places if (point := _plane(*place, lat, lon))]
    xs, ys = [x for x, _ in plain], [y for _, y in plain]
    wide, high = max(max(xs) - min(xs), LEAST), max(max(ys) - min(ys), LEAST)
    height = min(most, max(0.45 * most, high / wide * (width - 2 * margin) + 2 * margin))
    scale = min((width - 2 * margin) / wide, (height - 2 * margin) / high)
    shift = (width / 2 - scale * (max(xs) + min(xs)) / 2, height / 2 + scale * (max(ys) + min(ys)) / 2)
    return Projection(lat, lon, scale, shift), height


def _middle(places: Sequence[Point]) -> Point:
    x = y = z = 0.0
    for lat, lon in places:
        x += math.cos(math.radians(lat)) * math.cos(math.radians(lon))
        y += math.cos(math.radians(lat)) * math.sin(math.radians(lon))
        z += math.sin(math.radians(lat))
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def _plane(lat: float, lon: float, lat0: float, lon0: float) -> Point | None:
    a, a0, turn = math.radians(lat), math.radians(lat0), math.radians(lon - lon0)
    below = 1 + math.sin(a0) * math.sin(a) + math.cos(a0) * math.cos(a) * math.cos(turn)
    if below < 0.15:
        return None
    k = math.sqrt(2 / below)
    return (
        k * math.cos(a) * math.sin(turn),
        k * (math.cos(a0) * math.sin(a) - math.sin(a0) * math.cos(a) * math.cos(turn)),
    )


def _degrees(value: int, plus: str, minus: str) -> str:
    return f"{abs(value)}°{plus if value > 0 else minus if value < 0 else ''}"
