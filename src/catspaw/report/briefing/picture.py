"""The elements of inline SVG: escaped text, rounded numbers, lines that are broken to a width.

Invariants: every text is escaped and what could hide a word is made visible; numbers have one decimal, so that the same
brief gives the same bytes; colours are classes of the page, so that a picture follows light, dark and paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from catspaw.explain.tree import visible

NARROW, WIDE = "ijl.,:;'|!ftrI()[] ", "mwMWАЖМШЩЮ@%"


def el(name: str, *inside: Any, **attributes: Any) -> Markup:
    """An element; `_` in the name of an attribute stands for `-`, `class_` for class."""
    given = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), _value(value))
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    body = Markup("").join(one if isinstance(one, Markup) else visible(str(one)) for one in inside)
    return Markup("<{0}{1}>{2}</{0}>").format(name, given, body)


def _value(value: Any) -> str:
    return rounded(value) if isinstance(value, float) else str(value)


def rounded(number: float) -> str:
    """A number with at most one decimal."""
    text = f"{number:.1f}"
    return text[:-2] if text.endswith(".0") else text


def points(pairs: Iterable[tuple[float, float]]) -> str:
    """Points as a path of straight lines."""
    return "M" + "L".join(f"{rounded(x)} {rounded(y)}" for x, y in pairs)


def words(x: float, y: float, text: str, class_: str = "", anchor: str = "") -> Markup:
    """A line of text."""
    return el("text", text, x=x, y=y, class_=class_, text_anchor=anchor)


def picture(
    width: int, height: float, title: str, says: str, *inside: Markup, class_: str = "", id_: str = ""
) -> Markup:
    """A whole picture with its title and what it says to those who can't see it."""
    names = f"{id_}-t {id_}-d"
    return el(
        "svg", el("title", title, id=f"{id_}-t"), el("desc", says, id=f"{id_}-d"), *inside,
        viewBox=f"0 0 {width} {rounded(height)}", role="img", aria_labelledby=names, class_=class_,
    )  # fmt: skip


def width_of(text: str, size: float, bold: bool = False) -> float:
    """About how wide a text is, in a wide font."""
    units = sum(0.36 if c in NARROW else 0.95 if c in WIDE else 0.72 if c.isupper() else 0.6 for c in text)
    return units * size * (1.13 if bold else 1.0)


def broken(text: str, size: float, width: float, most: int = 9) -> list[str]:
    """A text in lines of a width; what is left after the last line is cut with an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + " …"]
    return lines
