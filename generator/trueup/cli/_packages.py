"""Generate the requested packages in memory, and pass their files to a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from ..diagnostics import Report
from ..library.exit_codes import exit_code, lowest_failure
from . import INPUT_ERROR, _diagnostics
from . import _options as options
from ._progress import progress

if TYPE_CHECKING:
    from ..config import Package
    from ..library.package_runs import PackageResult, RunFiles
    from ..library.run_settings import RunRequest

Shortcut: TypeAlias = "Callable[[Package, RunRequest], PackageResult | None]"
"""Return the result for a package that is up to date; None if it must be generated."""


def parse_request(values: Mapping[str, Any], report: Report) -> RunRequest | None:
    """Build the request from the values of `options.package_options`; None if the
    configuration is invalid."""
    from ..library.run_settings import RunRequest

    rest = dict(values)
    package_options = options.take_package_options(rest)
    config = options.configuration(rest.pop("config_file"), report)
    if config is None:
        return None
    rest.pop("report_format")
    access = options.access(**rest, config=config)
    packages = options.packages(package_options, config, access, report)
    if not packages:
        return None
    return RunRequest(packages, access, config)


def process_packages(
    values: Mapping[str, Any],
    run: RunFiles,
    shortcut: Shortcut | None = None,
    *,
    lists_changes: bool = False,
    shows_diffs: bool = False,
) -> int:
    """Run `run` on the files of each package without errors, show all diagnostics, return
    the exit code.

    `values` are those of `options.package_options`. Errors in one package do not prevent
    the generation of the others.
    """
    report, report_format = Report(), values["report_format"]
    request = parse_request(values, report)
    if request is None:
        _diagnostics.show(report_format, report)
        return INPUT_ERROR

    from ..library.package_runs import FileChange, file_diffs, run_package
    from ..output import Counts

    code = exit_code(report, lowest_failure(values["strict"]))
    total, reports = Counts(), [report]
    changes: tuple[FileChange, ...] = ()
    diffs: dict[str, str] = {}
    with progress(len(request.packages), report_format != "text") as advance:
        for package in request.packages:
            result = shortcut(package, request) if shortcut is not None else None
            if result is None:
                report = options.report_for(request.config)
                result = run_package(package, request, report, run, advance)
                reports.append(report)
            code = max(code, result.exit_code)
            changes += result.files
            if shows_diffs:
                diffs |= file_diffs(result)
            total += result.counts
    _diagnostics.show(
        report_format,
        *reports,
        files=[package.description.as_posix() for package in request.packages],
        counts=(total.written, total.unchanged, total.removed),
        changes=tuple((c.kind, c.path) for c in changes) if lists_changes else None,
        diffs=diffs,
    )
    return code


def reject_diff_format(diff: bool, report_format: str, *allowed: str) -> None:
    """Raise for `--diff` with a format that has no place for differences."""
    if diff and report_format not in allowed:
        listed = " or ".join(allowed)
        raise click.UsageError(f"--diff needs --format {listed}")
