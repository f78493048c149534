"""Japan's Foreign End User List as JSON."""

from __future__ import annotations

import json

from catspaw.lists.read import read_lists
from lists.reading import by_id, real, sample, text_of, whole


def test_the_country_is_that_of_the_address() -> None:
    """`country` is that of the list."""
    assert by_id(sample("jp_end_users.json"))["jp-feul:1"].country == ("KP",)


def test_a_name_that_ran_on_after_the_country_is_read_from_there() -> None:
    """It would be lost otherwise."""
    one = by_id(sample("jp_end_users.json"))["jp-feul:2"]
    assert (one.name, one.country) == ("99th Sample Institute", ("CN",))


def test_an_entry_without_any_name_is_rejected() -> None:
    """With its number."""
    lists = sample("jp_end_users.json")
    assert whole(lists, 3)
    assert "no name" in lists.rejects[0].reason


def test_the_real_list_is_read_whole() -> None:
    """Every end user has a country."""
    path = real("sanctions/jp_meti_end_user_list_2025-09.json.gz")
    lists = read_lists([path])
    assert whole(lists, len(json.loads(text_of(path))))
    assert all(one.country for one in lists.all)
