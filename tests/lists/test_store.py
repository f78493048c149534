"""The store: whole lists or none, told from their manifests."""

from __future__ import annotations

import json
import threading
from datetime import date
from pathlib import Path

import pytest

from catspaw.errors import InputError
from catspaw.lists.fetch import import_list
from catspaw.lists.store import Store, default_folder
from lists.publishing import edition

TODAY = date(2026, 8, 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store of two lists."""
    store = Store(tmp_path / "lists")
    for name, count in (("one", 4), ("two", 5)):
        kept(store, tmp_path, name, count)
    return store


def kept(store: Store, tmp_path: Path, name: str, count: int) -> None:
    """Put a list into a store."""
    path = tmp_path / f"{name}.json"
    path.write_bytes(edition(count))
    assert import_list(store, [path], name, force=True, today=TODAY).ok


def test_the_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """CATSPAW_DATA first, then XDG; a relative XDG folder counts for nothing."""
    monkeypatch.setenv("CATSPAW_DATA", str(tmp_path / "own"))
    assert Store().folder == tmp_path / "own" / "lists"
    monkeypatch.delenv("CATSPAW_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    assert default_folder() == tmp_path / "xdg" / "catspaw" / "lists"
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert default_folder() == Path.home() / ".local" / "share" / "catspaw" / "lists"


def test_an_empty_store_is_none_at_all(tmp_path: Path) -> None:
    """Looking makes no folder."""
    store = Store(tmp_path / "none")
    assert (store.names(), store.paths(), store.status(TODAY), store.get("one")) == ([], [], [], None)
    assert not store.folder.exists()
    with pytest.raises(InputError, match='no list "one"'):
        store.files("one")


def test_the_status_tells_age_and_counts(store: Store) -> None:
    """Of every list, in order."""
    found = store.status(date(2026, 8, 11))
    assert [(one.kept.list, one.age, one.kept.records, one.fault) for one in found] == [
        ("one", 10, 4, ""),
        ("two", 10, 5, ""),
    ]


def test_files_that_are_not_those_that_were_kept_are_told(store: Store) -> None:
    """Changed, or gone."""
    store.files("one")[0].write_bytes(edition(3))
    store.files("two")[0].unlink()
    assert [one.fault.split(";")[0] for one in store.status(TODAY)] == [
        "the files are not those that were kept", "missing: two.json",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[]",
        "{",
        '{"files": ["../../etc/passwd"]}',
        '{"files": []}',
        "\x00",
        '{"files": ["a"], "published": "2026-13-01"}',
    ],
)
def test_a_spoilt_manifest_is_told_and_mended_by_the_next_list(store: Store, tmp_path: Path, manifest: str) -> None:
    """No file outside of the store is ever named by one."""
    (store.folder / "one" / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(InputError, match="not a manifest of a kept list"):
        store.files("one")
    assert "not a manifest" in store.status(TODAY)[0].fault
    kept(store, tmp_path, "one", 6)
    assert store.status(TODAY)[0].fault == ""


def test_spoilt_files_are_mended_by_the_same_list(store: Store, tmp_path: Path) -> None:
    """Though the digest in the manifest is the same."""
    store.files("one")[0].write_bytes(b"spoilt")
    kept(store, tmp_path, "one", 4)
    assert store.status(TODAY)[0].fault == ""


def test_a_run_that_was_broken_off_leaves_the_old_list(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whether before the files are in place or before the manifest is."""
    for step in ("_move_in", "_write"):
        with monkeypatch.context() as patched:

            def stop(*_: object) -> None:
                raise OSError(28, "No space left on device")

            patched.setattr(f"catspaw.lists.store.{step}", stop)
            path = tmp_path / "new.json"
            path.write_bytes(edition(9))
            with pytest.raises(InputError, match="No space left on device"):
                import_list(store, [path], "one", today=TODAY)
        (first, _) = store.status(TODAY)
        assert (first.kept.records, first.fault) == (4, "")


def test_writers_of_one_list_wait_for_each_other(store: Store, tmp_path: Path) -> None:
    """The last one's list is whole."""
    paths = []
    for count in range(10, 18):
        path = tmp_path / f"{count}.json"
        path.write_bytes(edition(count))
        paths.append(path)
    threads = [threading.Thread(target=import_list, args=(store, [path], "one", True, TODAY)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert store.status(TODAY)[0].fault == ""
    assert not list(store.folder.glob(".incoming*"))


@pytest.mark.parametrize("name", ["", ".", "..", "../one", "a/b", "A", "x" * 99, "one\n"])
def test_a_name_that_would_leave_the_folder_is_refused(store: Store, name: str) -> None:
    """Names are plain words."""
    with pytest.raises(InputError, match="can't name a list"):
        store.get(name)


def test_a_store_that_can_not_be_written_is_an_input_error(tmp_path: Path) -> None:
    """A file stands where the folder should."""
    (tmp_path / "lists").write_text("a file", encoding="utf-8")
    path = tmp_path / "a.json"
    path.write_bytes(edition(3))
    with pytest.raises(InputError, match="CATSPAW_DATA"):
        import_list(Store(tmp_path / "lists"), [path], "one")


def test_the_manifest_is_plain_json(store: Store) -> None:
    """For other programs too."""
    found = json.loads((store.folder / "one" / "manifest.json").read_text(encoding="utf-8"))
    assert (found["list"], found["fetched"], found["published"]) == ("one", "2026-08-01", "2026-07-01")
    assert set(found) >= {"source", "sha256", "records", "rejects", "files"}
