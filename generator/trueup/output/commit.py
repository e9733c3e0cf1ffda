"""Output: all changes or none. Knows paths and bytes; decides nothing.

New files and copies of the old ones are put in a stage folder beside the package, with
a journal that says how to go back. Only then are files replaced, one by one and each
atomically. Deleting the journal is the moment at which the change is made: what fails
before it is undone at once, and what a killed run left is undone by the next. Each step
is on the disk before the next begins, so a power cut counts as a kill.
"""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from ..diagnostics import Report
from . import key as keys
from .comparison import Change
from .directory import Directory, Obstacle
from .journal import (
    JOURNAL,
    LARGEST,
    PREFIX,
    Copy,
    Journal,
    content_digest,
    decode,
    encode,
    identity,
    is_own,
    stage_name,
)
from .manifest import MANIFEST, listed
from .places import Destination, is_inside
from .state import NoState


@contextlib.contextmanager
def locked(directory: Directory) -> Iterator[bool]:
    """Keep other runs out of a folder; False where one is at work there.

    Best effort: a platform or a file system without `flock` has no lock.
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
    """Make the changes; on any exception the folder is as it was, and it is raised."""
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
        _undo(directory, stage, destination, journal)  # if it fails, the next run does
        directory.remove_tree(stage)
        raise
    directory.remove_tree(stage)
    _sweep(directory, destination, [one.path for one in changes if one.new is None])


def stages(directory: Directory) -> Iterator[str]:
    """Names in the output folder that a stage folder may have."""
    for name, _ in directory.entries(PurePosixPath()):
        if name.casefold().startswith(PREFIX):
            yield name


def recover(directory: Directory, destination: Destination, report: Report) -> bool:
    """Undo what a killed run of this user left half done, and remove what it left.

    Anything else that has the name of a stage folder is reported, and False returned:
    it may have come with a repository, or hold somebody's files.
    """
    names = tuple(stages(directory))
    if not names:
        return True
    folder, before = identity(directory), len(report)
    try:
        key = keys.load(create=False)
    except NoState as error:
        for name in names:
            _refuse(destination, name, f"cannot be authenticated: {error}", report)
        return False
    for name in names:
        if not (
            is_own(key, folder, name)
            and _recover(directory, PurePosixPath(name), destination, key, folder)
        ):
            reason = "is not what a run of this user left in this folder"
            _refuse(destination, name, reason, report)
    return len(report) == before


def _recover(
    directory: Directory,
    stage: PurePosixPath,
    destination: Destination,
    key: bytes,
    folder: str,
) -> bool:
    """Undo and remove one stage folder; False where it is not as a run left it."""
    try:
        content = directory.read(stage / JOURNAL, LARGEST)
        if content is not None:
            journal = decode(content, key, folder, stage.name)
            if journal is None:
                return False
            if journal.package != str(destination.package):
                return True  # left for the next run of that package
            if not _may_undo(directory, stage, destination, journal):
                return False
            _undo(directory, stage, destination, journal)
    except Obstacle:
        return False
    directory.remove_tree(stage)
    return True


def _may_undo(
    directory: Directory,
    stage: PurePosixPath,
    destination: Destination,
    journal: Journal,
) -> bool:
    """Whether a journal is about listed files only, and its copies are whole."""
    paths = [PurePosixPath(path) for path in (*journal.created, *journal.replaced)]
    if not all(map(is_inside, paths)):
        return False
    known = {MANIFEST}
    for place in (stage / "old", stage / "new", destination.package):
        content = directory.read(place / MANIFEST)
        with contextlib.suppress(ValueError):
            known.update(listed(content or b""))
    return known.issuperset(paths) and all(
        _is_whole(directory, stage, destination, path, copy)
        for path, copy in journal.replaced.items()
    )


def _is_whole(
    directory: Directory,
    stage: PurePosixPath,
    destination: Destination,
    path: str,
    copy: Copy,
) -> bool:
    """Whether the old content is in the stage folder, or back in its place already."""
    content = directory.read(stage / "old" / path)
    if content is None:
        content = directory.read(destination.within(PurePosixPath(path)))
    return content is not None and content_digest(content) == copy.digest


def _prepare(
    directory: Directory,
    stage: PurePosixPath,
    destination: Destination,
    changes: tuple[Change, ...],
) -> Journal:
    """New files and copies of old ones, on the disk. Modes are those of old files."""
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
    directory.sync(written, _folders(directory, written))
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
    directory.sync((), _folders(directory, touched))


def _undo(
    directory: Directory,
    stage: PurePosixPath,
    destination: Destination,
    journal: Journal,
) -> None:
    """Back to the copies; what was new goes. Safe to be run twice."""
    created = [PurePosixPath(path) for path in journal.created]
    for path in created:
        directory.unlink(destination.within(path))
    _sweep(directory, destination, created)
    for text, copy in journal.replaced.items():
        source, target = stage / "old" / text, destination.within(PurePosixPath(text))
        if directory.status(source) is not None:
            directory.make(target.parent)
            directory.set_mode(source, copy.mode)
            directory.replace(source, target)
    paths = (*created, *map(PurePosixPath, journal.replaced))
    touched = [destination.within(path) for path in paths]
    directory.sync((), _folders(directory, touched))
    directory.unlink(stage / JOURNAL)
    directory.sync_folder(stage)


def _folders(
    directory: Directory, paths: Iterable[PurePosixPath]
) -> list[PurePosixPath]:
    """All folders above `paths` that exist, the deepest first."""
    folders = {folder for path in paths for folder in path.parents}
    return [
        folder
        for folder in sorted(folders, key=lambda one: len(one.parts), reverse=True)
        if not folder.parts or directory.status(folder) is not None
    ]


def _sweep(
    directory: Directory, destination: Destination, paths: Iterable[PurePosixPath]
) -> None:
    """Remove byte code of modules that went, and folders that are empty now."""
    for path in paths:
        parent = destination.within(path).parent
        compiled = parent / "__pycache__"
        with contextlib.suppress(OSError, Obstacle):
            for name, is_folder in directory.entries(compiled):
                named = name.startswith(f"{path.stem}.") and name.endswith(".pyc")
                if named and not is_folder:
                    directory.unlink(compiled / name)
        directory.remove_empty(compiled)
        while parent.parts and directory.remove_empty(parent):
            parent = parent.parent


def _key(destination: Destination, report: Report) -> bytes | None:
    try:
        return keys.load(create=True)
    except NoState as error:
        report.note(
            "no-journal-key",
            f"a killed run could not be undone automatically: {error}",
            destination.place(),
            help="give the user a private state folder: set `XDG_STATE_HOME`",
        )
        return None


def _refuse(destination: Destination, name: str, reason: str, report: Report) -> None:
    place = destination.place_in_folder(PurePosixPath(name))
    report.error(
        "foreign-stage",
        f"`{name}` {reason}; nothing was undone or written",
        place,
        help=f"look into `{place.span().path}`, and remove it",
    )
