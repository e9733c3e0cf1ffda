"""`trueup generate`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct
from msgspec.structs import replace

from ..reporters.escaping import escape, escape_start
from . import _diagnostics
from ._caller_changes import show_summary
from ._options import package_options
from ._packages import process_packages, reject_diff_format

if TYPE_CHECKING:
    from ..config import Package
    from ..diagnostics import Report
    from ..library.package_runs import PackageResult
    from ..library.run_settings import RunRequest
    from ..render import File


class _Mode(Struct, frozen=True):
    force: bool
    dry_run: bool
    diff: bool
    quiet: bool


@click.command()
@package_options
@click.option("--force", is_flag=True, help="Overwrite files that were edited by hand.")
@click.option("--dry-run", is_flag=True, help="List changes; write nothing.")
@click.option("--diff", is_flag=True, help="Print the differences; write nothing.")
@click.option("--watch", is_flag=True, help="Regenerate whenever an input changes.")
@click.option("-q", "--quiet", is_flag=True, help="Print diagnostics only.")
def command(
    force: bool, dry_run: bool, diff: bool, watch: bool, quiet: bool, **values: Any
) -> int:
    """Generate a package from DESCRIPTION, or all configured packages.

    A package is written as a whole or not at all. A package with files that were edited
    by hand is not written; files that are no longer generated are removed. What changes
    for callers since the last run is printed to standard error.
    """
    reject_diff_format(diff, values["report_format"], "text")
    mode = _Mode(force, dry_run, diff, quiet or values["report_format"] != "text")
    if watch:
        return _watch(values, mode)

    from ..library.package_runs import up_to_date

    def shortcut(package: Package, request: RunRequest) -> PackageResult | None:
        result = up_to_date(package, request)
        if result is not None:
            _print_result("wrote", result, mode)
        return result

    return process_packages(
        values,
        partial(_compare if dry_run or diff else _write, mode=mode),
        None if force or dry_run or diff else shortcut,
        lists_changes=dry_run,
    )


def _watch(values: dict[str, Any], mode: _Mode) -> int:
    from ._watch import watch

    if mode.dry_run or mode.diff or values["report_format"] != "text":
        raise click.UsageError(
            "--watch cannot be combined with --dry-run, --diff or --format"
        )

    def write(
        package: Package, files: tuple[File, ...], request: RunRequest, report: Report
    ) -> None:
        result = _write(package, files, request, report, replace(mode, quiet=True))
        if result.ok and result.counts.written + result.counts.removed:
            _print_result("wrote", result, mode)

    return watch(values, write, quiet=mode.quiet)


def _write(
    package: Package,
    files: tuple[File, ...],
    request: RunRequest,
    report: Report,
    mode: _Mode,
) -> PackageResult:
    from ..library import package_runs

    result = package_runs.write(package, files, request, report, force=mode.force)
    if result.ok:
        _print_result("wrote", result, mode)
    return result


def _compare(
    package: Package,
    files: tuple[File, ...],
    request: RunRequest,
    report: Report,
    mode: _Mode,
) -> PackageResult:
    """Print the changes that a run would make."""
    from .. import output
    from ..library import package_runs

    result = package_runs.compare(package, files, request, report, force=mode.force)
    if result.comparison is None:
        return result
    if mode.diff:
        _diagnostics.show_diff(output.diff(result.comparison))
    elif not mode.quiet:
        for change in result.files:
            print(f"{change.kind:9} {escape(change.path)}")
        if result.ok:
            _print_result("would write", result, mode)
    return result


def _print_result(verb: str, result: PackageResult, mode: _Mode) -> None:
    """Print the counts of files and, to standard error, the changes for callers."""
    from ..output import Destination

    if mode.quiet:
        return
    package, counts = result.package, result.counts
    destination = Destination.of(package)
    noun = "file" if counts.written == 1 else "files"
    removed = f", {counts.removed} removed" if counts.removed else ""
    print(
        escape_start(destination.shown())
        + f": {verb} {counts.written} {noun}, {counts.unchanged} unchanged{removed}",
        flush=True,
    )
    show_summary(package.name, result.changes)
