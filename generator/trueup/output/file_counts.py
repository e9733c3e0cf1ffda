"""Numbers of files."""

from __future__ import annotations

from msgspec import Struct


class Counts(Struct, frozen=True):
    """Numbers of files."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0

    def __add__(self, more: Counts) -> Counts:
        return Counts(
            self.written + more.written,
            self.unchanged + more.unchanged,
            self.removed + more.removed,
        )
