"""The commands on routes with the packaged facts, as a person runs them."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from catspaw.cli import cli, ways
from catspaw.routes import find

COMMANDS = {"routes": "--evidence", "opened": "EVENT", "cut": "--seconds", "brief": "--out", "hindcast": "--most"}
ORE = ["--goods", "2519", "--on", "2022-07-20"]
UNUSABLE = [
    (["routes", "KP", "Donetzk", *ORE], "no actor has this code or name"),
    (["routes", "KP", "UA-DPR", "--goods", "cole"], 'did you mean "coal"'),
    (["routes", "KP", "UA-DPR", "--goods", "coal", "--on", "20 July 2022"], "does not match"),
    (["cut", "North Koreaa", "RU", *ORE], 'did you mean "north korea"'),
    (["opened", "annexation-2020"], "annexation"),
]


def run(*given: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(cli, given, catch_exceptions=False)


@pytest.fixture
def _kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged world is read and compiled once."""
    kept = find.finder_of()
    monkeypatch.setattr(ways, "world_of", lambda _=(): kept.world)
    monkeypatch.setattr(find, "Finder", lambda _: kept)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_tells_what_a_command_takes(name: str) -> None:
    """With an example where one needs more than its name."""
    result = run(name, "--help")
    assert result.exit_code == 0
    assert COMMANDS[name] in result.stdout
    assert name == "hindcast" or f"Example:  catspaw {name} " in result.stdout


@pytest.mark.usefixtures("_kept")
@pytest.mark.parametrize(("given", "says"), UNUSABLE, ids=lambda one: one if isinstance(one, str) else " ".join(one))
def test_what_can_not_be_read_ends_with_2_and_a_hint(given: list[str], says: str) -> None:
    """An actor, a good, a day, an event."""
    result = run(*given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr.casefold()


@pytest.mark.usefixtures("_kept")
def test_routes_are_one_json_document() -> None:
    """The question, routes in their order with articles, and where the regime works; the same each time."""
    given = ["routes", "DPRK", "DNR", *ORE, "--known", "2022-07-20", "-k", "3", "--json"]
    result = run(*given)
    found = json.loads(result.stdout)
    assert set(found) == {"question", "routes", "stopped_at", "data"}
    assert (found["question"]["from"], found["question"]["to"], found["question"]["hs"]) == ("KP", "UA-DPR", "2519")
    assert len(found["routes"]) == 3
    mids = [route["likelihood"][1] for route in found["routes"]]
    assert mids == sorted(mids, reverse=True)
    for route in found["routes"]:
        assert (route["nodes"][0], route["nodes"][-1]) == ("KP", "UA-DPR")
        assert all(leg["facts"] for leg in route["legs"] if leg["kind"] == "move")
        assert all(cover["forbidden_by"] for leg in route["legs"] for cover in leg["covers"])
    assert all(wall["forbidden_by"] for wall in found["stopped_at"])
    assert run(*given).stdout == result.stdout


@pytest.mark.usefixtures("_kept")
def test_a_cut_of_the_likeliest_routes_is_one_json_document() -> None:
    """Measures with what they cost, and a bound that they can't be below."""
    result = run("cut", "KP", "RU", "--goods", "9306", "--on", "2023-09-01", "-k", "3", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert found["bound"] <= found["cost"] == pytest.approx(sum(one["cost"] for one in found["measures"]))
    assert found["possible"] == bool(found["measures"])
