"""The brief as plain data, for JSON: the same values that the page prints, with the sources by number and key."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from catspaw.report.briefing.content import Content
from catspaw.report.briefing.told import tell


def brief_data(content: Content) -> dict[str, Any]:
    """The brief as one document."""
    data = asdict(tell(content))
    return {"brief": data.pop("head"), **data}
