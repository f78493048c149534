"""Web sites of SDN parties: the site is all that is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from catspaw.errors import InputError
from catspaw.lists.read import read_lists
from lists.reading import real, sample, text_of, whole


def test_a_site_is_its_own_identifier() -> None:
    """Without the scheme; mail addresses apart."""
    lists = sample("us_sdn_websites.txt")
    ids = [pair for one in lists.all for pair in one.ids]
    assert ("website", "WWW.EXAMPLE.ORG/PAGE?X=1") in ids
    assert ("email", "A@EXAMPLE.ORG") in ids
    assert whole(lists, 11)


def test_prose_is_not_taken_for_sites(tmp_path: Path) -> None:
    """Nine of ten lines must be sites."""
    path = tmp_path / "prose.txt"
    path.write_text("See example.org\nand example.com.\nexample.net\nThat is all.\n", encoding="utf-8")
    with pytest.raises(InputError, match="not a list in a known format"):
        read_lists([path])


def test_the_real_sites_are_read_whole() -> None:
    """A line a site."""
    path = real("sanctions/us_sdn_websites_2026-07-16.txt")
    assert whole(read_lists([path]), len(text_of(path).splitlines()))
