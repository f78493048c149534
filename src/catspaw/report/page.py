"""The report as one HTML page that needs nothing else: no script, no font, no image, nothing fetched.

Invariants: every text is escaped (a book comes from strangers); the page's own policy forbids it to load anything; the
same findings, data and `as_of` give the same bytes: no clock is read. The strongest findings come first; of each kind
at most `MOST` are shown in full, and the page says how many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path, PurePath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from catspaw.explain import LABELS, Citations, html, sentence
from catspaw.explain.page import cited
from catspaw.explain.sentence import in_force
from catspaw.explain.tree import visible
from catspaw.report import brief
from catspaw.report.draft import Draft
from catspaw.report.summary import ListUsed, Summary, facts_of
from catspaw.rules.verdict import STRENGTH, Verdict
from catspaw.screen.findings import Finding, Findings

MOST = 300
FACTS = 12  # open facts shown above the open verdicts of one dealing
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Group:
    """The verdicts of one kind on one dealing."""

    kind: str
    verdicts: Sequence[Verdict]
    facts: Sequence[str] = ()  # for open verdicts: what would decide, most decisive first
    more: int = 0  # facts left out


@dataclass(frozen=True, slots=True)
class Section:
    """The findings of one kind that are shown, and how many there are."""

    kind: str
    findings: Sequence[Finding]
    total: int


class Html:
    """The report page."""

    def __init__(self, findings: Findings, path: Path, as_of: date | None = None) -> None:
        self.draft = Draft(path)
        self._as_of = as_of
        self._kept: dict[str, list[Finding]] = {kind: [] for kind in STRENGTH}
        self._total = dict.fromkeys(STRENGTH, 0)

    def add(self, finding: Finding) -> None:
        """Keep a finding to show, while there are fewer than `MOST` of its kind."""
        self._total[finding.kind] += 1
        if len(self._kept[finding.kind]) < MOST:
            self._kept[finding.kind].append(finding)

    def finish(self, summary: Summary) -> None:
        """Write the page."""
        sections = [Section(kind, self._kept[kind], self._total[kind]) for kind in STRENGTH if self._kept[kind]]
        self.draft.file.write(render(summary, sections, self._as_of))
        self.draft.close()


def render(summary: Summary, sections: Sequence[Section], as_of: date | None = None) -> str:
    """The page as a text."""
    citations = Citations(summary.sources)
    day = as_of or summary.newest
    lists = [(used, _age(used, day)) for used in summary.lists]
    return _environment().get_template("page.html.j2").render(
        summary=summary, sections=sections, citations=citations, as_of=day, lists=lists,
        name=PurePath(summary.book).name,
        used=[kind for kind in STRENGTH if kind != "none_found"],
        signs=sorted(summary.signs.items(), key=lambda item: (-item[1], item[0])),
    )  # fmt: skip


def groups(finding: Finding) -> list[Group]:
    """The verdicts of a finding by kind, strongest first, signs last."""
    found = []
    for kind in STRENGTH:
        verdicts = [verdict for verdict in finding.verdicts if verdict.kind == kind]
        facts = facts_of(verdicts) if kind == "unknown" else []
        if verdicts:
            found.append(Group(kind, verdicts, facts[:FACTS], max(0, len(facts) - FACTS)))
    return [*found, Group("sign", finding.signs)] if finding.signs else found


def _age(used: ListUsed, day: date | None) -> int | None:
    return (day - used.newest).days if day and used.newest else None


def _shown(text: Any) -> Markup:
    """A text of the record or the facts: escaped, its direction kept to itself, hidden characters made visible."""
    return Markup("<bdi>{}</bdi>").format(visible(str(text)))


@cache
def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    env.filters |= {"shown": _shown, "count": "{:,}".format}
    env.globals |= {
        "LABELS": LABELS, "brief": brief, "cited": cited, "groups": groups, "html": html, "in_force": in_force,
        "sentence": sentence,
    }  # fmt: skip
    return env
