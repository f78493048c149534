"""A list file whose head is damaged ends in a clear message, never in a traceback."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from catspaw.errors import InputError
from catspaw.lists import read_lists


def test_an_xml_of_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    """The message names it."""
    path = tmp_path / "un.xml"
    path.write_bytes(b'<?xml version="1.0" encoding="no-such-code"?><CONSOLIDATED_LIST dateGenerated="2018-01-01"/>')
    with pytest.raises(InputError, match=r"un\.xml"):
        read_lists([path])


def test_a_zip_with_a_damaged_member_name_is_refused(tmp_path: Path) -> None:
    """Its name claims UTF-8 and is none."""
    path = tmp_path / "list.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("лист.csv", "a,b\n")
    whole = path.read_bytes()
    path.write_bytes(whole.replace("лист".encode(), b"\xff" * 8))
    with pytest.raises(InputError, match=r"list\.zip"):
        read_lists([path])
