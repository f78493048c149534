"""No test reads or writes the lists that the person who runs it keeps."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of lists for each test."""
    folder = tmp_path_factory.mktemp("lists")
    monkeypatch.setenv("CATSPAW_DATA", str(folder))
    return folder
