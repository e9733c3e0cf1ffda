"""Input of the formats besides the diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from msgspec import Struct

Lines: TypeAlias = Callable[[str, int], str | None]
"""(path of a span, number from 1) → the line without its line break; None if it cannot be
read."""


def no_lines(path: str, number: int) -> str | None:
    """The `Lines` of a context without source files."""
    return None


Explain: TypeAlias = Callable[[str], str | None]
"""Code → its explanation; None if it has none."""


def no_explanation(code: str) -> str | None:
    """The `Explain` of a context without explanations."""
    return None


class Hidden(Struct, frozen=True):
    """Numbers of problems that are not reported, by what hides them."""

    suppressed: int = 0
    baseline: int = 0
    older: int = 0
    """Those that the revision of `--changed-since` has."""


class Context(Struct, frozen=True):
    """The input of a format besides the diagnostics.

    Lines of source files, explanations of codes, the files that were checked, counts and
    changes of output files, whether to use color, and the numbers of hidden problems. A
    change is (kind, path); None if changes are not listed.
    """

    lines: Lines = no_lines
    explain: Explain = no_explanation
    files: tuple[str, ...] = ()
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    changes: tuple[tuple[str, str], ...] | None = None
    color: bool = False
    hidden: Hidden | None = None
    diffs: Mapping[str, str] = {}
    """Path of a change → its unified diff, if diffs are requested."""
    unchecked: frozenset[str] = frozenset()
    """The files that could not be checked, such as unreadable ones."""
