"""Fetch, import, compare and tell of the lists that parties are looked up on."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catspaw.cli.given import UNUSABLE, console, emit, json_option, listings_of, lists_option, world_of
from catspaw.errors import InputError

if TYPE_CHECKING:
    from catspaw.lists.fetch import Outcome
    from catspaw.lists.listing import Listings

force_option = click.option(
    "--force", is_flag=True, help="Take it though it is older, or much shorter, than the one kept."
)


@click.group(name="lists")
def lists_group() -> None:
    """The published lists that parties are looked up on."""


@lists_group.command()
@click.argument("ids", nargs=-1, metavar="[LIST]...")
@force_option
@json_option
def fetch(ids: tuple[str, ...], force: bool, as_json: bool) -> None:
    """Takes full lists from their publishers, or all of them.

    What is checked: length, checksum, that it can be read, that it is no older and not much shorter than the one kept.
    If anything fails the old list stays. Exit code 2 if a list could not be taken.

    Example:  catspaw lists fetch un-1718 us-sdn
    """
    from rich.console import Console

    from catspaw.lists.fetch import fetch_from
    from catspaw.lists.publishers import chosen
    from catspaw.lists.store import Store

    store, outcomes = Store(), []
    for publisher in chosen(ids):
        with Console(stderr=True).status(f"fetching {publisher.id}"):
            outcomes.append(fetch_from(store, publisher, force, date.today()))
    _tell(outcomes, as_json)


@lists_group.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "name", metavar="LIST", help="The name to keep it under; else the file's name.")
@force_option
@json_option
def import_(files: tuple[Path, ...], name: str | None, force: bool, as_json: bool) -> None:
    """Keeps a copy of list files that you have, with the same checks.

    Example:  catspaw lists import sdn.csv add.csv alt.csv --as us-sdn
    """
    from catspaw.lists.fetch import import_list
    from catspaw.lists.store import Store

    if name is None and len(files) > 1:
        raise InputError("several files are one list: say which with --as LIST")
    _tell([import_list(Store(), files, name or _name_of(files[0]), force)], as_json)


@lists_group.command()
@lists_option
@json_option
def status(lists: tuple[Path, ...], as_json: bool) -> None:
    """Which lists are in use, how many listings has each, and how old are they?

    Example:  catspaw lists status
    """
    from catspaw.lists.store import Store
    from catspaw.report.answers import kept_data, lists_data, show_kept, show_lists

    listings = listings_of(lists, world_of())
    kept = Store().status(date.today())
    if as_json:
        emit({**lists_data(listings), "kept": kept_data(kept)})
        return
    show_lists(listings, date.today(), console())
    show_kept(kept, console())


@lists_group.command()
@click.argument("old", metavar="OLD")
@click.argument("new", required=False, metavar="[NEW]")
@json_option
def diff(old: str, new: str | None, as_json: bool) -> None:
    """What was added, removed and changed between two readings of lists?

    OLD and NEW are files or folders; or OLD is the name of a kept list, and its last two versions are compared.

    Example:  catspaw lists diff sdn-2021-04 sdn-2022-01
    """
    from catspaw.lists.diff import difference

    before, after = _readings(old, new)
    found = difference(before, after)
    if as_json:
        emit({"differences": list(found.rows()), "unchanged": found.unchanged})
        return
    for line in found.lines():
        click.echo(line)


def _readings(old: str, new: str | None) -> tuple[Listings, Listings]:
    from catspaw.lists.read import read_lists
    from catspaw.lists.store import Store

    if new is not None:
        return read_lists([old]), read_lists([new])
    store = Store()
    before = store.previous(old)
    if before is None:
        raise InputError(
            f'"{old}": no version before the one kept; give two files or folders: catspaw lists diff OLD NEW'
        )
    return read_lists([before]), read_lists(store.files(old))


def _name_of(path: Path) -> str:
    return path.name.partition(".")[0].casefold().replace(" ", "-")


def _tell(outcomes: list[Outcome], as_json: bool) -> None:
    if as_json:
        emit([asdict(outcome) for outcome in outcomes])
    else:
        for outcome in outcomes:
            click.echo(f"{outcome.list}: {outcome.outcome}: {outcome.message}")
    sys.exit(0 if all(outcome.ok for outcome in outcomes) else UNUSABLE)
