"""Format of GitHub workflow commands, which annotate the lines of a pull request.

For syntax and escapes see "Workflow commands for GitHub Actions", and `escapeData` and
`escapeProperty` of its toolkit. GitHub shows the first ten annotations of a severity per
step, so the most severe come first.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics import Diagnostic, Severity
from .context import Context
from .escaping import escape

STREAM = "stdout"

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Render one command per line, the most severe first."""
    ranked = sorted(diagnostics, key=lambda diagnostic: diagnostic.severity.rank)
    return "".join(_command(diagnostic) + "\n" for diagnostic in ranked)


def _command(diagnostic: Diagnostic) -> str:
    properties = []
    if diagnostic.span is not None:
        span = diagnostic.span
        properties = [
            f"file={_property(span.path)}",
            f"line={span.line}",
            f"col={span.column}",
            f"endColumn={span.column + span.length}",
        ]
    properties.append(f"title={_property(diagnostic.code)}")
    message = escape(diagnostic.message)
    if diagnostic.help is not None:
        message += "\n" + escape(diagnostic.help)
    command = _COMMANDS[diagnostic.severity]
    return f"::{command} {','.join(properties)}::{_escape_data(message)}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escape_data(escape(text)).replace(":", "%3A").replace(",", "%2C")
