import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catspaw.errors import InputError
from catspaw.report import brief, write, write_all
from catspaw.report.flat import COLUMNS, FORMULA, guarded
from catspaw.report.summary import Summary
from catspaw.rules.conditions import ACTS, MODES, PARTY_KINDS, ROLES
from catspaw.screen.dealing import DealingReader
from catspaw.screen.findings import Finding, Findings

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=8)
PARTY = st.fixed_dictionaries(
    {"role": st.sampled_from(sorted(ROLES))},
    optional={
        "name": TEXT,
        "country": st.sampled_from(["KP", "UA"]),
        "kind": st.sampled_from(sorted(PARTY_KINDS)),
        "names_other": st.lists(TEXT.filter(bool), max_size=2),
        "ids": st.dictionaries(st.sampled_from(["imo", "inn"]), st.from_regex(r"[0-9]{7}", fullmatch=True)),
    },
)
STOP = st.fixed_dictionaries({"place": TEXT.filter(bool), "mode": st.sampled_from(sorted(MODES))})
RECORD = st.fixed_dictionaries(
    {
        "date": st.dates().map(str),
        "act": st.sampled_from(sorted(ACTS)),
        "parties": st.lists(PARTY, min_size=1, max_size=3),
    },
    optional={
        "value": st.floats(0, 1e9),
        "currency": st.just("USD"),
        "notified": st.booleans(),
        "contract_date": st.dates().map(str),
        "goods": st.lists(st.fixed_dictionaries({"hs": st.just("2701"), "text": TEXT}), max_size=2),
        "route": st.lists(STOP, max_size=2),
        "shares": st.lists(st.just({"owner": "A", "owned": "B", "low": 10, "high": 50.0}), max_size=1),
    },
)


def rows_of(findings: Findings, path: Path) -> list[dict[str, str]]:
    """The CSV report, read back."""
    write(findings, path / "r.csv")
    with (path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@given(st.text())
def test_no_text_cell_can_begin_a_formula(text: str) -> None:
    """Whatever a record holds, a spreadsheet shows it and does not run it."""
    cell = guarded(text)
    assert not cell.startswith(FORMULA)
    assert not cell.lstrip().startswith(FORMULA)
    assert cell in (text, f"'{text}")


@given(st.one_of(st.integers(), st.floats(allow_nan=False)))
def test_numbers_stay_numbers(number: float) -> None:
    """A negative amount is no formula."""
    assert guarded(number) is number


def test_the_csv_has_one_verdict_a_row_and_guards_its_cells(few: Findings, tmp_path: Path) -> None:
    """Names and ids that begin like formulas get an apostrophe; the negative value does not."""
    rows = rows_of(few, tmp_path)
    verdicts = sum(len(finding.verdicts) + len(finding.signs) for finding in few)
    assert len(rows) == verdicts
    assert list(rows[0]) == list(COLUMNS)
    second = next(row for row in rows if row["row"] == "2")
    assert second["id"] == "'+1"
    assert second["parties"].startswith("'=HYPERLINK(1)")
    assert second["value"] == "-5.0"


def test_the_json_lines_hold_each_finding_with_input_verdicts_and_signs(few: Findings, tmp_path: Path) -> None:
    """One finding a line; the dealing reads back as it was."""
    write(few, tmp_path / "r.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["row"] for line in lines] == [finding.row for finding in few]
    assert lines[0]["dealing"]["goods"] == [{"hs": "2701", "text": "coal", "origin": "KP"}]
    assert lines[0]["verdicts"][0]["rule"] == "un-dprk.2371.8"
    assert lines[0]["verdicts"][0]["sources"][0]["ref"]


@given(RECORD)
def test_a_dealings_record_reads_back_to_the_same_dealing(record: dict[str, object]) -> None:
    """What a report shows as input is what was judged."""
    reader = DealingReader(lambda code: code)
    dealing = reader.read(record)
    assert reader.read(brief.record(dealing)) == dealing


def test_an_unknown_suffix_is_refused_with_those_that_are_known(few: Findings, tmp_path: Path) -> None:
    """The message names the forms."""
    with pytest.raises(InputError, match=r"\.jsonl .*\.csv .*\.html"):
        write(few, tmp_path / "report.docx")


def test_a_folder_that_does_not_exist_is_refused(few: Findings, tmp_path: Path) -> None:
    """Reports are not written into the blue."""
    with pytest.raises(InputError, match="folder that exists"):
        write(few, tmp_path / "nowhere" / "r.csv")


def test_a_failure_leaves_no_half_written_file(few: Findings, tmp_path: Path) -> None:
    """An earlier report stays as it was, and no draft is left."""

    class Breaks:
        """A form that fails at the second finding."""

        seen = 0

        def add(self, finding: Finding) -> None:
            """Fail at the second."""
            self.seen += 1
            if self.seen == 2:
                raise KeyboardInterrupt

        def finish(self, summary: Summary) -> None:
            """Never reached."""

    path = tmp_path / "r.csv"
    path.write_text("earlier", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        write_all(few, [path], [Breaks()])
    assert path.read_text(encoding="utf-8") == "earlier"
    assert list(tmp_path.iterdir()) == [path]
