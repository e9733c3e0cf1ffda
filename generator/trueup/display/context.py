"""What a format may need besides the findings. Knows no format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

Lines: TypeAlias = Callable[[str, int], str | None]
"""(path as shown, number from 1) → that line without its break, if it can be had."""


def no_lines(path: str, number: int) -> str | None:
    """For findings whose files cannot be shown."""
    return None


class Context(Struct, frozen=True):
    """The lines of source files, what was done with files, whether colour shows."""

    lines: Lines = no_lines
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    colour: bool = False
