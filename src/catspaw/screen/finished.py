"""Findings of finished parts on disk, so that an interrupted screen of a long book goes on where it stopped.

Invariants: parts are kept under a key of the book, the facts, the lists and what was asked for, and never mixed with
others; a part is there whole or not at all; what is read back equals what was kept.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from catspaw.rules.verdict import Node, Verdict
from catspaw.screen.dealing import Dealing, Good, Party, Share, Stop
from catspaw.screen.findings import Finding, FinishedParts


class PartFolder(FinishedParts):
    """Finished parts in a folder of their own."""

    def __init__(self, folder: Path, key: str) -> None:
        self._home = folder
        self._folder = folder / key
        self._folder.mkdir(parents=True, exist_ok=True)

    def get(self, number: int) -> list[Finding] | None:
        """The findings of a part, or None if it is not finished."""
        path = self._path(number)
        if not path.exists():
            return None
        return [finding_of(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]

    def put(self, number: int, findings: Sequence[Finding]) -> None:
        """Keep the findings of a part; it appears under its name only once it is whole."""
        draft = self._path(number).with_suffix(".draft")
        lines = (json.dumps(as_data(finding), ensure_ascii=False) for finding in findings)
        draft.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        draft.replace(self._path(number))

    def drop(self) -> None:
        """Remove the folder: the report is written."""
        shutil.rmtree(self._home, ignore_errors=True)

    def _path(self, number: int) -> Path:
        return self._folder / f"part-{number:06}.jsonl"


def key_of(book: Path, *asked: object) -> str:
    """A key of a book's content and all that was asked for."""
    digest = hashlib.sha256()
    with book.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    digest.update(repr(asked).encode())
    return digest.hexdigest()[:24]


def as_data(finding: Finding) -> dict[str, Any]:
    """A finding as plain data."""
    dealing = asdict(finding.dealing)
    for name in ("day", "contract"):
        dealing[name] = dealing[name].isoformat() if dealing[name] else None
    verdicts, signs = ([verdict.as_dict() for verdict in some] for some in (finding.verdicts, finding.signs))
    return {"row": finding.row, "dealing": dealing, "verdicts": verdicts, "signs": signs}


def finding_of(data: Mapping[str, Any]) -> Finding:
    """The finding that plain data came from."""
    verdicts, signs = ([_verdict(one) for one in data[name]] for name in ("verdicts", "signs"))
    return Finding(data["row"], _dealing(data["dealing"]), verdicts, signs)


def _dealing(data: Mapping[str, Any]) -> Dealing:
    plain = Dealing(**{**data, "parties": (), "goods": (), "route": (), "shares": ()})
    parties = tuple(
        Party(**{**one, "names_other": tuple(one["names_other"]), "ids": tuple((k, v) for k, v in one["ids"])})
        for one in data["parties"]
    )
    return replace(
        plain, day=date.fromisoformat(data["day"]), contract=_day(data["contract"]), parties=parties,
        goods=tuple(Good(**one) for one in data["goods"]), route=tuple(Stop(**one) for one in data["route"]),
        shares=tuple(Share(**one) for one in data["shares"]),
    )  # fmt: skip


def _verdict(data: Mapping[str, Any]) -> Verdict:
    texts = {name: tuple(data[name]) for name in ("missing", "exceptions", "source")}
    days = {name: _day(data[name]) for name in ("since", "until")}
    return Verdict(**{**data, **texts, **days, "evidence": _node(data["evidence"])})


def _node(data: Mapping[str, Any]) -> Node:
    return Node(data["text"], tuple(map(_node, data.get("children", ()))), tuple(data.get("sources", ())))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
