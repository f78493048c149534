import io
from collections.abc import Mapping
from datetime import date
from html.parser import HTMLParser
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from catspaw.explain import Citations, as_json, html, tree
from catspaw.explain.tree import UNSAFE
from catspaw.rules.verdict import Node, Verdict

SOURCES: Mapping[str, Mapping[str, Any]] = {
    "res": {"ref": "Resolution 2371", "date": date(2017, 8, 5), "url": "https://example.org/2371"},
    "bad": {"ref": "Bad link", "url": "javascript:alert(1)"},
}
NODE = Node(
    "coal is banned", (Node("goods: 2701", (Node("under HS 2701"),)), Node("listed", (), ("bad", "res"))), ("res",)
)


class Seen(HTMLParser):
    """Collects the tags and texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins."""
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        self.text += data


def printed(node: Node, width: int = 200) -> str:
    """The tree as a terminal shows it."""
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, force_terminal=False).print(tree(node, Citations(SOURCES)))
    return out.getvalue()


def test_sources_are_numbered_in_the_order_in_which_they_are_first_cited() -> None:
    """A key keeps its number."""
    citations = Citations(SOURCES)
    assert citations.numbers(["bad", "res", "bad"]) == [1, 2]
    assert [source.ref for source in citations] == ["Bad link", "Resolution 2371"]


def test_a_source_that_nobody_defined_is_shown_by_its_key() -> None:
    """Nothing that is cited vanishes."""
    assert Citations(SOURCES).source("lost").ref == "lost"


def test_only_web_addresses_become_links() -> None:
    """A facts folder of a stranger can't put a script behind a link."""
    assert Citations(SOURCES).source("bad").url == ""
    assert Citations(SOURCES).source("res").url == "https://example.org/2371"


def test_the_tree_shows_every_line_with_the_numbers_of_its_sources() -> None:
    """Root, branches and leaves."""
    text = printed(NODE)
    assert "coal is banned [1]" in text
    assert "under HS 2701" in text
    assert "listed [2][1]" in text


def test_markup_and_control_codes_in_a_name_are_shown_as_text() -> None:
    """A name can't colour, link, hide or reverse what an analyst reads."""
    text = printed(Node("[red]A[/red] \x1b[31mB \u202eC [link=x]D"))
    assert "[red]A[/red]" in text
    assert "[link=x]D" in text
    assert not UNSAFE.search(text)


def test_the_json_holds_the_evidence_the_sentence_and_the_sources_in_full() -> None:
    """What a machine gets is what a person sees."""
    found = as_json(
        Verdict("forbidden", "un-dprk", "r", "para 8", "No coal", evidence=NODE, source=("res",)), Citations(SOURCES)
    )
    assert found["evidence"]["children"][0]["children"] == [{"text": "under HS 2701"}]
    assert found["sentence"].startswith("Forbidden by para 8")
    assert [source["key"] for source in found["sources"]] == ["res", "bad"]


@given(st.text())
def test_html_escapes_whatever_a_record_holds(text: str) -> None:
    """No text can open a tag of its own."""
    page = html(Node("root", (Node(f"<script>{text}</script>"),)), Citations(SOURCES), text)
    seen = Seen()
    seen.feed(page)
    assert set(seen.tags) <= {"details", "summary", "ul", "li", "bdi", "span", "a"}


def test_html_folds_and_links_to_the_sources_of_the_page() -> None:
    """Links stay on the page."""
    page = html(NODE, Citations(SOURCES))
    assert page.startswith('<details class="why"><summary><bdi>coal is banned</bdi>')
    assert 'href="#source-1"' in page
    assert "http" not in page
