"""The UN consolidated list as XML."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from catspaw.lists.read import read_lists
from lists.reading import by_id, real, sample, text_of, whole


def test_a_person_with_names_of_each_quality() -> None:
    """The original script is a name; a low-quality alias is weak; an empty one is none."""
    one = by_id(sample("un.xml"))["un-1718:KPi.999"]
    assert [(name.text, name.script, name.quality) for name in one.spellings] == [
        ("KIM SAMPLE", "Latn", "strong"), ("김견본", "Hang", "strong"), ("Gim Sample", "Latn", "strong"),
        ("Mr Kim", "Latn", "weak"),
    ]  # fmt: skip
    assert (one.kind, one.country, one.gender, one.regime) == ("person", ("KP",), "male", "un-dprk")
    assert one.born == ("1955", "1958")
    assert one.since == date(2016, 11, 30)
    assert one.ids == (("passport", "381310014"),)


def test_numbers_of_several_ships_are_not_the_firms() -> None:
    """A comment that tells the ships of a firm gives the firm no IMO number."""
    one = by_id(sample("un.xml"))["un-1988:TAe.999"]
    assert one.ids == (("bic", "ABCDAFKA"),)
    assert one.places == ("1 Sample Street, Kabul, Afghanistan",)


def test_a_record_without_a_name_is_rejected() -> None:
    """With its line."""
    assert [(one.record, one.reason) for one in sample("un.xml").rejects] == [
        ("un.xml:4", "no reference number or no name")
    ]


def test_every_record_of_the_real_file_is_read() -> None:
    """Counted by its tags; committees by the list types that the file states."""
    path = real("sanctions/un_consolidated_2018-10-29.xml.gz")
    text = text_of(path)
    lists = read_lists([path])
    assert whole(lists, text.count("<INDIVIDUAL>") + text.count("<ENTITY>"))
    assert not lists.remarks
    stated = Counter(re.findall(r"<UN_LIST_TYPE>([^<]+)<", text))
    assert Counter(one.list for one in lists.all)["un-1718"] == stated["DPRK"]
    assert Counter(one.list for one in lists.all)["un-1267"] == stated["Al-Qaida"]
    assert all(one.since and one.since <= date(2018, 10, 29) for one in lists.all)
    assert by_id(lists)["un-1718:KPe.020"].ids == (("imo_company", "1790183"),)
