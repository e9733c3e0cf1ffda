"""Patterns: regular expressions as the validator accepts them."""

from __future__ import annotations

from functools import lru_cache

import jsonschema_rs

from ..diagnostics import Locatable, Report


@lru_cache(maxsize=1000)
def _compiles(pattern: str) -> bool:
    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern})
    except ValueError:
        return False
    return True


def is_supported(pattern: str, location: Locatable | None, report: Report) -> bool:
    """Whether the validator can enforce the pattern; reports the first that it cannot."""
    if _compiles(pattern):
        return True
    message = f"pattern `{pattern}` is not supported by the validator; not enforced"
    report.note_once("unsupported-pattern", message, location)
    return False


def without_delimiters(pattern: str, location: Locatable | None, report: Report) -> str:
    """Remove the slashes of a JavaScript literal such as `/^a$/`, which cannot match."""
    if len(pattern) > 2 and pattern.startswith("/^") and pattern.endswith("$/"):
        message = "the slashes around this pattern delimit it in JavaScript; removed"
        report.note("delimited-pattern", message, location)
        return pattern[1:-1]
    return pattern
