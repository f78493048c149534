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

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from catspaw.rules.answer import Bools
from catspaw.rules.asked import DIMENSION_BIT, Asked, Memory, Words
from catspaw.rules.compile import Compiled
from catspaw.rules.facets import Facets, Ints

NO, MAYBE, CERTAIN = 0, 1, 2
USER = -2  # the ground "the user is bound", given from outside
NONE = -1
BLOCK_OF_LINES = 1 << 17
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
Hits = dict[str, npt.NDArray[np.integer]]


class Judge:
    """Judges facets by compiled rules; remembers what classes were answered."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self._main, self._excepted, self._bound = (
            Memory(block) for block in (compiled.main, compiled.excepted, compiled.bound)
        )

    def judge(self, facets: Facets, bound: Iterable[str] = ()) -> pl.DataFrame:
        """All rules on all lines, reduced to the strongest hit a dealing and rule.

        Args:
            facets: the book.
            bound: jurisdictions (`eu`, `us`, ...) that bind the user, besides those that bind the parties.

        Returns:
            A frame with the columns of `HIT_SCHEMA`, sorted by deal and rule.
        """
        asked = Asked(self._main, facets)
        hits = settle(asked, *possible_hits(asked))
        hits = self._bind(hits, facets, frozenset(bound))
        hits = self._except(hits, facets)
        return _strongest(self._clear_signs(hits), facets)

    def reached(self, facets: Facets, user: frozenset[str] = frozenset()) -> set[str]:
        """Regimes that bind somebody for certain on some line, by the regime's own grounds, or that bind the user."""
        asked = Asked(self._bound, facets)
        every = np.arange(len(facets.lines), dtype=np.int32)
        regimes = self.compiled.regimes
        found = {name for name, regime in regimes.items() if regime.jurisdiction in user}
        for index, rule in enumerate(self.compiled.rules):
            if rule.regime in found or rule.grounds != regimes[rule.regime].grounds:
                continue
            for clause in self.compiled.grounds_of[index]:
                unknown = self.compiled.grounds[int(asked.block.owner[clause])].leaves_unknown
                if not unknown and asked.clause(int(clause), every)[0].any():
                    found.add(rule.regime)
        return found

    def _bind(self, hits: Hits, facets: Facets, user: frozenset[str]) -> Hits:
        """Who is bound, and by which ground; hits that bind nobody are dropped."""
        asked, compiled = Asked(self._bound, facets), self.compiled
        bound = np.zeros(len(hits["line"]), dtype=np.int8)
        ground = np.full(len(bound), NONE, dtype=np.int32)
        order = np.argsort(hits["rule"], kind="stable")
        hits = {name: column[order] for name, column in hits.items()}
        for rule, part in _groups(hits["rule"].astype(np.int32)):
            if compiled.regimes[compiled.rules[rule].regime].jurisdiction in user:
                bound[part], ground[part] = CERTAIN, USER
                continue
            lines = hits["line"][part].astype(np.int32)
            for clause in compiled.grounds_of[rule]:
                owner = int(asked.block.owner[clause])
                certain, possible, _ = asked.clause(int(clause), lines)
                sure = certain & (not compiled.grounds[owner].leaves_unknown)
                reached = np.where(sure, CERTAIN, np.where(possible, MAYBE, NO)).astype(np.int8)
                better = reached > bound[part]
                bound[part] = np.where(better, reached, bound[part])
                ground[part] = np.where(better, owner, ground[part])
        return _kept({**hits, "bound": bound, "ground": ground}, bound > NO)

    def _except(self, hits: Hits, facets: Facets) -> Hits:
        """Drop hits for which an exception holds; leave open those for which a deciding one may."""
        asked, compiled = Asked(self._excepted, facets), self.compiled
        exempt = np.zeros(len(hits["line"]), dtype=bool)
        exception = np.full(len(exempt), NONE, dtype=np.int32)
        for rule, part in _groups(hits["rule"].astype(np.int32)):
            lines = hits["line"][part].astype(np.int32)
            for clause in compiled.exceptions_of[rule]:
                owner = int(asked.block.owner[clause])
                certain, possible, _ = asked.clause(int(clause), lines)
                exempt[part] |= certain & bool(asked.block.clauses[clause].conditions)
                if compiled.exceptions[owner].decides:
                    exception[part] = np.where(possible & (exception[part] == NONE), owner, exception[part])
        return _kept({**hits, "exception": exception}, ~exempt)

    def _clear_signs(self, hits: Hits) -> Hits:
        """A sign stands only on what the dealing shows: open but for facts that no dealing can show."""
        is_sign = np.array([rule.effect == "report" for rule in self.compiled.rules], dtype=bool)[hits["rule"]]
        shown = (hits["missing"] & ~DIMENSION_BIT["open"]) == 0
        return _kept(hits, ~is_sign | (shown & (hits["exception"] == NONE)))


def possible_hits(asked: Asked) -> tuple[Ints, Ints]:
    """Lines and clauses that may hold, by and-ing rows of bits."""
    memory, block, lines = asked.memory, asked.block, asked.facets.lines
    aspects = asked.facets.aspects.values()
    tables = [(memory.aspect_table(aspect), aspect.of_line) for aspect in aspects]
    tables.append((memory.table("goods"), lines["goods"].to_numpy()))
    tables.append(_days(asked))
    single = [test for dimension in ("contract", "number") for test in block.tests[dimension]]
    found_lines, found_clauses = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    for start in range(0, len(lines), BLOCK_OF_LINES):
        part = slice(start, start + BLOCK_OF_LINES)
        table, case = tables[0]
        bits = table[case[part]]
        for table, case in tables[1:]:
            bits &= table[case[part]]
        for test in single:
            bits[~asked.possible[id(test)][part]] &= ~memory.masks[id(test)]
        rows = np.flatnonzero(bits.any(axis=1))
        hit_rows, hit_clauses = np.nonzero(np.unpackbits(bits[rows].view(np.uint8), axis=1, bitorder="little"))
        found_lines.append((rows[hit_rows] + start).astype(np.int32))
        found_clauses.append(hit_clauses.astype(np.int32))
    return np.concatenate(found_lines), np.concatenate(found_clauses)


def _days(asked: Asked) -> tuple[Words, Ints]:
    """Which clauses are in force, as bits, for each day of the book; and the row of each line."""
    block, width = asked.block, asked.memory.width
    days, rows = np.unique(asked.day, return_inverse=True)
    alive = np.zeros((len(days), width * 64), dtype=np.uint8)
    alive[:, : len(block.clauses)] = (block.since <= days[:, None]) & (days[:, None] < block.until)
    return np.packbits(alive, axis=1, bitorder="little").view(np.uint64), rows.astype(np.int32)


def settle(asked: Asked, lines: Ints, clauses: Ints) -> Hits:
    """Whether each hit holds for certain, and what leaves it open if not."""
    order = np.argsort(clauses, kind="stable")
    lines, clauses = lines[order], clauses[order]
    status = np.full(len(lines), MAYBE, dtype=np.int8)
    missing = np.zeros(len(lines), dtype=np.int32)
    for clause, part in _groups(clauses):
        certain, _, missing[part] = asked.clause(clause, lines[part])
        status[part][certain] = CERTAIN
    missing[status == CERTAIN] = 0
    return {"line": lines, "clause": clauses, "rule": asked.block.owner[clauses], "status": status, "missing": missing}


def _groups(sorted_keys: Ints) -> Iterator[tuple[int, slice]]:
    starts = np.flatnonzero(np.diff(sorted_keys, prepend=-1))
    ends = np.append(starts[1:], len(sorted_keys))[: len(starts)]
    for start, end in zip(starts, ends, strict=True):
        yield int(sorted_keys[start]), slice(int(start), int(end))


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
