"""Findings as GitHub workflow commands, which show up beside the lines of a change.

Syntax and escapes: "Workflow commands for GitHub Actions", and `escapeData` and
`escapeProperty` of the runner's toolkit. GitHub shows ten of a kind per step.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics import Diagnostic, Severity
from .context import Context
from .escaping import visible

STREAM = "stdout"

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """One command a line."""
    return "".join(_one(found) + "\n" for found in diagnostics)


def _one(found: Diagnostic) -> str:
    properties = []
    if found.span is not None:
        span = found.span
        properties = [
            f"file={_property(span.path)}",
            f"line={span.line}",
            f"col={span.column}",
            f"endColumn={span.column + span.length}",
        ]
    properties.append(f"title={_property(found.code)}")
    message = visible(found.message)
    if found.help is not None:
        message += "\n" + visible(found.help)
    return f"::{_COMMANDS[found.severity]} {','.join(properties)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
