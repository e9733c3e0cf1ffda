"""Format of reviewdog: one JSON object per line.

Source: the message `Diagnostic` of reviewdog's `rdf.proto`. Its columns count bytes of
UTF-8 from 1.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics import Diagnostic, Severity, Span
from . import _json
from .context import Context

STREAM = "stdout"

_SEVERITIES = {
    Severity.ERROR: "ERROR",
    Severity.WARNING: "WARNING",
    Severity.NOTE: "INFO",
}


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Render one line per diagnostic."""
    objects = (_to_object(diagnostic, context) for diagnostic in diagnostics)
    return "".join(_json.to_text(object, indent=None) for object in objects)


def _to_object(diagnostic: Diagnostic, context: Context) -> dict[str, object]:
    message = diagnostic.message
    if diagnostic.help is not None:
        message += f"\n{diagnostic.help}"
    result: dict[str, object] = {
        "message": message,
        "severity": _SEVERITIES[diagnostic.severity],
        "source": {"name": "trueup"},
        "code": {"value": diagnostic.code},
    }
    if diagnostic.span is not None:
        result["location"] = _location(diagnostic.span, context)
    return result


def _location(span: Span, context: Context) -> dict[str, object]:
    if span.length == 0:
        return {"path": span.path}
    line = context.lines(span.path, span.line) or ""
    end = span.column + span.length
    return {
        "path": span.path,
        "range": {
            "start": {"line": span.line, "column": _byte_column(line, span.column)},
            "end": {"line": span.line, "column": _byte_column(line, end)},
        },
    }


def _byte_column(line: str, column: int) -> int:
    before = line[: column - 1]
    missing = column - 1 - len(before)  # the line cannot be read, or has changed
    return len(before.encode("utf-8", "surrogatepass")) + missing + 1
