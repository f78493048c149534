"""Damaged official lists give listings, rejects or an input error, whatever is cut out of them or put in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catspaw.errors import InputError
from catspaw.lists.read import formats, read_lists
from lists.reading import SAMPLES

OURS = (
    "ofac/sdn.csv ofac/add.csv ofac/alt.csv ofac/sdn_comments.csv ofac_sdn.xml ofac_advanced.xml un.xml eu_fsf.csv eu_fsf.xml "
    "eu_journal.csv uk.csv uk_tables/subjects.csv uk_tables/names.csv uk_tables/identifiers.csv uk_tables/countries.csv "
    "uk_tables/dobs.csv"
).split()
BYTES = st.sampled_from(
    [
        b"",
        b"\x00",
        b"\xff",
        b'"',
        b",",
        b";",
        b"\n",
        b"<",
        b"&a;",
        b"</x>",
        b"\xef\xbb\xbf",
        b"=1+1",
        b"\x1a",
        b"31/02/2022",
    ]
)
CUTS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), BYTES), max_size=3)


@pytest.mark.parametrize("name", OURS)
@given(cuts=CUTS, end=st.floats(0, 1))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_cut_out_or_put_in(
    tmp_path: Path, name: str, cuts: list[tuple[float, int, bytes]], end: float
) -> None:
    """Each row is in a listing or in the rejects, as long as the file is read at all."""
    folder = tmp_path / "list"
    shutil.rmtree(folder, ignore_errors=True)
    source = SAMPLES / name
    folder.mkdir()
    for other in source.parent.iterdir() if "/" in name else (source,):
        shutil.copy(other, folder)
    data = source.read_bytes()
    for at, length, other_bytes in cuts:
        start = int(at * len(data))
        data = data[:start] + other_bytes + data[start + length :]
    (folder / source.name).write_bytes(data[: int(len(data) * 2 * end)] if end < 0.5 else data)
    try:
        lists = read_lists([folder])
    except InputError:
        return
    assert sum(file.rejects for file in lists.files) == len(lists.rejects)
    assert all(one.id and one.list and one.name and one.kind for one in lists.all)
    if name == "eu_journal.csv":
        assert all(file.records == file.listings + file.rejects for file in lists.files)


@pytest.mark.parametrize("name", OURS)
def test_each_sample_is_known_to_one_reader(name: str) -> None:
    """No two formats claim the same file."""
    head = (SAMPLES / name).read_bytes()
    assert sum(known.recognises(head) for known in formats()) == 1
