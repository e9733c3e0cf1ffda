"""Input of the formats besides the diagnostics."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

Lines: TypeAlias = Callable[[str, int], str | None]
"""(path of a span, number from 1) → the line without its line break; None if it cannot be
read."""


def no_lines(path: str, number: int) -> str | None:
    """The `Lines` of a context without source files."""
    return None


class Context(Struct, frozen=True):
    """Lines of source files, counts and changes of output files, and whether to use
    color. A change is (kind, path); None if
    changes are not listed."""

    lines: Lines = no_lines
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    changes: tuple[tuple[str, str], ...] | None = None
    color: bool = False
