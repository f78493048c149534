import ast
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

import catspaw
from catspaw.cli import cli
from catspaw.report.cli_page import commands

COAL = {
    "date": "2018-01-15",
    "act": "import",
    "goods": [{"hs": "2701", "text": "coal", "origin": "KP"}],
    "parties": [
        {"role": "seller", "name": "Example Trading", "country": "KP"},
        {"role": "buyer", "name": "Example Import", "country": "CN"},
    ],
}
AS_OPTIONS = [
    *"judge --date 2018-01-15 --act import --hs 2701 --text coal --origin KP --seller".split(),
    "Example Trading;KP",
    "--buyer",
    "Example Import;CN",
]
ANSWERS = [
    ["match", "Tanchon Commercial Bank", "--kind", "bank", "--country", "KP"],
    ["where", "Donetsk, vul. Artema 1", "--on", "2022-07-20", "--country", "UA"],
    ["facts", "KP", "--relation", "recognises", "--on", "2022-07-20"],
    ["facts", "--value", "un-dprk", "refined-petroleum-cap", "--on", "2018-01-01"],
    ["facts", "--recognisers", "DNR", "--on", "2022-07-20"],
    ["facts", "--events", "--on", "2015-01-01"],
    ["goods", "8542.31", "--on", "2023-03-01"],
    ["goods", "magnesite clinker"],
    ["lists", "status"],
]
UNUSABLE = [
    (["screen", "nowhere.csv"], "no such file"),
    (["screen", "nowhere.csv", "--out", "r.docx"], "suffix"),
    (["screen", "nowhere.csv", "--lists", "nowhere"], "can't be read"),
    (["screen", "nowhere.csv", "--facts", "nowhere"], "expected a folder of facts"),
    (["screen", "nowhere.csv", "--mapping", "nowhere"], "not a mapping file"),
    (["judge"], "give a dealing"),
    (["judge", "nowhere.json"], "can't be read"),
    (["judge", "--date", "2018-01-15"], "nothing to judge"),
    (["judge", "--party", "vessel"], "ROLE=NAME"),
    ([*AS_OPTIONS, "--bound", "mars"], "no jurisdiction"),
    (["match", ""], "give a name"),
    (["match", "A", "--id", "8518780"], "kind=number"),
    (["where", "Donetsk", "--on", "2022-13-01"], "--on"),
    (["facts", "Narnia"], "no actor"),
    (["facts", "--value", "un-dprk", "rum-cap"], "no such value"),
    (["goods", "12345678901"], "no HS code"),
    (["casebook", "nowhere"], "not a casebook"),
    (["nonsense"], "No such command"),
]


def run(*given: str, text: str | None = None) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(cli, given, input=text, catch_exceptions=False)


def started(*given: str, **more: Any) -> "subprocess.CompletedProcess[str]":
    """Run a command as a person does."""
    return subprocess.run(
        [sys.executable, "-m", "catspaw", *given], capture_output=True, text=True, check=False, timeout=120, **more
    )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book with a forbidden dealing, one of which nothing is found, and a row that can't be read."""
    path = tmp_path / "book.csv"
    path.write_text(
        "date,act,goods_hs,origin,seller_name,seller_country,buyer_name,buyer_country\n"
        "2018-01-15,import,2701,KP,Example Trading,KP,Example Import,CN\n"
        "2018-01-15,sale,0101,FR,Example Trading,FR,Example Import,DE\n"
        "some day,sale,0101,FR,Example Trading,FR,Example Import,DE\n",
        encoding="utf-8",
    )
    return path


def test_a_book_with_a_forbidden_dealing_ends_with_1_and_its_reports(book: Path, tmp_path: Path) -> None:
    """Table, counts, reports and rejects."""
    out = [str(tmp_path / f"r{suffix}") for suffix in (".html", ".csv", ".jsonl")]
    result = run("screen", str(book), *(word for path in out for word in ("--out", path)))
    assert result.exit_code == 1
    assert "3 rows in = 2 judged + 1 rejected" in result.stdout
    assert all(Path(path).stat().st_size > 0 for path in out)
    rejected = json.loads((tmp_path / "book.csv.rejects.jsonl").read_text(encoding="utf-8"))
    assert (rejected["row"], "no day" in rejected["reason"]) == (4, True)


def test_a_book_in_which_nothing_is_forbidden_ends_with_0_and_without_a_rejects_file(tmp_path: Path) -> None:
    """Nothing is left behind that says nothing."""
    path = tmp_path / "book.jsonl"
    path.write_text(json.dumps({"date": "2018-01-15", "act": "sale", "parties": [{"role": "seller", "country": "FR"}]}))
    assert run("screen", str(path)).exit_code == 0
    assert list(tmp_path.iterdir()) == [path]


def test_an_earlier_rejects_file_does_not_outlive_its_rows(book: Path, tmp_path: Path) -> None:
    """What the file holds is of the last screen."""
    run("screen", str(book))
    rows = book.read_text(encoding="utf-8").splitlines()[:-1]
    book.write_text("\n".join(rows), encoding="utf-8")
    run("screen", str(book))
    assert (tmp_path / "book.csv.rejects.jsonl").read_text(encoding="utf-8") == ""


def test_a_screen_as_json_is_one_document_with_all_rows_accounted_for(book: Path) -> None:
    """Findings, counts and rejects."""
    document = json.loads(run("screen", str(book), "--json").stdout)
    assert document["dealings"] + document["rejected"] == 3
    assert document["counts"]["forbidden"] == 1
    assert [reject["row"] for reject in document["rejects"]] == [4]
    assert document["findings"][0]["verdicts"][0]["sentence"].startswith("Forbidden by")


def test_a_dealing_is_judged_the_same_from_options_a_file_and_standard_input(tmp_path: Path) -> None:
    """Three ways in, one answer."""
    path = tmp_path / "dealing.json"
    path.write_text(json.dumps(COAL), encoding="utf-8")
    answers = [
        run(*AS_OPTIONS, "--json"), run("judge", str(path), "--json"), run("judge", "-", "--json", text=json.dumps(COAL))
    ]  # fmt: skip
    assert [answer.exit_code for answer in answers] == [1, 1, 1]
    assert answers[0].stdout == answers[1].stdout == answers[2].stdout
    assert json.loads(answers[0].stdout)["kind"] == "forbidden"


def test_a_judgement_shows_the_article_the_evidence_and_the_sources() -> None:
    """What a person reads."""
    text = run(*AS_OPTIONS).stdout
    assert "Forbidden by S/RES/2371 (2017) para 8" in text
    assert "origin of the goods: KP" in text
    assert "Sources\n[1] " in text
    assert "Not legal advice" in text


def test_a_dealing_of_which_nothing_is_found_ends_with_0_and_is_not_called_permitted() -> None:
    """None found says what it is not."""
    result = run(
        "judge", "--date", "2018-01-15", "--act", "sale", "--hs", "0101", "--seller", "A;FR", "--buyer", "B;DE"
    )
    assert result.exit_code == 0
    assert "not a statement that the dealing is permitted" in result.stdout


@pytest.mark.parametrize("given", ANSWERS, ids=" ".join)
def test_a_question_is_answered_for_people_and_as_one_json_document(given: list[str]) -> None:
    """Both forms, and exit code 0."""
    shown, data = run(*given), run(*given, "--json")
    assert (shown.exit_code, data.exit_code) == (0, 0)
    assert shown.stdout.strip()
    json.loads(data.stdout)


@pytest.mark.parametrize(
    ("given", "says"), UNUSABLE, ids=lambda given: " ".join(given) if isinstance(given, list) else ""
)
def test_what_cannot_be_used_ends_with_2_and_a_line_on_standard_error(
    given: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback, nothing on standard output."""
    monkeypatch.chdir(tmp_path)
    result = run(*given)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_the_check_tells_all_faults_of_a_folder_at_once(tmp_path: Path) -> None:
    """With file and line, and as JSON."""
    (tmp_path / "facts.toml").write_text('[[fact]]\nid = "a"\nsubjekt = "KP"\n', encoding="utf-8")
    result = run("check", str(tmp_path))
    assert result.exit_code == 2
    assert f"{tmp_path.name}/facts.toml:3:" in result.stderr
    faults = json.loads(run("check", str(tmp_path), "--json").stdout)["faults"]
    assert len(faults) > 1
    assert {"file", "line", "message"} == set(faults[0])


def test_facts_of_ones_own_are_refused_if_they_have_faults(tmp_path: Path) -> None:
    """A screen never rests on facts that the check would refuse."""
    (tmp_path / "facts.toml").write_text('[[fact]]\nid = "a"\n', encoding="utf-8")
    result = run(*AS_OPTIONS, "--facts", str(tmp_path))
    assert result.exit_code == 2
    assert "facts.toml" in result.stderr


def test_the_casebook_is_scored_and_no_lawful_case_is_called_forbidden() -> None:
    """Exit code 1 would say that one is."""
    result = run("casebook", "--json")
    scores = json.loads(result.stdout)
    assert (result.exit_code, scores["wrong"]) == (0, [])
    assert scores["all"]["found"] > scores["all"]["missed"]


def test_the_demo_writes_its_reports_and_says_where_to_look(tmp_path: Path) -> None:
    """And ends with 0, although it finds what is forbidden."""
    result = run("demo", "--out", str(tmp_path / "new" / "out"))
    assert result.exit_code == 0
    assert "casebook.html" in result.stdout
    assert "newest entry" in " ".join(result.stdout.split())
    assert sorted(path.suffix for path in (tmp_path / "new" / "out").iterdir()) == [".csv", ".html", ".jsonl"]


def test_the_docs_command_writes_a_page_a_regime(tmp_path: Path) -> None:
    """And those on the command line and the rules."""
    assert run("docs", "--out", str(tmp_path)).exit_code == 0
    assert {"cli.md", "rules.md"} <= {path.name for path in tmp_path.iterdir()}
    assert (tmp_path / "rules" / "un-dprk.md").exists()


@pytest.mark.parametrize("name", commands(cli))
def test_every_command_has_help_with_what_it_answers(name: str) -> None:
    """And those that do something have an example and take --json."""
    words = name.split()[1:]
    result = run(*words, "--help")
    assert result.exit_code == 0
    command: click.Command = cli
    for word in words:
        assert isinstance(command, click.Group)
        command = command.commands[word]
    assert command.help
    if not isinstance(command, click.Group):
        assert "Example:" in result.stdout
        assert "--json" in result.stdout


def test_the_version_is_that_of_the_package() -> None:
    """One version."""
    assert catspaw.__version__ in run("--version").stdout


def test_the_exit_code_reaches_the_shell(tmp_path: Path) -> None:
    """As a script sees it: 1, 2 and the document alone on standard output."""
    judged = started("judge", "-", "--json", input=json.dumps(COAL))
    assert (judged.returncode, json.loads(judged.stdout)["kind"]) == (1, "forbidden")
    refused = started("screen", "nowhere.csv", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Traceback" not in refused.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="sends an interrupt")
def test_ctrl_c_ends_with_a_clear_line_and_130(tmp_path: Path) -> None:
    """No traceback, no half-written report."""
    process = subprocess.Popen(
        [sys.executable, "-m", "catspaw", "judge", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "interrupted" in errors
    assert "Traceback" not in errors


def test_the_command_line_imports_nothing_heavy_before_a_command_runs() -> None:
    """So that help comes at once: outside of functions, only the command line itself and the errors."""
    for path in Path(catspaw.__file__).parent.joinpath("cli").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [node.module for node in tree.body if isinstance(node, ast.ImportFrom) and node.module]
        own = [name for name in names if name.startswith("catspaw")]
        assert all(name in ("catspaw", "catspaw.errors") or name.startswith("catspaw.cli.") for name in own), path
