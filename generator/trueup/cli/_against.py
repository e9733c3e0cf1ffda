"""Print what changes for callers since a git revision or an older description."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import reporters
from ..diagnostics import Diagnostic, Report, Severity, Span
from ..file_suffixes import DESCRIPTION_SUFFIXES
from . import INPUT_ERROR, PROBLEMS, SUCCESS, _diagnostics
from ._packages import parse_request

if TYPE_CHECKING:
    from ..change_reports import PackageChanges
    from ..library.public_functions import ChangesResult


def show_changes(
    values: dict[str, Any], against: str, *, fail_on_breaking: bool
) -> int:
    """Compare all requested packages, and return the exit code."""
    report, report_format = Report(), values["report_format"]
    request = parse_request(values, report)
    if request is None:
        _diagnostics.show(report_format, report)
        return INPUT_ERROR

    from ..library.public_functions import compare_packages

    is_file = against.endswith(DESCRIPTION_SUFFIXES) and Path(against).is_file()
    older = Path(against) if is_file else against
    result = compare_packages(request, older, report)
    is_failure = fail_on_breaking and result.is_breaking
    _show(result, report_format, Severity.ERROR if is_failure else Severity.WARNING)
    return max(result.exit_code, PROBLEMS if is_failure else SUCCESS)


def _show(result: ChangesResult, report_format: str, breaking: Severity) -> None:
    """Print the changes, and write them to `--output-file`s: in a format of their own, or
    as diagnostics."""
    if report_format in _READ_BY_PEOPLE:
        report = Report()
        report.extend(_failures(result))
        _diagnostics.show_text(report)
    print(_text(report_format, result, breaking), end="", flush=True)
    for name, path in _diagnostics.output_files():
        _diagnostics.write_file(path, _text(name, result, breaking))


_READ_BY_PEOPLE = ("text", "markdown")
"""Formats beside which packages that could not be compared are on standard error."""


def _text(name: str, result: ChangesResult, breaking: Severity) -> str:
    from .. import change_reports

    match name:
        case "text":
            return change_reports.render_text(result.packages)
        case "markdown":
            return change_reports.render_markdown(result.packages, _failures(result))
        case "json":
            return change_reports.render_json(result.packages, _failures(result))
        case _:
            changes = _diagnostics_of(result.packages, breaking)
            diagnostics = (*_failures(result), *changes)
            return reporters.render(name, diagnostics, reporters.Context())[1]


def _failures(result: ChangesResult) -> tuple[Diagnostic, ...]:
    """The errors, and the notes about packages that are not compared."""
    return tuple(
        diagnostic
        for diagnostic in result.diagnostics
        if diagnostic.severity is Severity.ERROR
        or diagnostic.code == "no-older-description"
    )


def _diagnostics_of(
    packages: Sequence[PackageChanges], breaking: Severity
) -> Iterator[Diagnostic]:
    from ..surface import Impact, change_message, kind_of, location_of

    severities = {
        Impact.BREAKING: breaking,
        Impact.POSSIBLY_BREAKING: Severity.WARNING,
    }
    for package in packages:
        start = Span(package.description, 1, 1, 1) if package.description else None
        for change in package.surface.changes:
            severity = severities.get(change.impact, Severity.NOTE)
            message = f"{change.impact.value}: {change_message(change)}"
            location = location_of(change, package.surface.locations)
            span = location.span() if location is not None else start
            yield Diagnostic(kind_of(change), severity, message, span)
