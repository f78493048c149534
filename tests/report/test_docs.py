from pathlib import Path

import pytest

from catspaw.cli import cli
from catspaw.facts.world import load_world
from catspaw.report import cli_page, rules_table

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {**cli_page.pages(cli), **rules_table.pages(load_world())}


@pytest.mark.parametrize("path", sorted(PAGES), ids=str)
def test_a_generated_page_is_not_stale(path: Path) -> None:
    """`catspaw docs` writes it anew."""
    assert (DOCS / path).read_text(encoding="utf-8") == PAGES[path]  # type: ignore[index]


def test_no_page_is_left_of_a_regime_that_is_gone() -> None:
    """The folder of rules holds the pages of regimes and nothing else."""
    assert {f"rules/{page.name}" for page in (DOCS / "rules").glob("*.md")} == {str(p) for p in PAGES if p.parent.name}


@pytest.mark.parametrize("name", cli_page.commands(cli))
def test_every_command_is_in_the_docs(name: str) -> None:
    """With its own heading."""
    assert f"\n## {name}\n" in (DOCS / cli_page.page_of(name)).read_text(encoding="utf-8")


def test_every_rule_is_in_the_docs_with_its_article() -> None:
    """One line a rule."""
    listed = "\n".join(PAGES.values())
    for row in load_world().rows("rule"):
        assert f"| `{row.data['id']}` |" in listed


def test_no_page_is_longer_than_400_lines() -> None:
    """A page can be reviewed."""
    assert max(text.count("\n") for text in PAGES.values()) <= 400
