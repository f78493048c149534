"""A file that appears whole or not at all: it is written beside its place and moved there when it is done."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TextIO


class Place:
    """A place for a file, and `part`, the file beside it that is written to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.part = path.with_name(f".{path.name}.part")
        self.part.touch()

    def close(self) -> None:
        """Put the file into its place."""
        os.replace(self.part, self.path)

    def drop(self) -> None:
        """Leave no trace."""
        self.part.unlink(missing_ok=True)


class Draft(Place):
    """A text file in the making."""

    def __init__(self, path: Path, encoding: str = "utf-8") -> None:
        super().__init__(path)
        self.file: TextIO = self.part.open("w", encoding=encoding, newline="")

    def close(self) -> None:
        """Put the file into its place."""
        self.file.close()
        super().close()

    def drop(self) -> None:
        """Leave no trace."""
        self.file.close()
        super().drop()
