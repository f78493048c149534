"""Texts are read for places: streets, companies and other cases of a name are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catspaw.places.fold import clean, fold_word, key, tokens
from catspaw.places.resolver import packaged_resolver

MOSCOW, DONETSK = "RU-MOSCOW", "UA14080030010048113"


def ids(text: str, country: str | None = None) -> tuple[str, ...]:
    """The likeliest places of one address."""
    return packaged_resolver().resolve_text(text, country)


@pytest.mark.parametrize(
    "text",
    ["Донецкая улица, Москва, Россия", "Севастопольский проспект, Москва, Россия", "улица Донецкая 5 Москва",
     "ул. Луганская, д. 10, г. Москва", "Херсонская ул., 41, Москва", "Крымский пер., Москва"],
)  # fmt: skip
def test_a_street_name_is_no_place(text: str) -> None:
    """A street named after a city is in the city that the address names."""
    assert ids(text) == (MOSCOW,)


def test_an_english_street_is_no_place() -> None:
    """Moscow Street in Donetsk is in Donetsk."""
    assert ids("Moscow Street 5, Donetsk")[0] == DONETSK


def test_a_company_name_is_no_place() -> None:
    """A firm that bears a city's name sits where its address says."""
    assert ids("ООО Донецк Сталь, г. Киев") == ("UA-30",)
    assert ids("«Луганск», г. Киев") == ("UA-30",)


def test_a_saint_is_no_street() -> None:
    """St Petersburg keeps its St, and its region is another place."""
    assert ids("St Petersburg")[0] == "RU-SAINT-PETERSBURG"
    assert ids("St Petersburg region, Russia") == ("RU-LEN",)


@pytest.mark.parametrize(
    "text",
    ["Донецк", "донецк", "ДОНЕЦК", "Донецьк", "Donetsk", "Donets'k", "в Донецке", "у Донецьку", "м. Донецьк",
     "도네츠크", "г. Донецк, Донецкой области", "ДНР, г. Донецк, ул. Артёма, 1",
     "Donetsk People's Republic, Donetsk, Russia"],
)  # fmt: skip
def test_a_name_is_found_in_any_script_and_case(text: str) -> None:
    """Case, script, transliteration and case endings do not matter."""
    assert ids(text)[0] == DONETSK


@pytest.mark.parametrize(
    ("text", "code"),
    [("Донецкая область", "UA-14"), ("Донецька обл.", "UA-14"), ("в Донецкой области", "UA-14"),
     ("Luhansk region", "UA-09"), ("Torez, Donetsk", "UA14060150010042613"), ("Sevastopol, Crimea", "UA-40"),
     ("평양시 락랑구역", "KP-RAKRANG"), ("함경북도 청진시", "KP-CHONGJIN"), ("라선시 라진구역", "KP-RAJIN"),
     ("Маріупольський район", "UA14140000000070889"), ("Маріупольський р-н", "UA14140000000070889"),
     ("Novoazovsk district, Donetsk region", "KOATUU1423600000"), ("라선시", "KP-RASON"), ("나진항", "KP-RAJIN"),
     ("강원도 원산시", "KP-WONSAN"), ("丹东市振兴区", "CN-DANDONG"), ("Rakrang-guyok, Pyongyang", "KP-RAKRANG")],
)  # fmt: skip
def test_the_word_for_an_area_tells_which_is_meant(text: str, code: str) -> None:
    """Oblast, raion, district, guyok, 시 and 市 choose between a city and what is named after it."""
    assert ids(text)[0] == code


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("retail customers in Crimea", ("UA-43",)),
        ("occupation reconstruction sites in Donetsk and Luhansk", (DONETSK, "UA44060010010012753")),
        ("Donetsk and Luhansk regions", ("UA-14", "UA-09")),
        ("Донецкой и Луганской областях", ("UA-14", "UA-09")),
        ("Nampo, DPRK", ("KP-14",)),
        ("Kamysh Bay, Sevastopol", ("UA-KAMYSH-BAY",)),
        ("Taman, Russia (declared)", ("RU-TAMAN",)),
        ("Azerbaijan / Armenia / Turkey", ("AZ", "AM", "TR")),
        ("Wonsan / Chongjin, DPRK", ("KP-WONSAN", "KP-CHONGJIN")),
        ("Kvashino-Uspenskaya", ("UA-KVASHYNE", "RU-USPENSKAYA")),
        ("south of Suez, Egypt", ("near:EG-SUEZ",)),
        ("waters off Vietnam", ("near:VN",)),
        ("East China Sea, 250 km off Shanghai", ("SEA-EAST-CHINA", "near:CN-SHANGHAI")),
        ("European Union", ("EU",)),
        ("nothing to see here", ()),
    ],
)
def test_a_free_text_gives_all_places_it_names(text: str, found: tuple[str, ...]) -> None:
    """Mentions come in the order of the text; what holds another one is context."""
    assert set(packaged_resolver().mentions(text)) == set(found)


def test_a_namesake_far_less_likely_is_left_out() -> None:
    """Sevastopol alone is the city; Donetsk declared in Russia may be either town."""
    assert ids("Sevastopol") == ("UA-40",)
    assert ids("Moscow") == (MOSCOW,)
    assert ids("Donetsk", "RU") == (DONETSK, "RU-DONETSK")
    assert ids("Donetsk", "UA") == (DONETSK,)
    assert ids("Donetsk", "CN") == ()
    assert ids("Ho Chi Minh City", "KP") == ("VN-HO-CHI-MINH-CITY",)


def test_two_places_in_one_text_are_both_kept() -> None:
    """A town named beside a city is no rival of it: both may be where the cargo went."""
    assert set(ids("Lubumbashi / Kamina, DR Congo")) == {"CD-LUBUMBASHI", "CD-KAMINA"}


def test_a_note_in_brackets_is_no_address() -> None:
    """What a long bracket says of the firm does not move it."""
    assert ids("Kyiv, Ukraine (company number issued in Donetsk in 2009)", "UA") == ("UA-30",)


def test_a_bracket_is_read_where_nothing_else_is_said() -> None:
    """An address that stands in brackets only is still an address."""
    assert ids("(Donetsk Oblast)") == ("UA-14",)


def test_small_words_are_no_countries() -> None:
    """Names of three letters count in capitals or alone."""
    assert ids("arm of the company") == ()
    assert ids("ARM") == ("AM",)


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_failing(text: str) -> None:
    """Whatever comes in, shares stay within 0 and 1 and sum to at most 1."""
    shares = [choice.share for choice in packaged_resolver().choices(text)]
    assert all(0 <= share <= 1 for share in shares)
    assert sum(shares) <= 1.0001 or all(choice.mention == -1 for choice in packaged_resolver().choices(text))


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded word folds to itself."""
    for token in tokens(clean(text)):
        assert fold_word(token.text) == token.text


@given(st.sampled_from(["Донецьк", "Київ", "Слов’янськ", "Ялта", "Харків"]))
def test_upper_and_lower_case_fold_alike(name: str) -> None:
    """The key of a name does not depend on its case."""
    assert key(name.upper()) == key(name.lower()) == key(name)
