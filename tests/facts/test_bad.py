"""Every malformed file earns exactly its messages, with file, line, expectation and nearest name, all at once.

Each folder of `tests/bad/` is a user's folder of facts beside the sound world `tests/bad/sound`; `expected.txt` holds the
messages. What git keeps badly (links, broken bytes, huge files) is made here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from catspaw.errors import Fault, FaultsError, InputError
from catspaw.facts.check import check_facts
from catspaw.facts.read import MAX_BYTES, read_folders
from catspaw.facts.world import load_world
from catspaw.rules.check import check_rules

BAD = Path(__file__).parent.parent / "bad"
SOUND = BAD / "sound"
CASES = sorted(path.name for path in BAD.iterdir() if (path / "expected.txt").is_file())


def messages(*folders: Path) -> list[str]:
    """All faults of the sound world with some folders beside it, as `catspaw check` shows them."""
    raw = read_folders([SOUND, *folders], check=True)
    return [str(fault) for fault in FaultsError([*raw.faults, *check_facts(raw), *check_rules(raw)]).faults]


def test_the_sound_world_has_no_fault() -> None:
    """Whatever the cases report is theirs."""
    assert messages() == []


def test_every_folder_has_its_messages() -> None:
    """A case without expected.txt would not be tested."""
    folders = {path.name for path in BAD.iterdir() if path.is_dir()}
    assert folders - {"sound"} == set(CASES)
    assert len(CASES) >= 35


@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_earns_exactly_its_messages(case: str) -> None:
    """Each fault once, at its line, with what was expected; no fault hides another."""
    assert messages(BAD / case) == (BAD / case / "expected.txt").read_text(encoding="utf-8").splitlines()


def test_all_bad_folders_are_reported_in_one_run() -> None:
    """Reading never stops at the first fault: each case's faults on lines of its own stand in the joint report."""
    joint = set(messages(*(BAD / case for case in CASES)))
    within = ("unknown", "missing", "empty", "wrong", "quoted", "reversed", "syntax", "word", "bad_", "condition")
    for case in (c for c in CASES if c.startswith(within)):
        assert set((BAD / case / "expected.txt").read_text(encoding="utf-8").splitlines()) <= joint, case


def test_faults_come_in_the_order_of_files_and_lines() -> None:
    """A report can be read beside the files."""
    raw = read_folders([SOUND, BAD / "several_files"], check=True)
    faults = FaultsError([*check_rules(raw), *check_facts(raw), *raw.faults]).faults
    assert list(faults) == sorted(faults, key=lambda fault: (fault.file, fault.line, fault.message))


def test_the_error_counts_its_faults_and_drops_repeats() -> None:
    """The head line says how many; one fault met twice is one."""
    one, other = Fault("a.toml", 2, "x"), Fault("a.toml", 1, "y")
    assert str(FaultsError([one, other, one])) == "2 faults in the facts\na.toml:1: y\na.toml:2: x"
    assert str(FaultsError([one])).startswith("1 fault in the facts\n")


def test_bytes_that_are_not_utf8_are_a_fault_of_their_line(tmp_path: Path) -> None:
    """The line of the first such byte; other files are still read."""
    (tmp_path / "latin.toml").write_bytes(b'# one\n[source.x]\nref = "M\xfcnchen"\n')
    (tmp_path / "more.toml").write_text("[[actors]]\n", encoding="utf-8")
    found = messages(tmp_path)
    assert found[0].endswith("latin.toml:3: not UTF-8; save the file as UTF-8")
    assert found[1].endswith('more.toml:1: unknown table "actors" (did you mean "actor"?)')


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """A file larger than any that a person reviews."""
    with (tmp_path / "huge.toml").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert [line.partition(":1: ")[2] for line in messages(tmp_path)] == [
        "larger than 4,000,000 bytes: split it, one idea a file"
    ]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """Facts are read from inside the folder only, whatever stands outside."""
    outside = tmp_path / "outside.toml"
    outside.write_text("[[secret]]\n", encoding="utf-8")
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "link.toml").symlink_to(outside)
    assert messages(mine) == ["mine/link.toml:1: the link leads out of the folder; facts are read from inside it only"]


def test_a_folder_named_like_a_file_is_a_fault(tmp_path: Path) -> None:
    """It can't be read, and nothing else suffers."""
    (tmp_path / "folder.toml").mkdir()
    assert len(messages(tmp_path)) == 1
    assert "folder.toml:1: can't be read" in messages(tmp_path)[0]


def test_an_empty_file_has_no_fault(tmp_path: Path) -> None:
    """Nothing said, nothing wrong."""
    (tmp_path / "empty.toml").write_bytes(b"")
    assert messages(tmp_path) == []


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    """The name that was given, and what was expected."""
    with pytest.raises(InputError, match="none: expected a folder of facts"):
        read_folders([tmp_path / "none"])


def test_unreadable_files_stop_the_loading_of_a_world_with_all_faults(tmp_path: Path) -> None:
    """`load_world` names each file that it can't read, not only the first."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text("x = \n", encoding="utf-8")
    with pytest.raises(FaultsError, match="2 faults") as caught:
        load_world([SOUND, tmp_path], packaged=False)
    assert [Path(fault.file).name for fault in caught.value.faults] == ["a.toml", "b.toml"]
