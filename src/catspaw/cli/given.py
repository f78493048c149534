"""What commands share: options, and the parts of the library that they turn into.

Invariant: nothing of the library is imported before a command runs, so that help comes at once.
"""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

if TYPE_CHECKING:
    from rich.console import Console

    from catspaw.errors import Fault
    from catspaw.facts.world import World
    from catspaw.lists.listing import Listings
    from catspaw.screen.engine import Engine

F = TypeVar("F", bound=Callable[..., Any])
FORBIDS, UNUSABLE = 1, 2
WIDTH = 120  # of tables where nobody looks on


def _day(ctx: click.Context, param: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


def codes(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> list[str]:
    """Codes given one by one or with commas between."""
    return [code for given in value for code in re.split(r"[,\s]+", given.casefold()) if code]


def pairs(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> dict[str, str]:
    """Pairs of kind and number."""
    for given in value:
        if "=" not in given:
            raise click.BadParameter(f'"{given}": expected kind=number, such as imo=8518780', ctx, param)
    return {kind.strip().casefold(): number.strip() for kind, _, number in (given.partition("=") for given in value)}


def day_option(name: str, text: str, **given: Any) -> Callable[[F], F]:
    """An option that takes an ISO day."""
    return click.option(name, type=click.DateTime(["%Y-%m-%d"]), callback=_day, metavar="DAY", help=text, **given)


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
bound_option = click.option(
    "--bound", multiple=True, callback=codes, metavar="CODES",
    help="Jurisdictions that bind you, besides those that bind the parties: un us eu uk ch ca jp kr au ua sg.",
)  # fmt: skip
lists_option = click.option(
    "--lists", multiple=True, type=click.Path(path_type=Path), metavar="PATH",
    help="Look parties up on these lists alone: a published list, or a folder of them; may be repeated.",
)  # fmt: skip
facts_option = click.option(
    "--facts", multiple=True, type=click.Path(path_type=Path), metavar="DIR",
    help="Add the facts and rules in this folder; may be repeated.",
)  # fmt: skip
all_option = click.option("--all", "everything", is_flag=True, help="Show everything, however long.")


def answers_once(command: F) -> F:
    """For a command that loads the world, answers, and ends: nothing is collected that the end of the process frees.

    Facts and rules are some hundred thousand objects that stay; going over them again and again costs a third of the time.
    """

    @wraps(command)
    def run(*given: Any, **named: Any) -> Any:
        gc.disable()
        try:
            return command(*given, **named)
        finally:
            gc.enable()

    return cast(F, run)


def faults_of(folders: Sequence[Path]) -> tuple[list[Fault], dict[str, int]]:
    """All faults of the packaged facts and the folders beside them, and how many rows each table has."""
    from catspaw.facts.check import check_facts
    from catspaw.facts.read import PACKAGED, read_folders
    from catspaw.rules.check import check_rules

    raw = read_folders([PACKAGED, *folders], check=True)
    faults = sorted({*raw.faults, *check_facts(raw), *check_rules(raw)})
    return faults, {table: len(rows) for table, rows in raw.rows.items()}


def world_of(folders: Sequence[Path] = ()) -> World:
    """The packaged world, with the user's own folders if they have no fault."""
    from catspaw.errors import FaultsError
    from catspaw.facts.world import load_world

    if folders:
        faults, _ = faults_of(folders)
        if faults:
            raise FaultsError(faults)
    return load_world(folders)


def listings_of(given: Iterable[Path], world: World) -> Listings:
    """The listings in the files and folders given; else those that the user keeps, and curated ones for other lists."""
    from catspaw.lists.read import read_lists
    from catspaw.lists.use import listings_in_use

    paths = list(given)
    return read_lists(paths) if paths else listings_in_use(world)


def engine_of(folders: Sequence[Path]) -> Engine:
    """A judge by the packaged facts and the user's own."""
    from catspaw.screen.engine import Engine

    world = world_of(folders)
    return Engine(world, listings_of((), world))


def console() -> Console:
    """Where answers go."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def emit(document: Any) -> None:
    """Print one JSON document."""
    from catspaw.report.document import as_text

    click.echo(as_text(document, ascii_only=not (sys.stdout.encoding or "").lower().startswith("utf")))
