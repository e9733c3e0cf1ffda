"""Update of an output folder, and the check whether it is up to date."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from ..diagnostics import Report, Severity
from ..digests import digest
from ..render import File
from ..stamp import Stamp
from .commit import commit, locked
from .comparison import (
    CHANGED,
    Change,
    ChangeKind,
    Comparison,
    Counts,
    compare_in,
    counts,
)
from .directory import Directory, Obstacle
from .last_run import last_run, remember
from .manifest import MANIFEST, MAX_BYTES, owned
from .paths import Destination, report_obstacle
from .recovery import recover, stages
from .shadowing import report_shadows

_REASONS = {
    ChangeKind.EDITED: ("edited-file", "was edited by hand"),
    ChangeKind.FOREIGN: (
        "foreign-file",
        "was not generated, but has the path of a generated file",
    ),
}

_STATES = {
    ChangeKind.MISSING: ("missing-file", "is missing"),
    ChangeKind.STALE: ("stale-file", "is not up to date"),
    ChangeKind.ORPHANED: ("orphaned-file", "is no longer generated"),
}


_CHECK_HELP = dict.fromkeys(
    _REASONS, "move it elsewhere, or run `trueup generate --force`"
)


def write(
    destination: Destination,
    files: Iterable[File],
    report: Report,
    *,
    force: bool = False,
    stamp: Stamp | None = None,
) -> Counts | None:
    """Update the package folder atomically; None, with diagnostics, if it is unchanged.

    Files of an earlier run that are no longer generated are deleted. Edited and foreign
    files prevent the update, unless `force` is set.
    """
    try:
        destination.folder.mkdir(parents=True, exist_ok=True)
        with (
            Directory.open(destination.folder) as directory,
            locked(directory) as is_ours,
        ):
            if is_ours:
                return _write(directory, destination, files, report, force, stamp)
        report.error(
            "output-in-use",
            "another run is writing to the output folder",
            destination.location(),
        )
    except Obstacle as obstacle:
        report_obstacle(destination, obstacle, report)
    except OSError as error:
        report.error(
            "cannot-write",
            f"cannot write the output: {error.strerror or error}",
            destination.location(),
            help=_after_failure(destination),
        )
    return None


def _write(
    directory: Directory,
    destination: Destination,
    files: Iterable[File],
    report: Report,
    force: bool,
    stamp: Stamp | None,
) -> Counts | None:
    if not recover(directory, destination, report):
        return None
    comparison = compare_in(directory, destination, files, report, force=force)
    if comparison is None or (not force and _blocked(comparison, report)):
        return None
    commit(directory, destination, comparison.of(*CHANGED), report)
    with contextlib.suppress(OSError):  # a folder that cannot be listed
        generated = _generated(comparison)
        report_shadows(directory, destination, generated, report, Severity.WARNING)
    if stamp is not None:
        for change in comparison.changes:
            if change.path == MANIFEST and change.new is not None:
                remember(destination, change.new, stamp)
    return counts(comparison)


def unchanged(
    destination: Destination, is_valid: Callable[[Stamp], bool]
) -> Counts | None:
    """The counts of a run without changes; None if a run is needed."""
    try:
        with Directory.open(destination.folder) as directory:
            run = last_run(destination)
            manifest = directory.read(destination.within(MANIFEST), MAX_BYTES)
            if run is None or not run.is_of(destination, manifest):
                return None
            files = owned(directory, destination, Report())
            if files is None or any(stages(directory)):
                return None
            for path, known in files.items():
                content = directory.read(destination.within(path))
                if content is None or digest(content) != known:
                    return None
            report = Report()
            report_shadows(directory, destination, files, report, Severity.WARNING)
    except (OSError, Obstacle):
        return None
    if len(report) or not is_valid(run.stamp):
        return None
    return Counts(unchanged=len(files) + 1)


def _after_failure(destination: Destination) -> str:
    """Help after a failure: whether the changes were undone."""
    with contextlib.suppress(OSError), Directory.open(destination.folder) as directory:
        if any(stages(directory)):
            return "run again to undo the changes"
    return "nothing was changed"


def check(
    destination: Destination, files: Iterable[File], report: Report
) -> tuple[Change, ...] | None:
    """Report all files that would change; None if the folder cannot be read.

    Files that Python would import instead of generated ones are errors, too.
    """
    try:
        with contextlib.ExitStack() as stack:
            directory = None
            with contextlib.suppress(FileNotFoundError):
                directory = stack.enter_context(Directory.open(destination.folder))
            comparison = compare_in(directory, destination, files, report)
            if comparison is None:
                return None
            if directory is not None:
                _report_stages(directory, destination, report)
                generated = _generated(comparison)
                report_shadows(
                    directory, destination, generated, report, Severity.ERROR
                )
    except OSError as error:
        report.error(
            "cannot-read-output",
            f"cannot read the output: {error.strerror or error}",
            destination.location(),
        )
        return None
    changed = comparison.of(*CHANGED)
    missing = comparison.of(ChangeKind.MISSING)
    if len(missing) == len(comparison.changes):
        report.error(
            "missing-file",
            f"`{destination.shown()}` is not generated: all {len(missing)} files are missing",
            destination.location(),
            help="run `trueup generate`",
        )
        return changed
    for change in changed:
        code, state = {**_STATES, **_REASONS}[change.kind]
        report.error(
            code,
            f"`{change.path}` {state}",
            destination.location(change.path),
            help=_CHECK_HELP.get(change.kind, "run `trueup generate`"),
        )
    return changed


def _generated(comparison: Comparison) -> list[PurePosixPath]:
    return [change.path for change in comparison.changes if change.new is not None]


def _report_stages(
    directory: Directory, destination: Destination, report: Report
) -> None:
    for name in stages(directory):
        path = PurePosixPath(name)
        report.error(
            "unfinished-run",
            f"`{name}` was left by an unfinished run",
            destination.location_in_folder(path),
            help="run `trueup generate` to undo that run",
        )


def create(folder: Path, path: PurePosixPath, text: str, report: Report) -> bool:
    """Create a file; False if it exists or, with a diagnostic, if it cannot be written.

    Symbolic links in `folder` are not followed.
    """
    shown = (folder / path).as_posix()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with Directory.open(folder) as directory:
            if directory.status(path) is not None:
                return False
            directory.write(path, text.encode())
    except Obstacle as obstacle:
        what = "link" if obstacle.what == "link" else "file"
        reason = f"`{(folder / obstacle.path).as_posix()}` is a {what}, not a folder"
    except OSError as error:
        reason = error.strerror or str(error)
    else:
        return True
    report.error("cannot-write", f"cannot write `{shown}`: {reason}", None)
    return False


def _blocked(comparison: Comparison, report: Report) -> bool:
    blockers = comparison.of(ChangeKind.EDITED, ChangeKind.FOREIGN)
    for change in blockers:
        code, reason = _REASONS[change.kind]
        report.error(
            code,
            f"`{change.path}` {reason}; nothing was written",
            comparison.destination.location(change.path),
            help="move the change elsewhere, or overwrite it with `--force`",
        )
    return bool(blockers)
