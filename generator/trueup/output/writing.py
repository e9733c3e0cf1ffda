"""Output: brings a folder up to date, or says what is not. Called by the command line."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from ..diagnostics import Report, Severity
from ..digests import digest
from ..render import File
from ..stamp import Stamp
from .commit import commit, locked
from .comparison import CHANGED, Change, Comparison, Counts, Kind, compare_in, counts
from .directory import Directory, Obstacle
from .last_run import last_run, remember
from .manifest import LARGEST, MANIFEST, owned
from .places import Destination, report_obstacle
from .recovery import recover, stages
from .shadowing import report_shadows

_REASONS = {
    Kind.EDITED: ("edited-file", "was changed by hand since it was generated"),
    Kind.FOREIGN: (
        "foreign-file",
        "was not generated, and a generated file goes there",
    ),
}

_STATES = {
    Kind.MISSING: ("missing-file", "is missing"),
    Kind.STALE: ("stale-file", "is not what the description gives"),
    Kind.ORPHANED: ("orphaned-file", "is no longer generated"),
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
    """Makes the package's folder hold `files`; None, with reasons, if nothing was done.

    Files that an earlier run wrote and that are no longer generated are deleted. What
    somebody changed or put there stops the run before it writes; `force` overwrites
    it. The folder ends up as a whole before or after the run, never between.
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
            destination.place(),
        )
    except Obstacle as obstacle:
        report_obstacle(destination, obstacle, report)
    except OSError as error:
        report.error(
            "cannot-write",
            f"cannot write the output: {error.strerror or error}",
            destination.place(),
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
    """The counts of a run that would change nothing; None if only the run can tell."""
    try:
        with Directory.open(destination.folder) as directory:
            run = last_run(destination)
            manifest = directory.read(destination.within(MANIFEST), LARGEST)
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
    """What became of the output when a run failed, and its undoing perhaps, too."""
    with contextlib.suppress(OSError), Directory.open(destination.folder) as directory:
        if any(stages(directory)):
            return "run again: what was changed could not be undone yet"
    return "nothing was changed"


def check(
    destination: Destination, files: Iterable[File], report: Report
) -> tuple[Change, ...] | None:
    """Compare, and report each file that would change; None if the folder cannot be read.

    Files that Python would import in the place of generated ones are errors, too.
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
            destination.place(),
        )
        return None
    changed = comparison.of(*CHANGED)
    for change in changed:
        code, state = {**_STATES, **_REASONS}[change.kind]
        report.error(
            code,
            f"`{change.path}` {state}",
            destination.place(change.path),
            help=_CHECK_HELP.get(change.kind, "run `trueup generate`"),
        )
    return changed


def _generated(comparison: Comparison) -> list[PurePosixPath]:
    return [one.path for one in comparison.changes if one.new is not None]


def _report_stages(
    directory: Directory, destination: Destination, report: Report
) -> None:
    for name in stages(directory):
        path = PurePosixPath(name)
        report.error(
            "unfinished-run",
            f"`{name}` was left by a run that did not end",
            destination.place_in_folder(path),
            help="run `trueup generate`, which undoes that run or says what to do",
        )


def create(folder: Path, path: PurePosixPath, text: str, report: Report) -> bool:
    """Write a file that does not exist yet; False, and no change, where it does.

    False, too, with a diagnostic, where it cannot be written. No link in `folder` is
    followed.
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
    blockers = comparison.of(Kind.EDITED, Kind.FOREIGN)
    for change in blockers:
        code, reason = _REASONS[change.kind]
        report.error(
            code,
            f"`{change.path}` {reason}; nothing was written",
            comparison.destination.place(change.path),
            help="move the change elsewhere, or overwrite it with `--force`",
        )
    return bool(blockers)
