import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from catspaw.report import page, write
from catspaw.screen.findings import Findings
from catspaw.screen.screen import screen
from report.conftest import HOSTILE, dealing

FETCHING = {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping", "manifest"}
VOID = {"meta", "br", "input", "link", "img", "hr"}


class Page(HTMLParser):
    """A page taken apart: tags, attributes, and whether every tag is closed in turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.attrs: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins."""
        self.attrs += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """A tag ends."""
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


@pytest.fixture(scope="module")
def text(casebook: Findings, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of the casebook."""
    path = tmp_path_factory.mktemp("page") / "casebook.html"
    write(casebook, path)
    return path.read_text(encoding="utf-8")


def html_of(findings: Findings, path: Path, as_of: date | None = None) -> str:
    """The page of a screen."""
    write(findings, path / "r.html", as_of)
    return (path / "r.html").read_text(encoding="utf-8")


def test_the_page_fetches_nothing(text: str) -> None:
    """No source of a file, no style from elsewhere; its own policy forbids it too."""
    found = Page(text)
    assert not [attr for attr in found.attrs if attr[1] in FETCHING]
    assert not {tag for tag, _, _ in found.attrs} & {"script", "link", "img", "iframe", "object", "form"}
    assert "url(" not in text.partition("</style>")[0]
    assert "@import" not in text.partition("</style>")[0]
    assert "default-src 'none'; style-src 'unsafe-inline'" in text


def test_links_lead_to_the_page_itself_or_from_the_sources_to_a_publisher(text: str) -> None:
    """A web address is only ever followed by a person, and tells nobody where they came from."""
    head, _, sources = text.partition('<section id="sources">')
    assert not re.search(r'href="(?!#)', head)
    assert re.search(r'href="https://[^"]+" rel="noopener noreferrer nofollow"', sources)


def test_every_citation_leads_to_a_source(text: str) -> None:
    """Numbers in the text and the list at the end agree."""
    found = Page(text)
    cited = {value[1:] for tag, name, value in found.attrs if tag == "a" and name == "href" and value.startswith("#")}
    assert cited <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))


def test_the_page_is_well_formed(text: str) -> None:
    """Every tag is closed where it should be."""
    found = Page(text)
    assert (found.faults, found.open) == ([], [])


def test_hostile_names_are_text(few: Findings, tmp_path: Path) -> None:
    """A party's name can't become a tag, nor turn the direction of what follows."""
    page_text = html_of(few, tmp_path)
    assert "<script" not in page_text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page_text
    assert "\u202e" not in page_text
    assert HOSTILE not in page_text


def test_the_same_input_gives_the_same_bytes(few: Findings, tmp_path: Path) -> None:
    """No clock and no chance, in whatever form."""
    for suffix in (".html", ".csv", ".jsonl"):
        one, other = tmp_path / f"one{suffix}", tmp_path / f"other{suffix}"
        write(few, one)
        write(screen([dealing(HOSTILE), dealing("=HYPERLINK(1)", value=-5, id="+1")]), tmp_path / f"another{suffix}")
        write(few, other)
        assert one.read_bytes() == other.read_bytes()


def test_the_page_says_how_old_the_data_is_from_the_day_given(few: Findings, tmp_path: Path) -> None:
    """The age is counted from `as_of`, else from the newest day of the lists."""
    newest = few.newest
    assert newest is not None
    assert f"seen from {newest}" in html_of(few, tmp_path)
    later = html_of(few, tmp_path, date(newest.year + 1, newest.month, newest.day))
    assert "seen from " + str(newest.year + 1) in later
    assert re.search(rf"<td>{newest}</td><td>36[56]</td>", later)


def test_the_page_counts_every_dealing_once(few: Findings, text: str, tmp_path: Path) -> None:
    """Rows in = judged + rejected, and the tiles add up to the dealings."""
    assert "4 rows in, 3 judged, 1 rejected" in " ".join(html_of(few, tmp_path).split())
    tiles = re.findall(r'<div class="tile \w+"><dt>[^<]+</dt><dd>([\d,]+)</dd>', text)
    assert sum(int(tile.replace(",", "")) for tile in tiles) == 135


def test_the_page_says_what_it_is_not(text: str) -> None:
    """None found is not safe, and none of it is legal advice."""
    assert "It does not mean safe or permitted." in text
    assert "This is not legal advice." in text


def test_a_page_of_many_findings_shows_some_of_each_kind_and_says_how_many_there_are(
    few: Findings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long book does not become a page that no browser opens."""
    monkeypatch.setattr(page, "MOST", 1)
    shown = html_of(few, tmp_path)
    assert shown.count('<details class="finding ') == 1
    assert "The first 1 of 2 are shown; all are in the report as .csv and .jsonl." in shown


def test_a_book_of_which_nothing_was_found_still_makes_a_page(tmp_path: Path) -> None:
    """And says that this is no permission."""
    harmless = {"date": "2018-01-15", "act": "sale", "parties": [{"role": "seller", "name": "A", "country": "FR"}]}
    shown = html_of(screen([harmless]), tmp_path)
    assert "That is not a statement that they are permitted." in shown
