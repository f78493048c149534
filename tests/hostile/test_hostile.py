"""Files of strangers end in a clear message and the right exit code, and never lose a row."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from catspaw.cli import cli, given
from catspaw.facts.world import World
from catspaw.lists.listing import Listings
from hostile.inputs import NO_BOOKS, ROWS, Bad

REFUSED, JUDGED = 2, (0, 1)


@cache
def _world() -> World:
    return given.world_of()


@cache
def _lists() -> Listings:
    return given.listings_of((), _world())


@pytest.fixture(autouse=True)
def one_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """The facts are read once for all of these."""
    monkeypatch.setattr("catspaw.cli.dealings.world_of", lambda folders: _world())
    monkeypatch.setattr("catspaw.cli.dealings.listings_of", lambda paths, world: _lists())


def screen(*args: str | Path) -> Result:
    """What `catspaw screen` does and says; nobody ever sees a traceback."""
    result = CliRunner().invoke(cli, ["screen", *map(str, args)])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert "Traceback" not in result.output
    return result


def document(*args: str | Path) -> dict[str, Any]:
    """The answer as data, where rows could be read."""
    result = screen(*args, "--json")
    assert result.exit_code in JUDGED, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_there_are_as_many_as_promised() -> None:
    """At least sixty, none twice."""
    assert len({bad.name for bad in [*NO_BOOKS, *ROWS]}) == len(NO_BOOKS) + len(ROWS) >= 60


@pytest.mark.parametrize("bad", NO_BOOKS, ids=lambda bad: bad.name)
def test_what_is_no_book_is_refused_with_what_and_where(bad: Bad, tmp_path: Path) -> None:
    """Exit code 2, one message that names the file or the option, nothing half written."""
    book = tmp_path / "book"
    book.write_bytes(bad.content)
    outs = [
        part for suffix in (".html", ".csv", ".xlsx", ".parquet") for part in ("--out", str(tmp_path / f"r{suffix}"))
    ]
    result = screen(book, *bad.args, *outs)
    assert result.exit_code == REFUSED, result.output
    assert result.stderr.startswith("catspaw: ")
    assert result.stderr.count("catspaw: ") == 1
    assert bad.says in result.stderr
    assert str(book) in result.stderr or any(str(word).strip("-") in result.stderr for word in bad.args)
    assert len(result.stderr) < 2000
    assert list(tmp_path.iterdir()) == [book]


@pytest.mark.parametrize("bad", ROWS, ids=lambda bad: bad.name)
def test_every_row_is_judged_or_rejected(bad: Bad, tmp_path: Path) -> None:
    """As many as its maker counted, each reject with its reason, each report whole."""
    book, rejects = tmp_path / "book", tmp_path / "rejects.jsonl"
    book.write_bytes(bad.content)
    reports = [tmp_path / f"r{suffix}" for suffix in (".html", ".csv", ".jsonl", ".xlsx", ".parquet")]
    found = document(book, *bad.args, "--rejects", rejects, *(part for path in reports for part in ("--out", path)))
    assert (found["dealings"], found["rejected"]) == (bad.judged, bad.rejected), found["rejects"]
    assert sum(found["counts"].values()) == bad.judged
    reasons = [row["reason"] for row in found["rejects"]]
    assert all(reasons)
    assert not bad.says or any(bad.says in reason for reason in reasons), reasons
    written = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
    assert [row["reason"] for row in written] == reasons
    numbers = [row["row"] for row in written]
    assert numbers == sorted(set(numbers))
    assert all(path.stat().st_size for path in reports if path.suffix != ".jsonl")
    assert set(tmp_path.iterdir()) == {book, rejects, *reports}
