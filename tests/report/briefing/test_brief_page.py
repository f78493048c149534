"""The page of a brief: what is on it, that it loads nothing, and that everybody can read it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from catspaw.report.briefing.content import Content, gather
from catspaw.report.briefing.page import page
from catspaw.report.page import TEMPLATES
from catspaw.routes.find import Finder


class Page(HTMLParser):
    """The elements of a page, with the section of each."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], str]] = []
        self.headings: list[tuple[int, str]] = []
        self._section = ""
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        given = {key: value or "" for key, value in attrs}
        if tag == "section":
            self._section = given.get("id", "")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
            self._open = tag
        self.elements.append((tag, given, self._section))

    def handle_endtag(self, tag: str) -> None:
        """A heading ends."""
        if tag == self._open:
            self._open = ""

    def handle_data(self, data: str) -> None:
        """Text of a heading."""
        if self._open:
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of all elements of a kind."""
        return [given for name, given, _ in self.elements if name == tag]


@pytest.fixture(scope="module")
def text(recognition: Content) -> str:
    """The page of the founding event."""
    return page(recognition)


@pytest.fixture(scope="module")
def parsed(text: str) -> Page:
    """Its elements."""
    return Page(text)


def test_every_part_is_there(parsed: Page) -> None:
    """From the five sentences to the sources."""
    sections = {given.get("id") for given in parsed.all("section")}
    assert sections >= {"so-what", "channels", "event", "time", "each", "since", "unknown", "method", "sources"}


def test_the_dates_of_act_announcement_and_press_stand_apart(text: str) -> None:
    """The founding article took the press date for the act."""
    assert re.search(r"<dt>Act</dt><dd><time>2022-07-13", text)
    assert re.search(r"<dt>First press report</dt><dd><time>2022-07-14", text)


def test_so_what_is_five_sentences_with_sources_and_basis(text: str) -> None:
    """Each says what it rests on."""
    part = text[text.index('id="so-what"') : text.index('id="channels"')]
    assert part.count("<li>") == part.count("Basis: ") == 5
    assert part.count('class="cite"') == 5


def test_each_channel_says_what_breaks_what_stops_and_what_to_watch(text: str, recognition: Content) -> None:
    """No route is shown without what stops it."""
    for part in text.split('<article class="channel"')[1:]:
        for title in (
            "Who can supply",
            "Who needs",
            "what would stop each",
            "Where to cut",
            "Signs to watch",
            "Precedents",
        ):
            assert title in part
    assert text.count('<article class="channel"') == len(recognition.channels)


def test_every_citation_leads_to_a_source(parsed: Page) -> None:
    """And every source on the list is cited."""
    ids = {given["id"] for _, given, _ in parsed.elements if "id" in given}
    links = {given["href"][1:] for given in parsed.all("a") if given["href"].startswith("#")}
    assert links <= ids
    assert {one for one in ids if one.startswith("source-")} <= links


def test_ids_are_unique(parsed: Page) -> None:
    """Or a link would lead astray."""
    ids = [given["id"] for _, given, _ in parsed.elements if "id" in given]
    assert len(ids) == len(set(ids))


def test_nothing_is_fetched(text: str, parsed: Page) -> None:
    """No script, style sheet, picture or font; addresses stand in the list of sources alone."""
    assert "default-src 'none'" in text
    assert not {tag for tag, _, _ in parsed.elements} & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "image",
        "use",
    }
    assert not [
        given for _, given, _ in parsed.elements if "src" in given or any(key.startswith("on") for key in given)
    ]
    outside = [
        given for tag, given, section in parsed.elements if section != "sources" and "http" in given.get("href", "")
    ]
    assert not outside
    assert "://" not in text[: text.index('id="sources"')]
    assert not re.search(r"url\(|@import|@font-face", text)


def test_headings_go_down_one_level_at_a_time(parsed: Page) -> None:
    """One h1, and no level is left out."""
    levels = [level for level, _ in parsed.headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(text.strip() for _, text in parsed.headings)


def test_tables_say_what_their_heads_are_for(parsed: Page) -> None:
    """Each head has its scope."""
    assert {given.get("scope") for given in parsed.all("th")} <= {"col", "row"}


def test_pictures_are_told_to_those_who_can_not_see_them(parsed: Page) -> None:
    """Each has a role, a title and a description, or is hidden as mere decoration."""
    pictures = [given for given in parsed.all("svg") if given.get("aria-hidden") != "true"]
    assert pictures
    assert all(given["role"] == "img" and len(given["aria-labelledby"].split()) == 2 for given in pictures)
    assert len(parsed.all("desc")) == len(pictures)


def test_hostile_texts_stay_texts(attacked: Content) -> None:
    """Facts may come from a stranger's folder."""
    text = page(attacked)
    parsed = Page(text)
    assert "<script" not in text
    assert "\u202e" not in text
    assert not [given for given in parsed.all("a") if "javascript" in given["href"]]


def test_the_same_brief_gives_the_same_bytes(recognition: Content, text: str) -> None:
    """No clock is read."""
    assert page(recognition) == text


def test_another_search_gives_the_same_bytes(empty: Content) -> None:
    """Nor does the order of anything depend on the run."""
    assert page(gather(Finder(empty.world), "sy-regime-change")) == page(empty)


def test_an_event_without_channels_reads_well(empty: Content) -> None:
    """It says that nothing was found, and that this is no proof."""
    text = page(empty)
    assert "Nothing was found to open" in text
    assert "no proof" in text
    assert "None" not in re.sub(r"<style>.*?</style>", "", text, flags=re.S).replace("None found is no clearance", "")


def luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2)."""
    full = "".join(c * 2 for c in colour) if len(colour) == 3 else colour
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_texts_stand_out_from_their_ground(scheme: int) -> None:
    """All colours that carry text have a contrast of 4.5 to the page and to the cards."""
    css = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    block = re.findall(r":root\{(.*?)\}", css, flags=re.S)[scheme]
    colours = dict(re.findall(r"--([a-z-]+):#([0-9a-f]{3,6})", block))
    for name in ("ink", "soft", "accent", "forbidden", "needs", "unknown", "none", "sign"):
        for ground in ("paper", "card"):
            high, low = sorted((luminance(colours[name]), luminance(colours[ground])), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5, (name, ground)
