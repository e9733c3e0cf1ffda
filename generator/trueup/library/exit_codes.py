"""Exit codes of runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..diagnostics import Diagnostic, Severity

SUCCESS, PROBLEMS, INPUT_ERROR, INTERNAL_ERROR = 0, 1, 2, 70


def exit_code(diagnostics: Iterable[Diagnostic], limit: Severity) -> int:
    """1 if there is a diagnostic of the severity `limit` or a higher one; otherwise 0."""
    fails = any(diagnostic.severity.rank <= limit.rank for diagnostic in diagnostics)
    return PROBLEMS if fails else SUCCESS


def lowest_failure(strict: bool) -> Severity:
    """The lowest severity that fails a run."""
    from ..diagnostics import Severity

    return Severity.WARNING if strict else Severity.ERROR
