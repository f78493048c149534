"""Damaged files give listings, rejects or an input error: never a traceback, never a row that is nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catspaw.errors import InputError
from catspaw.lists.read import read_lists
from lists.reading import SAMPLES

OURS = (
    "us_csl_official.csv us_csl_old.csv us_csl_official.json us_csl_compacted.json opensanctions.csv entities.ftm.json "
    "jp_meti.txt jp_end_users.json us_inksna.csv us_mieu.csv cn_mofcom.csv us_fincen.csv combined_lists.csv eu_programmes.csv "
    "us_sdn_websites.txt"
).split()
BYTES = st.sampled_from(
    [b"", b"\x00", b"\xff", b'"', b",", b"\n", b"{", b"]", b"null", b"5", b"\xef\xbb\xbf", b"=1+1", b"\x92"]
)
ONE_A_RECORD = {
    "us_csl_official.csv",
    "us_csl_old.csv",
    "us_inksna.csv",
    "us_mieu.csv",
    "cn_mofcom.csv",
    "us_fincen.csv",
}


@pytest.mark.parametrize("name", OURS)
@given(cuts=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), BYTES), max_size=3), end=st.floats(0, 1))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_cut_out_or_put_in(
    tmp_path: Path, name: str, cuts: list[tuple[float, int, bytes]], end: float
) -> None:
    """Records are listings and rejects, as long as the file is read at all."""
    data = (SAMPLES / name).read_bytes()
    for at, length, other in cuts:
        start = int(at * len(data))
        data = data[:start] + other + data[start + length :]
    if end < 0.5:
        data = data[: int(len(data) * 2 * end)]
    path = tmp_path / name
    path.write_bytes(data)
    try:
        lists = read_lists([path])
    except InputError:
        return
    (file,) = lists.files
    assert file.rejects == len(lists.rejects)
    if name in ONE_A_RECORD and file.format != "us_sdn_websites":
        assert file.records == file.listings + file.rejects
    assert all(one.id and one.list and one.name and one.kind for one in lists.all)


@pytest.mark.parametrize("name", OURS)
def test_each_sample_is_known_to_one_reader(name: str) -> None:
    """No two formats claim the same file."""
    from catspaw.lists.read import formats

    head = (SAMPLES / name).read_bytes()
    assert sum(known.recognises(head) for known in formats()) == 1
