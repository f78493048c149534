"""Check the facts, and write the pages that are made from them."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath

import click

from catspaw.cli.given import UNUSABLE, emit, faults_of, json_option, world_of
from catspaw.errors import InputError


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@json_option
def check(folders: tuple[Path, ...], as_json: bool) -> None:
    """Are the facts and rules well formed? All faults at once.

    Checks what comes with Catspaw and the FOLDERS beside it. Exit code 2 if there are faults.

    Example:  catspaw check my-facts
    """
    from catspaw.errors import FaultsError

    faults, counts = faults_of(folders)
    if as_json:
        emit({"faults": faults, "rows": counts})
        sys.exit(UNUSABLE if faults else 0)
    if faults:
        raise FaultsError(faults)
    click.echo("No fault: " + ", ".join(f"{count:,} {table}" for table, count in counts.items() if count))


@click.command()
@click.option(
    "--out",
    default="docs",
    show_default=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder of the docs.",
)
@json_option
def docs(out: Path, as_json: bool) -> None:
    """Writes the pages on commands and rules, and what is measured of method.md.

    What is measured takes up to a minute; it is left out where there is no method.md.

    Example:  catspaw docs --out docs
    """
    from catspaw.cli.group import cli
    from catspaw.report import cli_page, rules_table

    pages = {**cli_page.pages(cli), **rules_table.pages(world_of()), **_method(out)}
    for path, text in pages.items():
        place = out / path
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise InputError(f"{place}: can't be written: {error.strerror}") from None
    written = sorted(map(str, pages))
    emit({"written": written}) if as_json else click.echo(f"Wrote {len(written)} pages below {out}")


def _method(out: Path) -> dict[PurePosixPath, str]:
    """The page on method with its parts made anew, if there is one."""
    from catspaw.report import method_page
    from catspaw.routes.find import Finder

    place = out / method_page.PATH
    if not place.exists():
        return {}
    click.echo("Measuring how much the ranking of routes rests on what is assumed (up to a minute) ...", err=True)
    parts = method_page.all_parts(Finder(world_of()), lambda name: click.echo(f"  {name}", err=True))
    return {method_page.PATH: method_page.filled(place.read_text(encoding="utf-8"), parts)}
