"""Who is owned by listed parties, by the shares that a record itself states.

A least fixpoint: an owner that is blocked counts in full, one that is not counts for nothing (US Treasury FAQ 401). It
is worked out four ways, since regimes differ: 50 per cent or more, or more than 50; all listed owners together, or one
alone. Shares are whole parts per million, so that an exact half is a half. Registers of owners come with a later part.

Invariant: certain by the low end of a share, possible by its high end. Cost: rounds times shares, for few shares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from catspaw.names.fold import key
from catspaw.rules.compile import ownership_token
from catspaw.screen.dealing import Share
from catspaw.screen.identity import OnLists

HALF = 500_000


def owned_tokens(shares: Sequence[Share], listed: Mapping[str, OnLists]) -> dict[str, frozenset[tuple[str, bool]]]:
    """The ownership tokens by name of the owned party: (token, for certain).

    Args:
        shares: the holdings of one dealing.
        listed: by folded name, the lists that a party is on, and whether for certain.
    """
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    lists = {name for lists in listed.values() for name, _ in lists}
    for name, over, together in product(sorted(lists), (False, True), (False, True)):
        token = ownership_token(name, over, together)
        start = {party for party, on in listed.items() if (name, True) in on}
        may = {party for party, on in listed.items() if any(one == name for one, _ in on)}
        certain = _blocked(shares, start, over, together, [share.low for share in shares])
        possible = _blocked(shares, may, over, together, [share.high for share in shares])
        for party in certain | possible:
            found[party][token] = party in certain
    return {party: frozenset(tokens.items()) for party, tokens in found.items()}


def name_key(name: str) -> str:
    """The name under which a party of a dealing and its shares meet."""
    return key(name, "company")


def _blocked(
    shares: Sequence[Share], listed: Iterable[str], over: bool, together: bool, percents: Sequence[float]
) -> set[str]:
    start = set(listed)
    blocked: set[str] = set()
    while True:
        sums: dict[str, int] = defaultdict(int)
        for share, percent in zip(shares, percents, strict=True):
            if name_key(share.owner) in start | blocked:
                owned, ppm = name_key(share.owned), round(percent * 10_000)
                sums[owned] = sums[owned] + ppm if together else max(sums[owned], ppm)
        now = {owned for owned, ppm in sums.items() if ppm > HALF or (ppm == HALF and not over)}
        if now <= blocked:
            return blocked
        blocked |= now
