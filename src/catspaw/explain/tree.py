"""Evidence as a tree for a terminal, each line with the numbers of its sources.

Invariant: texts come from strangers' records, so they are shown as text and never read as markup or as control codes.
"""

from __future__ import annotations

import re

from rich.text import Text
from rich.tree import Tree

from catspaw.explain.cite import Citations
from catspaw.rules.verdict import Node

# control characters, and those that turn the direction of text round: they can hide what a line says
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff]")


def visible(text: str) -> str:
    """The text with everything that could steer a terminal or hide a word made visible."""
    return UNSAFE.sub("\ufffd", text)


def tree(node: Node, sources: Citations, title: str = "") -> Tree:
    """A tree to print with rich; its first line is the node's own, or `title` instead."""
    root = Tree(Text(visible(title), style="dim") if title else _line(node, sources), guide_style="dim")
    _grow(root, node, sources)
    return root


def _grow(branch: Tree, node: Node, sources: Citations) -> None:
    for child in node.children:
        _grow(branch.add(_line(child, sources)), child, sources)


def _line(node: Node, sources: Citations) -> Text:
    line = Text(visible(node.text))
    if node.sources:
        line.append(" " + "".join(f"[{number}]" for number in sources.numbers(node.sources)), style="dim cyan")
    return line
