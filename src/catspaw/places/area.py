"""Which points lie in an area of polygons, many points at once, by the even-odd rule.

A ray goes east from each point and its crossings with the edges are counted (Shimrat, Algorithm 112, 1962). Points are sorted
by latitude, so that an edge meets only those between its ends: the cost is the edges plus the crossings, not their product.

Invariants: an edge owns its southern end and not its northern one, so a vertex is met once; a hole is outside; a point in one
polygon of several is inside, however they overlap. On an edge itself either answer may come.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ring = tuple[Floats, Floats]  # longitudes, latitudes


def inside(lon: Floats, lat: Floats, polygons: Iterable[Sequence[Ring]]) -> Bools:
    """Whether each point lies in one of the polygons; a polygon is its outline and its holes."""
    order = np.argsort(lat, kind="stable")
    east, north = lon[order], lat[order]
    found = np.zeros(len(lon), dtype=np.bool_)
    for rings in polygons:
        found |= _in_polygon(east, north, rings)
    back = np.empty_like(found)
    back[order] = found
    return back


def _in_polygon(lon: Floats, lat: Floats, rings: Sequence[Ring]) -> Bools:
    found = np.zeros(len(lon), dtype=np.bool_)
    outline_lon, outline_lat = rings[0]
    first, last = np.searchsorted(lat, (outline_lat.min(), outline_lat.max()), side="left")
    part = slice(int(first), int(last))
    near = (lon[part] >= outline_lon.min()) & (lon[part] <= outline_lon.max())
    if near.any():
        numbers = np.flatnonzero(near) + part.start
        crossings = np.zeros(len(numbers), dtype=np.int64)
        for ring in rings:
            crossings += _crossings(lon[numbers], lat[numbers], ring)
        found[numbers] = crossings % 2 == 1
    return found


def _crossings(lon: Floats, lat: Floats, ring: Ring) -> NDArray[np.int64]:
    """How many edges of a ring lie east of each point; the points are sorted by latitude."""
    x1, y1 = ring
    x2, y2 = np.roll(x1, -1), np.roll(y1, -1)
    down = y2 < y1  # each edge from its lower end, so that either turn of a ring rounds alike
    x1, y1, x2, y2 = np.where(down, x2, x1), np.where(down, y2, y1), np.where(down, x1, x2), np.where(down, y1, y2)
    low = np.searchsorted(lat, np.minimum(y1, y2), side="left")
    high = np.searchsorted(lat, np.maximum(y1, y2), side="left")
    counts = high - low
    edges = np.repeat(np.arange(len(x1)), counts)
    if not len(edges):
        return np.zeros(len(lon), dtype=np.int64)
    points = np.arange(len(edges)) - np.repeat(np.cumsum(counts) - counts, counts) + low[edges]
    with np.errstate(over="ignore", under="ignore"):
        along = (lat[points] - y1[edges]) / (y2[edges] - y1[edges])
        meets = x1[edges] + along * (x2[edges] - x1[edges])
    return np.bincount(points[meets > lon[points]], minlength=len(lon))
