"""Format of Checkstyle's XML reports, which many build servers read.

Source: `XMLLogger` of Checkstyle, whose reports have no published schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from ..diagnostics import Diagnostic, Severity
from . import _xml
from .context import Context

STREAM = "stdout"

_SEVERITIES = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "info",
}


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Render a `file` for each file that has diagnostics, with an `error` for each."""
    root = ElementTree.Element("checkstyle", version="4.3")
    files: dict[str, ElementTree.Element] = {}
    for diagnostic in diagnostics:
        span = diagnostic.span
        path = "" if span is None else span.path
        if path not in files:
            files[path] = _xml.child(root, "file", name=path)
        location = (
            {} if span is None else {"line": str(span.line), "column": str(span.column)}
        )
        _xml.child(
            files[path],
            "error",
            **location,
            severity=_SEVERITIES[diagnostic.severity],
            message=diagnostic.message,
            source=f"trueup.{diagnostic.code}",
        )
    return _xml.to_text(root)
