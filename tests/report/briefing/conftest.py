"""Briefs of a small world: the packaged facts, with only the ties of a few actors and goods, so that a brief takes seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from catspaw.facts.read import Row
from catspaw.facts.world import World, load_world
from catspaw.report.briefing.content import Content, gather
from catspaw.routes.find import Finder

ACTORS = frozenset("KP RU UA-DPR UA-LPR UA SY CN UN high-seas".split())
GOODS = frozenset("coal anthracite arms labour wheat".split())
HOSTILE = "<script>alert(1)</script>\u202e| [x](javascript:alert(1)) &amp; ``"
Briefed = Callable[..., Content]


def kept(row: Row) -> bool:
    """Whether a tie stays in the small world."""
    data = row.data
    if data["relation"] in ("supplies", "needs") and data["object"] not in GOODS:
        return False
    return all(len(code) > 12 or code in ACTORS or code in GOODS for code in (data["subject"], data["object"]))


@pytest.fixture(scope="session")
def small() -> World:
    """The packaged world with a few ties, and a source that a stranger wrote."""
    world = load_world()
    raw = world._raw
    rows = {**raw.rows, "tie": [row for row in raw.rows["tie"] if kept(row)]}
    like = next(iter(raw.sources.values()))
    hostile = replace(like, data={"ref": HOSTILE, "url": "javascript:alert(1)", "date": date(2020, 1, 1)})
    return World(replace(raw, rows=rows, sources={**raw.sources, "hostile": hostile}), "facts of a test")


@pytest.fixture(scope="session")
def briefed(small: World) -> Briefed:
    """A brief's content by event and day of knowledge, each gathered once."""
    finder = Finder(small)
    found: dict[tuple[str, str | None], Content] = {}

    def content(event: str, known: str | None = None) -> Content:
        if (event, known) not in found:
            found[event, known] = gather(finder, event, known)
        return found[event, known]

    return content


@pytest.fixture(scope="session")
def recognition(briefed: Briefed) -> Content:
    """The brief on the founding event, with all that is known now."""
    return briefed("dprk-recognises-dpr-lpr")


@pytest.fixture(scope="session")
def empty(briefed: Briefed) -> Content:
    """A brief on an event without channels."""
    content = briefed("sy-regime-change")
    assert not content.channels
    return content


@pytest.fixture(scope="session")
def attacked(recognition: Content) -> Content:
    """A brief whose texts come from somebody who means harm."""
    row: dict[str, Any] = {**recognition.row, "title": HOSTILE, "note": HOSTILE, "source": ["hostile"]}
    correction = {"claim": HOSTILE, "finding": HOSTILE, "source": ["hostile"]}
    started = tuple(replace(tie, says=HOSTILE, disputed=HOSTILE, source=("hostile",)) for tie in recognition.started)
    return replace(recognition, row=row, corrections=(correction,), started=started)
