"""Findings for programs: one JSON object.

`{"diagnostics": [{"code", "severity", "message", "file", "line", "column", "pointer",
"help", "count"}], "files": {"written", "unchanged", "removed"}}`; what is unknown is null.
`count` is 1, or how many diagnostics of the code were left out after the first hundred.
Lines and columns count from 1, in characters.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..diagnostics import Diagnostic
from .context import Context

STREAM = "stdout"


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """The object on one indented text; escapes keep it safe in any encoding."""
    document = {
        "diagnostics": [_one(found) for found in diagnostics],
        "files": {
            "written": context.written,
            "unchanged": context.unchanged,
            "removed": context.removed,
        },
    }
    return json.dumps(document, indent=2) + "\n"


def _one(found: Diagnostic) -> dict[str, str | int | None]:
    span = found.span
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "file": None if span is None else span.path,
        "line": None if span is None else span.line,
        "column": None if span is None else span.column,
        "pointer": None if span is None else span.pointer,
        "help": found.help,
        "count": found.count,
    }
