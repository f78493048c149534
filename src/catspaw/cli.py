"""The command line: each command asks one question of the library and prints the answer.

Invariants: with `--json` standard output is one JSON document and nothing else; messages and progress go to standard
error; nobody sees a traceback for what was given wrongly. The library is imported inside the commands, so that help
comes at once.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

    from catspaw.facts.view import View
    from catspaw.facts.world import World
    from catspaw.lists.listing import Listings
    from catspaw.screen.engine import Engine

F = TypeVar("F", bound=Callable[..., Any])
FORBIDS, UNUSABLE, INTERRUPTED = 1, 2, 130
WIDTH = 120  # of tables where nobody looks on
REPORTS = (".html", ".csv", ".jsonl")


class Catspaw(click.Group):
    """Commands whose errors end in a clear line: 2 for what can't be used, 130 for Ctrl-C."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        from catspaw.errors import CatspawError

        try:
            return super().invoke(ctx)
        except CatspawError as error:
            click.echo(f"catspaw: {error}", err=True)
            ctx.exit(UNUSABLE)
        except KeyboardInterrupt:
            click.echo("catspaw: interrupted; no report was left half written", err=True)
            ctx.exit(INTERRUPTED)


def _day(ctx: click.Context, param: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


def _codes(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> list[str]:
    return [code for given in value for code in re.split(r"[,\s]+", given.casefold()) if code]


def _pairs(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> dict[str, str]:
    for given in value:
        if "=" not in given:
            raise click.BadParameter(f'"{given}": expected kind=number, such as imo=8518780', ctx, param)
    return {kind.strip().casefold(): number.strip() for kind, _, number in (given.partition("=") for given in value)}


def day_option(name: str, text: str, **given: Any) -> Callable[[F], F]:
    """An option that takes an ISO day."""
    return click.option(name, type=click.DateTime(["%Y-%m-%d"]), callback=_day, metavar="DAY", help=text, **given)


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
bound_option = click.option(
    "--bound", multiple=True, callback=_codes, metavar="CODES",
    help="Jurisdictions that bind you, besides those that bind the parties: un us eu uk ch ca jp kr au ua sg.",
)  # fmt: skip
lists_option = click.option(
    "--lists", multiple=True, type=click.Path(path_type=Path), metavar="DIR",
    help="Look parties up on the listings in this folder instead of the curated ones; may be repeated.",
)  # fmt: skip
facts_option = click.option(
    "--facts", multiple=True, type=click.Path(path_type=Path), metavar="DIR",
    help="Add the facts and rules in this folder; may be repeated.",
)  # fmt: skip
all_option = click.option("--all", "everything", is_flag=True, help="Show everything, however long.")


@click.group(cls=Catspaw, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(None, "--version", package_name="catspaw", prog_name="catspaw")
def cli() -> None:
    """Tells whether a dealing is forbidden under sanctions, by which article, on its date.

    A dealing is one transaction, a book is a table of them. Catspaw never says that something is safe or permitted, and
    it is no legal advice.

    Begin with:  catspaw demo --out out
    """


@cli.command()
@click.argument("book", type=click.Path(path_type=Path))
@bound_option
@lists_option
@facts_option
@click.option("--mapping", type=click.Path(path_type=Path), help="TOML file that says what other headings mean.")
@click.option("--out", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="Write a report; the suffix names its form: .html .csv .jsonl. May be repeated.")  # fmt: skip
@click.option("--rejects", type=click.Path(path_type=Path), metavar="FILE",
              help="Where rows that can't be read go; else BOOK.rejects.jsonl, if there are any.")  # fmt: skip
@day_option("--as-of", "Day from which the page tells the age of the data; else the newest day in the lists.")
@all_option
@json_option
def screen(
    book: Path, bound: list[str], lists: tuple[Path, ...], facts: tuple[Path, ...], mapping: Path | None,
    out: tuple[Path, ...], rejects: Path | None, as_of: date | None, everything: bool, as_json: bool,
) -> None:  # fmt: skip
    """Which dealings of a book are forbidden, by which article, and which fact is missing?

    BOOK is CSV or JSON lines. Exit code 1 if any dealing is forbidden.

    Example:  catspaw screen payments.csv --bound eu,us --out report.html --out report.csv
    """
    from catspaw.cli_screen import Task, run
    from catspaw.screen.headings import read_mapping

    task = Task(
        book, bound, _lists(lists), _world(facts) if facts else None, read_mapping(mapping) if mapping else {}, out, rejects,
        as_of, everything,
    )  # fmt: skip
    summary, document = run(task, None if as_json else _console())
    if as_json:
        _emit(document)
    sys.exit(FORBIDS if summary.forbids else 0)


@cli.command()
@click.argument("dealing", required=False, metavar="[DEALING.json | -]")
@day_option("--date", "Day of the dealing.")
@click.option("--act", help="sale, import, export, transport, payment, service, employment, ...")
@click.option("--hs", help="HS code of the goods.")
@click.option("--text", help="Description of the goods.")
@click.option("--origin", help="True origin of the goods.")
@click.option("--seller", multiple=True, metavar='"NAME;CC;ADDRESS"', help="Who supplies; may be repeated.")
@click.option("--buyer", multiple=True, metavar='"NAME;CC;ADDRESS"', help="Who receives; may be repeated.")
@click.option("--party", multiple=True, metavar='"ROLE=NAME;CC;ADDRESS"', help="Anyone else: vessel, bank, agent, owner, ...")
@click.option("--via", multiple=True, metavar="PLACE", help="A place of the route, in order; may be repeated.")
@click.option("--value", type=float, help="Value of the dealing.")
@click.option("--currency", help="Its currency, such as USD.")
@bound_option
@facts_option
@all_option
@json_option
def judge(
    dealing: str | None, bound: list[str], facts: tuple[Path, ...], everything: bool, as_json: bool, **given: Any
) -> None:
    """Is this one dealing forbidden, to whom, by which article, and why?

    The dealing comes as JSON from a file or standard input (-), or from the options. Exit code 1 if it is forbidden.

    Example:  catspaw judge --date 2022-07-20 --act export --hs 2519 --origin KP --seller "Tanchon Mines;KP" --buyer
    "Steel Works;UA;Donetsk"
    """
    from catspaw.cli_screen import read_dealing, record_of_options
    from catspaw.explain import Citations
    from catspaw.report.verdicts import Judgement, show
    from catspaw.screen.book import book_of

    record = record_of_options(given)
    if bool(dealing) == bool(record):
        raise click.UsageError("give a dealing as JSON (a file, or - for standard input), or as options, not both; see judge --help")
    engine = _engine(facts)
    read = engine.reader.read(read_dealing(dealing) if dealing else record)
    judged = engine.judge(book_of([read]), bound)
    found = engine.verdicts(judged, 0)
    verdicts = [verdict for verdict in found if verdict.kind != "sign"]
    signs = [verdict for verdict in found if verdict.kind == "sign"]
    judgement = Judgement(read, verdicts, engine.none_found(judged, found), signs, sorted(bound), engine.data)
    citations = Citations(engine.world.sources)
    if as_json:
        _emit(judgement.as_dict(citations))
    else:
        show(judgement, _console(), citations, everything)
    sys.exit(FORBIDS if judgement.kind == "forbidden" else 0)


@cli.command()
@click.argument("name")
@click.option("--kind", type=click.Choice(["person", "company", "bank", "body", "vessel"]), help="What it is.")
@click.option("--country", multiple=True, metavar="CC", help="A country it has to do with; may be repeated.")
@click.option("--born", metavar="DAY", help="Birth date, or the year alone.")
@click.option("--id", "ids", multiple=True, callback=_pairs, metavar="KIND=NUMBER", help="imo=8518780, inn=..., passport=...")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 1000), help="At most so many hits.")
@lists_option
@json_option
def match(
    name: str, kind: str | None, country: tuple[str, ...], born: str | None, ids: dict[str, str], limit: int,
    lists: tuple[Path, ...], as_json: bool,
) -> None:  # fmt: skip
    """Who on the lists may this be, and what would settle it?

    Example:  catspaw match "Tanchon Bank" --kind bank --country KP
    """
    from catspaw.lists.listing import packaged_listings
    from catspaw.names.screener import Screener
    from catspaw.report.answers import hit_data, show_hits

    world = _world(())
    listings = _lists(lists) or packaged_listings(world)
    countries = [world.code(code) for code in country]
    query = {"name": name, "kind": kind, "born": born, "countries": countries, "ids": ids}
    hits = Screener(listings).search(query, limit)
    if as_json:
        _emit({"query": query, "lists": listings.version, "newest": listings.newest, "hits": [hit_data(hit) for hit in hits]})
    else:
        show_hits(name, hits, listings, _console())


@cli.command()
@click.argument("text")
@day_option("--on", "The day; today if left out.")
@click.option("--country", metavar="CC", help="The country that the party declares.")
@json_option
def where(text: str, on: date | None, country: str | None, as_json: bool) -> None:
    """Where is this address, place or code, who held it on a day, and whose special rules apply there?

    Example:  catspaw where "Donetsk, vul. Artema 1" --on 2022-07-20 --country UA
    """
    from catspaw.explain import Citations
    from catspaw.places.where import where as find
    from catspaw.report.answers import place_data, show_place

    world = _world(())
    place = find(text, on, world.code(country) if country else None, world)
    if as_json:
        _emit(place_data(place))
    else:
        names = {code: str(actor["name"]) for code, actor in world.actors.items()}
        show_place(place, names, _console(), Citations(world.sources))


@cli.command()
@click.argument("subject", required=False)
@click.option("--relation", help="recognises, member_of, controls, claims, diplomatic_relations, ...")
@click.option("--object", "target", help="Whom or what it is about.")
@day_option("--on", "The day; today if left out.")
@day_option("--known", "Only what had become public by this day.")
@click.option("--by", metavar="WHO", help="As this actor sees it.")
@click.option("--value", nargs=2, metavar="REGIME NAME", help="A dated value of a regime: a cap, a threshold.")
@click.option("--recognisers", metavar="CODE", help="Who recognises it as a state.")
@click.option("--events", is_flag=True, help="What started or ended facts.")
@json_option
def facts(
    subject: str | None, relation: str | None, target: str | None, on: date | None, known: date | None, by: str | None,
    as_json: bool, **asked: Any,
) -> None:  # fmt: skip
    """What holds between states, territories and bodies on a day, and by which source?

    SUBJECT is a code or a usual name in any script (DNR, ДНР, UA-DPR).

    \b
    Example:  catspaw facts KP --relation recognises --on 2022-07-20
              catspaw facts --value un-dprk refined-petroleum-cap --on 2018-01-01
    """
    view = _world(()).at(on or date.today(), known, by)
    if asked["value"] or asked["recognisers"] or asked["events"]:
        _asked_facts(view, as_json, **asked)
        return
    from catspaw.explain import Citations
    from catspaw.report.facts_table import facts_data, show_facts

    rows = view.facts(subject, relation, target)
    if subject and not target:
        rows = rows.vstack(view.facts(None, relation, subject)).unique("id", maintain_order=True)
    if as_json:
        _emit({"on": view.day, "known": view.known, "by": view.by, "facts": facts_data(rows)})
    else:
        show_facts(rows, view, _console(), Citations(view.world.sources))


def _asked_facts(view: View, as_json: bool, value: tuple[str, str] | None, recognisers: str | None, events: bool) -> None:
    from catspaw.explain import Citations
    from catspaw.report.facts_table import show_codes, show_events, show_value, value_data

    if value:
        found = view.value(*value)
        _emit(value_data(found)) if as_json else show_value(found, _console(), Citations(view.world.sources))
    elif recognisers:
        code = view.world.code(recognisers)
        codes = sorted(view.recognisers(code))
        _emit({"on": view.day, "code": code, "recognisers": codes}) if as_json else show_codes(
            codes, f"{view.world.actors[code]['name']} ({code}) is recognised", view, _console()
        )
    elif events:
        rows = view.events()
        _emit({"on": view.day, "events": rows}) if as_json else show_events(rows, view, _console())


@cli.command()
@click.argument("code_or_text")
@day_option("--on", "The day; today if left out.")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 100), help="At most so many suggestions.")
@json_option
def goods(code_or_text: str, on: date | None, limit: int, as_json: bool) -> None:
    """On which lists of goods is an HS code, or which code may a description mean?

    \b
    Example:  catspaw goods 8542.31 --on 2023-03-01
              catspaw goods "magnesite clinker"
    """
    from catspaw.goods import GoodsLists, Headings, normalise
    from catspaw.report.answers import show_memberships, show_suggestions

    world, day = _world(()), on or date.today()
    headings = Headings(world)
    if re.fullmatch(r"[\d\s.]+", code_or_text):
        code = normalise(code_or_text)
        lists, says = GoodsLists(world).on(code, day), headings.says(code)
        _emit({"code": code, "says": says, "on": day, "lists": lists}) if as_json else show_memberships(
            code, says, lists, day, _console()
        )
    else:
        found = headings.search(code_or_text, limit)
        _emit({"text": code_or_text, "suggestions": found}) if as_json else show_suggestions(code_or_text, found, _console())


@cli.group(name="lists")
def lists_group() -> None:
    """The published lists that parties are looked up on."""


@lists_group.command()
@lists_option
@json_option
def status(lists: tuple[Path, ...], as_json: bool) -> None:
    """Which lists are in use, how many listings has each, and how old are they?

    Example:  catspaw lists status
    """
    from catspaw.lists.listing import packaged_listings
    from catspaw.report.answers import lists_data, show_lists

    listings = _lists(lists) or packaged_listings(_world(()))
    _emit(lists_data(listings)) if as_json else show_lists(listings, date.today(), _console())


@cli.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@json_option
def check(folders: tuple[Path, ...], as_json: bool) -> None:
    """Are the facts and rules well formed, with all that they refer to? Every fault is told at once.

    Checks what comes with Catspaw and the FOLDERS beside it. Exit code 2 if there are faults.

    Example:  catspaw check my-facts
    """
    from catspaw.cli_screen import faults_of
    from catspaw.errors import FaultsError

    faults, counts = faults_of(folders)
    if as_json:
        _emit({"faults": faults, "rows": counts})
        sys.exit(UNUSABLE if faults else 0)
    if faults:
        raise FaultsError(faults)
    click.echo("No fault: " + ", ".join(f"{count:,} {table}" for table, count in counts.items() if count))


@cli.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@facts_option
@json_option
def casebook(file: Path | None, facts: tuple[Path, ...], as_json: bool) -> None:
    """How often is Catspaw right on documented dealings whose truth is known?

    Exit code 1 if a lawful case is called forbidden.

    Example:  catspaw casebook
    """
    from catspaw.report.casebook_table import Scores, show_scores
    from catspaw.screen.casebook import CASES, read_cases, score

    scores = Scores.of(score(read_cases(file or CASES), _engine(facts)))
    _emit(scores.as_dict()) if as_json else show_scores(scores, _console())
    sys.exit(FORBIDS if scores.wrong else 0)


@cli.command()
@click.option("--out", default="out", show_default=True, type=click.Path(path_type=Path), metavar="DIR", help="Where the reports go.")
@json_option
def demo(out: Path, as_json: bool) -> None:
    """What does it look like? Screens a book of real, documented dealings and writes the reports.

    Example:  catspaw demo --out out
    """
    from catspaw.cli_screen import demonstrate

    document = demonstrate(out, None if as_json else _console())
    if as_json:
        _emit(document)


@cli.command()
@click.option("--out", default="docs", show_default=True, type=click.Path(path_type=Path), metavar="DIR", help="The folder of the docs.")
@json_option
def docs(out: Path, as_json: bool) -> None:
    """Writes the pages on the commands and on the rules, from the commands and the rules themselves.

    Example:  catspaw docs --out docs
    """
    from catspaw.cli_screen import write_pages

    written = write_pages(out, cli, _world(()))
    _emit({"written": written}) if as_json else click.echo(f"Wrote {len(written)} pages below {out}")


def _world(folders: Sequence[Path]) -> World:
    """The packaged world, with the user's own folders if they have no fault."""
    from catspaw.errors import FaultsError
    from catspaw.facts.world import load_world

    if folders:
        from catspaw.cli_screen import faults_of

        faults, _ = faults_of(folders)
        if faults:
            raise FaultsError(faults)
    return load_world(folders)


def _lists(folders: Iterable[Path]) -> Listings | None:
    from catspaw.lists.listing import read_lists

    given = list(folders)
    return read_lists(given) if given else None


def _engine(folders: Sequence[Path]) -> Engine:
    from catspaw.screen.engine import Engine

    return Engine(_world(folders))


def _console() -> Console:
    from rich.console import Console

    width = None if sys.stdout.isatty() else WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def _emit(document: Any) -> None:
    from catspaw.report.document import as_text

    click.echo(as_text(document, ascii_only=not (sys.stdout.encoding or "").lower().startswith("utf")))


def main() -> None:
    """Entry point."""
    cli(prog_name="catspaw")
