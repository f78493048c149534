"""The cheapest measures that stop every way, where a way may need several things at once: an implicit hitting set.

A cut in a graph is not enough there, and the problem is NP-hard. So: choose the cheapest measures that meet all sets known
so far (HiGHS, exact), ask `find` what survives them, add the sets of measures that would have stopped that, choose again
(Moreno-Centeno and Karp 2013; Chandrasekaran and others 2011). Between two exact choices a greedy one (Chvatal 1979) gathers
sets, and gives a choice that does stop all. Each exact choice is a lower bound, as it meets only some of the sets.

Invariants: measures are numbered from 0; costs are told apart to a millionth, and one of inf can't be taken. Among the
cheapest choices the one with the fewest measures is given, among those the one with the lowest numbers in order: if the clock
allows, the answer does not depend on the order in which sets were found. It leaves `find` nothing, also when the clock ran out.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import optimize, sparse

from catspaw.routes.graph import Floats

Measures = frozenset[int]
Find = Callable[[Measures], Iterable[Measures]]
MILLION = 1_000_000
SOLVED, INFEASIBLE = 0, 2  # as scipy's milp tells them


@dataclass(frozen=True, slots=True)
class Hitting:
    """The measures chosen and their cost; no choice costs less than `bound`; `sets` are those that the choice had to meet.

    If nothing that may be taken stops all, nothing is chosen, and cost and bound are inf.
    """

    chosen: Measures
    cost: float
    bound: float
    optimal: bool
    sets: tuple[Measures, ...]

    @property
    def possible(self) -> bool:
        """Whether the measures stop all."""
        return self.cost < math.inf


class _Impossible(Exception):  # noqa: N818 - no error, an answer
    """A set has no measure that may be taken."""


class _OutOfTime(Exception):  # noqa: N818
    """The clock ran out before the best choice was found; the bound is what was shown by then."""

    def __init__(self, bound: int = 0) -> None:
        self.bound = bound


def cheapest(cost: Sequence[float], find: Find, seconds: float = math.inf) -> Hitting:
    """The cheapest measures that leave `find` nothing.

    `find(chosen)` gives, for some of what survives the chosen measures, the set of measures each of which would stop it; nothing
    if nothing survives; an empty set for what no measure stops. After `seconds`, the best choice so far is given, with its bound.

    Raises:
        ValueError: a cost is negative or not a number, or `find` gives a set that the chosen measures meet already.
    """
    search = _Search(cost, find, time.monotonic() + seconds)
    try:
        best = search.run()
    except _Impossible:
        return Hitting(frozenset(), math.inf, math.inf, True, tuple(search.sets))
    total = math.fsum(cost[measure] for measure in best)
    optimal = search.is_optimal(best)
    bound = total if optimal else min(total, search.bound * search.unit)
    return Hitting(best, total, bound, optimal, tuple(search.sets))


@dataclass(slots=True)
class _Search:
    """The sets found so far, the best choice that stops all, and the bound; costs in whole units."""

    given: Sequence[float]
    find: Find
    until: float
    sets: dict[Measures, None] = field(default_factory=dict)
    bound: int = 0
    cost: list[int] = field(init=False)
    unit: float = field(init=False)

    def __post_init__(self) -> None:
        if not all(cost >= 0 for cost in self.given):
            raise ValueError("each measure costs at least 0 (inf: it can't be taken)")
        small = [round(cost * MILLION) if cost < math.inf else -1 for cost in self.given]
        step = math.gcd(*(cost for cost in small if cost > 0)) or 1
        self.cost, self.unit = [cost // step if cost >= 0 else -1 for cost in small], step / MILLION

    def run(self) -> Measures:
        """Choose, ask, learn, until nothing survives the best choice, or the clock runs out."""
        chosen: Measures = frozenset()
        best, settled = chosen, not self._learn(chosen)
        try:
            while not settled:
                best = self._better(best, self._greedy(chosen))
                chosen = self._exact()
                if not self._learn(chosen):
                    best, chosen = chosen, self._lowest(chosen)
                    settled = chosen == best or not self._learn(chosen)
        except _OutOfTime as early:
            self.bound = max(self.bound, early.bound)
            return best
        return chosen

    def _better(self, one: Measures, other: Measures) -> Measures:
        return other if not one or self._total(other) < self._total(one) else one

    def is_optimal(self, chosen: Measures) -> bool:
        """Whether the bound has come up to the cost of the choice."""
        return self.bound >= self._total(chosen)

    def _total(self, chosen: Iterable[int]) -> int:
        return sum(self.cost[measure] for measure in chosen)

    def _learn(self, chosen: Measures) -> bool:
        """Ask what survives; whether anything does."""
        found = [frozenset(m for m in survivor if self.cost[m] >= 0) for survivor in self.find(chosen)]
        for survivor in found:
            if not survivor:
                self.sets.setdefault(survivor)
                raise _Impossible
            if survivor & chosen:
                raise ValueError(f"find gave a set that {sorted(survivor & chosen)} meets, which was chosen already")
            self.sets.setdefault(survivor)
        return bool(found)

    def _greedy(self, chosen: Measures) -> Measures:
        """A choice that stops all, by the measure that meets most sets for its cost; not bounded by the clock."""
        while True:
            unmet = [found for found in self.sets if not found & chosen]
            while unmet:
                met: dict[int, int] = {}
                for measure in (measure for found in unmet for measure in found):
                    met[measure] = met.get(measure, 0) + 1
                taken = min(met, key=lambda measure: (self.cost[measure] / met[measure], -met[measure], measure))
                chosen |= {taken}
                unmet = [found for found in unmet if taken not in found]
            if not self._learn(chosen):
                break
        lean = self._lean(chosen)
        return chosen if lean == chosen or self._learn(lean) else lean

    def _lean(self, chosen: Measures) -> Measures:
        """The choice without those measures, the dearest first, that no set found so far needs."""
        for measure in sorted(chosen, key=lambda measure: (-self.cost[measure], -measure)):
            if all(found & (chosen - {measure}) for found in self.sets):
                chosen -= {measure}
        return chosen

    def _exact(self) -> Measures:
        """The cheapest choice that meets the sets found so far."""
        cheap = _Programme(list(self.sets), self.until).solve(self.cost)
        if cheap is None:
            raise _Impossible
        self.bound = max(self.bound, self._total(cheap))
        return cheap

    def _lowest(self, cheap: Measures) -> Measures:
        """Of the choices that cost as little and meet the sets found so far: the fewest measures, then the lowest numbers."""
        programme, one = _Programme(list(self.sets), self.until), [1] * len(self.cost)
        programme.limit(self.cost, self._total(cheap))
        few = programme.solve(one) or cheap
        programme.limit(one, len(few))
        return programme.lowest(few)


class _Programme:
    """The choice as a programme in whole numbers: a variable for each measure that some set has, 0 or 1."""

    def __init__(self, sets: Sequence[Measures], until: float) -> None:
        self.measures = sorted(frozenset[int]().union(*sets))
        self.low, self.high = np.zeros(len(self.measures)), np.ones(len(self.measures))
        self._sets, self._until = sets, until
        place = {measure: index for index, measure in enumerate(self.measures)}
        column = np.array([place[measure] for found in sets for measure in found], dtype=np.int32)
        row = np.repeat(np.arange(len(sets), dtype=np.int32), [len(found) for found in sets])
        meets = sparse.csc_array((np.ones(len(row)), (row, column)), shape=(len(sets), len(self.measures)))
        self._constraints = [optimize.LinearConstraint(meets, lb=1)]
        self._limits: list[tuple[Sequence[int], int]] = []

    def limit(self, weight: Sequence[int], most: int) -> None:
        """From here on, the choice weighs at most this much (whole numbers: half a unit over is not one more)."""
        self._constraints.append(optimize.LinearConstraint(self._row(weight)[np.newaxis, :], ub=most + 0.5))
        self._limits.append((weight, most))

    def solve(self, weight: Sequence[int]) -> Measures | None:
        """The choice of least weight, None if there is none within the limits.

        Raises:
            _OutOfTime: the clock ran out first.
        """
        left = self._until - time.monotonic()
        if left <= 0:
            raise _OutOfTime
        found = optimize.milp(
            self._row(weight),
            integrality=np.ones(len(self.measures)),
            bounds=optimize.Bounds(self.low, self.high),
            constraints=self._constraints,
            options={"mip_rel_gap": 0.0, **({"time_limit": left} if left < math.inf else {})},
        )
        if found.status == INFEASIBLE:
            return None
        if found.status != SOLVED:
            dual = found.mip_dual_bound if found.mip_dual_bound is not None else 0.0
            raise _OutOfTime(math.ceil(dual - 1e-6 * max(1.0, dual)) if 0 < dual < math.inf and not self._limits else 0)
        chosen = frozenset(self.measures[index] for index in np.flatnonzero(found.x > 0.5))
        if any(sum(each[measure] for measure in chosen) > most for each, most in self._limits):
            return None  # it is over by less than the solver tells apart
        return chosen

    def lowest(self, chosen: Measures) -> Measures:
        """Of all choices within the limits, that with the lowest numbers: take each in turn if any choice has it."""
        for index, measure in enumerate(self.measures):
            taken = {m for m, low in zip(self.measures, self.low, strict=True) if low}
            if len(taken) == len(chosen):
                break
            if measure not in chosen:
                chosen = self._with(index, taken) or chosen
            self.low[index] = self.high[index] = float(measure in chosen)
        return chosen

    def _with(self, index: int, taken: set[int]) -> Measures | None:
        """A choice within the limits that has all that is taken and this one too, if any; one that meets no new set is none."""
        measure = self.measures[index]
        if not any(measure in found and not found & taken for found in self._sets):
            return None
        self.low[index] = 1.0
        return self.solve([0] * (self.measures[-1] + 1))

    def _row(self, weight: Sequence[int]) -> Floats:
        return np.array([weight[measure] for measure in self.measures], dtype=np.float64)
