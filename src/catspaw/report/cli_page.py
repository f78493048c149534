"""The page on the command line, written from the commands' own help.

Invariant: a page is a function of the commands alone, so a test can tell whether it is stale.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

import click

PATH = PurePosixPath("cli.md")
WAYS = PurePosixPath("cli-routes.md")
DATA = PurePosixPath("cli-data.md")
APART = dict.fromkeys(("routes", "opened", "cut", "brief", "hindcast"), WAYS) | {"lists": DATA, "places": DATA}
WIDTH = 100
INTRO = """<!-- Written by `catspaw docs`; do not edit. -->

# The command line

Every command takes `--json`: one JSON document on standard output and nothing else; progress and messages go to
standard error. Days are ISO dates. Exit codes: 0 nothing forbidden; 1 findings that forbid (`screen`, `judge`), or a
lawful case called forbidden (`casebook`); 2 something given can't be used; 130 interrupted.

The commands on [routes](cli-routes.md) and on [lists and places](cli-data.md) have pages of their own.
"""
INTRO_OF_WAYS = """<!-- Written by `catspaw docs`; do not edit. -->

# The command line: routes, what an event opened, cuts and briefs

What all commands share is on the [first page](cli.md); how the numbers come about is told in [method](method.md).
"""
INTRO_OF_DATA = """<!-- Written by `catspaw docs`; do not edit. -->

# The command line: published lists, and places in full grain

What all commands share is on the [first page](cli.md).
"""


def pages(root: click.Group, name: str = "catspaw") -> dict[PurePosixPath, str]:
    """The help of a command and of all below it; the commands on routes, and those on data, have pages of their own."""
    found = {PATH: INTRO, WAYS: INTRO_OF_WAYS, DATA: INTRO_OF_DATA}
    for title, text in _helps(root, name, None):
        found[page_of(title)] += f"\n## {title}\n\n```text\n{text}\n```\n"
    return found


def page_of(title: str) -> PurePosixPath:
    """The page on which a command stands."""
    words = title.split()
    return APART.get(words[1], PATH) if len(words) > 1 else PATH


def commands(root: click.Group, name: str = "catspaw") -> list[str]:
    """The full names of all commands."""
    return [title for title, _ in _helps(root, name, None)]


def _helps(command: click.Command, name: str, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH, "color": False}
    context = click.Context(command, parent, name, **settings)
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            child = command.get_command(context, below)
            if child is not None and not child.hidden:
                yield from _helps(child, below, context)
