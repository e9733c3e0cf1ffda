"""Update of an output folder, and the check whether it is up to date."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from ..diagnostics import Report, Severity
from ..provenance import Provenance
from ..render import File
from ..stamp import Stamp
from .causes import Causes, is_same_list, report_cause
from .commit import commit, locked
from .comparison import (
    CHANGED,
    Change,
    ChangeKind,
    Comparison,
    compare_in,
    counts,
    is_generated,
)
from .directory import Directory
from .file_counts import Counts
from .last_run import remember
from .manifest import MANIFEST
from .obstacles import Obstacle
from .paths import Destination, report_obstacle
from .recovery import recover
from .repeated_runs import touch_manifest
from .replacement import Changed, replace_in
from .shadowing import report_shadows
from .stage_folders import stages

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


def write(
    destination: Destination,
    files: Iterable[File],
    report: Report,
    *,
    force: bool = False,
    stamp: Stamp | None = None,
    provenance: Provenance | None = None,
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
                update = _Update(destination, tuple(files), force, stamp, provenance)
                return _write(directory, update, report)
        report.error(
            "output-in-use",
            "another run is writing to the output folder",
            destination.location(),
        )
    except Obstacle as obstacle:
        report_obstacle(destination, obstacle, report)
    except Changed as error:
        report.error(
            "edited-file",
            f"`{error}` was edited during the run; nothing was written",
            destination.location(),
            help="run again",
        )
    except OSError as error:
        report.error(
            "cannot-write",
            f"cannot write the output: {error.strerror or error}",
            destination.location(),
            help=_after_failure(destination),
        )
    return None


class _Update(Struct, frozen=True):
    """The arguments of `write`."""

    destination: Destination
    files: tuple[File, ...]
    force: bool
    stamp: Stamp | None
    provenance: Provenance | None


def _write(directory: Directory, update: _Update, report: Report) -> Counts | None:
    destination, force, stamp = update.destination, update.force, update.stamp
    if not recover(directory, destination, report):
        return None
    comparison = compare_in(
        directory,
        destination,
        update.files,
        report,
        force=force,
        provenance=update.provenance,
    )
    if comparison is None:
        return None
    # Not part of the journal: undoing a killed run must not undo what the user wrote since.
    users = {file.path for file in update.files if file.extends is not None}
    for change in comparison.of(ChangeKind.EDITED):
        if change.path in users:  # also with `force`: the edit is newer than this run
            raise Changed(change.path)
    if not force and report_blocked(comparison, report):
        return None
    changes = comparison.of(*CHANGED)
    for change in changes:
        if change.path in users and change.new is not None:
            path, content = destination.within(change.path), change.new.encode()
            replace_in(directory, path, content, change.old)
    commit(directory, destination, [c for c in changes if c.path not in users], report)
    touch_manifest(directory, destination)
    with contextlib.suppress(OSError):  # a folder that cannot be listed
        generated = _generated(comparison)
        report_shadows(directory, destination, generated, report, Severity.WARNING)
    if stamp is not None:
        for change in comparison.changes:
            if change.path == MANIFEST and change.new is not None:
                remember(destination, change.new, stamp)
    return counts(comparison)


def _after_failure(destination: Destination) -> str:
    """Help after a failure: whether the changes were undone."""
    with contextlib.suppress(OSError), Directory.open(destination.folder) as directory:
        if any(stages(directory)):
            return "run again to undo the changes"
    return "nothing was changed"


def check(
    destination: Destination,
    files: Iterable[File],
    report: Report,
    *,
    provenance: Provenance | None = None,
    causes: Causes | None = None,
    repair: str = "trueup generate",
) -> tuple[Change, ...] | None:
    """Report all files that would change, and what changed since the run that wrote them;
    None if the folder cannot be read, or if nothing is generated.

    Files that Python would import instead of generated ones are errors, too. `repair` is
    the command that regenerates the package.
    """
    try:
        with contextlib.ExitStack() as stack:
            directory = None
            with contextlib.suppress(FileNotFoundError):
                directory = stack.enter_context(Directory.open(destination.folder))
            comparison = compare_in(
                directory, destination, files, report, provenance=provenance
            )
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
    if not is_generated(comparison):
        total, missing = len(comparison.changes), len(comparison.of(ChangeKind.MISSING))
        count = f"all {total}" if missing == total else f"{missing} of {total}"
        message = f"`{destination.shown()}` is not generated: {count} files are missing"
        hint = f"run `{repair}`, or name the output folder"
        report.error("missing-file", message, destination.location(), help=hint)
        _report_changes(comparison, (ChangeKind.FOREIGN,), repair, report)
        return None
    _report_changes(comparison, CHANGED, repair, report)
    if causes is not None:
        report_cause(comparison, causes, repair, report)
    return _relevant(comparison)


def _relevant(comparison: Comparison) -> tuple[Change, ...]:
    """The changes without that of a manifest that lists the same files."""
    return tuple(c for c in comparison.of(*CHANGED) if not is_same_list(c))


def _report_changes(
    comparison: Comparison, kinds: Sequence[ChangeKind], repair: str, report: Report
) -> None:
    for change in _relevant(comparison):
        if change.kind not in kinds:
            continue
        code, state = {**_STATES, **_REASONS}[change.kind]
        help = f"run `{repair}`"
        if change.kind in _REASONS:
            help = f"{_remedy(change, comparison)}, or run `{repair} --force`"
        place = comparison.destination.location(change.path)
        report.error(code, f"`{change.path}` {state}", place, help=help)


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


def report_blocked(
    comparison: Comparison, report: Report, effect: str = "nothing was written"
) -> bool:
    """Report the files that prevent the update without `force`; False if there are
    none."""
    blockers = comparison.of(ChangeKind.EDITED, ChangeKind.FOREIGN)
    for change in blockers:
        code, reason = _REASONS[change.kind]
        verb = "delete" if change.new is None else "overwrite"
        report.error(
            code,
            f"`{change.path}` {reason}; {effect}",
            comparison.destination.location(change.path),
            help=f"{_remedy(change, comparison)}, or {verb} it with `--force`",
        )
    return bool(blockers)


def _remedy(change: Change, comparison: Comparison) -> str:
    """The help for an edited or a foreign file."""
    if change.kind is ChangeKind.EDITED:
        return "move the change elsewhere"
    missing = len(comparison.of(ChangeKind.MISSING))
    if missing > len(comparison.changes) // 2:
        return "move the file elsewhere, or choose another `output`"
    manifests = (c for c in comparison.changes if c.path == MANIFEST)
    if any(manifest.kind is ChangeKind.MISSING for manifest in manifests):
        return (
            f"restore `{MANIFEST}`, which is missing, so that edits can be distinguished"
            " from generated text"
        )
    return "move the file elsewhere"
