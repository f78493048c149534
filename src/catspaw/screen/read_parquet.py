"""Books that are Parquet files: flat columns under the headings of a CSV, or the nested layout of the casebook.

The reader of polars is made for files of friends: on some damaged ones it ends the whole process. So a file is walked
through once in a process of its own, and read only if that came to its end.

Invariants: a few rows are in memory at a time; a text too long to be read is cut before it is multiplied, and its row
rejected; a file that the reader can't take is an InputError whatever went wrong in it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl
from polars.exceptions import PanicException, PolarsError

from catspaw.errors import InputError
from catspaw.screen.csv_rows import CsvRow
from catspaw.screen.dealing import MAX_TEXT
from catspaw.screen.flat_rows import MOST_COLUMNS, Row, flat_rows
from catspaw.screen.layout import Layout

BATCH = 20_000
MOST_ROWS = 1_000_000_000
MOST_FOOTER = 64 * 2**20
MAGIC = b"PAR1"
SHOWN = 4_000
SECONDS, BYTES_A_SECOND = 60, 1_000_000  # that a trial may take
TRIAL = "import sys, pathlib; from catspaw.screen.read_parquet import walk; walk(pathlib.Path(sys.argv[1]))"


def is_parquet(path: Path) -> bool:
    """Whether a file begins as Parquet does."""
    with path.open("rb") as file:
        return file.read(4) == MAGIC


def parquet_rows(path: Path, layout: Layout) -> Iterator[Row]:
    """The rows of a Parquet file, numbered from 1.

    Raises:
        InputError: damaged, beyond the bounds, or columns that can't be used.
    """
    layout.refuse(str(path), "a Parquet file", "encoding", "sheet")
    _check_footer(path)
    status = path.stat()
    _try_out(path, status.st_size, status.st_mtime_ns)
    frame = _guarded(path, lambda: pl.scan_parquet(path, glob=False))
    schema: Mapping[str, pl.DataType] = _guarded(path, frame.collect_schema)
    if len(schema) > MOST_COLUMNS:
        raise InputError(f"{path}: {len(schema):,} columns; at most {MOST_COLUMNS:,} are read")
    rows = _batches(path, frame, schema)
    if any(kind.is_nested() for kind in schema.values()):
        layout.refuse(str(path), "a nested Parquet file", "fields")
        yield from ((number, repr(row)[:SHOWN], _record(row)) for number, row in enumerate(rows, 1))
    else:
        heads = CsvRow(0, ",".join(schema), list(schema), "")
        yield from flat_rows(_flat(heads, rows), layout, str(path))


def _check_footer(path: Path) -> None:
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 8))
        tail = file.read(8)
    length = int.from_bytes(tail[:4], "little")
    if size < 12 or tail[4:] != MAGIC or length > min(MOST_FOOTER, size - 12):
        raise InputError(f"{path}: a damaged Parquet file: its end is missing or false: cut short? Write it again")


@lru_cache(maxsize=16)
def _try_out(path: Path, size: int, changed: int) -> None:
    """Walk through a file in a process of its own; once for each state of the file."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "RUST_BACKTRACE": "0"}
    command = [sys.executable, "-c", TRIAL, os.path.abspath(path)]
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, timeout=SECONDS + size / BYTES_A_SECOND, check=False
        )
        said = done.stdout.decode("utf-8", "replace").strip() if done.returncode else ""
    except subprocess.TimeoutExpired:
        said, done = "reading it does not end", None
    if done is None or done.returncode:
        what = said.splitlines()[-1][:200] if said else "reading it fails"
        raise InputError(f"{path}: a damaged Parquet file ({what}); write it again, or as CSV")


def walk(path: Path) -> None:
    """Go through all rows, and say on standard output what fails."""
    try:
        frame = pl.scan_parquet(path, glob=False)
        for _ in _parts(path, frame, frame.collect_schema()):
            pass
    except (InputError, PolarsError, PanicException) as error:
        sys.stdout.write((str(error).splitlines() or [""])[0])
        sys.exit(1)


def _guarded(path: Path, step: Any) -> Any:
    try:
        return step()
    except (PolarsError, PanicException, OSError, ValueError, OverflowError, MemoryError) as error:
        what = (str(error).splitlines() or [""])[0][:200]
        raise InputError(f"{path}: a damaged Parquet file ({what}); write it again, or as CSV") from None


def _batches(path: Path, frame: pl.LazyFrame, schema: Mapping[str, pl.DataType]) -> Iterator[dict[str, Any]]:
    for part in _parts(path, frame, schema):
        yield from part.iter_rows(named=True)


def _parts(path: Path, frame: pl.LazyFrame, schema: Mapping[str, pl.DataType]) -> Iterator[pl.DataFrame]:
    total = _guarded(path, lambda: frame.select(pl.len()).collect().item())
    if total > MOST_ROWS:
        raise InputError(f"{path}: claims {total:,} rows; at most {MOST_ROWS:,} are read")
    texts = [name for name, kind in schema.items() if kind == pl.String]
    short = frame.with_columns(pl.col(texts).str.slice(0, MAX_TEXT + 1)) if texts else frame
    for start in range(0, total, BATCH):
        part = _guarded(path, lambda start=start: short.slice(start, BATCH).collect())
        if len(part) != min(BATCH, total - start):
            raise InputError(f"{path}: claims {total:,} rows and holds fewer; write it again")
        yield part


def _flat(heads: CsvRow, rows: Iterable[Mapping[str, Any]]) -> Iterator[CsvRow]:
    yield heads
    for number, row in enumerate(rows, 1):
        binary = next((name for name, value in row.items() if isinstance(value, bytes)), None)
        if binary is not None:
            yield CsvRow(number, repr(row)[:SHOWN], [], f"{binary}: bytes; expected a text, a number or a day")
            continue
        cells = [_cell(value) for value in row.values()]
        yield CsvRow(number, ",".join(cells), cells, "")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 10**15 else repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _record(row: Mapping[str, Any]) -> dict[str, Any] | str:
    """A record in the layout of the casebook: nothing where the file holds null, days in ISO form."""
    record = _plain(row)
    for party in record.get("parties", ()):
        if isinstance(party, dict) and isinstance(ids := party.get("ids"), list):
            party["ids"] = {str(one.get("key")): one.get("value") for one in ids if isinstance(one, dict)}
    return record if record else "the row is empty"


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_plain(inner) for inner in value if inner is not None]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
