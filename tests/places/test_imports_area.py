"""Points in polygons: the many-points code agrees with a plain ray for each point."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from catspaw.places.area import Ring, inside

GRID = st.integers(-8, 8)
RINGS = st.lists(st.tuples(GRID, GRID), min_size=3, max_size=12)
POINTS = st.lists(st.tuples(GRID, GRID), min_size=1, max_size=20)
SHIFT = 0.5  # points stand between the lines of the grid: on an edge both answers are right only by chance


def ring_of(points: list[tuple[int, int]] | list[tuple[float, float]]) -> Ring:
    """A ring as two columns."""
    table = np.array(points, dtype=np.float64)
    return table[:, 0], table[:, 1]


def ray(lon: float, lat: float, rings: list[list[tuple[int, int]]]) -> bool:
    """The textbook test: count the edges east of the point."""
    count = 0
    for ring in rings:
        for one, two in zip(ring, ring[1:] + ring[:1], strict=True):
            (y1, x1), (y2, x2) = sorted(
                (y, x) for x, y in (one, two)
            )  # from the lower end, as rounding differs by turn
            if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
                count += 1
    return count % 2 == 1


@given(st.lists(RINGS, min_size=1, max_size=3), POINTS)
@settings(max_examples=300, deadline=None)
def test_it_agrees_with_a_ray_for_each_point(rings: list[list[tuple[int, int]]], points: list[tuple[int, int]]) -> None:
    """An outline with holes inside its frame, of any shape, also crossing itself."""
    outline = rings[0]
    west, east = min(x for x, _ in outline), max(x for x, _ in outline)
    south, north = min(y for _, y in outline), max(y for _, y in outline)
    holes = [[(min(max(x, west), east), min(max(y, south), north)) for x, y in ring] for ring in rings[1:]]
    lon, lat = np.array([x + SHIFT / 3 for x, _ in points]), np.array([y + SHIFT for _, y in points])
    found = inside(lon, lat, [[ring_of(ring) for ring in (outline, *holes)]])
    assert found.tolist() == [ray(x, y, [outline, *holes]) for x, y in zip(lon.tolist(), lat.tolist(), strict=True)]


@given(RINGS, POINTS)
@settings(max_examples=200, deadline=None)
def test_closed_and_open_rings_and_either_turn_are_one(
    ring: list[tuple[int, int]], points: list[tuple[int, int]]
) -> None:
    """Repeating the first point, or going round the other way, changes nothing."""
    lon, lat = np.array([x + 0.1 for x, _ in points]), np.array([y + 0.5 for _, y in points])
    plain = inside(lon, lat, [[ring_of(ring)]])
    assert (plain == inside(lon, lat, [[ring_of([*ring, ring[0]])]])).all()
    assert (plain == inside(lon, lat, [[ring_of(ring[::-1])]])).all()


def test_a_hole_is_outside_and_a_point_in_two_polygons_inside() -> None:
    """Even-odd holds within a polygon, not between polygons."""
    outer = ring_of([(0, 0), (10, 0), (10, 10), (0, 10)])
    hole = ring_of([(4, 4), (6, 4), (6, 6), (4, 6)])
    lon, lat = np.array([1.0, 5.0, 20.0]), np.array([1.0, 5.0, 5.0])
    assert inside(lon, lat, [[outer, hole]]).tolist() == [True, False, False]
    assert inside(lon, lat, [[outer], [outer]]).tolist() == [True, True, False]


def test_a_vertex_level_with_the_point_is_met_once() -> None:
    """A ray through a corner does not count it twice."""
    diamond = ring_of([(0, -1), (1, 0), (0, 1), (-1, 0)])
    lon, lat = np.array([0.0, -2.0, 2.0]), np.array([0.0, 0.0, 0.0])
    assert inside(lon, lat, [[diamond]]).tolist() == [True, False, False]


def test_no_points_and_no_polygons_are_fine() -> None:
    """Empty in, empty out."""
    empty = np.array([], dtype=np.float64)
    assert inside(empty, empty, [[ring_of([(0, 0), (1, 0), (1, 1)])]]).tolist() == []
    assert inside(np.array([0.0]), np.array([0.0]), []).tolist() == [False]
