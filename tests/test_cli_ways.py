"""The commands on routes answer for people and as one JSON document, on a small world and with the errors of the real one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from catspaw.cli import cli, ways
from catspaw.facts.world import World
from routes.worlds import (
    BANK,
    EVENT,
    FRONT,
    LATE,
    MADE_UP,
    RELABEL,
    TREATY,
    Small,
    ban,
    fact,
    link,
    members,
    record,
    tie,
)  # fmt: skip

ASKED = ["--goods", "coal", "--on", "2020-01-01"]
ANSWERS = [
    ["routes", "KP", "China", *ASKED], ["routes", "KP", "CN", *ASKED, "--evidence"], ["routes", "KP", "DE", *ASKED],
    ["routes", "KP", "CN", *ASKED, "--known", "2012-01-01", "--by", "RU", "-k", "1", "--reopened"],
    ["opened", EVENT], ["opened", EVENT, "--on", "2020-01-01", "--known", "2019-07-01", "-k", "2"],
    ["cut", "KP", "CN", *ASKED], ["cut", "KP", "CN", *ASKED, "-k", "1"], ["cut", "KP", "DE", *ASKED],
    ["brief", EVENT], ["brief", EVENT, "--known", "2019-07-01"], ["hindcast"], ["hindcast", "-k", "1"],
]  # fmt: skip
UNUSABLE = [
    (["routes", "Rusia", "CN", *ASKED], 'did you mean "russia"'),
    (["routes", "KP", "KP", *ASKED], "are the same actor"),
    (["routes", "KP", "CN", "--goods", "anthracit"], 'did you mean "anthracite"'),
    (["routes", "KP", "CN", "--goods", "coal", "--on", "2020-13-01"], "--on"),
    (["routes", "KP", "CN"], "--goods"),
    (["routes", "KP", "CN", *ASKED, "-k", "0"], "-k"),
    (["routes", "KP", "CN", *ASKED, "--by", "Chna"], 'did you mean "china"'),
    (["opened", "treat"], 'did you mean "treaty"'),
    (["cut", "KP", "Chinna", *ASKED], 'did you mean "china"'),
    (["cut", "KP", "CN", *ASKED, "--seconds", "0"], "--seconds"),
    (["brief", "treatys"], 'did you mean "treaty"'),
    (["brief", EVENT, "--out", "brief.docx"], "brief.docx"),
    (["hindcast", "-k", "none"], "-k"),
]
SYSTEM = {
    "id": "made-up", "title": "A made-up system", "from": "KP", "to": "CN", "goods": "2701", "on": date(2020, 1, 1),
    "known": date(2020, 1, 1), "documented": date(2020, 1, 2), "says": "x", "nodes": ["KP", "RU", "CN"], **MADE_UP,
}  # fmt: skip


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> World:
    """A world in which a treaty makes Russia look away; all commands answer from it."""
    ties = [
        link("KP", "RU"), link("RU", "CN"), ban("KP"), tie("s", "KP", "supplies", "coal"), tie("n", "CN", "needs", "coal"),
        record("RU", "does_not_enforce", "KP", regime="outline", event=EVENT, known=LATE),
        tie("h", "RU", "hosts", "certificate_issuers"), tie("f", "RU", "hosts", "front_companies"),
        tie("p", "CN", "settles_with", "KP"),
    ]  # fmt: skip
    facts = [*members("RU", "CN"), fact("KP", "recognises", "CN", event=EVENT, since=LATE)]
    world = Small(ties, facts, [RELABEL, FRONT, BANK], events=[TREATY], hindcasts=[SYSTEM]).world
    monkeypatch.setattr(ways, "world_of", lambda _=(): world)
    return world


def run(*given: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(cli, given, catch_exceptions=False)


def document(*given: str) -> Any:
    """What a command gives as JSON; one document and nothing else."""
    return json.loads(run(*given, "--json").stdout)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("given", ANSWERS, ids=" ".join)
def test_a_question_is_answered_for_people_and_as_one_json_document(given: list[str]) -> None:
    """Both forms, and exit code 0, also where nothing is found."""
    shown, data = run(*given), run(*given, "--json")
    assert (shown.exit_code, data.exit_code) == (0, 0)
    assert shown.stdout.strip()
    assert (shown.stderr, data.stderr) == ("", "")
    json.loads(data.stdout)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("given", "says"), UNUSABLE, ids=lambda given: " ".join(given) if isinstance(given, list) else ""
)
def test_what_cannot_be_used_ends_with_2_and_the_nearest_name(
    given: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback, nothing on standard output, no file."""
    monkeypatch.chdir(tmp_path)
    result = run(*given)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("small")
def test_routes_as_json_are_those_that_are_shown() -> None:
    """With the question, the legs, their covers, and where the regime works."""
    found = document("routes", "KP", "CN", *ASKED)
    assert found["question"] == {
        "from": "KP", "to": "CN", "goods": "coal", "hs": "2701", "on": "2020-01-01", "known": None, "by": None,
        "without": None, "reopened": False,
    }  # fmt: skip
    assert [route["techniques"] for route in found["routes"]] == [["origin", "bank"], ["front", "origin", "bank"]]
    best = found["routes"][0]
    assert best["nodes"] == ["KP", "RU", "CN"]
    assert {cover["kind"] for leg in best["legs"] for cover in leg["covers"]} <= {"not_enforcing", "disguised"}
    shown = run("routes", "KP", "CN", *ASKED, "--evidence").stdout
    for text in (
        "North Korea > Russia > China",
        "forbidden by outline",
        "they are no frequencies",
        "does not act on it",
    ):
        assert text in shown
    assert document("routes", "KP", "CN", *ASKED, "-k", "1")["routes"] == found["routes"][:1]


@pytest.mark.usefixtures("small")
def test_nothing_found_is_not_called_clearance() -> None:
    """And it is said who stands in the way."""
    shown = run("routes", "KP", "CN", *ASKED, "--known", "2012-01-01").stdout
    assert "No route was found. That is no proof that there is none." in shown
    assert "Russia is bound by" in shown
    found = document("routes", "KP", "CN", *ASKED, "--known", "2012-01-01")
    assert (found["routes"], found["stopped_at"][0]["actor"]) == ([], "RU")


@pytest.mark.usefixtures("small")
def test_what_an_event_opened_is_told_by_channel() -> None:
    """Routes with its facts and not without."""
    found = document("opened", EVENT, "--on", "2020-01-01")
    assert found["event"] == EVENT
    (channel,) = found["channels"]
    assert (channel["channel"], channel["question"]["from"], channel["question"]["to"]) == ("coal", "KP", "CN")
    assert channel["opened"]
    assert channel["without"] == []
    assert "opened" in run("opened", EVENT, "--on", "2020-01-01").stdout


@pytest.mark.usefixtures("small")
def test_a_cut_tells_its_cost_its_proof_and_what_it_leaves() -> None:
    """The measures, and that no cheaper set does."""
    found = document("cut", "KP", "CN", *ASKED)
    assert found["possible"]
    assert found["optimal"]
    assert found["cost"] == found["bound"] == sum(measure["cost"] for measure in found["measures"])
    assert found["proof"]
    assert found["rerouted"] == []
    assert found["chokepoints"] == ["RU"]
    assert "no cheaper set does" in run("cut", "KP", "CN", *ASKED).stdout


@pytest.mark.usefixtures("small")
def test_hindcasts_tell_rank_and_what_was_known() -> None:
    """For each documented system."""
    (found,) = document("hindcast")["hindcasts"]
    assert (found["id"], found["rank"], found["known"], found["documented"]) == (
        "made-up",
        1,
        "2020-01-01",
        "2020-01-02",
    )
    assert "1 systems: rank 1 in 1" in run("hindcast").stdout


@pytest.mark.usefixtures("small")
def test_a_brief_is_written_in_each_form(tmp_path: Path) -> None:
    """One self-contained page, and the same as text and data."""
    paths = [tmp_path / f"brief{suffix}" for suffix in (".html", ".md", ".json")]
    result = run("brief", EVENT, *(word for path in paths for word in ("--out", str(path))))
    assert result.exit_code == 0
    page, plain, data = (path.read_text(encoding="utf-8") for path in paths)
    assert "A treaty" in page
    assert "A treaty" in plain
    assert json.loads(data)
    assert not [word for word in ('src="http', "@import", "<script src") if word in page]


def test_errors_of_the_packaged_facts_offer_the_nearest_name() -> None:
    """An actor, and an event."""
    result = run("opened", "dprk-recognises-dpr-lp")
    assert result.exit_code == 2
    assert 'did you mean "dprk-recognises-dpr-lpr"' in result.stderr
    result = run("routes", "KP", "UA-DRP", "--goods", "2519")
    assert result.exit_code == 2
    assert 'did you mean "ua-dpr"' in result.stderr
