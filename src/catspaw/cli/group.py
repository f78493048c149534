"""The group of all commands: how errors end, and what `--help` says first."""

from __future__ import annotations

from typing import Any

import click

from catspaw import __version__

UNUSABLE, INTERRUPTED = 2, 130


class Catspaw(click.Group):
    """Commands whose errors end in a clear line: 2 for what can't be used, 130 for Ctrl-C."""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command; its help, a raw text, marks blocks that are not to be wrapped as click wants it."""
        for one in (cmd, *(cmd.commands.values() if isinstance(cmd, click.Group) else ())):
            one.help = one.help and one.help.replace("\\b\n", "\b\n")
        super().add_command(cmd, name)

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


@click.group(cls=Catspaw, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="catspaw")
def cli() -> None:
    """Tells whether a dealing is forbidden under sanctions, by which article, on its date.

    A dealing is one transaction, a book is a table of them. Catspaw never says that something is safe or permitted, and
    it is no legal advice.

    Begin with:  catspaw demo --out out
    """
