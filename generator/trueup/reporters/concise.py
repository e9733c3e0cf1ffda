"""Format with one line per diagnostic: `path:line:column: severity[code]: message`."""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics import Diagnostic
from .context import Context
from .escaping import escape, escape_start

STREAM = "stdout"


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Render one line per diagnostic."""
    return "".join(_line(diagnostic) + "\n" for diagnostic in diagnostics)


def _line(diagnostic: Diagnostic) -> str:
    location = ""
    if diagnostic.span is not None:
        span = diagnostic.span
        location = f"{escape(span.path)}:{span.line}:{span.column}: "
    label = f"{diagnostic.severity.value}[{escape(diagnostic.code)}]"
    return escape_start(f"{location}{label}: {escape(diagnostic.message)}")
