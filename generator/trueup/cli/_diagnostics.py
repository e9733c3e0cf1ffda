"""Print diagnostics and derive the exit code."""

from __future__ import annotations

import io
import os
import re
import sys
import traceback
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import click

from ..diagnostics import Diagnostic, Severity
from ..reporters import Context, render
from ..reporters.context import Lines
from ..reporters.escaping import escape_start
from . import PROBLEMS, SUCCESS


def show(
    report_format: str,
    diagnostics: Iterable[Diagnostic],
    *,
    written: int = 0,
    unchanged: int = 0,
    removed: int = 0,
) -> None:
    """Write diagnostics to the standard stream of their format."""
    color = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    context = Context(_source_lines(), written, unchanged, removed, color=color)
    name, text = render(report_format, diagnostics, context)
    stream = sys.stderr if name == "stderr" else sys.stdout
    stream.write(text)
    stream.flush()


def show_diff(lines: Iterable[str]) -> None:
    """Write a diff; escape it on a terminal and in the log of a build."""
    if sys.stdout.isatty() or any(name in os.environ for name in _BUILDS):
        lines = (escape_start(line.rstrip("\r\n")) + "\n" for line in lines)
    sys.stdout.writelines(lines)


_BUILDS = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
"""Set where output is searched for commands."""


def show_usage_error(error: click.ClickException) -> None:
    """Print the message of an error, which may repeat arguments."""
    text = io.StringIO()
    error.show(text)
    for line in text.getvalue().rstrip("\n").split("\n"):
        print(escape_start(line), file=sys.stderr)


def exit_code(diagnostics: Iterable[Diagnostic], limit: Severity) -> int:
    """1 if there is a diagnostic of the severity `limit` or a higher one; otherwise 0."""
    fails = any(diagnostic.severity.rank <= limit.rank for diagnostic in diagnostics)
    return PROBLEMS if fails else SUCCESS


def limit(strict: bool) -> Severity:
    """The lowest severity that fails a run."""
    return Severity.WARNING if strict else Severity.ERROR


def show_failures(failures: Iterable[BaseException]) -> None:
    """Print the tracebacks of exceptions that plug-ins raised, if TRUEUP_DEBUG is set."""
    if os.environ.get("TRUEUP_DEBUG"):
        for failure in failures:
            traceback.print_exception(failure)


def _source_lines() -> Lines:
    """The lines of the files that diagnostics refer to, each read once."""
    lines_of = cache(_read_lines)

    def line(path: str, number: int) -> str | None:
        lines = lines_of(path)
        return lines[number - 1] if 0 < number <= len(lines) else None

    return line


def _read_lines(path: str) -> list[str]:
    """The lines of a file, with the line breaks of YAML 1.2 and JSON: LF, CR LF, CR."""
    try:
        if not Path(path).is_file():  # reading a FIFO would block
            return []
        text = Path(path).read_bytes().decode("utf-8-sig", "replace")
    except (OSError, ValueError):
        return []
    return re.split(r"\r\n?|\n", text)
