"""The brief on an event: what it opened, for whom, by which articles, and what to watch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from catspaw.errors import InputError
from catspaw.report.briefing.content import Content
from catspaw.report.draft import Draft

SUFFIXES: Mapping[str, str] = {
    ".html": "one page to read, print and pass on",
    ".md": "the same as Markdown",
    ".json": "the same as data",
}


def check_path(path: Path) -> None:
    """Say at once, before the routes are searched, if a brief can't be written there.

    Raises:
        InputError: another suffix, a folder, or no such folder.
    """
    if path.is_dir():
        raise InputError(f"{path}: a folder; expected a file to write the brief to, such as {path / 'brief.html'}")
    if path.suffix.lower() not in SUFFIXES:
        known = "; ".join(f"{suffix} ({what})" for suffix, what in SUFFIXES.items())
        raise InputError(f"{path}: a brief is written by its suffix: {known}")
    if not path.parent.is_dir():
        raise InputError(f"{path}: expected a file in a folder that exists; {path.parent} is none")


def write_brief(content: Content, path: str | Path) -> None:
    """Write a brief to one file: .html, .md or .json.

    Raises:
        InputError: another suffix, or the file can't be written.
    """
    from catspaw.report.briefing.markdown import markdown
    from catspaw.report.briefing.page import page
    from catspaw.report.briefing.record import brief_data
    from catspaw.report.document import as_text

    path = Path(path)
    check_path(path)
    forms: Mapping[str, Callable[[Content], str]] = {
        ".html": page, ".md": markdown, ".json": lambda one: as_text(brief_data(one)) + "\n",
    }  # fmt: skip
    text = forms[path.suffix.lower()](content)
    try:
        draft = Draft(path)
        try:
            draft.file.write(text)
            draft.close()
        except BaseException:
            draft.drop()
            raise
    except OSError as error:
        raise InputError(f"{path}: can't be written: {error.strerror}") from None
