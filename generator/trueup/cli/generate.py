"""`trueup generate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct
from msgspec.structs import replace

from ..display.escaping import visible
from . import CLEAN, FINDINGS, UNABLE
from . import _findings as findings
from ._options import package_options
from ._packages import Asked, for_each, refuse_diff

if TYPE_CHECKING:
    from ..config import Package
    from ..diagnostics import Report
    from ..output import Comparison, Counts, Destination
    from ..render import File
    from ..stamp import Stamp


class _How(Struct, frozen=True):
    force: bool
    dry_run: bool
    diff: bool
    quiet: bool


@click.command()
@package_options
@click.option("--force", is_flag=True, help="Overwrite what was edited by hand.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@click.option("--diff", is_flag=True, help="Print what would change; write nothing.")
@click.option(
    "--watch",
    is_flag=True,
    help="Stay, and generate again whenever a file that was read changes.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print findings only.")
def command(
    force: bool, dry_run: bool, diff: bool, watch: bool, quiet: bool, **values: Any
) -> int:
    """Generate packages from DESCRIPTION, or every package that is configured.

    A package is written as a whole or not at all. Files that were edited by hand stop
    it, files that are no longer generated are removed.
    """
    refuse_diff(diff, values["shown_as"])
    how = _How(force, dry_run, diff, quiet or values["shown_as"] != "text")
    if watch:
        return _watch(values, how)

    def act(
        package: Package, files: tuple[File, ...], asked: Asked, report: Report
    ) -> tuple[int, Counts]:
        from ..output import Counts

        counts = _write(package, files, asked, report, how)
        return (_refusal(report), Counts()) if counts is None else (CLEAN, counts)

    def shortcut(package: Package, asked: Asked) -> Counts | None:
        return _unchanged(package, asked, how)

    return for_each(values, act, None if force or dry_run or diff else shortcut)


def _unchanged(package: Package, asked: Asked, how: _How) -> Counts | None:
    from .. import output, stamp

    destination = output.Destination(package.output, package.root)
    root = asked.access.root or Path.cwd()
    counts = output.unchanged(
        destination,
        lambda known: stamp.is_valid(known, package, asked.found.lint, root),
    )
    if counts is not None and not how.quiet:
        _say("wrote", counts, destination)
    return counts


def _watch(values: dict[str, Any], how: _How) -> int:
    from ..output import Destination
    from ._watch import watch

    if how.dry_run or how.diff or values["shown_as"] != "text":
        raise click.UsageError(
            "--watch writes, and shows findings as text: it goes with neither --dry-run,"
            " --diff nor --format"
        )

    def write(
        package: Package, files: tuple[File, ...], asked: Asked, report: Report
    ) -> None:
        counts = _write(package, files, asked, report, replace(how, quiet=True))
        if counts is not None and counts.written + counts.removed and not how.quiet:
            _say("wrote", counts, Destination(package.output, package.root))

    return watch(values, write, quiet=how.quiet)


def _write(
    package: Package,
    files: tuple[File, ...],
    asked: Asked,
    report: Report,
    how: _How,
) -> Counts | None:
    """Write, or show what would be written; None if that is not possible."""
    from .. import output

    destination = output.Destination(package.output, package.root)
    if how.dry_run or how.diff:
        comparison = output.compare(destination, files, report, force=how.force)
        if comparison is None:
            return None
        return _shown(comparison, how)
    mark = _stamp(package, asked, report)
    counts = output.write(destination, files, report, force=how.force, stamp=mark)
    if counts is not None and not how.quiet:
        _say("wrote", counts, destination)
    return counts


def _stamp(package: Package, asked: Asked, report: Report) -> Stamp | None:
    """The stamp of a run; None with targets or rules of third parties, whose inputs are
    unknown."""
    from .. import config, lint, stamp

    own = {*config.TARGETS, *lint.names()}
    if not own.issuperset((*package.targets, *asked.found.lint)):
        return None
    return stamp.stamp(package, asked.found.lint, report)


def _shown(comparison: Comparison, how: _How) -> Counts:
    from .. import output

    counts = output.counts(comparison)
    if how.diff:
        findings.show_diff(output.diff(comparison))
    elif not how.quiet:
        for change in comparison.changes:
            if change.kind is not output.Kind.UNCHANGED:
                name = visible(comparison.destination.shown(change.path))
                print(f"{change.kind.value:9} {name}")
        _say("would write", counts, comparison.destination)
    return counts


def _say(verb: str, counts: Counts, destination: Destination) -> None:
    removed = f", {counts.removed} removed" if counts.removed else ""
    print(
        f"{destination.shown()}: {verb} {counts.written} files,"
        f" {counts.unchanged} unchanged{removed}",
        flush=True,
    )


_MACHINE = frozenset(
    ("cannot-write", "output-in-use", "cannot-read-output", "foreign-stage")
)


def _refusal(report: Report) -> int:
    """2 if the machine prevented the run, 1 if files of the user did."""
    return UNABLE if any(one.code in _MACHINE for one in report) else FINDINGS
