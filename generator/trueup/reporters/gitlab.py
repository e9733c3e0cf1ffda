"""Format of GitLab's code quality reports: a JSON array.

Source: "Code Quality", section "Code Quality report format", of GitLab's documentation.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics import Diagnostic, Severity
from . import _json
from ._fingerprints import fingerprints
from .context import Context

STREAM = "stdout"

_SEVERITIES = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.NOTE: "info",
}


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Render an issue per diagnostic; one without a location has the first file's."""
    default = context.files[0] if context.files else "."
    issues = [
        {
            "description": diagnostic.message,
            "check_name": diagnostic.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[diagnostic.severity],
            "location": _location(diagnostic, default),
        }
        for diagnostic, fingerprint in zip(
            diagnostics, fingerprints(diagnostics), strict=True
        )
    ]
    return _json.to_text(issues)


def _location(diagnostic: Diagnostic, default: str) -> dict[str, object]:
    span = diagnostic.span
    if span is None:
        return {"path": default, "lines": {"begin": 1}}
    return {"path": span.path.removeprefix("./"), "lines": {"begin": span.line}}
