"""Which walks through a network are worth calling a route: straight ones, without detours.

A walk is straight if it never comes back to a place that it left; if no place is passed in vain (nothing is done there, and a
leg leads from the place before to the place after in the same state); and if between two places where something is done
(the source and the target among them) it goes at most `LONGER` links farther than need be.

Invariant: the test looks at one walk and at the legs that there are: where some are closed, the way round them is no detour.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from catspaw.routes.graph import Floats, Mask
from catspaw.routes.network import Network
from catspaw.routes.places import LONGER
from catspaw.routes.search import Path


class Straight:
    """Tells the straight walks of a network, of those of its legs that are `alive`."""

    def __init__(self, network: Network, alive: Mask | None = None) -> None:
        self._network = network
        self._alive = np.ones(len(network.legs), dtype=np.bool_) if alive is None else alive
        self._at = {place: index for index, place in enumerate(network.places)}

    def __call__(self, path: Path) -> bool:
        """Whether a walk is straight."""
        nodes = path.nodes[1:-1]
        places = [self._network.place(node) for node in nodes]
        visits = [place for index, place in enumerate(places) if index == 0 or place != places[index - 1]]
        if len(visits) != len(set(visits)):
            return False
        return not self._in_vain(nodes, places) and not self._too_long(places)

    def _in_vain(self, nodes: Sequence[int], places: Sequence[str]) -> bool:
        return any(
            places[i - 1] != places[i] != places[i + 1]
            and nodes[i - 1] * self._network.nodes + nodes[i + 1] in self._joined
            for i in range(1, len(nodes) - 1)
        )

    def _too_long(self, places: Sequence[str]) -> bool:
        begun, links = places[0], 0
        for before, here, after in zip(places, places[1:], (*places[2:], None), strict=False):
            links += before != here
            done = before == here or after in (here, None)
            if done:
                if links > self._apart[self._at[begun], self._at[here]] + LONGER:
                    return True
                begun, links = here, 0
        return False

    @cached_property
    def _joined(self) -> frozenset[int]:
        """The pairs of states between which a leg leads, each as one number."""
        pairs = self._network.tail.astype(np.int64) * self._network.nodes + self._network.head
        return frozenset(pairs[self._alive[self._network.leg]].tolist())

    @cached_property
    def _apart(self) -> Floats:
        """How many links the places are apart, by what moves there are."""
        legs = (way for way, alive in zip(self._network.legs, self._alive, strict=True) if alive)
        pairs = {(way.start, way.end) for way in legs if way.kind == "move"}
        rows, columns = ([self._at[pair[side]] for pair in pairs] for side in (0, 1))
        size = len(self._at)
        links = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(size, size))
        found: Floats = csgraph.shortest_path(links, unweighted=True)
        return found
