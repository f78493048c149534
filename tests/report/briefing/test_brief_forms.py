"""A brief in Markdown, JSON and the terminal says what the page says; each statement has its source, each number its basis."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from catspaw.errors import InputError
from catspaw.report.briefing import write_brief
from catspaw.report.briefing.content import Content
from catspaw.report.briefing.markdown import markdown
from catspaw.report.briefing.page import page
from catspaw.report.briefing.parts import Brief, Leg, Said, Stop, Way
from catspaw.report.briefing.record import brief_data
from catspaw.report.briefing.terminal import show_brief
from catspaw.report.briefing.told import tell
from catspaw.report.document import as_text


@pytest.fixture(scope="module")
def brief(recognition: Content) -> Brief:
    """The founding event, told."""
    return tell(recognition)


def parts(one: Any, kind: type) -> Iterator[Any]:
    """All parts of a kind, wherever they stand."""
    if isinstance(one, kind):
        yield one
    inner = one if isinstance(one, tuple) else [getattr(one, f.name) for f in fields(one)] if is_dataclass(one) else ()
    for part in inner:
        yield from parts(part, kind)


def test_there_are_five_sentences(brief: Brief) -> None:
    """Opened, forbidden, deniable, cut, watch."""
    assert len(brief.so_what) == 5
    assert all(one.said.text.endswith(".") and one.said.basis for one in brief.so_what)


def test_an_event_without_channels_has_five_sentences_too(empty: Content) -> None:
    """Each says what was not found."""
    assert len(tell(empty).so_what) == 5


def test_every_statement_of_a_leg_has_a_source(brief: Brief) -> None:
    """With nothing held back there is no statement without one."""
    stated = [said for leg in parts(brief, Leg) for said in leg.rests_on]
    assert stated
    assert all(said.source for said in stated)


def test_every_number_has_its_basis(brief: Brief) -> None:
    """Likelihoods say whether they were counted, classed or assumed, and costs what they are made of."""
    assert all(way.basis in ("counted", "class", "assumed") for way in parts(brief, Way))
    assert all(leg.because and leg.basis for leg in parts(brief, Leg))
    assert all(stop.basis for stop in parts(brief, Stop))


def test_every_cited_key_is_on_the_list_of_sources(brief: Brief) -> None:
    """Numbers begin at one and leave none out."""
    keys = {one.key for one in brief.sources}
    assert {key for said in parts(brief, Said) for key in said.source} <= keys
    assert [one.number for one in brief.sources] == list(range(1, len(keys) + 1))


def test_a_forbidden_leg_says_what_covers_it(brief: Brief) -> None:
    """No cover, no leg."""
    covers = [over for leg in parts(brief, Leg) for over in leg.over]
    assert covers
    assert all(over.articles and over.why for over in covers)


def test_markdown_says_what_the_page_says(recognition: Content, brief: Brief) -> None:
    """Sentences, channels and sources; each footnote is defined once."""
    text = markdown(recognition)
    plain = re.sub(r"\\(.)", r"\1", text)
    assert all(one.said.text in plain for one in brief.so_what)
    assert all(one.title in plain for one in brief.channels)
    used, defined = set(re.findall(r"\[\^(\d+)\](?!:)", text)), re.findall(r"^\[\^(\d+)\]:", text, flags=re.M)
    assert used <= set(defined)
    assert len(defined) == len(set(defined)) == len(brief.sources)


def test_markdown_from_strangers_stays_text(attacked: Content) -> None:
    """No tag and no link comes of a fact."""
    text = markdown(attacked)
    assert "<script" not in text.replace("\\<", "")
    assert not re.search(r"(?<!\\)\]\(", text)
    assert "\u202e" not in text


def test_json_says_what_the_page_says(recognition: Content, brief: Brief) -> None:
    """It reads back, with the same sentences, channels and sources."""
    data = json.loads(as_text(brief_data(recognition)))
    assert [one["said"]["text"] for one in data["so_what"]] == [one.said.text for one in brief.so_what]
    assert [one["title"] for one in data["channels"]] == [one.title for one in brief.channels]
    assert [one["key"] for one in data["sources"]] == [one.key for one in brief.sources]
    assert data["brief"]["id"] == "dprk-recognises-dpr-lpr"


def test_the_page_has_every_sentence(recognition: Content, brief: Brief) -> None:
    """Word by word."""
    from markupsafe import escape

    text = page(recognition)
    assert all(str(escape(one.said.text)) in text for one in brief.so_what)


def test_the_terminal_shows_the_sentences_and_the_channels(recognition: Content, brief: Brief, tmp_path: Path) -> None:
    """And where the files are."""
    console = Console(file=io.StringIO(), width=4000)
    show_brief(recognition, [tmp_path / "brief.html"], console)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert all(one.said.text in shown for one in brief.so_what)
    assert all(one.title in shown for one in brief.channels)
    assert "brief.html" in shown


@pytest.mark.parametrize("suffix", ["html", "md", "json"])
def test_a_brief_is_written_by_its_suffix(empty: Content, tmp_path: Path, suffix: str) -> None:
    """Whole, and nothing is left beside it."""
    write_brief(empty, tmp_path / f"brief.{suffix}")
    assert [path.name for path in tmp_path.iterdir()] == [f"brief.{suffix}"]
    assert (tmp_path / f"brief.{suffix}").read_text(encoding="utf-8").endswith("\n")


@pytest.mark.parametrize("name", ["brief.pdf", "", "nowhere/brief.html"])
def test_a_place_that_can_not_be_written_is_refused(empty: Content, tmp_path: Path, name: str) -> None:
    """With what would do."""
    with pytest.raises(InputError, match=r"expected a file|written by its suffix"):
        write_brief(empty, tmp_path / name)
