"""`trueup generate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct
from msgspec.structs import replace

from ..reporters.escaping import escape, escape_start
from . import INPUT_ERROR, PROBLEMS, SUCCESS, _diagnostics
from ._caller_changes import show_summary
from ._options import package_options
from ._packages import CommandRequest, Outcome, process_packages, reject_diff_format

if TYPE_CHECKING:
    from ..config import Package
    from ..diagnostics import Report
    from ..output import Counts, Destination
    from ..render import File
    from ..stamp import Stamp


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
    by hand is not written; files that are no longer generated are removed.
    """
    reject_diff_format(diff, values["report_format"])
    mode = _Mode(force, dry_run, diff, quiet or values["report_format"] != "text")
    if watch:
        return _watch(values, mode)

    def write(
        package: Package,
        files: tuple[File, ...],
        request: CommandRequest,
        report: Report,
    ) -> Outcome:
        if mode.dry_run or mode.diff:
            return _compare(package, files, report, mode)
        counts = _write(package, files, request, report, mode)
        return Outcome(_failure_code(report) if counts is None else SUCCESS, counts)

    def shortcut(package: Package, request: CommandRequest) -> Counts | None:
        return _up_to_date(package, request, mode)

    return process_packages(
        values,
        write,
        None if force or dry_run or diff else shortcut,
        lists_changes=dry_run,
    )


def _up_to_date(
    package: Package, request: CommandRequest, mode: _Mode
) -> Counts | None:
    """The counts of a package whose stamp is valid; None if it must be generated."""
    from .. import output, stamp

    if package.url or package.content is not None:
        return None
    destination = output.Destination(package.output, package.root)
    root = request.access.root or Path.cwd()
    counts = output.unchanged(
        destination,
        lambda known: stamp.is_valid(known, package, _severities(request), root),
    )
    if counts is not None and not mode.quiet:
        _print_counts("wrote", counts, destination)
    return counts


def _watch(values: dict[str, Any], mode: _Mode) -> int:
    from ..output import Destination
    from ._watch import watch

    if mode.dry_run or mode.diff or values["report_format"] != "text":
        raise click.UsageError(
            "--watch cannot be combined with --dry-run, --diff or --format"
        )

    def write(
        package: Package,
        files: tuple[File, ...],
        request: CommandRequest,
        report: Report,
    ) -> None:
        counts = _write(package, files, request, report, replace(mode, quiet=True))
        if counts is not None and counts.written + counts.removed and not mode.quiet:
            _print_counts("wrote", counts, Destination(package.output, package.root))

    return watch(values, write, quiet=mode.quiet)


def _write(
    package: Package,
    files: tuple[File, ...],
    request: CommandRequest,
    report: Report,
    mode: _Mode,
) -> Counts | None:
    """Write the files; None if writing is impossible."""
    from .. import output
    from ..library.previous_surface import PreviousSurface
    from ..provenance import provenance

    destination = output.Destination(package.output, package.root)
    previous = PreviousSurface(destination)
    counts = output.write(
        destination,
        files,
        report,
        force=mode.force,
        stamp=_stamp(package, request, report),
        provenance=provenance(package, report),
    )
    if counts is not None and not mode.quiet:
        _print_counts("wrote", counts, destination)
        show_summary(package.name, previous.changes(files, report))
    return counts


def _stamp(package: Package, request: CommandRequest, report: Report) -> Stamp | None:
    """The stamp of a run; None with targets or rules of plug-ins, whose inputs are
    unknown."""
    from .. import config, lint, plugins, stamp

    rules = set(request.config.severities.codes) - set(lint.names())
    if rules and not rules.isdisjoint(plugins.installed(lint.GROUP)):
        return None
    if not set(config.TARGETS).issuperset(package.targets):
        return None
    if package.url or package.content is not None:
        return None
    if report.suppressions is not None and report.suppressions.can_expire:
        return None
    return stamp.stamp(package, _severities(request), report)


def _severities(request: CommandRequest) -> object:
    config = request.config
    ignored = [replace(entry, location=None) for entry in config.ignore]
    return config.lint, config.overrides, ignored


def _compare(
    package: Package, files: tuple[File, ...], report: Report, mode: _Mode
) -> Outcome:
    """Print the changes that a run would make."""
    from .. import output
    from ..library.previous_surface import PreviousSurface
    from ..provenance import provenance

    destination = output.Destination(package.output, package.root)
    comparison = output.compare(
        destination,
        files,
        report,
        force=mode.force,
        provenance=provenance(package, report),
    )
    if comparison is None:
        return Outcome(_failure_code(report))
    counts = output.counts(comparison)
    changes = tuple(
        (change.kind.value, destination.shown(change.path))
        for change in comparison.changes
        if change.kind is not output.ChangeKind.UNCHANGED
    )
    if mode.diff:
        _diagnostics.show_diff(output.diff(comparison))
    elif not mode.quiet:
        for kind, path in changes:
            print(f"{kind:9} {escape(path)}")
        _print_counts("would write", counts, destination)
        previous = PreviousSurface(destination)
        show_summary(package.name, previous.changes(files, report))
    return Outcome(SUCCESS, counts, changes)


def _print_counts(verb: str, counts: Counts, destination: Destination) -> None:
    removed = f", {counts.removed} removed" if counts.removed else ""
    print(
        escape_start(destination.shown())
        + f": {verb} {counts.written} files, {counts.unchanged} unchanged{removed}",
        flush=True,
    )


_SYSTEM_CODES = frozenset(
    ("cannot-write", "output-in-use", "cannot-read-output", "foreign-stage")
)


def _failure_code(report: Report) -> int:
    """2 if the file system prevented writing, 1 if files of the user did."""
    is_system = any(diagnostic.code in _SYSTEM_CODES for diagnostic in report)
    return INPUT_ERROR if is_system else PROBLEMS
