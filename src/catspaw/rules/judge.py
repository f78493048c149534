"""Judge a book against all rules at once: a join of classes to clauses, kept as bits.

For every dimension, each class has a row of bits, one a clause: may this clause still hold? The rows of a line's
classes are and-ed, so the cost a line is a handful of gathers however many rules there are; what is left are *hits*
(line, clause), a few a line. Only hits are asked the finer questions: does it hold for certain, is anyone bound, does an
exception hold. Loops run over clauses and rules, never over lines.

The idea is that of bitmap indexes in databases (P. O'Neil and D. Quass, "Improved query performance with variant
indexes", SIGMOD 1997). Cost: O(lines x clauses / 64 + hits x conditions) time; memory is bounded by a block of lines.

Invariants: three values throughout (no, may be, certain); a line's verdicts do not depend on other lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from catspaw.rules.answer import Bools, answers, ask_contract, ask_number, goods_answers
from catspaw.rules.compile import DIMENSIONS, Block, Compiled, Test
from catspaw.rules.facets import SET_DIMENSIONS, Facets, Ints

Words = npt.NDArray[np.uint64]
NO, MAYBE, CERTAIN = 0, 1, 2
USER = -2  # the ground "the user is bound", given from outside
NONE = -1
BLOCK_OF_LINES = 1 << 17
DIMENSION_BIT = {dimension: 1 << index for index, dimension in enumerate(DIMENSIONS)}
HIT_SCHEMA: Mapping[str, pl.DataType] = {
    "deal": pl.UInt32(),
    "rule": pl.Int32(),
    "status": pl.Int8(),  # MAYBE or CERTAIN
    "line": pl.UInt32(),
    "clause": pl.Int32(),
    "missing": pl.UInt32(),  # bits of DIMENSIONS that leave it open
    "bound": pl.Int8(),
    "ground": pl.Int32(),
    "exception": pl.Int32(),  # the exception that leaves it open
}


@dataclass
class _Asked:
    """The answers of one block's tests on the classes of one book."""

    block: Block
    facets: Facets
    certain: dict[int, Bools]  # by id of test
    possible: dict[int, Bools]
    day: Ints
    rows: Mapping[str, npt.NDArray[np.integer]]  # by dimension: the class of each line

    @classmethod
    def of(cls, block: Block, facets: Facets) -> _Asked:
        asked = cls(block, facets, {}, {}, facets.lines["day"].to_numpy(), _rows(facets))
        for dimension in DIMENSIONS:
            for test in block.tests[dimension]:
                asked.certain[id(test)], asked.possible[id(test)] = _ask(test, dimension, facets)
        return asked

    def clause(self, clause: int, tests: Sequence[tuple[str, Test]], lines: Ints) -> tuple[Bools, Bools, Ints]:
        """One clause on some lines: certain, possible, and bits of the dimensions that leave it open."""
        within = (self.block.since[clause] <= self.day[lines]) & (self.day[lines] < self.block.until[clause])
        certain, possible = within.copy(), within
        missing = np.zeros(len(lines), dtype=np.int32)
        for dimension, test in tests:
            rows = self.rows[dimension][lines]
            yes, may = self.certain[id(test)][rows], self.possible[id(test)][rows]
            certain &= yes
            possible = possible & may
            missing |= np.where(yes, 0, DIMENSION_BIT[dimension]).astype(np.int32)
        return certain, possible, missing


def _rows(facets: Facets) -> dict[str, npt.NDArray[np.integer]]:
    situation = facets.lines["situation"].to_numpy()
    rows: dict[str, npt.NDArray[np.integer]] = {d: facets.sets[d].of_situation[situation] for d in SET_DIMENSIONS}
    rows["goods"] = facets.lines["goods"].to_numpy()
    each = np.arange(len(situation), dtype=np.int32)
    return rows | {"contract": each, "number": each, "open": np.zeros(len(situation), dtype=np.int32)}


def _ask(test: Test, dimension: str, facets: Facets) -> tuple[Bools, Bools]:
    if dimension == "goods":
        return goods_answers(test.condition, facets.goods)
    if dimension == "contract":
        return ask_contract(test.condition, facets.lines["contract"])
    if dimension == "number":
        return ask_number(test.condition, facets.lines)
    if dimension == "open":
        return np.array([False]), np.array([True])
    return answers(test.condition, test.wild, facets.sets[dimension].classes)


def judge(facets: Facets, compiled: Compiled, bound: Iterable[str] = ()) -> pl.DataFrame:
    """All rules on all lines, reduced to the strongest hit a dealing and rule.

    Args:
        facets: the book.
        compiled: the rules.
        bound: jurisdictions (`eu`, `us`, ...) that bind the user, besides those that bind the parties.

    Returns:
        A frame with the columns of `HIT_SCHEMA`, sorted by deal and rule.
    """
    asked = _Asked.of(compiled.main, facets)
    lines, clauses = _possible_hits(asked)
    hits = _settle(asked, lines, clauses)
    if not len(hits["line"]):
        return pl.DataFrame(schema=dict(HIT_SCHEMA))
    hits = _bind(hits, compiled, facets, frozenset(bound))
    hits = _except(hits, compiled, facets)
    return _strongest(hits, facets)


def _masks(block: Block) -> tuple[int, Mapping[int, Words]]:
    width = (len(block.clauses) + 63) // 64 or 1
    masks = {}
    for tests in block.tests.values():
        for test in tests:
            bits = np.zeros(width * 64, dtype=np.uint8)
            bits[test.clauses] = 1
            masks[id(test)] = np.packbits(bits, bitorder="little").view(np.uint64)
    return width, masks


def _table(tests: Sequence[Test], count: int, width: int, masks: Mapping[int, Words], asked: _Asked) -> Words:
    table = np.full((count, width), ~np.uint64(0))
    for test in tests:
        table[~asked.possible[id(test)]] &= ~masks[id(test)]
    return table


def _possible_hits(asked: _Asked) -> tuple[Ints, Ints]:
    """Lines and clauses that may hold, by and-ing rows of bits."""
    block, facets = asked.block, asked.facets
    width, masks = _masks(block)
    count = max((len(facets.sets[d].of_situation) for d in SET_DIMENSIONS), default=0)
    situations = np.full((count, width), ~np.uint64(0))
    for dimension in SET_DIMENSIONS:
        table = _table(block.tests[dimension], len(facets.sets[dimension].classes), width, masks, asked)
        situations &= table[facets.sets[dimension].of_situation]
    goods = _table(block.tests["goods"], len(facets.goods), width, masks, asked)
    days, day_rows = np.unique(asked.day, return_inverse=True)
    alive = (block.since <= days[:, None]) & (days[:, None] < block.until)
    padded = np.zeros((len(days), width * 64), dtype=np.uint8)
    padded[:, : alive.shape[1]] = alive
    day_table = np.packbits(padded, axis=1, bitorder="little").view(np.uint64)
    situation = facets.lines["situation"].to_numpy()
    single = [test for d in ("contract", "number") for test in block.tests[d]]
    found_lines, found_clauses = [], []
    for start in range(0, len(asked.day), BLOCK_OF_LINES):
        part = slice(start, start + BLOCK_OF_LINES)
        bits = situations[situation[part]]
        bits &= goods[asked.rows["goods"][part]]
        bits &= day_table[day_rows[part]]
        for test in single:
            bits[~asked.possible[id(test)][part]] &= ~masks[id(test)]
        rows = np.flatnonzero(bits.any(axis=1))
        hit_rows, hit_clauses = np.nonzero(np.unpackbits(bits[rows].view(np.uint8), axis=1, bitorder="little"))
        found_lines.append((rows[hit_rows] + start).astype(np.int32))
        found_clauses.append(hit_clauses.astype(np.int32))
    return np.concatenate([np.empty(0, np.int32), *found_lines]), np.concatenate([np.empty(0, np.int32), *found_clauses])


def _tests_of(block: Block) -> list[list[tuple[str, Test]]]:
    found: list[list[tuple[str, Test]]] = [[] for _ in block.clauses]
    for dimension in DIMENSIONS:
        for test in block.tests[dimension]:
            for clause in test.clauses:
                found[clause].append((dimension, test))
    return found


Hits = dict[str, npt.NDArray[np.integer]]


def _settle(asked: _Asked, lines: Ints, clauses: Ints) -> Hits:
    """Whether each hit holds for certain, and what leaves it open if not."""
    order = np.argsort(clauses, kind="stable")
    lines, clauses = lines[order], clauses[order]
    status = np.full(len(lines), MAYBE, dtype=np.int8)
    missing = np.zeros(len(lines), dtype=np.int32)
    tests = _tests_of(asked.block)
    for clause, part in _groups(clauses):
        certain, _, missing[part] = asked.clause(clause, tests[clause], lines[part])
        status[part][certain] = CERTAIN
    missing[status == CERTAIN] = 0
    return {"line": lines, "clause": clauses, "rule": asked.block.owner[clauses], "status": status, "missing": missing}


def _groups(sorted_keys: Ints) -> Iterator[tuple[int, slice]]:
    starts = np.flatnonzero(np.diff(sorted_keys, prepend=-1))
    ends = np.append(starts[1:], len(sorted_keys))[: len(starts)]
    for start, end in zip(starts, ends, strict=True):
        yield int(sorted_keys[start]), slice(int(start), int(end))


def regimes_reached(facets: Facets, compiled: Compiled, user: frozenset[str] = frozenset()) -> set[str]:
    """Regimes that bind somebody for certain on some line, by the regime's own grounds, or that bind the user."""
    asked = _Asked.of(compiled.bound, facets)
    tests = _tests_of(compiled.bound)
    every = np.arange(len(facets.lines), dtype=np.int32)
    reached = {name for name, regime in compiled.regimes.items() if regime.jurisdiction in user}
    for index, rule in enumerate(compiled.rules):
        if rule.regime in reached or rule.grounds != compiled.regimes[rule.regime].grounds:
            continue
        for clause in compiled.grounds_of[index]:
            unknown = compiled.grounds[int(compiled.bound.owner[clause])].leaves_unknown
            if not unknown and asked.clause(int(clause), tests[clause], every)[0].any():
                reached.add(rule.regime)
    return reached


def _bind(hits: Hits, compiled: Compiled, facets: Facets, user: frozenset[str]) -> Hits:
    """Who is bound, and by which ground; hits that bind nobody are dropped."""
    asked = _Asked.of(compiled.bound, facets)
    tests = _tests_of(compiled.bound)
    bound = np.zeros(len(hits["line"]), dtype=np.int8)
    ground = np.full(len(bound), NONE, dtype=np.int32)
    order = np.argsort(hits["rule"], kind="stable")
    hits = {name: column[order] for name, column in hits.items()}
    for rule, part in _groups(hits["rule"].astype(np.int32)):
        if compiled.regimes[compiled.rules[rule].regime].jurisdiction in user:
            bound[part], ground[part] = CERTAIN, USER
            continue
        for clause in compiled.grounds_of[rule]:
            owner = int(compiled.bound.owner[clause])
            certain, possible, _ = asked.clause(int(clause), tests[clause], hits["line"][part].astype(np.int32))
            if compiled.grounds[owner].leaves_unknown:
                certain = np.zeros_like(certain)
            reached = np.where(certain, CERTAIN, np.where(possible, MAYBE, NO)).astype(np.int8)
            better = reached > bound[part]
            bound[part] = np.where(better, reached, bound[part])
            ground[part] = np.where(better, owner, ground[part])
    return _kept({**hits, "bound": bound, "ground": ground}, bound > NO)


def _except(hits: Hits, compiled: Compiled, facets: Facets) -> Hits:
    """Drop hits for which an exception holds; leave open those for which a deciding one may."""
    asked = _Asked.of(compiled.excepted, facets)
    tests = _tests_of(compiled.excepted)
    exempt = np.zeros(len(hits["line"]), dtype=bool)
    exception = np.full(len(exempt), NONE, dtype=np.int32)
    for rule, part in _groups(hits["rule"].astype(np.int32)):
        for clause in compiled.exceptions_of[rule]:
            owner = int(compiled.excepted.owner[clause])
            certain, possible, _ = asked.clause(int(clause), tests[clause], hits["line"][part].astype(np.int32))
            exempt[part] |= certain & bool(compiled.excepted.clauses[clause].conditions)
            if compiled.exceptions[owner].decides:
                exception[part] = np.where(possible & (exception[part] == NONE), owner, exception[part])
    return _kept({**hits, "exception": exception}, ~exempt)


def _kept(hits: Hits, keep: Bools) -> Hits:
    return {name: column[keep] for name, column in hits.items()}


def _strongest(hits: Hits, facets: Facets) -> pl.DataFrame:
    """One hit a dealing and rule: the strongest, the earliest line among equals."""
    open_ = (hits["bound"] == MAYBE) | (hits["exception"] != NONE)
    hits["status"] = np.where(open_, MAYBE, hits["status"]).astype(np.int8)
    frame = pl.DataFrame({name: hits[name] for name in HIT_SCHEMA if name != "deal"})
    deals = facets.lines["deal"].gather(frame["line"].cast(pl.UInt32))
    frame = frame.with_columns(deals.alias("deal")).cast(dict(HIT_SCHEMA))  # type: ignore[arg-type]
    doubts = pl.col("missing").bitwise_count_ones() + (pl.col("bound") == MAYBE) + (pl.col("exception") != NONE)
    ordered = frame.sort("deal", "rule", -pl.col("status"), doubts, "line", "clause")
    return ordered.unique(["deal", "rule"], keep="first", maintain_order=True).select(*HIT_SCHEMA)
