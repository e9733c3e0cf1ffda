"""Prints findings, and turns them into an exit code."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from ..diagnostics import Diagnostic, Severity
from ..display import Context, render
from ..display.escaping import source_line
from . import CLEAN, FINDINGS


def show(
    shown_as: str,
    found: Iterable[Diagnostic],
    *,
    written: int = 0,
    unchanged: int = 0,
    removed: int = 0,
) -> None:
    """Writes the findings to the stream that their format is meant for."""
    colour = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    context = Context(_Files().line, written, unchanged, removed, colour=colour)
    stream, text = render(shown_as, found, context)
    target = sys.stderr if stream == "stderr" else sys.stdout
    target.write(text)
    target.flush()


def show_diff(lines: Iterable[str]) -> None:
    """Write a diff; a terminal is not sent the escape sequences of files."""
    if sys.stdout.isatty():
        lines = (source_line(line.rstrip("\r\n")) + "\n" for line in lines)
    sys.stdout.writelines(lines)


def code(found: Iterable[Diagnostic], *, strict: bool = False) -> int:
    """1 where there is an error, or, if strict, a warning."""
    worst = Severity.WARNING.rank if strict else Severity.ERROR.rank
    return FINDINGS if any(one.severity.rank <= worst for one in found) else CLEAN


class _Files:
    """Lines of the files that findings are about, for people to look at."""

    def __init__(self) -> None:
        self._read: dict[str, list[str]] = {}

    def line(self, path: str, number: int) -> str | None:
        if path not in self._read:
            self._read[path] = _lines(path)
        lines = self._read[path]
        return lines[number - 1] if 0 < number <= len(lines) else None


def _lines(path: str) -> list[str]:
    """Breaks are those of YAML 1.2 and JSON: LF, CR LF, CR."""
    try:
        if not Path(path).is_file():  # a FIFO would wait for a writer
            return []
        text = Path(path).read_bytes().decode("utf-8-sig", "replace")
    except (OSError, ValueError):
        return []
    return re.split(r"\r\n?|\n", text)
