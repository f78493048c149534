"""The packaged facts, made ready once for all tests of routes."""

from __future__ import annotations

import pytest

from catspaw.routes.find import Finder, finder_of


@pytest.fixture(scope="session")
def packaged() -> Finder:
    """A finder for the packaged facts."""
    return finder_of()
