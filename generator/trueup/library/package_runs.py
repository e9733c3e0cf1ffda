"""Generate or check one package: what commands and the public API share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from .. import output, pipeline
from ..config import Package
from ..diagnostics import Report
from ..output import Comparison, Counts, Destination
from ..provenance import causes_since, provenance
from ..render import File
from .exit_codes import INPUT_ERROR, PROBLEMS, SUCCESS, exit_code, lowest_failure
from .package_results import FileChange, PackageResult
from .repair_command import repair_command
from .run_settings import RunRequest, access_for
from .skipped_runs import stamp_for

if TYPE_CHECKING:
    from ..surface import SurfaceChanges
    from .previous_surface import PreviousSurface


RunFiles: TypeAlias = Callable[
    [Package, tuple[File, ...], RunRequest, Report], PackageResult
]
"""The action on the files of a package."""


def run_package(
    package: Package,
    request: RunRequest,
    report: Report,
    run: RunFiles,
    progress: pipeline.Progress = lambda stage: None,
) -> PackageResult:
    """Generate a package in memory and run `run` on its files, unless there are errors.

    The diagnostics are in `report`.
    """
    access = access_for(package, request.access)
    severities = request.config.lint
    files = pipeline.generate(package, report, access, severities, progress=progress)
    if files is None:
        return PackageResult(package, INPUT_ERROR)
    code = exit_code(report, lowest_failure(package.strict))
    if not files or code != SUCCESS:
        return PackageResult(package, code)
    return run(package, files, request, report)


def write(
    package: Package,
    files: tuple[File, ...],
    request: RunRequest,
    report: Report,
    *,
    force: bool = False,
) -> PackageResult:
    """Write the files."""
    from .previous_surface import PreviousSurface

    destination = Destination.of(package)
    previous = PreviousSurface(destination)
    if (merged := _merged(package, files, report)) is None:
        return PackageResult(package, PROBLEMS)
    counts = output.write(
        destination,
        merged,
        report,
        force=force,
        stamp=stamp_for(package, request, report),
        provenance=provenance(package, report),
    )
    if counts is None:
        return PackageResult(package, _failure_code(report))
    changes = _for_callers(previous, package, merged, request, report)
    return PackageResult(package, SUCCESS, counts=counts, changes=changes)


def _merged(
    package: Package, files: tuple[File, ...], report: Report
) -> tuple[File, ...] | None:
    """The files, with the text of the user in those of a distribution that belong to the
    user; None, with a diagnostic, if one cannot be read."""
    if package.distribution is None:
        return files
    from .distribution_files import merge_user_files

    return merge_user_files(package, files, report)


def _for_callers(
    previous: PreviousSurface,
    package: Package,
    files: tuple[File, ...],
    request: RunRequest,
    report: Report,
) -> SurfaceChanges | None:
    changes = previous.changes(files, report)
    if changes is None:
        return None
    from .written_handlers import concerning_handlers

    relevant = concerning_handlers(changes, package, request.config)
    return relevant if relevant.changes else None


def compare(
    package: Package,
    files: tuple[File, ...],
    request: RunRequest,
    report: Report,
    *,
    force: bool = False,
) -> PackageResult:
    """The changes that `write` would make, and the files that would prevent them."""
    from .previous_surface import PreviousSurface

    destination = Destination.of(package)
    previous = PreviousSurface(destination)
    if (merged := _merged(package, files, report)) is None:
        return PackageResult(package, PROBLEMS)
    comparison = output.compare(
        destination,
        merged,
        report,
        force=force,
        provenance=provenance(package, report),
    )
    if comparison is None:
        return PackageResult(package, _failure_code(report))
    effect = "a run without `--force` writes nothing"
    is_blocked = not force and output.report_blocked(comparison, report, effect)
    return PackageResult(
        package,
        PROBLEMS if is_blocked else SUCCESS,
        counts=output.counts(comparison),
        files=_changed_files(comparison),
        changes=_for_callers(previous, package, merged, request, report),
        comparison=comparison,
    )


def check(
    package: Package, files: tuple[File, ...], request: RunRequest, report: Report
) -> PackageResult:
    """Report the files that are not up to date, and why."""
    destination = Destination.of(package)
    if (merged := _merged(package, files, report)) is None:
        return PackageResult(package, PROBLEMS)
    present = provenance(package, report)
    changes = output.check(
        destination,
        merged,
        report,
        provenance=present,
        causes=lambda older: causes_since(older, present, package),
        repair=repair_command(package, request),
    )
    if changes is None:
        return PackageResult(package, INPUT_ERROR)
    comparison = Comparison(destination, changes)
    total = len(merged) + 1  # with the manifest
    unchanged = total - sum(change.new is not None for change in changes)
    return PackageResult(
        package,
        PROBLEMS if changes or report.has_errors else SUCCESS,
        counts=Counts(unchanged=unchanged),
        files=_changed_files(comparison),
        comparison=comparison,
    )


def _changed_files(comparison: Comparison) -> tuple[FileChange, ...]:
    return tuple(
        FileChange(change.kind.value, comparison.destination.shown(change.path))
        for change in comparison.changes
        if change.kind is not output.ChangeKind.UNCHANGED
    )


def file_diffs(result: PackageResult) -> dict[str, str]:
    """Path of each file that is not up to date → its unified diff; the manifest, which has
    only checksums, is last."""
    comparison = result.comparison
    if comparison is None:
        return {}
    return {
        comparison.destination.shown(change.path): "".join(
            output.diff(replace(comparison, changes=(change,)))
        )
        for change in sorted(
            comparison.changes, key=lambda change: change.path == output.MANIFEST
        )
    }


_SYSTEM_CODES = frozenset(
    ("cannot-write", "output-in-use", "cannot-read-output", "foreign-stage")
)


def _failure_code(report: Report) -> int:
    """2 if the file system prevented writing, 1 if files of the user did."""
    is_system = any(diagnostic.code in _SYSTEM_CODES for diagnostic in report)
    return INPUT_ERROR if is_system else PROBLEMS
