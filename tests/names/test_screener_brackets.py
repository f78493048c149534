"""A name with its short form in brackets is the name."""

from __future__ import annotations

import pytest

from catspaw.facts.world import load_world
from catspaw.lists.listing import packaged_listings
from catspaw.names.screener import Query, Screener


@pytest.mark.parametrize("name", ["Foreign Trade Bank (FTB)", "Foreign Trade Bank", "(the) Foreign Trade Bank"])
def test_a_bracket_does_not_hide_a_listed_name(name: str) -> None:
    """Papers give the short form beside the name."""
    screener = Screener(packaged_listings(load_world()))
    assert "un-1718" in {
        hit.listing.list for hit in screener.identify(Query(name, kind="bank", country="KP")) if hit.sure
    }
