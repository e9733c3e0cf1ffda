"""`trueup generate`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from ..reporters.escaping import escape, escape_start
from . import _diagnostics
from ._caller_changes import show_summary
from ._options import jobs_option, package_options
from ._packages import process_packages, reject_diff_format

if TYPE_CHECKING:
    from ..library.package_results import Outcome, PackageResult


class _Mode(Struct, frozen=True):
    force: bool
    dry_run: bool
    diff: bool
    quiet: bool
    report_format: str


@click.command()
@package_options
@jobs_option
@click.option("--force", is_flag=True, help="Overwrite files that were edited by hand.")
@click.option("--dry-run", is_flag=True, help="List changes; write nothing.")
@click.option("--diff", is_flag=True, help="Print the differences; write nothing.")
@click.option("--watch", is_flag=True, help="Regenerate whenever an input changes.")
@click.option("-q", "--quiet", is_flag=True, help="Print diagnostics only.")
def command(
    force: bool, dry_run: bool, diff: bool, watch: bool, quiet: bool, **values: Any
) -> int:
    """Generate a package from DESCRIPTION, the configured packages NAME..., or all.

    A package is written as a whole or not at all. A package with files that were edited
    by hand is not written; files that are no longer generated are removed. What changes
    for callers since the last run is printed to standard error.
    """
    reject_diff_format(diff, values["report_format"], "text")
    mode = _Mode(force, dry_run, diff, quiet, values["report_format"])
    if watch:
        return _watch(values, mode)

    from ..library.package_results import PackageAction

    is_dry = dry_run or diff
    return process_packages(
        values,
        PackageAction("compare" if is_dry else "write", force, shows_diffs=diff),
        partial(_show, mode=mode),
        skips_unchanged=not (force or is_dry),
        lists_changes=dry_run,
        has_table=not (diff or quiet),
    )


def _watch(values: dict[str, Any], mode: _Mode) -> int:
    from ..library.package_results import PackageAction
    from ._watch import watch

    if mode.dry_run or mode.diff or mode.report_format != "text":
        raise click.UsageError(
            "--watch cannot be combined with --dry-run, --diff or --format"
        )
    if values.pop("jobs") is not None:
        raise click.UsageError("--watch cannot be combined with --jobs")

    def show(result: PackageResult) -> None:
        if result.ok and result.counts.written + result.counts.removed:
            if not mode.quiet:
                _print_result("wrote", result)
                show_summary(result.package.name, result.changes)

    action = PackageAction("write", mode.force)
    return watch(values, action, show, quiet=mode.quiet)


def _show(outcome: Outcome, is_only: bool, mode: _Mode) -> None:
    """Print the changes of a package; its counts unless several packages have a table.

    Reports in JSON have the files; other reports have standard output for themselves.
    """
    result, is_text = outcome.result, mode.report_format == "text"
    if mode.diff:
        _diagnostics.show_diff(outcome.diffs.values())
    elif not mode.quiet:
        if mode.dry_run and mode.report_format != "json":
            for change in result.files:
                click.echo(f"{change.kind:9} {escape(change.path)}", err=not is_text)
        if result.ok and is_only and is_text:
            _print_result("would write" if mode.dry_run else "wrote", result)
        show_summary(result.package.name, result.changes)


def _print_result(verb: str, result: PackageResult) -> None:
    """Print the counts of files."""
    from ..output import Destination

    package, counts = result.package, result.counts
    destination = Destination.of(package)
    noun = "file" if counts.written == 1 else "files"
    removed = f", {counts.removed} removed" if counts.removed else ""
    print(
        escape_start(destination.shown())
        + f": {verb} {counts.written} {noun}, {counts.unchanged} unchanged{removed}",
        flush=True,
    )
