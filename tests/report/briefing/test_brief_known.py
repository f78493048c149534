"""A brief as of a day of knowledge shows nothing that became public later, in any form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from catspaw.errors import InputError
from catspaw.facts.ties import Tie
from catspaw.facts.world import World
from catspaw.report.briefing.content import Content, gather
from catspaw.report.briefing.markdown import markdown
from catspaw.report.briefing.page import page
from catspaw.report.briefing.record import brief_data
from catspaw.report.briefing.told import tell
from catspaw.report.briefing.voice import Voice
from catspaw.report.document import as_text
from catspaw.routes.find import Finder
from report.briefing.conftest import Briefed

MONTHS = "January February March April May June July August September October November December".split()
ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/](0[1-9]|1[0-2])(?:[-/](\d\d))?(?!\d)")
WRITTEN = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) ((?:19|20)\d\d)")
YEAR = re.compile(r"(?<![\d/.,#-])(19\d\d|20[0-4]\d)(?![\d/%]|-\d|\.\d)")
KNOWN = [
    ("dprk-recognises-dpr-lpr", "2022-07-13"), ("dprk-recognises-dpr-lpr", "2022-07-20"),
    ("dprk-recognises-dpr-lpr", "2022-10-31"), ("russia-annexes-four-regions", "2022-10-05"),
    ("dprk-recognises-dpr-lpr", "2022-09-29"), ("russia-recognises-dpr-lpr", "2022-12-20"),
    ("syria-recognises-dpr-lpr", "2022-07-01"),
]  # fmt: skip


def days(text: str) -> Iterator[tuple[str, str]]:
    """Every day, month or year that a text names, as its first day, with what stands around it."""
    for found in ISO.finditer(text):
        yield f"{found[1]}-{found[2]}-{found[3] or '01'}", text[max(0, found.start() - 60) : found.end() + 30]
    for found in WRITTEN.finditer(text):
        yield (
            f"{found[3]}-{MONTHS.index(found[2]) + 1:02}-{int(found[1] or 1):02}",
            text[max(0, found.start() - 60) : found.end()],
        )
    for found in YEAR.finditer(text):
        yield f"{found[1]}-01-01", text[max(0, found.start() - 60) : found.end() + 30]


def forms(content: Content) -> dict[str, str]:
    """The brief in each form, without styles and without the version of the data."""
    written = {"html": page(content), "md": markdown(content), "json": as_text(brief_data(content))}
    bare = {name: re.sub(r"<style>.*?</style>", "", text, flags=re.S) for name, text in written.items()}
    return {name: text.replace(content.version, "") for name, text in bare.items()}


def test_the_search_for_days_finds_them() -> None:
    """Or the tests below would prove nothing."""
    text = "on 2023-01-02, in 2024-05, on 3 June 2025, in June 2026, before 2027; not S/RES/2397 (2017), 833/2014, HS 251990"
    assert [day for day, _ in days(text)] == [
        "2023-01-02", "2024-05-01", "2025-06-03", "2026-06-01", "2025-01-01", "2026-01-01", "2027-01-01", "2017-01-01",
    ]  # fmt: skip


@pytest.mark.parametrize(("event", "known"), KNOWN)
def test_nothing_later_is_shown(briefed: Briefed, event: str, known: str) -> None:
    """No day after the day of knowledge stands anywhere, in HTML, Markdown or JSON."""
    for form, text in forms(briefed(event, known)).items():
        found = list(days(text))
        assert found
        assert not [(form, around) for day, around in found if day > known]


def test_with_nothing_held_back_later_days_are_shown(recognition: Content) -> None:
    """What happened since stands on the page, apart from what was known then."""
    text = page(recognition)
    since = text[text.index('id="since"') : text.index('id="unknown"')]
    assert "2022-09-30" in since
    assert "2022-09-30" not in text[text.index("Known then") : text.index('id="each"')]


def test_the_page_says_that_it_holds_back(briefed: Briefed) -> None:
    """A reader must know."""
    text = page(briefed("dprk-recognises-dpr-lpr", "2022-07-20"))
    assert "As it was known on <b>2022-07-20</b>" in text


def test_a_brief_from_before_the_event_is_refused(small: World) -> None:
    """The message names the first day that makes sense."""
    with pytest.raises(InputError, match="2022-07-13"):
        gather(Finder(small), "dprk-recognises-dpr-lpr", "2022-07-01")


def test_the_end_of_deniability_is_known_only_afterwards(briefed: Briefed) -> None:
    """On 20 July 2022 nobody could name the annexation; on 31 October it stands in the third sentence."""
    then, later = (
        tell(briefed("dprk-recognises-dpr-lpr", day)).so_what[2].said.text for day in ("2022-07-20", "2022-10-31")
    )
    assert "no end of this was known" in then
    assert "2022-09-30" in later


def test_a_later_end_is_open(small: World) -> None:
    """A statement that ended later is told without its end."""
    tie = Tie("t", "RU", "supplies", "coal", "Coal", date(2020, 1, 1), date(2023, 1, 1), date(2020, 1, 1))
    assert Voice(small, date(2022, 1, 1)).tie(tie).basis == "since 2020-01-01"
    assert Voice(small, None).tie(tie).basis == "2020-01-01 to 2023-01-01"


def test_a_text_that_tells_later_is_put_in_other_words(small: World) -> None:
    """Whole or not at all."""
    tie = Tie("t", "RU", "supplies", "coal", "Coal until May 2024", date(2020, 1, 1), known=date(2020, 1, 1))
    assert Voice(small, date(2022, 1, 1)).tie(tie).text == "Russia supplies coal"


def test_a_source_that_only_its_address_dates_is_not_named(small: World) -> None:
    """An address tells when a page was written."""
    like = next(iter(small._raw.sources.values()))
    row = replace(like, data={"ref": "A report", "url": "https://example.org/2024/05/report"})
    world = World(replace(small._raw, sources={"one": row}), "")
    assert Voice(world, date(2022, 1, 1)).sources(["one"]) == ()
    assert Voice(world, date(2024, 6, 1)).sources(["one"]) == ("one",)
