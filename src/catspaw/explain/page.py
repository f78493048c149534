"""Evidence as nested HTML lists that fold, each line with links to the numbered sources of the page.

Invariant: every text is escaped, and what could hide a word is made visible; the only links made here are to
`#source-N` of the same page.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from catspaw.explain.cite import Citations
from catspaw.explain.tree import visible
from catspaw.rules.verdict import Node


def html(node: Node, sources: Citations, title: str = "") -> Markup:
    """The evidence as `<details>`, closed; what is seen before it is opened is its first line, or `title` instead."""
    head = Markup("{}").format(title) if title else _line(node, sources)
    below = Markup("").join(_item(child, sources) for child in node.children)
    return Markup('<details class="why"><summary>{}</summary><ul class="tree">{}</ul></details>').format(head, below)


def cited(keys: Iterable[str], sources: Citations) -> Markup:
    """Links to the numbered sources of the page."""
    links = (Markup('<a href="#source-{0}">{0}</a>').format(number) for number in sorted(sources.numbers(keys)))
    listed = Markup(" ").join(links)
    return Markup('<span class="cite">{}</span>').format(listed) if listed else Markup("")


def _item(node: Node, sources: Citations) -> Markup:
    line = _line(node, sources)
    if not node.children:
        return Markup("<li>{}</li>").format(line)
    below = Markup("").join(_item(child, sources) for child in node.children)
    return Markup("<li>{}<ul>{}</ul></li>").format(line, below)


def _line(node: Node, sources: Citations) -> Markup:
    return Markup("<bdi>{}</bdi> {}").format(visible(node.text), cited(node.sources, sources))
