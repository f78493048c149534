"""A listing's names have scripts and qualities; a table of listings has a row each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from catspaw.facts.world import load_world
from catspaw.lists.listing import packaged_listings, script_of, spelled
from catspaw.lists.read import read_lists

TOML = """
[source.s]
ref = "A source of our own"

[[listing]]
id = "eu-269:entity-1"
list = "eu-269"
regime = "eu-ukraine-269"
kind = "company"
name = "Sample"
aliases = ["Сампл", "Sample"]
weak_aliases = ["S", "Сампл"]
country = ["RU"]
address = ["1 Sample Street", "Moscow"]
ids = { inn = "7707 083893" }
since = 2014-03-17
ref = "entry 1"
source = ["s"]
"""


def test_curated_listings_keep_the_quality_of_their_names(tmp_path: Path) -> None:
    """A name that is both strong and weak is strong, and stands once."""
    (tmp_path / "own.toml").write_text(TOML, encoding="utf-8")
    (one,) = read_lists([tmp_path]).all
    assert [(name.text, name.script, name.quality) for name in one.spellings] == [
        ("Sample", "Latn", "strong"), ("Сампл", "Cyrl", "strong"), ("S", "Latn", "weak"),
    ]  # fmt: skip
    assert (one.name, one.aliases) == ("Sample", ("Сампл", "S"))
    assert one.names == ("Sample", "Сампл", "S")
    assert (one.address, one.ref, one.ids) == ("1 Sample Street; Moscow", "entry 1", (("inn", "7707083893"),))


def test_a_table_has_one_row_a_listing() -> None:
    """With names and ids as structs, days as days."""
    lists = packaged_listings(load_world())
    frame = lists.to_frame()
    assert frame.height == len(lists)
    assert frame["id"].to_list() == [one.id for one in lists.all]
    assert frame.schema["since"] == pl.Date
    exploded = frame.explode("names").unnest("names")
    assert set(exploded["quality"]) <= {"strong", "weak"}
    assert exploded.height == sum(len(one.names) for one in lists.all)
    assert frame.filter(pl.col("since") == date(2014, 5, 12)).height


def test_the_same_listings_have_the_same_version(tmp_path: Path) -> None:
    """And others another."""
    (tmp_path / "own.toml").write_text(TOML, encoding="utf-8")
    first = read_lists([tmp_path])
    assert first.version == read_lists([tmp_path]).version
    (tmp_path / "own.toml").write_text(TOML.replace("7707 083893", "7707083894"), encoding="utf-8")
    assert first.version != read_lists([tmp_path]).version


def test_scripts_are_told_by_most_letters() -> None:
    """Digits have none."""
    texts = {
        "Kim": "Latn",
        "Ким 2": "Cyrl",
        "김견본": "Hang",
        "青松": "Hani",
        "محمد": "Arab",
        "123": "",
        "André": "Latn",
    }
    assert {text: script_of(text) for text in texts} == texts
    assert [name.text for name in spelled("A", ["", "B", "A"])] == ["A", "B"]
