"""Pages on the rules, written from the world: an index of regimes, and a page of articles for each.

Invariant: a page is a function of the facts alone, so a test can tell whether it is stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from catspaw.explain import Citations
from catspaw.facts.world import World
from catspaw.rules.regime import ALWAYS, EFFECTS, OPEN, Regime, Rule, load_regimes

INDEX = PurePosixPath("rules.md")
WRITTEN = "<!-- Written by `catspaw docs`; do not edit. -->"


def pages(world: World) -> Mapping[PurePosixPath, str]:
    """All pages by their path below the folder of the docs."""
    regimes = list(load_regimes(world).values())
    found = {PurePosixPath("rules", f"{regime.id}.md"): _regime_page(regime, world) for regime in regimes}
    return {INDEX: _index(regimes), **found}


def _index(regimes: Sequence[Regime]) -> str:
    rules = [rule for regime in regimes for rule in regime.rules]
    head = ["Regime", "Bound as", "Title", "Articles", "First day", "Newest", "Checked"]
    rows = [
        [
            f"[{one.id}](rules/{one.id}.md)",
            one.jurisdiction,
            one.title,
            str(len(one.rules)),
            *_span(one.rules),
            _checked(one.rules),
        ]
        for one in regimes
    ]
    return _page(
        "The regimes and their articles",
        f"Catspaw knows {len(rules)} articles of {len(regimes)} regimes. *Checked* is the share whose text, or a "
        "stored copy of it, a person read and found to say this. *Bound as* is what `--bound` takes. Each regime has "
        "a page with its articles.",
        _table(head, rows),
    )


def _regime_page(regime: Regime, world: World) -> str:
    citations = Citations(world.sources)
    rows = [_row(rule, regime, citations) for rule in regime.rules]
    binds = [f"- {ground.says}{_days(ground.span.since, ground.span.until)}" for ground in regime.grounds]
    articles = _table(["Rule", "Article", "Says", "Since", "Until", "Effect", "Checked", "Sources"], rows)
    listed = [
        f"{source.number}. {_cell(', '.join(p for p in (source.ref, source.date) if p))}{_link(source.url)}"
        for source in citations
    ]
    return _page(
        f"{regime.id}: {regime.title}",
        "`forbidden` forbids, `needs_authorisation` asks for a licence, `sign` is a reason to look and no verdict. "
        "[All regimes](../rules.md)",
        ["## Whom it binds", "", *(map(_cell, binds) if binds else ["Each article says whom it binds."])],
        ["## Articles", "", *articles],
        ["## Sources", "", *listed],
    )


def _row(rule: Rule, regime: Regime, citations: Citations) -> list[str]:
    own = rule.grounds != regime.grounds
    whom = f" Binds: {'; '.join(ground.says for ground in rule.grounds)}." if own else ""
    numbers = ", ".join(str(number) for number in citations.numbers(rule.source))
    return [
        f"`{rule.id}`", rule.article, f"{rule.says}.{whom}", _day(rule.span.since), _day(rule.span.until),
        f"`{EFFECTS[rule.effect]}`", "yes" if rule.verified else f"no ({rule.confidence or 'not rated'})", numbers,
    ]  # fmt: skip


def _span(rules: Sequence[Rule]) -> tuple[str, str]:
    days = [rule.span.since for rule in rules if rule.span.since != ALWAYS]
    return (str(min(days)), str(max(days))) if days else ("", "")


def _checked(rules: Sequence[Rule]) -> str:
    return f"{sum(rule.verified for rule in rules) / len(rules):.0%}" if rules else ""


def _day(day: date) -> str:
    return "" if day in (ALWAYS, OPEN) else str(day)


def _days(since: date, until: date) -> str:
    words = [word for word, day in ((f"from {since}", since), (f"until {until}", until)) if _day(day)]
    return f" ({' '.join(words)})" if words else ""


def _link(url: str) -> str:
    return f" <{url}>" if url else ""


def _cell(text: str) -> str:
    """A text in one line of a table, with what Markdown or HTML would read as its own made plain."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(map(_cell, line)) + " |" for line in lines]


def _page(title: str, intro: str, *parts: Sequence[str]) -> str:
    return "\n".join([WRITTEN, "", f"# {title}", "", intro, *(line for part in parts for line in ("", *part))]) + "\n"
