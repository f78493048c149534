"""The answers of a block's tests on the classes of a book, as arrays and as rows of bits.

Books come in parts that share most of their classes, so answers are remembered between parts and only new classes are
asked. Invariant: an answer depends on the test and the class alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from catspaw.rules.answer import Bools, answers, ask_contract, ask_number, goods_answers
from catspaw.rules.compile import DIMENSIONS, Block, Test
from catspaw.rules.facets import SET_DIMENSIONS, Aspect, Facets, Goods, Ints, TokenSet

Words = npt.NDArray[np.uint64]
ALL = ~np.uint64(0)
DIMENSION_BIT = {dimension: 1 << index for index, dimension in enumerate(DIMENSIONS)}


class Memory:
    """What a block's tests answered for the classes met so far, by dimension."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.width = (len(block.clauses) + 63) // 64 or 1
        self.masks = {id(test): self._mask(test) for tests in block.tests.values() for test in tests}
        self.tests_of: list[list[tuple[str, Test]]] = [[] for _ in block.clauses]
        for dimension in DIMENSIONS:
            for test in block.tests[dimension]:
                for clause in test.clauses:
                    self.tests_of[clause].append((dimension, test))
        self._classes: dict[str, Sequence[object]] = {}
        self._certain: dict[int, Bools] = {}
        self._possible: dict[int, Bools] = {}
        self._tables: dict[str, Words] = {}

    def _mask(self, test: Test) -> Words:
        bits = np.zeros(self.width * 64, dtype=np.uint8)
        bits[test.clauses] = 1
        return np.packbits(bits, bitorder="little").view(np.uint64)

    def ask(self, facets: Facets) -> tuple[dict[int, Bools], dict[int, Bools]]:
        """The answers, certain and possible, by id of test, for the classes of a book (and maybe more)."""
        for dimension in SET_DIMENSIONS:
            self._learn(dimension, facets.dimension(dimension).classes)
        self._learn("goods", facets.goods)
        certain, possible = dict(self._certain), dict(self._possible)
        for dimension in ("contract", "number", "open"):
            for test in self.block.tests[dimension]:
                certain[id(test)], possible[id(test)] = _ask_lines(test, dimension, facets)
        return certain, possible

    def _learn(self, dimension: str, classes: Sequence[TokenSet] | Sequence[Goods]) -> None:
        tests = self.block.tests[dimension]
        same = self._classes.get(dimension) is classes
        known = len(self._tables[dimension]) if same else 0
        new = classes[known:]
        self._classes[dimension] = classes
        table = np.full((len(new), self.width), ALL)
        for test in tests:
            certain, possible = _ask_classes(test, dimension, new)
            table[~possible] &= ~self.masks[id(test)]
            for store, found in ((self._certain, certain), (self._possible, possible)):
                store[id(test)] = np.concatenate([store[id(test)], found]) if same else found
        self._tables[dimension] = np.concatenate([self._tables[dimension], table]) if same else table

    def table(self, dimension: str) -> Words:
        """Which clauses may still hold, as bits, for each class of a dimension."""
        return self._tables[dimension]

    def aspect_table(self, aspect: Aspect) -> Words:
        """The same for each case of an aspect."""
        found: Words | None = None
        for name, dimension in aspect.dimensions.items():
            rows = self._tables[name][dimension.of_case]
            found = rows if found is None else found & rows
        return found if found is not None else np.empty((0, self.width), dtype=np.uint64)


def _ask_classes(test: Test, dimension: str, classes: Sequence[object]) -> tuple[Bools, Bools]:
    if dimension == "goods":
        return goods_answers(test.condition, classes)  # type: ignore[arg-type]
    return answers(test.condition, test.wild, classes)  # type: ignore[arg-type]


def _ask_lines(test: Test, dimension: str, facets: Facets) -> tuple[Bools, Bools]:
    if dimension == "contract":
        return ask_contract(test.condition, facets.lines["contract"])
    if dimension == "number":
        return ask_number(test.condition, facets.lines)
    return np.array([False]), np.array([True])


class Asked:
    """One block on one book: its clauses can be asked about lines."""

    def __init__(self, memory: Memory, facets: Facets) -> None:
        self.memory, self.block, self.facets = memory, memory.block, facets
        self.certain, self.possible = memory.ask(facets)
        self.day: Ints = facets.lines["day"].to_numpy()
        self.rows = _rows(facets)

    def clause(self, clause: int, lines: Ints) -> tuple[Bools, Bools, Ints]:
        """One clause on some lines: certain, possible, and bits of the dimensions that leave it open."""
        within = (self.block.since[clause] <= self.day[lines]) & (self.day[lines] < self.block.until[clause])
        certain, possible = within.copy(), within
        missing = np.zeros(len(lines), dtype=np.int32)
        for dimension, test in self.memory.tests_of[clause]:
            rows = self.rows[dimension][lines]
            yes, may = self.certain[id(test)][rows], self.possible[id(test)][rows]
            certain &= yes
            possible = possible & may
            missing |= np.where(yes, 0, DIMENSION_BIT[dimension]).astype(np.int32)
        return certain, possible, missing


def _rows(facets: Facets) -> Mapping[str, npt.NDArray[np.integer]]:
    """By dimension: the class of each line (for numbers the line itself)."""
    rows: dict[str, npt.NDArray[np.integer]] = {"goods": facets.lines["goods"].to_numpy()}
    for aspect in facets.aspects.values():
        for name, dimension in aspect.dimensions.items():
            rows[name] = dimension.of_case[aspect.of_line]
    count = len(facets.lines)
    each = np.arange(count, dtype=np.int32)
    return rows | {"contract": each, "number": each, "open": np.zeros(count, dtype=np.int32)}
