"""The parts of the page on method that are made by the program: what is assumed, its limits, and how much rests on it.

The page is written by hand; these parts stand in it between markers. What is assumed and the limits are read from the code, so a
test can tell whether they are stale. How much rests on them is measured, which takes up to a minute.

Invariant: a part is a function of the code and the facts; nothing outside the markers is touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from catspaw.errors import InputError
from catspaw.routes import channels, cut, deniability, find, network, opened, places, settlement
from catspaw.routes import sensitivity as measure
from catspaw.routes.find import Finder
from catspaw.routes.likelihood import Range
from catspaw.routes.sensitivity import Assumption, Denied, Row, every_assumption

PATH = PurePosixPath("method.md")
PARTS = ("assumptions", "limits", "sensitivity")
SAYS: Mapping[str, str] = {
    "low": "k of n / (n + k) for the low end of a range",
    "mid": "k for the middle, by which routes are sorted",
    "high": "k for the high end",
    "half_life": "years in which a documented use loses half of its weight",
    "never": "uses that count where none was known",
    "classes": "uses that a class of likelihood stands for",
    "same_ends": "weight of a documented use that touches the source or the target",
    "same_place": "weight of one that touches the place itself",
    "elsewhere": "weight of one elsewhere",
    "other_goods": "times the weight of one with goods of another kind",
    "named": "weight of a statement that a place hosts, supplies or passes on such goods, for these ends",
    "said": "weight of such a statement that names others, or nobody",
    "most_local": "the most that such statements weigh together",
    "hidden": "a bound actor lets through what is hidden from it, by how it enforces the rule",
    "open": "a bound actor lets through openly what it forbids, by how strongly the record says that it does not act",
    "lawful": "a plain step that no rule forbids to anyone there",
    "out_of_reach": "any step that some rule forbids, before what each bound actor lets through",
    "limited_link": "times this where the link is limited, or is taken as if open again",
    "exempt": "an exception, a cap or a technical test is open, before one with no record, or who is known to act",
    "unknown_payment": "a payment where no way to pay is known",
    "ships": "flags, insurers and brokers let a ship pass over the open sea",
    "half_seen": "weight of public statements of control at which half of the deniability is gone",
    "least_left": "share that is left, however much is public",
    "faint": "weight of a statement of control that is not the sponsor's own act",
    "disputed": "times the weight of a statement that is disputed",
    "unverified": "times the weight of one that nobody checked",
}


def part(name: str) -> tuple[str, str]:
    """The markers around a part."""
    return f"<!-- {name}: written by `catspaw docs`; do not edit -->", f"<!-- end of {name} -->"


def filled(text: str, parts: Mapping[str, Sequence[str]]) -> str:
    """The page with these parts written anew.

    Raises:
        InputError: a part's markers are not in the page.
    """
    for name, lines in parts.items():
        begin, end = part(name)
        found = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        if not found.search(text):
            raise InputError(f"{PATH}: the markers of the part {name} are missing: {begin} ... {end}")
        new = "\n".join((begin, "", *lines, "", end))
        text = found.sub(lambda _, new=new: new, text, count=1)  # type: ignore[misc]
    return text


def quick_parts() -> dict[str, Sequence[str]]:
    """The parts that are read from the code."""
    return {"assumptions": _assumed(), "limits": _limits()}


def all_parts(finder: Finder, tell: Callable[[str], None] = lambda _: None) -> dict[str, Sequence[str]]:
    """All parts; the measured one takes up to a minute."""
    names = [name for name, _ in measure.questions(finder)]
    rows = measure.sensitivity(finder, tell=tell)
    return {**quick_parts(), "sensitivity": sensitivity_part(names, rows, *measure.deniability_moves(finder))}


def sensitivity_part(names: Sequence[str], rows: Sequence[Row], cut_outs: int, denied: Sequence[Denied]) -> list[str]:
    """The measured part: which questions, what moves the ranking, what does not, and what moves deniability."""
    moving, still = [row for row in rows if row.moves], [row for row in rows if not row.moves]
    head = ["Assumption", "Pairs of the ten that swap", "New among the ten", "Another best route", "Middle of the best"]
    of = max((row.halved.of for row in rows), default=0)
    return [
        f"Each cell has the effect of halving, then of doubling. Questions: {len(names)} hindcasts ({', '.join(names)}), "
        f"of which {of} have routes.",
        "",
        *_table(head, map(_moved, moving)),
        "",
        f"Moves nothing on these questions: {', '.join(f'`{row.assumption.name}`' for row in still) or 'none'}.",
        "",
        f"Deniability, over {cut_outs} pairs of a contested territory and a sponsor to whom it is foreign, on the days of the "
        "same questions: by how much the middle moves.",
        "",
        *_table(["Assumption", "Halved", "Doubled"], ([f"`{d.assumption.name}`", f"{d.halved:+.3f}", f"{d.doubled:+.3f}"]
                                                     for d in denied)),
    ]  # fmt: skip


def _moved(row: Row) -> list[str]:
    def shares(of: Callable[[measure.Effect], float]) -> str:
        return ", ".join(f"{of(effect):.0%}" for effect in row.both)

    factors = ", ".join(f"× {effect.middle:.2f}" for effect in row.both)
    return [
        f"`{row.assumption.name}`", shares(lambda e: e.swapped), shares(lambda e: e.entered), shares(lambda e: e.best), factors
    ]  # fmt: skip


def _assumed() -> list[str]:
    rows = [[f"`{one.name}`", _value(one), SAYS[one.field]] for one in every_assumption()]
    return _table(["Assumption", "Value", "What it says"], rows)


def _value(assumption: Assumption) -> str:
    value = assumption.value()
    return _range(value) if isinstance(value, Range) else f"{value:g}"


def _range(value: Range) -> str:
    return " – ".join(f"{end:g}" for end in value.as_tuple())


def _limits() -> list[str]:
    return _table(["Limit", "Value", "What it says"], [
        ["`places.LONGER`", f"{places.LONGER}", "links that a way over a place where nothing changes may be longer"],
        ["`network.MOST_OWED`", f"{network.MOST_OWED}", "aspects that may be hidden on the way to where they are provided for"],
        ["`find.MOST_WALKS`", f"{find.MOST_WALKS:,}", "walks that a search looks at"],
        ["`find.FARTHEST`", f"{find.FARTHEST:g}", "a route less likely than the best by more than exp of this is not looked for"],
        ["`settlement.WAYS`", f"{settlement.WAYS}", "ways to pay that are kept"],
        ["`opened.LIKELIER`", f"{opened.LIKELIER:g}", "times: a smaller gain is no difference"],
        ["`channels.MOST`", f"{channels.MOST}", "channels that are looked at for an event"],
        ["`cut.SECONDS`", f"{cut.SECONDS:g}", "after so many seconds a cut is given with its bound"],
        ["`deniability.ABSORBED`", _range(deniability.ABSORBED), "deniability of what the sponsor annexed or claims"],
        ["`deniability.NOT_CONTESTED`", _range(deniability.NOT_CONTESTED), "deniability of a third state, which is no proxy"],
        ["`sensitivity.MOST`", f"{measure.MOST}", "ways of a question that are weighed anew in the table below"],
    ])  # fmt: skip


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return ["| " + " | ".join(line) + " |" for line in (head, ["---"] * len(head), *rows)]
