"""The ways round a regime: routes, what an event opened, where to cut, and the brief."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from catspaw.cli.given import (
    answers_once,
    console,
    day_option,
    emit,
    facts_option,
    json_option,
    listings_of,
    lists_option,
    world_of,
)

F = TypeVar("F", bound=Callable[..., Any])
known_option = day_option("--known", "Use and show only what had become public by this day.")
on_option = day_option("--on", "The day; today if left out.")


def question_options(command: F) -> F:
    """The options of a question: goods, day, knowledge, perspective."""
    for option in (
        click.option("--reopened", is_flag=True, help="As if links that are closed on the day were open again."),
        click.option("--by", metavar="WHO", help="As this actor sees it."),
        known_option,
        on_option,
        click.option("--goods", required=True, metavar="HS", help="An HS code, or coal, labour, arms, money, ..."),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@question_options
@click.option("-k", "--most", default=10, show_default=True, type=click.IntRange(1, 1000), help="At most so many.")
@click.option("--evidence", is_flag=True, help="Show each leg with its facts and articles.")
@facts_option
@json_option
@answers_once
def routes(
    source: str, target: str, most: int, evidence: bool, facts: tuple[Path, ...], as_json: bool, on: date | None,
    **asked: Any,
) -> None:  # fmt: skip
    r"""Ways round a regime for a good, and what stops them.

    FROM and TO are codes or usual names of states and territories. A route is a chain of legs, each with the rules that
    forbid it and why these do not stop it; likelihoods are ranges of plausibility, not frequencies.

    \b
    Example:  catspaw routes KP UA-DPR --goods 2519 --on 2022-07-20
    """
    from catspaw.report.ways import routes_data, show_routes
    from catspaw.routes.find import Finder

    finder = Finder(world_of(facts))
    search = finder.search(finder.ask(source, target, on=on or date.today(), **_words(asked)))
    found = search.routes(most)
    if as_json:
        emit(routes_data(search, found))
    else:
        show_routes(search, found, evidence, console())


@click.command()
@click.argument("event")
@known_option
@day_option("--on", "The day to compare on; the day of the act if left out.")
@click.option("-k", "--most", default=5, show_default=True, type=click.IntRange(1, 100), help="Routes of each kind.")
@facts_option
@json_option
@answers_once
def opened(event: str, known: date | None, on: date | None, most: int, facts: tuple[Path, ...], as_json: bool) -> None:
    r"""What an event opened: routes with its facts and without them.

    EVENT is an id; `catspaw facts --events` lists them.

    \b
    Example:  catspaw opened dprk-recognises-dpr-lpr --known 2022-07-20
    """
    from catspaw.report.ways import opened_data, show_opened
    from catspaw.routes.opened import opened as find

    world = world_of(facts)
    found = find(event, known, most, on, world)
    emit(opened_data(found)) if as_json else show_opened(found, world, console())


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@question_options
@click.option(
    "-k", "--most", type=click.IntRange(1, 1000), help="Close only so many of the likeliest; all if left out."
)
@click.option("--seconds", default=20.0, show_default=True, type=click.FloatRange(0.1), help="Then give what is found.")
@facts_option
@json_option
@answers_once
def cut(
    source: str, target: str, most: int | None, seconds: float, facts: tuple[Path, ...], as_json: bool,
    on: date | None, **asked: Any,
) -> None:  # fmt: skip
    r"""The cheapest measures that close the routes, and what goes another way after.

    \b
    Example:  catspaw cut KP RU --goods 9306 --on 2023-09-01 -k 5
    """
    from catspaw.report.ways import show_cut
    from catspaw.routes.cut import of_search
    from catspaw.routes.find import Finder

    finder = Finder(world_of(facts))
    search = finder.search(finder.ask(source, target, on=on or date.today(), **_words(asked)))
    found = of_search(search, most, seconds)
    emit(found.as_dict()) if as_json else show_cut(found, search, console())


@click.command()
@click.argument("event")
@known_option
@day_option("--on", "The day to look at; the day of the act if left out.")
@click.option(
    "--out", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
    help="Write it here: .html, .md or .json; may be repeated.",
)  # fmt: skip
@lists_option
@facts_option
@json_option
@answers_once
def brief(
    event: str, known: date | None, on: date | None, out: tuple[Path, ...], lists: tuple[Path, ...],
    facts: tuple[Path, ...], as_json: bool,
) -> None:  # fmt: skip
    r"""The answer to "so what?" of an event, on one page with its sources.

    EVENT is an id; `catspaw facts --events` lists them.

    \b
    Example:  catspaw brief dprk-recognises-dpr-lpr --out brief.html
    """
    from catspaw.report.briefing import check_path, write_brief
    from catspaw.report.briefing.content import gather
    from catspaw.report.briefing.record import brief_data
    from catspaw.report.briefing.terminal import show_brief
    from catspaw.routes.find import Finder

    for path in out:
        check_path(path)
    world = world_of(facts)
    content = gather(Finder(world), event, known, on, listings_of(lists, world) if lists else None)
    for path in out:
        write_brief(content, path)
    emit(brief_data(content)) if as_json else show_brief(content, out, console())


@click.command()
@click.option("-k", "--most", default=100, show_default=True, type=click.IntRange(1, 1000), help="Look so far down.")
@facts_option
@json_option
def hindcast(most: int, facts: tuple[Path, ...], as_json: bool) -> None:
    r"""At what rank documented routes appear, by what was known the day before.

    \b
    Example:  catspaw hindcast -k 20
    """
    from catspaw.report.ways import show_hindcasts
    from catspaw.routes.find import Finder
    from catspaw.routes.hindcast import hindcasts

    found = hindcasts(Finder(world_of(facts)), most)
    emit({"hindcasts": [one.as_dict() for one in found]}) if as_json else show_hindcasts(found, console())


def _words(asked: dict[str, Any]) -> dict[str, Any]:
    """The words of a question that were given."""
    return {key: value for key, value in asked.items() if value is not None}
