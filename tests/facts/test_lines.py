"""Lines of tables and keys are found in any layout; what can't be found answers with the table around it."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catspaw.facts.locate import Lines

TEXT = """\
# [[rule]] in a comment
title = "x"

[[rule]]
id = "a"
[rule.when]
act = ["sale"]
goods.hs = ["2701"]

[[rule.except]]
name = "one"
  [[rule.except]]
  name = "two"   # with a comment
  "when" = { notified = true }

[[rule]]
"id" = "b"
[[rule.except]]
name = "three"

[source."a.b"]
ref = "x"
[source.c]
ref = "y"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1), (("title",), 2), (("rule", 0), 4), (("rule", 0, "id"), 5), (("rule", 0, "when"), 6),
        (("rule", 0, "when", "act"), 7), (("rule", 0, "when", "goods", "hs"), 8), (("rule", 0, "except", 0), 10),
        (("rule", 0, "except", 1, "name"), 13), (("rule", 0, "except", 1, "when"), 14), (("rule", 1), 16),
        (("rule", 1, "id"), 17), (("rule", 1, "except", 0, "name"), 19), (("source", "a.b"), 21),
        (("source", "c", "ref"), 24),
    ],
)  # fmt: skip
def test_each_table_and_key_has_its_line(path: tuple[str | int, ...], line: int) -> None:
    """Arrays are counted, comments are not."""
    assert Lines(TEXT).line(path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("rule", 0, "missing"), 4), (("rule", 0, "when", "missing", 3), 6), (("rule", 7), 1), (("nothing", "at", "all"), 1),
        (("rule", 0, "except", 1, "when", "notified"), 14),
    ],
)  # fmt: skip
def test_what_is_not_found_answers_with_the_table_around_it(path: tuple[str | int, ...], line: int) -> None:
    """A missing key is a fault of its table; an inline table is one line."""
    assert Lines(TEXT).line(path) == line


@given(st.text(), st.lists(st.text(max_size=4) | st.integers(0, 3), max_size=4))
def test_finding_a_line_never_fails(text: str, path: list[str | int]) -> None:
    """Whatever the text, TOML or not, there is a line of it."""
    assert 1 <= Lines(text).line(tuple(path)) <= max(1, len(text.splitlines()))


@given(st.lists(st.tuples(st.sampled_from(["fact", "event"]), st.integers(0, 3)), min_size=1, max_size=6))
def test_the_line_of_every_table_holds_its_header(tables: list[tuple[str, int]]) -> None:
    """The nth table of an array stands where its header does."""
    text = "".join("\n" * blank + f"[[{name}]]\nid = {number}\n" for number, (name, blank) in enumerate(tables))
    lines = text.splitlines()
    for name, rows in tomllib.loads(text).items():
        for index, row in enumerate(rows):
            assert lines[Lines(text).line((name, index)) - 1] == f"[[{name}]]"
            assert lines[Lines(text).line((name, index, "id")) - 1] == f"id = {row['id']}"
