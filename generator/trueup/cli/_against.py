"""Print what changes for callers since a git revision or an older description."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import reporters
from ..diagnostics import Diagnostic, Report, Severity, Span
from ..reporters.escaping import escape
from . import INPUT_ERROR, PROBLEMS, _diagnostics
from ._packages import parse_request

if TYPE_CHECKING:
    from ..change_reports import PackageChanges
    from ..library.public_functions import ChangesResult

_DESCRIPTIONS = (".yaml", ".yml", ".json")


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

    is_file = against.endswith(_DESCRIPTIONS) and Path(against).is_file()
    older = Path(against) if is_file else against
    result = compare_packages(request, older, report)
    if result.exit_code == INPUT_ERROR:
        report.extend(result.diagnostics)
        _diagnostics.show(report_format, report)
        return INPUT_ERROR
    is_failure = fail_on_breaking and result.is_breaking
    _show(result, report_format, Severity.ERROR if is_failure else Severity.WARNING)
    return max(result.exit_code, PROBLEMS if is_failure else 0)


def _show(result: ChangesResult, report_format: str, breaking: Severity) -> None:
    """Print the changes, and write them to `--output-file`s: in a format of their own, or
    as diagnostics."""
    from .. import change_reports as reports

    render: Mapping[str, Callable[[Sequence[PackageChanges]], str]] = {
        "text": reports.render_text,
        "json": reports.render_json,
        "markdown": reports.render_markdown,
    }
    for diagnostic in result.diagnostics:
        if diagnostic.code == "no-older-description":
            click.echo(f"note: {escape(diagnostic.message)}", err=True)
    if report_format in render:
        click.echo(render[report_format](result.packages), nl=False)
    else:
        print(_as_diagnostics(report_format, result, breaking), end="")
    for name, path in _diagnostics.output_files():
        if name in render:
            text = render[name](result.packages)
        else:
            text = _as_diagnostics(name, result, breaking)
        _diagnostics.write_file(path, text)


def _as_diagnostics(name: str, result: ChangesResult, breaking: Severity) -> str:
    """The changes in a format of diagnostics, at the descriptions."""
    diagnostics = tuple(_diagnostics_of(result.packages, breaking))
    _, text = reporters.render(name, diagnostics, reporters.Context())
    return text


def _diagnostics_of(
    packages: Sequence[PackageChanges], breaking: Severity
) -> Iterator[Diagnostic]:
    from ..surface import Impact, change_message, kind_of

    severities = {
        Impact.BREAKING: breaking,
        Impact.POSSIBLY_BREAKING: Severity.WARNING,
    }
    for package in packages:
        location = Span(package.description, 1, 1, 1) if package.description else None
        for change in package.surface.changes:
            severity = severities.get(change.impact, Severity.NOTE)
            message = f"{change.impact.value}: {change_message(change)}"
            yield Diagnostic(kind_of(change), severity, message, location)
