"""Atomic changes of an output folder.

New files and copies of the old ones are written to a stage folder next to the package, with
a journal of how to undo the changes. Then files are replaced, each atomically. Deleting the
journal completes the change: a failure before that is undone immediately, and a killed run
is undone by the next one. Each step is synced to disk before the next one.
"""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from ..diagnostics import Report
from . import key as keys
from .comparison import Change
from .directory import Directory
from .journal import (
    JOURNAL,
    Copy,
    Journal,
    content_digest,
    encode,
    identity,
    stage_name,
)
from .paths import Destination
from .recovery import folders_above, sweep, undo
from .state import NoState


@contextlib.contextmanager
def locked(directory: Directory) -> Iterator[bool]:
    """Lock a folder; yields False if another run has locked it.

    Without effect on platforms and file systems without `flock`.
    """
    if directory.descriptor is None:  # Windows
        yield True
        return
    import fcntl

    try:
        fcntl.flock(directory.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
        return
    except OSError:
        pass
    yield True  # closing the folder unlocks it


def commit(
    directory: Directory,
    destination: Destination,
    changes: Iterable[Change],
    report: Report,
) -> None:
    """Make all changes; on an exception, undo them and raise it."""
    changes = tuple(changes)
    if not changes:
        return
    key = _key(destination, report)
    folder = identity(directory)
    stage = PurePosixPath(stage_name(key, folder))
    try:
        journal = _prepare(directory, stage, destination, changes)
        content = encode(journal, key, folder, stage.name)
        _write_journal(directory, stage, content)
    except BaseException:
        directory.remove_tree(stage)
        raise
    try:
        _replace(directory, stage, destination, changes)
        directory.unlink(stage / JOURNAL)
        directory.sync_folder(stage)
    except BaseException:
        undo(
            directory, stage, destination, journal
        )  # if this fails, the next run does it
        directory.remove_tree(stage)
        raise
    directory.remove_tree(stage)
    sweep(
        directory,
        destination,
        [change.path for change in changes if change.new is None],
    )


def _prepare(
    directory: Directory,
    stage: PurePosixPath,
    destination: Destination,
    changes: tuple[Change, ...],
) -> Journal:
    """Write new files, with the modes of old ones, and copies of old files."""
    directory.make(stage, 0o700)
    replaced: dict[str, Copy] = {}
    written: list[PurePosixPath] = []
    for change in changes:
        mode = None
        if change.old is not None:
            status = directory.status(destination.within(change.path))
            mode = 0o600 if status is None else stat.S_IMODE(status.st_mode) & 0o777
            replaced[str(change.path)] = Copy(content_digest(change.old), mode)
            written.append(stage / "old" / change.path)
            directory.write(written[-1], change.old, mode)
        if change.new is not None:
            written.append(stage / "new" / change.path)
            directory.write(written[-1], change.new.encode(), mode)
    directory.sync(written, folders_above(directory, written))
    created = tuple(str(change.path) for change in changes if change.old is None)
    return Journal(str(destination.package), created, replaced)


def _write_journal(directory: Directory, stage: PurePosixPath, content: bytes) -> None:
    partial = stage / "journal.part"
    directory.write(partial, content)
    directory.sync_file(partial)
    directory.replace(partial, stage / JOURNAL)
    directory.sync_folder(stage)


def _replace(
    directory: Directory,
    stage: PurePosixPath,
    destination: Destination,
    changes: tuple[Change, ...],
) -> None:
    for change in changes:
        if change.new is None:
            directory.unlink(destination.within(change.path))
    for change in changes:
        if change.new is not None:
            target = destination.within(change.path)
            directory.make(target.parent)
            directory.replace(stage / "new" / change.path, target)
    touched = [destination.within(change.path) for change in changes]
    directory.sync((), folders_above(directory, touched))


def _key(destination: Destination, report: Report) -> bytes | None:
    try:
        return keys.load(create=True)
    except NoState as error:
        report.note(
            "no-journal-key",
            f"a killed run could not be undone automatically: {error}",
            destination.location(),
            help="give the user a private state folder: set `XDG_STATE_HOME`",
        )
        return None
