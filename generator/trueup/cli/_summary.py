"""The table of results of several packages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..library.exit_codes import INTERNAL_ERROR
from ..reporters.escaping import escape_start

if TYPE_CHECKING:
    from ..library.package_results import PackageResult

_COLUMNS = (
    "package",
    "result",
    "written",
    "unchanged",
    "removed",
    "errors",
    "warnings",
)
_NUMBERS = slice(2, None)


def summary_table(results: Sequence[PackageResult], action: str) -> str:
    """A row for each package, in order, and one for all."""
    rows = [
        (escape_start(result.package.name), _state(result, action), *_numbers(result))
        for result in results
    ]
    failed = sum(not result.ok for result in results)
    total = [
        sum(column) for column in zip(*(row[_NUMBERS] for row in rows), strict=True)
    ]
    rows.append((f"{len(results):,} packages", f"{failed:,} failed", *total))
    return _aligned([_COLUMNS, *rows])


def _state(result: PackageResult, action: str) -> str:
    if result.exit_code == INTERNAL_ERROR:
        return "internal error"
    if action == "check":
        return (
            "up to date" if result.ok else "out of date" if result.files else "failed"
        )
    if not result.ok:
        return "failed"
    is_changed = result.counts.written + result.counts.removed > 0
    changed = "written" if action == "write" else "would be written"
    return changed if is_changed else "unchanged"


def _numbers(result: PackageResult) -> tuple[int, ...]:
    counts = result.counts
    diagnostics = [
        sum(d.count for d in result.diagnostics if d.severity is severity)
        for severity in (Severity.ERROR, Severity.WARNING)
    ]
    return counts.written, counts.unchanged, counts.removed, *diagnostics


def _aligned(rows: Iterable[tuple[object, ...]]) -> str:
    """Names to the left, numbers to the right."""
    texts = [
        [f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row]
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    lines = []
    for row in texts:
        cells = [
            cell.ljust(width) if index < 2 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip() + "\n")
    return "".join(lines)
