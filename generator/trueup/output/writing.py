"""Output: brings a folder up to date, or says what is not. Called by the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from ..diagnostics import Report
from ..digests import digest_of
from ..render import File
from ..stamp import Stamp
from .commit import commit, is_interrupted, locked, recover
from .comparison import Change, Comparison, Counts, Kind, compare, counts
from .manifest import MANIFEST, owned, stamp_of
from .places import Destination, refused

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
        with locked(destination.folder) as mine:
            if not mine:
                report.error(
                    "output-in-use",
                    "another run is writing to the output folder",
                    destination.place(),
                )
                return None
            recover(destination)
            comparison = compare(destination, files, report, force=force, stamp=stamp)
            if comparison is None or (not force and _blocked(comparison, report)):
                return None
            commit(
                destination,
                (one for one in comparison.changes if one.kind is not Kind.UNCHANGED),
            )
    except OSError as error:
        report.error(
            "cannot-write",
            f"cannot write the output: {error.strerror or error}",
            destination.place(),
            help="nothing was changed",
        )
        return None
    return counts(comparison)


def unchanged(
    destination: Destination, is_valid: Callable[[Stamp], bool]
) -> Counts | None:
    """The counts of a run that would change nothing; None if only the run can tell."""
    stamp = stamp_of(destination)
    files = owned(destination, Report())
    if (
        stamp is None
        or files is None
        or is_interrupted(destination)
        or refused(destination, (MANIFEST, *files), Report())
        or any(digest_of(destination.file(path)) != files[path] for path in files)
        or not is_valid(stamp)
    ):
        return None
    return Counts(unchanged=len(files) + 1)


def check(
    destination: Destination, files: Iterable[File], report: Report
) -> tuple[Change, ...] | None:
    """What would change, also reported file by file; None where that cannot be said."""
    try:
        # A stamp is no part of what is generated: another formatter changes it.
        stamp = stamp_of(destination)
        comparison = compare(destination, files, report, stamp=stamp)
    except OSError as error:
        report.error(
            "cannot-read-output",
            f"cannot read the output: {error.strerror or error}",
            destination.place(),
        )
        return None
    if comparison is None:
        return None
    changed = tuple(one for one in comparison.changes if one.kind is not Kind.UNCHANGED)
    for change in changed:
        code, state = {**_STATES, **_REASONS}[change.kind]
        report.error(
            code,
            f"`{change.path}` {state}",
            destination.place(change.path),
            help=_CHECK_HELP.get(change.kind, "run `trueup generate`"),
        )
    return changed


def create(path: Path, text: str, report: Report) -> bool:
    """Writes a file that does not exist yet; False, and no change, where it does.

    False, too, with a diagnostic, where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        if path.parent.is_dir():
            return False
        message = f"cannot write `{path.as_posix()}`: a file stands in the way"
    except OSError as error:
        message = f"cannot write `{path.as_posix()}`: {error.strerror or error}"
    else:
        return True
    report.error("cannot-write", message, None)
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
