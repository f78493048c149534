"""The command line: each command asks one question of the library and prints the answer.

Invariants: with `--json` standard output is one JSON document and nothing else; messages and progress go to standard
error; nobody sees a traceback for what was given wrongly. The library is imported inside the commands, so that help
comes at once.
"""

from catspaw.cli.ask import facts, goods, match, where
from catspaw.cli.dealings import casebook, demo, judge, screen
from catspaw.cli.group import cli
from catspaw.cli.lists import lists_group
from catspaw.cli.places import places_group
from catspaw.cli.upkeep import check, docs
from catspaw.cli.ways import brief, cut, hindcast, opened, routes

__all__ = ["cli", "main"]

for command in (
    screen,
    judge,
    match,
    where,
    facts,
    goods,
    lists_group,
    places_group,
    check,
    casebook,
    demo,
    docs,
    routes,
    opened,
    cut,
    brief,
    hindcast,
):
    cli.add_command(command)


def main() -> None:
    """Entry point."""
    cli(prog_name="catspaw")
