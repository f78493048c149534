"""Japan's bilingual lists: entries in the order of their numbers, Japanese and Latin names apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from catspaw.errors import InputError
from catspaw.lists.read import read_lists
from lists.reading import SAMPLES, by_id, real, sample, text_of, whole


def test_names_in_both_scripts_are_spellings_of_one_party() -> None:
    """The Latin name first, aliases of both after it."""
    one = by_id(sample("jp_meti.txt"))["jp-meti:3c-1"]
    assert one.names[:3] == ("Sample LLC", "有限会社サンプル", "Sampla LLC")
    assert {"サンプラ", "サンプル・ワン"} <= set(one.aliases)
    assert [name.script == "Latn" for name in one.spellings[:2]] == [True, False]


def test_an_entry_that_follows_without_a_line_break_is_found() -> None:
    """And its Latin name on the line of the Japanese one."""
    found = by_id(sample("jp_meti.txt"))
    assert whole(sample("jp_meti.txt"), 4)
    assert found["jp-meti:3c-2"].names == ("JSC Mihon – Progress", "株式会社見本「プログレス」")
    assert found["jp-meti:3c-2"].country == ("RU", "HK", "CN")


def test_a_japanese_name_may_end_in_latin_letters_and_a_latin_one_in_native_ones() -> None:
    """Neither is taken for the other."""
    found = by_id(sample("jp_meti.txt"))
    assert found["jp-meti:3c-3"].names[:2] == ("Samplechips FZCO", "サンプル・チップス FZCO")
    assert found["jp-meti:3c-3"].aliases[1:] == ("SC社", "サンプルチップ", "Sample Chips", "SC FZCO")
    assert found["jp-meti:3c-4"].names == ("Mihon Electronics", "見本電子", "見本电子有限公司")


def test_the_days_of_the_notice_are_told_and_are_no_days_of_listing() -> None:
    """An entry may have come in later."""
    one = sample("jp_meti.txt").all[0]
    assert one.since is None
    assert "notice of 2023-12-15, last changed 2025-09-12" in one.reason


def test_a_text_without_entries_is_an_error(tmp_path: Path) -> None:
    """The head alone is no list."""
    path = tmp_path / "head.txt"
    text = (SAMPLES / "jp_meti.txt").read_text(encoding="utf-8")
    path.write_text(text[: text.index("１ ")] + "所在地：なし\n", encoding="utf-8")
    with pytest.raises(InputError, match="no entry with the number 1"):
        read_lists([path])


@pytest.mark.parametrize(
    ("name", "entries"),
    [("2025-09_russia_designated.txt.gz", 561), ("2025-09_third_country_designated.txt.gz", 56),
     ("belarus_designated.txt", 27)],
)  # fmt: skip
def test_the_real_lists_are_read_whole(name: str, entries: int) -> None:
    """As many entries as addresses, give or take one without; each with a Latin name, none that ran on."""
    path = real(f"sanctions/jp_meti_{name}")
    lists = read_lists([path])
    assert whole(lists, entries)
    assert abs(text_of(path).count("所在地") - entries) <= 1
    assert all(one.spellings[0].script == "Latn" and one.country for one in lists.all)
    assert not [n for one in lists.all for n in one.names if "所在地" in n or "alias" in n or n.startswith("-")]
