"""The page on method holds what the program says of itself: what is assumed, its limits, and what was measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catspaw.errors import InputError
from catspaw.report import method_page
from catspaw.routes.find import Finder
from catspaw.routes.likelihood import ASSUMED
from catspaw.routes.sensitivity import Assumption, deniability_moves, every_assumption, questions, sensitivity

PAGE = (Path(__file__).resolve().parents[2] / "docs" / method_page.PATH).read_text(encoding="utf-8")
ROW = re.compile(r"\| `[\w: ]+` \| \d+%, \d+% \| \d+%, \d+% \| \d+%, \d+% \| × \d+\.\d\d, × \d+\.\d\d \|")


def inside(name: str) -> str:
    """What stands between the markers of a part."""
    begin, end = method_page.part(name)
    return PAGE[PAGE.index(begin) : PAGE.index(end)]


@pytest.mark.parametrize("name", method_page.PARTS)
def test_each_part_is_in_the_page_once(name: str) -> None:
    """Between its markers."""
    assert [PAGE.count(marker) for marker in method_page.part(name)] == [1, 1]


def test_what_is_assumed_and_the_limits_are_not_stale() -> None:
    """`catspaw docs` writes them anew."""
    assert method_page.filled(PAGE, method_page.quick_parts()) == PAGE


@pytest.mark.parametrize("assumption", every_assumption(), ids=lambda one: one.name)
def test_each_assumption_is_named_with_its_value_and_its_effect(assumption: Assumption) -> None:
    """In the table of values and in the measured part."""
    assert f"| `{assumption.name}` |" in inside("assumptions")
    assert f"`{assumption.name}`" in inside("sensitivity")


def test_the_measured_table_has_its_form() -> None:
    """A row is an assumption with its effects, halved and doubled; those of the questions are named."""
    rows = [line for line in inside("sensitivity").split("Moves nothing")[0].splitlines() if line.startswith("| `")]
    assert len(rows) >= 5
    assert all(map(ROW.fullmatch, rows))
    assert "hindcasts" in inside("sensitivity")


def test_the_measured_part_is_written_from_what_was_measured() -> None:
    """Two rows on two questions; what moves nothing is named apart."""
    finder = Finder()
    rows = sensitivity(finder, [Assumption("low"), Assumption("half_life")], most=2)
    names = [name for name, _ in questions(finder, 2)]
    text = "\n".join(method_page.sensitivity_part(names, rows, *deniability_moves(finder, 2)))
    assert len(ROW.findall(text)) == sum(row.moves for row in rows) == 1
    assert "Moves nothing on these questions: `low`." in text
    assert all(name in text for name in names)


def test_the_examples_in_the_text_are_those_of_the_formula() -> None:
    """One fresh case, ten, none."""
    said = re.search(r"ends gives (.+?), ten give (.+?), and none (.+?)\.\n", PAGE)
    assert said
    for text, cases in zip(said.groups(), (1, 10, 0), strict=True):
        ends = [float(end) for end in text.split(" – ")]
        assert ends == [round(end, 2) for end in ASSUMED.counted(cases).as_tuple()]


def test_text_outside_the_markers_is_left_alone() -> None:
    """And a page without them is refused."""
    begin, end = method_page.part("limits")
    text = f"before\n{begin}\nold\n{end}\nafter"
    assert method_page.filled(text, {"limits": ["new"]}) == f"before\n{begin}\n\nnew\n\n{end}\nafter"
    with pytest.raises(InputError, match="the markers of the part limits are missing"):
        method_page.filled("a page", {"limits": []})
