"""The engine on the packaged world: same input, same bytes; order does not matter; identity decides by number, then doubts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import catspaw
from catspaw.errors import InputError
from catspaw.rules.verdict import STRENGTH
from catspaw.screen.book import book_of
from catspaw.screen.engine import Engine

Record = dict[str, Any]
SOUND = Path(__file__).parent.parent / "bad" / "sound"
COAL: Record = {
    "date": "2018-03-01", "act": "import", "goods": [{"hs": "270111", "text": "anthracite", "origin": "KP"}],
    "parties": [{"role": "seller", "name": "Example Trading", "country": "KP"},
                {"role": "buyer", "name": "Example Import", "country": "CN"}],
}  # fmt: skip
TEA: Record = {
    "date": "2018-03-01", "act": "sale", "goods": [{"hs": "0902", "text": "tea", "origin": "CN"}],
    "parties": [{"role": "seller", "name": "Example Tea", "country": "CN"}, {"role": "buyer", "name": "Shop", "country": "DE"}],
}  # fmt: skip
SHIP: Record = {
    "date": "2021-03-01", "act": "port_call", "parties": [{"role": "vessel", "kind": "vessel", "name": "Any Name", "flag": "PA"}],
    "route": [{"place": "Busan"}],
}  # fmt: skip


@cache
def engine() -> Engine:
    """The packaged world and its curated lists."""
    return Engine()


def verdicts(record: Record, bound: tuple[str, ...] = ()) -> Mapping[str, str]:
    """The verdict by rule."""
    judged = engine().judge(book_of([engine().reader.read(record)]), bound)
    return {verdict.rule: verdict.kind for verdict in engine().verdicts(judged, 0)}


def with_party(record: Record, **more: Any) -> Record:
    """The record with its first party changed."""
    first, *rest = record["parties"]
    return {**record, "parties": [{**first, **more}, *rest]}


def on_lists(record: Record) -> dict[str, bool]:
    """The lists of the first party on the day, and whether for certain."""
    party = engine().reader.read(record).parties[0]
    spans = engine().resolver.identities.spans(party)
    day = engine().reader.read(record).day.toordinal() - 719_163
    number = [found for since, found in spans if since <= day][-1]
    return dict(engine().resolver.identities.known.values[number])


def a_listed_ship() -> Any:
    """A vessel of the curated UN list, with its number and first day."""
    return next(
        x
        for x in engine().lists.all
        if x.kind == "vessel" and x.list == "un-1718" and dict(x.ids).get("imo") and x.since
    )


def a_listed_person() -> Any:
    """A person of the curated UN list with one birth date and a name of two words or more."""
    return next(
        x for x in engine().lists.all
        if x.kind == "person" and x.list == "un-1718" and len(x.born) == 1 and x.since and len(x.name.split()) > 1
    )  # fmt: skip


def test_the_same_book_gives_the_same_bytes() -> None:
    """Engines made anew agree to the byte: no clock, no hash, no order of sets in an answer."""
    frames = []
    for _ in range(2):
        findings = catspaw.screen([COAL, TEA, SHIP], world=catspaw.load_world(), bound=["un", "eu"])
        frames.append(findings.to_frame().write_json())
    assert frames[0] == frames[1]
    assert len(json.loads(frames[0])) >= 3


def test_the_evidence_is_the_same_each_time() -> None:
    """Down to the last leaf."""
    first, second = (json.dumps([v.as_dict() for v in catspaw.judge(COAL, bound=["un"])]) for _ in range(2))
    assert first == second


def test_the_order_of_parties_does_not_matter() -> None:
    """Nor does that of goods; the route's does."""
    turned = {**COAL, "parties": COAL["parties"][::-1]}
    assert verdicts(turned) == verdicts(COAL)
    more = [{"hs": "0902", "text": "tea", "origin": "CN"}, *COAL["goods"]]
    assert verdicts({**COAL, "goods": more}) == verdicts({**COAL, "goods": more[::-1]})


def test_verdicts_come_strongest_first_and_never_say_safe() -> None:
    """Forbidden, then what needs an authorisation, then unknown with what is missing, then none found."""
    found = catspaw.judge(COAL, bound=["un", "eu", "us"])
    strengths = [STRENGTH[verdict.kind] for verdict in found]
    assert strengths == sorted(strengths)
    assert {verdict.kind for verdict in found} <= set(STRENGTH)
    assert all(verdict.missing for verdict in found if verdict.kind == "unknown")
    assert not any(verdict.missing for verdict in found if verdict.kind == "forbidden")
    assert all(verdict.data == engine().data for verdict in found)


def test_a_verdict_carries_article_days_sources_and_evidence() -> None:
    """Each leaf names a part of the dealing or a source."""
    verdict = next(v for v in catspaw.judge(COAL, bound=["un"]) if v.rule == "un-dprk.2371.8")
    assert verdict.kind == "forbidden"
    assert (verdict.article, str(verdict.since)) == ("S/RES/2371 (2017) para 8", "2017-08-05")
    assert verdict.source
    assert set(verdict.source) <= set(engine().world.sources)
    assert verdict.evidence.children


def test_a_dealing_of_which_nothing_is_found_names_the_regimes_that_looked() -> None:
    """None found, by regime: who is bound and found nothing."""
    found = catspaw.judge(TEA)
    assert {verdict.kind for verdict in found} <= {"none_found", "unknown"}
    assert "un-dprk" in {verdict.regime for verdict in found if verdict.kind == "none_found"}


def test_the_day_before_an_article_it_is_not_in_force() -> None:
    """5 August 2017 is the first day of the coal ban."""
    assert verdicts({**COAL, "date": "2017-08-05"}).get("un-dprk.2371.8") == "forbidden"
    assert "un-dprk.2371.8" not in verdicts({**COAL, "date": "2017-08-04"})


def test_a_jurisdiction_that_is_none_offers_the_nearest() -> None:
    """And lists those there are."""
    with pytest.raises(InputError, match=r'bound: "usa" is no jurisdiction.*did you mean "us".*known: au, ca'):
        catspaw.judge(COAL, bound=["usa"])


def test_jurisdictions_may_be_given_in_any_form() -> None:
    """A list, a set, a generator."""
    given = (["un", "eu"], {"un", "eu"}, (name for name in ("un", "eu")))
    assert {engine().bound(names) for names in given} == {frozenset({"un", "eu"})}


def test_a_dealing_that_cannot_be_read_raises_with_its_field() -> None:
    """One dealing has no rejects file."""
    with pytest.raises(InputError, match='act: "imports" is not one of'):
        catspaw.judge({**COAL, "act": "imports"})


def test_records_that_cannot_be_read_are_rejected_one_by_one() -> None:
    """Rows in = dealings + rejects, also for records given in Python."""
    findings = catspaw.screen([COAL, None, 5, {}, TEA])  # type: ignore[list-item]
    assert (findings.dealings, [rejected.row for rejected in findings.rejects.rows]) == (2, [2, 3, 4])
    assert findings.counts()["forbidden"] == 1
    assert sum(findings.counts().values()) == 2


@pytest.mark.parametrize("book", [[], [None], [{"date": "2020-01-01", "act": "sale", "goods": [{"hs": "27"}]}]])
def test_an_empty_book_or_one_without_parties_is_screened(book: list[Any]) -> None:
    """Nothing to find is no error."""
    findings = catspaw.screen(book)
    assert findings.dealings + len(findings.rejects) == len(book)
    assert findings.to_frame().columns


def test_a_screen_may_use_the_users_own_lists() -> None:
    """Read from a folder, instead of those that come with Catspaw."""
    lists = catspaw.read_lists([SOUND])
    findings = catspaw.screen([TEA], lists=lists)
    assert findings.engine.lists.version == lists.version


def test_an_imo_number_decides_whatever_the_name() -> None:
    """A listed ship under a new name and flag."""
    ship = a_listed_ship()
    found = on_lists(with_party({**SHIP, "date": "2025-01-01"}, ids={"imo": dict(ship.ids)["imo"]}))
    assert found[ship.list] is True


def test_an_imo_number_that_contradicts_rules_a_namesake_out() -> None:
    """Ships share names; another number is another ship."""
    ship = a_listed_ship()
    named = with_party({**SHIP, "date": "2025-01-01"}, name=ship.name)
    assert on_lists(named).get(ship.list) is False
    assert ship.list not in on_lists(with_party(named, ids={"imo": "9999999"}))


def test_one_who_is_listed_only_later_is_open_before() -> None:
    """On the day before the listing it may already have acted for a listed party."""
    ship = a_listed_ship()
    number = {"imo": dict(ship.ids)["imo"]}
    assert on_lists(with_party({**SHIP, "date": ship.since.isoformat()}, ids=number))[ship.list] is True
    before = ship.since.replace(year=ship.since.year - 1)
    assert on_lists(with_party({**SHIP, "date": before.isoformat()}, ids=number))[ship.list] is False


def test_a_person_is_decided_by_birth_date_not_by_name_alone() -> None:
    """The name leaves it open, the birth date decides, another birth year leaves it open and says so."""
    person = a_listed_person()
    base = {
        "date": "2025-01-01",
        "act": "payment",
        "parties": [{"role": "payee", "kind": "person", "name": person.name}],
    }
    assert on_lists(base)[person.list] is False
    assert on_lists(with_party(base, born=person.born[0]))[person.list] is True
    assert on_lists(with_party(base, born="1901-01-01")).get(person.list) is False


def test_a_namesake_from_another_country_is_open_not_listed() -> None:
    """A homonym is a question, with the country as what would settle it."""
    firm = next(
        x for x in engine().lists.all
        if x.kind == "company" and x.country == ("KP",) and x.since and len(x.name.split()) > 2 and x.list == "un-1718"
    )  # fmt: skip
    base = {
        "date": "2025-01-01",
        "act": "payment",
        "parties": [{"role": "payee", "kind": "company", "name": firm.name}],
    }
    assert on_lists(with_party(base, country="KP"))[firm.list] is True
    assert on_lists(with_party(base, country="BR"))[firm.list] is False
    hit = engine().resolver.identities.hits(engine().reader.read(with_party(base, country="BR")).parties[0])
    assert any("the country differs" in reason for one in hit for reason in one.reasons)


def test_case_accents_legal_forms_and_word_order_do_not_hide_a_listed_company() -> None:
    """Each is written in many ways."""
    firm = next(
        x for x in engine().lists.all
        if x.kind == "company" and x.country == ("KP",) and x.list == "un-1718" and len(x.name.split()) > 2 and x.name.isascii()
    )  # fmt: skip
    words = firm.name.split()
    for name in (
        firm.name.upper(),
        firm.name + " Co., Ltd.",
        " ".join(words[1:] + words[:1]),
        "\u200b".join(firm.name),
    ):
        record = {
            "date": "2025-01-01",
            "act": "payment",
            "parties": [{"role": "payee", "kind": "company", "name": name, "country": "KP"}],
        }
        assert on_lists(record).get(firm.list) is True, name
