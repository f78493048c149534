"""A verdict as one sentence that somebody new to sanctions understands: what, which article, since when, and who is
bound; or, where it is open, which fact would decide.

Invariants: only from the verdict; never "safe" or "allowed"; a sign says that it is no verdict.
"""

from __future__ import annotations

from catspaw.rules.verdict import Verdict

LABELS = {
    "forbidden": "Forbidden",
    "needs_authorisation": "Needs authorisation",
    "unknown": "Unknown",
    "none_found": "None found",
    "sign": "Sign",
}
OPENINGS = {
    "forbidden": "Forbidden by",
    "needs_authorisation": "Needs an authorisation under",
    "unknown": "Not decided under",
}


def sentence(verdict: Verdict) -> str:
    """The verdict in one sentence."""
    if verdict.kind == "none_found":
        return (
            f"Nothing was found under {verdict.regime} with what the record shows, which is not a statement that the "
            "dealing is permitted."
        )
    if verdict.kind == "sign":
        return f"A sign to look into, not a verdict: {_plain(verdict.says)}, by {_article(verdict)}."
    opening = OPENINGS.get(verdict.kind, LABELS.get(verdict.kind, verdict.kind))
    return f"{opening} {_article(verdict)}: {_plain(verdict.says)}; {_ending(verdict)}."


def in_force(verdict: Verdict) -> str:
    """The days on which the article holds, in words; '' if it has neither a first nor a last."""
    since = f"since {verdict.since}" if verdict.since else ""
    until = f"until {verdict.until}" if verdict.until else ""
    return " ".join(part for part in (since, until) if part)


def _article(verdict: Verdict) -> str:
    force = in_force(verdict)
    return f"{verdict.article} ({verdict.regime}{f', in force {force}' if force else ''})"


def _ending(verdict: Verdict) -> str:
    if verdict.kind != "unknown":
        return f"it binds {_plain(verdict.bound)}" if verdict.bound else "whom it binds is not stated"
    if not verdict.missing:
        return "the record does not show enough to decide"
    first, more = verdict.missing[0], len(verdict.missing) - 1
    others = f" (and {more} more fact{'s' if more > 1 else ''})" if more else ""
    return f"what would decide it: {_plain(first)}{others}"


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
