"""A world's version tells its contents: the same files give the same, any change another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from catspaw.facts.world import load_world

SOUND = Path(__file__).parent.parent / "bad" / "sound"


def version(*folders: Path) -> str:
    """The version of a world of these folders only."""
    return load_world(folders, packaged=False).version


def test_the_same_files_give_the_same_version_wherever_they_lie(tmp_path: Path) -> None:
    """Not the path, only names within the folder and contents count."""
    shutil.copytree(SOUND, tmp_path / "copy")
    assert version(SOUND) == version(tmp_path / "copy")


def test_a_changed_file_gives_another_version(tmp_path: Path) -> None:
    """Even one letter of a note."""
    shutil.copytree(SOUND, tmp_path / "copy")
    file = tmp_path / "copy" / "facts.toml"
    file.write_text(file.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    assert version(SOUND) != version(tmp_path / "copy")


def test_a_renamed_file_gives_another_version(tmp_path: Path) -> None:
    """The folder of a file names its regime, so names count."""
    shutil.copytree(SOUND, tmp_path / "copy")
    (tmp_path / "copy" / "facts.toml").rename(tmp_path / "copy" / "other.toml")
    assert version(SOUND) != version(tmp_path / "copy")


def test_what_is_no_toml_file_does_not_count(tmp_path: Path) -> None:
    """A note beside the facts is no fact."""
    shutil.copytree(SOUND, tmp_path / "copy")
    (tmp_path / "copy" / "notes.md").write_text("x", encoding="utf-8")
    assert version(SOUND) == version(tmp_path / "copy")


def test_a_user_folder_adds_to_the_world(tmp_path: Path) -> None:
    """Its rows come after those it is read with, and change the version."""
    text = '[[actor]]\ncode = "BY"\nkind = "state"\nname = "Belarus"\nsource = ["made-up"]\n'
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    world = load_world([SOUND, tmp_path], packaged=False)
    assert world.code("belarus") == "BY"
    assert world.code("россия") == "RU"
    assert world.version != version(SOUND)


@pytest.mark.parametrize("table", ["actor", "fact", "event", "rule", "example", "listing", "place", "list"])
def test_rows_remember_where_they_stand(table: str) -> None:
    """Any later fault can name file and line."""
    for row in load_world([SOUND], packaged=False).rows(table):
        fault = row.fault("x")
        line = (SOUND.parent / fault.file).read_text(encoding="utf-8").splitlines()[fault.line - 1]
        assert line == f"[[{table}]]"
