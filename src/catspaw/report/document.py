"""An answer as one JSON document."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any


def as_text(document: Any, ascii_only: bool = False) -> str:
    """The document as JSON: days as ISO texts, sets in order, parts of Catspaw as objects of their fields."""
    return json.dumps(document, ensure_ascii=ascii_only, indent=2, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)
