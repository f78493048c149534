"""Judge one dealing, a book of them, and the casebook."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from catspaw.cli.given import (
    FORBIDS,
    all_option,
    bound_option,
    console,
    day_option,
    emit,
    engine_of,
    facts_option,
    json_option,
    listings_of,
    lists_option,
    world_of,
)  # fmt: skip
from catspaw.errors import InputError


@click.command()
@click.argument("book", type=click.Path(path_type=Path))
@bound_option
@lists_option
@facts_option
@click.option("--mapping", type=click.Path(path_type=Path), help="TOML file that says what other headings mean.")
@click.option("--sheet", default="", metavar="NAME", help="The sheet of an XLSX file; else its first.")
@click.option(
    "--encoding", default="", metavar="NAME", help="Encoding of a text that is not UTF-8, such as windows-1252."
)
@click.option("--out", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="Write a report; the suffix names its form: .html .csv .xlsx .parquet .jsonl. May be repeated.")  # fmt: skip
@click.option("--rejects", type=click.Path(path_type=Path), metavar="FILE",
              help="Where rows that can't be read go; else BOOK.rejects.jsonl, if there are any.")  # fmt: skip
@day_option("--as-of", "Day from which the page tells the age of the data; else the newest day in the lists.")
@all_option
@json_option
def screen(
    book: Path, bound: list[str], lists: tuple[Path, ...], facts: tuple[Path, ...], mapping: Path | None,
    sheet: str, encoding: str, out: tuple[Path, ...], rejects: Path | None, as_of: date | None, everything: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Which dealings of a book are forbidden, by which article?

    Where the record does not tell, the missing fact is named. BOOK is CSV, JSON lines (either may be gzip'd), XLSX or
    Parquet. Exit code 1 if any dealing is forbidden.

    Example:  catspaw screen payments.csv --bound eu,us --out report.html --out report.csv
    """
    from catspaw.report.run import Task, run
    from catspaw.screen.headings import read_mapping
    from catspaw.screen.layout import Layout

    check_outputs(book, out, rejects)
    world = world_of(facts)
    layout = Layout(read_mapping(mapping) if mapping else {}, sheet, encoding)
    task = Task(book, bound, listings_of(lists, world), world, layout, out, rejects, as_of, everything)
    summary, document = run(task, None if as_json else console())
    if as_json:
        emit(document)
    sys.exit(FORBIDS if summary.forbids else 0)


@click.command()
@click.argument("dealing", required=False, metavar="[DEALING.json | -]")
@day_option("--date", "Day of the dealing.")
@click.option("--act", help="sale, import, export, transport, payment, service, employment, ...")
@click.option("--hs", help="HS code of the goods.")
@click.option("--text", help="Description of the goods.")
@click.option("--origin", help="True origin of the goods.")
@click.option("--seller", multiple=True, metavar='"NAME;CC;ADDRESS"', help="Who supplies; may be repeated.")
@click.option("--buyer", multiple=True, metavar='"NAME;CC;ADDRESS"', help="Who receives; may be repeated.")
@click.option(
    "--party", multiple=True, metavar='"ROLE=NAME;CC;ADDRESS"', help="Anyone else: vessel, bank, agent, owner, ..."
)
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
    """Is this dealing forbidden, to whom, by which article, why?

    The dealing comes as JSON from a file or standard input (-), or from the options. Exit code 1 if it is forbidden.

    Example:  catspaw judge --date 2022-07-20 --act export --hs 2519 --origin KP --seller "Tanchon Mines;KP" --buyer
    "Steel Works;UA;Donetsk"
    """
    from catspaw.explain import Citations
    from catspaw.report.verdicts import Judgement, show
    from catspaw.screen.book import book_of

    record = record_of_options(given)
    if bool(dealing) == bool(record):
        raise click.UsageError(
            "give a dealing as JSON (a file, or - for standard input), or as options, not both; see judge --help"
        )
    engine = engine_of(facts)
    read = engine.reader.read(read_dealing(dealing) if dealing else record)
    judged = engine.judge(book_of([read]), bound)
    found = engine.verdicts(judged, 0)
    verdicts = [verdict for verdict in found if verdict.kind != "sign"]
    signs = [verdict for verdict in found if verdict.kind == "sign"]
    judgement = Judgement(read, verdicts, engine.none_found(judged, found), signs, sorted(bound), engine.data)
    citations = Citations(engine.world.sources)
    if as_json:
        emit(judgement.as_dict(citations))
    else:
        show(judgement, console(), citations, everything)
    sys.exit(FORBIDS if judgement.kind == "forbidden" else 0)


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@facts_option
@json_option
def casebook(file: Path | None, facts: tuple[Path, ...], as_json: bool) -> None:
    """How often is Catspaw right where the truth is known?

    Judges the casebook, documented dealings and lawful ones that look like them, or a FILE in its form.

    Exit code 1 if a lawful case is called forbidden.

    Example:  catspaw casebook
    """
    from catspaw.report.casebook_table import Scores, show_scores
    from catspaw.screen.casebook import CASES, read_cases, score

    scores = Scores.of(score(read_cases(file or CASES), engine_of(facts)))
    emit(scores.as_dict()) if as_json else show_scores(scores, console())
    sys.exit(FORBIDS if scores.wrong else 0)


@click.command()
@click.option(
    "--out",
    default="out",
    show_default=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the reports go.",
)
@json_option
def demo(out: Path, as_json: bool) -> None:
    """What does it look like? Screens real, documented dealings.

    Writes DIR/casebook.html, .csv and .jsonl, and prints a table.

    Example:  catspaw demo --out out
    """
    from catspaw.report.run import demonstrate

    world = world_of()
    document = demonstrate(out, None if as_json else console(), world, listings_of((), world))
    if as_json:
        emit(document)


def check_outputs(book: Path, out: Iterable[Path], rejects: Path | None) -> None:
    """Say before a long screen that a file would be written over the book or over another, or can't be written.

    Raises:
        InputError: the same file twice, or no such folder.
    """
    taken = dict.fromkeys(_names(book), "the book")
    for path in (*out, *([rejects] if rejects else [])):
        if found := next((taken[name] for name in _names(path) if name in taken), None):
            raise InputError(f"{path}: is {found} already; give each its own file")
        taken |= dict.fromkeys(_names(path), "another report")
    if rejects and (os.path.isdir(rejects) or not os.path.isdir(rejects.parent)):
        raise InputError(f"{rejects}: expected a file for rejected rows, in a folder that exists")


def _names(path: Path) -> set[str]:
    """What a file is called: as given, and once all links are followed."""
    try:
        return {os.path.abspath(path), os.path.realpath(path)}
    except (OSError, ValueError):  # a name that no file can have is refused where it is opened
        return set()


def record_of_options(given: Mapping[str, Any]) -> dict[str, Any]:
    """A record in the layout of the casebook from the options of `judge`; empty if none was given."""
    goods = {key: given[key] for key in ("hs", "text", "origin") if given[key]}
    parties = [_party(role, text) for role in ("seller", "buyer") for text in given[role]]
    for text in given["party"]:
        role, equals, rest = text.partition("=")
        if not equals:
            raise click.UsageError(f'--party "{text}": expected ROLE=NAME;CC;ADDRESS, such as "vessel=WISE HONEST;KP"')
        parties.append(_party(role.strip(), rest))
    record = {key: given[key] for key in ("date", "act", "value", "currency") if given[key] is not None}
    lists = {
        "goods": [goods] if goods else [],
        "parties": parties,
        "route": [{"place": place} for place in given["via"]],
    }
    return record | {key: value for key, value in lists.items() if value}


def _party(role: str, text: str) -> dict[str, str]:
    name, country, address = (part.strip() for part in (f"{text};;").split(";", 2))
    return {"role": role, "name": name, "country": country, "address": address.strip("; ")}


def read_dealing(given: str) -> Mapping[str, Any]:
    """A dealing from a JSON file, or from standard input.

    Raises:
        InputError: no such file, or no JSON object.
    """
    where = "standard input" if given == "-" else given
    try:
        record = json.loads(sys.stdin.read() if given == "-" else Path(given).read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{where}: can't be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: not JSON: {error}") from None
    if not isinstance(record, dict):
        raise InputError(f"{where}: expected one dealing, a JSON object such as a line of the casebook")
    return record
