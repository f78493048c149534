"""What changed between two readings of lists: listings added, removed and changed, with the fields that did.

Invariants: a listing is the same one if its list and its id are; the order in which a publisher prints names, numbers or
places says nothing; where a record stands in its file (`ref`, `source`) is no change.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from catspaw.lists.listing import Listing, Listings

FIELDS = (
    "regime", "programme", "kind", "name", "aliases", "country", "born", "birth_places", "places", "gender", "ids",
    "since", "until", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a listing that is not what it was: what went and what came."""

    field: str
    gone: tuple[str, ...]
    come: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.field}: {' '.join([*(f'-{one}' for one in self.gone), *(f'+{one}' for one in self.come)])}"


@dataclass(frozen=True, slots=True)
class Changed:
    """A listing that is in both readings and differs."""

    old: Listing
    new: Listing
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two readings. Lists that only one of them holds are named, not told row by row."""

    added: tuple[Listing, ...]
    removed: tuple[Listing, ...]
    changed: tuple[Changed, ...]
    unchanged: int
    only_old: tuple[str, ...]  # lists of which the new reading has nothing
    only_new: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.only_old or self.only_new)

    def rows(self) -> Iterator[dict[str, Any]]:
        """One flat row a difference, for tables and JSON."""
        for what, listings in (("added", self.added), ("removed", self.removed)):
            for one in listings:
                yield {"what": what, "list": one.list, "id": one.id, "name": one.name, "changes": []}
        for both in self.changed:
            changes = [{"field": one.field, "gone": list(one.gone), "come": list(one.come)} for one in both.changes]
            yield {
                "what": "changed",
                "list": both.new.list,
                "id": both.new.id,
                "name": both.new.name,
                "changes": changes,
            }

    def lines(self) -> Iterator[str]:
        """The same for people, the most telling first."""
        yield (
            f"{len(self.added):,} added, {len(self.removed):,} removed, {len(self.changed):,} changed, "
            f"{self.unchanged:,} unchanged"
        )
        for lists, which in ((self.only_old, "old"), (self.only_new, "new")):
            if lists:
                yield f"only in the {which} reading: {', '.join(lists)}"
        for sign, listings in (("+", self.added), ("-", self.removed)):
            for one in listings:
                yield f"{sign} {one.id}  {one.name}{f'  ({one.programme})' if one.programme else ''}"
        for both in self.changed:
            yield f"~ {both.new.id}  {both.new.name}"
            for change in both.changes:
                yield f"    {change}"


def difference(old: Listings, new: Listings) -> Difference:
    """Compare two readings; linear in the listings."""
    before, after = _by_id(old.all), _by_id(new.all)
    lists_before, lists_after = {one.list for one in old.all}, {one.list for one in new.all}
    both = lists_before & lists_after
    added, removed, changed, same = [], [], [], 0
    for key, listings in after.items():
        was = before.get(key, [])
        added += listings[len(was) :] if key[0] in both else []
        for one, other in zip(was, listings, strict=False):
            changes = tuple(_changes(one, other))
            if changes:
                changed.append(Changed(one, other, changes))
            else:
                same += 1
    for key, listings in before.items():
        removed += listings[len(after.get(key, [])) :] if key[0] in both else []
    return Difference(
        tuple(added), tuple(removed), tuple(changed), same, tuple(sorted(lists_before - both)),
        tuple(sorted(lists_after - both)),
    )  # fmt: skip


def _by_id(listings: Iterable[Listing]) -> dict[tuple[str, str], list[Listing]]:
    found: dict[tuple[str, str], list[Listing]] = defaultdict(list)
    for one in listings:
        found[one.list, one.id].append(one)
    return found


def _changes(old: Listing, new: Listing) -> Iterator[Change]:
    for field in FIELDS:
        was, now = getattr(old, field), getattr(new, field)
        if was == now:
            continue
        before, after = Counter(_texts(was)), Counter(_texts(now))
        if before != after:
            yield Change(field, tuple((before - after).elements()), tuple((after - before).elements()))


def _texts(value: Any) -> Sequence[str]:
    if value is None or value == "":
        return ()
    if isinstance(value, tuple):
        return [" ".join(one) if isinstance(one, tuple) else str(one) for one in value]
    return [str(value)]
