"""Format for programs: one JSON object.

`{"diagnostics": [{"code", "severity", "message", "file", "line", "column", "pointer",
"help", "count"}], "files": {"written", "unchanged", "removed"}}`; unknown values are null.
`lint` adds `"hidden": {"suppressed", "baseline", "older"}`, the numbers of problems that are
not reported, `check` and `generate --dry-run`
`"changes": [{"change", "path"}]`, to which `check --diff` adds `"diff"`.
`count` is 1, or the number of diagnostics of the code beyond the first hundred. Lines and
columns count from 1, in characters.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import asdict

from ..diagnostics import Diagnostic
from . import _json
from .context import Context

STREAM = "stdout"


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Render the object, indented, in ASCII."""
    document: dict[str, object] = {
        "diagnostics": [diagnostic_document(diagnostic) for diagnostic in diagnostics],
        "files": {
            "written": context.written,
            "unchanged": context.unchanged,
            "removed": context.removed,
        },
    }
    if context.hidden is not None:
        document["hidden"] = asdict(context.hidden)
    if context.changes is not None:
        document["changes"] = [
            _change(kind, path, context) for kind, path in context.changes
        ]
    return _json.to_text(document)


def _change(kind: str, path: str, context: Context) -> dict[str, str]:
    change = {"change": kind, "path": path}
    return {**change, "diff": context.diffs[path]} if path in context.diffs else change


def diagnostic_document(diagnostic: Diagnostic) -> dict[str, str | int | None]:
    """A diagnostic as an object."""
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "file": None if span is None else span.path,
        "line": None if span is None else span.line,
        "column": None if span is None else span.column,
        "pointer": None if span is None else span.pointer,
        "help": diagnostic.help,
        "count": diagnostic.count,
    }
