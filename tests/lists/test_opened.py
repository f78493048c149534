"""Files from outside are hostile: each bad one gives a clear message, and no row is lost on the way."""

from __future__ import annotations

import csv
import gzip
import os
import zipfile
from pathlib import Path

import pytest

from catspaw.errors import InputError
from catspaw.lists import packed
from catspaw.lists.opened import Opened, clean, root_of
from catspaw.lists.read import read_lists
from lists.reading import SAMPLES

UN = (SAMPLES / "un.xml").read_bytes()


def put(tmp_path: Path, data: bytes, name: str = "list") -> Path:
    """A file of these bytes."""
    path = tmp_path / name
    path.write_bytes(data)
    return path


def table(path: Path) -> tuple[list[dict[str, str]], Opened]:
    """The rows of a small table, and the file."""
    source = Opened(path)
    return [dict(row.cells) for row in source.table()], source


@pytest.mark.parametrize("name", ["list.gz", "list.csv", "list"])
def test_packed_files_are_told_by_their_content(tmp_path: Path, name: str) -> None:
    """Never by the name."""
    assert len(read_lists([put(tmp_path, gzip.compress(UN), name)])) == 2


def test_a_zip_of_one_file_is_read(tmp_path: Path) -> None:
    """No path in it is used."""
    path = tmp_path / "list.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../etc/un.xml", UN)
    assert len(read_lists([path])) == 2
    assert not (tmp_path.parent.parent / "etc").exists()


BAD = {
    "is empty": b"",
    "is empty; fetch": b" \r\n ",
    "ends in the middle": gzip.compress(UN)[:-400],
    "damaged": gzip.compress(UN)[:60] + b"\x00" * 60 + gzip.compress(UN)[120:],
    "is a PDF file; expected plain text, gzip, or a zip": b"%PDF-1.7 and more",
    "is a xz file": b"\xfd7zXZ\x00\x00",
    "a damaged zip": b"PK\x03\x04 and nothing else",
    "cut short or damaged": UN[:-30],
    "cut short or damaged?": UN.replace(b"</UN_LIST_TYPE>", b"</WRONG>"),
    "declares a document type": UN.replace(b"?><CONS", b'?><!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><CONS'),
    "not a list in a known format; it begins": b"just some text\n",
}


@pytest.mark.parametrize("message", BAD)
def test_a_bad_file_says_what_is_wrong_with_it(tmp_path: Path, message: str) -> None:
    """By its name, in words."""
    with pytest.raises(InputError) as raised:
        read_lists([put(tmp_path, BAD[message])])
    assert message in str(raised.value)
    assert str(raised.value).startswith("list")


def test_an_entity_from_outside_is_refused(tmp_path: Path) -> None:
    """Nothing is fetched and no file is read."""
    bad = UN.replace(b"?><CONS", b'?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><CONS').replace(
        b"Official<", b"&a;<"
    )
    with pytest.raises(InputError, match="declares a document type or an entity"):
        read_lists([put(tmp_path, bad)])


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    """A folder in place of a file, a pipe, a device, nothing."""
    with pytest.raises(InputError, match="is a folder; expected a file"):
        Opened(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(InputError, match="is a device or a pipe"):
            read_lists([path])
    with pytest.raises(InputError, match="can't be read: No such file"):
        read_lists([tmp_path / "nothing"])
    (tmp_path / "void").mkdir()
    with pytest.raises(InputError, match="there is no file in it"):
        read_lists([tmp_path / "void"])


def test_a_zip_that_claims_too_much_or_holds_several_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is unpacked."""
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", UN)
        archive.writestr("b", UN)
    with pytest.raises(InputError, match="a zip of 2 files"):
        read_lists([path])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", UN)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = (0xFFFFFFF0).to_bytes(4, "little")  # 4 GB are claimed
    path.write_bytes(data)
    monkeypatch.setattr(packed, "MOST_BYTES", 2**31)
    with pytest.raises(InputError, match="claims 4,294,967,280 bytes; more than"):
        read_lists([path])


def test_a_decompression_bomb_is_refused(tmp_path: Path) -> None:
    """At a ratio that no list has, long before memory is full."""
    path = put(tmp_path, gzip.compress(b"a,b\n" + b" " * 90_000_000, 9))
    with pytest.raises(InputError, match="a line longer than"):
        list(Opened(path).lines())
    path = put(tmp_path, gzip.compress(b"x,y\n" * 30_000_000, 9))
    with pytest.raises(InputError, match="refused as a decompression bomb"):
        sum(1 for _ in Opened(path).lines())


def test_a_quote_that_is_never_closed_spoils_its_own_row_only(tmp_path: Path) -> None:
    """The rows after it are read; a line break within quotes is part of its row."""
    rows, source = table(put(tmp_path, b'a,b\n1,"open\n2,fine\n3,"two\nlines"\n4,fine\n'))
    assert [row["a"] for row in rows] == ["2", "3", "4"]
    assert rows[1]["b"] == "two lines"
    assert [(one.record, source.records) for one in source.rejects] == [("list:2", 4)]


def test_rows_of_another_length_are_rejected_and_blank_ones_are_none(tmp_path: Path) -> None:
    """Empty cells behind the last column do no harm."""
    rows, source = table(put(tmp_path, b"a,b\r\n1\r\n\r\n,\r\n2,3,,\r\n4,5,6\r\n\x1a"))
    assert [row["a"] for row in rows] == ["2"]
    assert [one.reason for one in source.rejects] == ["1 cells; expected 2", "3 cells; expected 2"]


def test_a_column_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    """Which one counts can't be told."""
    with pytest.raises(InputError, match='the column "a" stands twice'):
        table(put(tmp_path, b"a,b,a\n1,2,3\n"))


def test_a_huge_field_is_rejected_and_a_huge_line_an_error(tmp_path: Path) -> None:
    """The row after it is read, whatever limit another reader of the process has set."""
    csv.field_size_limit(1_000_000)
    rows, source = table(put(tmp_path, b"a,b\n1," + b"x" * 200_000 + b"\n2,fine\n"))
    assert [row["a"] for row in rows] == ["2"]
    assert "field larger than field limit" in source.rejects[0].reason
    assert len(source.rejects[0].text) <= 200
    with pytest.raises(InputError, match="a line longer than 4,000,000 characters"):
        table(put(tmp_path, b"a,b\n1," + b"x" * 5_000_000 + b"\n"))


def test_encodings_are_told_by_their_mark(tmp_path: Path) -> None:
    """UTF-8 without one; what is neither is an error with its line."""
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        rows, _ = table(put(tmp_path, "a,b\nИван,é\n".encode(encoding)))
        assert rows == [{"a": "Иван", "b": "é"}]
    with pytest.raises(InputError, match="after line 0: not utf-8"):
        table(put(tmp_path, b"a,b\n1,\xe9\n"))
    assert [row.cells for row in Opened(put(tmp_path, b"1,\xe9\xc3\xa9\n")).rows(fallback="cp1252")] == [["1", "éé"]]


def test_control_characters_never_reach_a_reader(tmp_path: Path) -> None:
    """A formula is text like any other."""
    rows, _ = table(put(tmp_path, b"a,b\n=1+1,x\x00\x07y\x1b[31m\n"))
    assert rows == [{"a": "=1+1", "b": "x y [31m"}]
    assert clean("a\u2028b\t\u00a0c") == "a b c"


def test_json_that_is_none_says_where(tmp_path: Path) -> None:
    """Cut short, nested without end, or a number without end."""
    for data, message in (
        (b'{"a": [1,\n2', ":2: not JSON"),
        (b"[" * 200_000, "not JSON that can be read"),
        (b"9" * 9_999, "not JSON"),
    ):
        with pytest.raises(InputError, match=message):
            Opened(put(tmp_path, data)).json()


def test_unknown_files_in_a_folder_are_a_remark_and_damaged_ones_an_error(tmp_path: Path) -> None:
    """A folder may hold a note; half a list is not taken for a list."""
    put(tmp_path, UN, "un.xml")
    put(tmp_path, b"A note.\n", "README.md")
    (tmp_path / "out").symlink_to("/etc/hostname")
    lists = read_lists([tmp_path])
    assert len(lists) == 2
    assert sorted(one.reason for one in lists.remarks) == [
        "not a list in a known format; left out", "the link leads out of the folder; not read",
    ]  # fmt: skip
    put(tmp_path, UN[:900], "cut.xml")
    with pytest.raises(InputError, match="cut short"):
        read_lists([tmp_path])


def test_the_root_of_an_xml_file_is_found_behind_comments() -> None:
    """Without its namespace."""
    assert root_of(b'<?xml version="1.0"?>\n<!-- <b/> -->\n<ns:root xmlns:ns="x">') == "root"
    assert root_of(b"no markup") == ""
