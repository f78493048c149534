"""The command line."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catspaw.errors import CatspawError, FaultsError
from catspaw.facts.check import check_facts
from catspaw.facts.read import PACKAGED, read_folders
from catspaw.rules.check import check_rules


@click.group()
def cli() -> None:
    """Catspaw."""


@cli.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
def check(folders: tuple[Path, ...]) -> None:
    """Check all facts and rules; every fault at once."""
    raw = read_folders([PACKAGED, *folders], check=True)
    faults = [*raw.faults, *check_facts(raw), *check_rules(raw)]
    if faults:
        raise FaultsError(faults)
    click.echo(", ".join(f"{len(rows)} {table}" for table, rows in raw.rows.items() if rows))


def main() -> None:
    """Entry point."""
    try:
        cli(standalone_mode=True)
    except CatspawError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
