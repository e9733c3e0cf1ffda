"""Output: all changes or none. Knows paths and bytes; decides nothing.

New files and copies of the old ones are put in a folder of our own beside the package,
with a journal that says how to go back. Only then are files replaced, one by one and
each atomically. Deleting the journal is the moment at which the change is made: what
fails before it is undone at once, and what a killed run left is undone by the next.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from .comparison import Change
from .places import Destination, is_inside

_PREFIX = ".trueup-stage-"
_PARTS = {"new", "old", "journal.part"}
_JOURNAL = "journal.json"


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Keeps other runs out of `folder`; False where one is at work there.

    Best effort: a platform or a file system without `flock` has no lock.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield True
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        except OSError:
            pass
        yield True
    finally:
        os.close(handle)


def commit(destination: Destination, changes: Iterable[Change]) -> None:
    """Makes the changes; on any exception the folder is as it was, and it is raised."""
    changes = tuple(changes)
    if not changes:
        return
    stage = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=destination.folder))
    try:
        _prepare(stage, destination, changes)
        try:
            _replace(stage, destination, changes)
            (stage / _JOURNAL).unlink()
        except BaseException:
            _undo(stage, destination)
            raise
    finally:
        _discard(stage)
    _sweep(destination, [change.path for change in changes if change.new is None])


def is_interrupted(destination: Destination) -> bool:
    """Whether a run was killed while it wrote, so that `recover` has work to do."""
    return any(destination.folder.glob(f"{_PREFIX}*"))


def recover(destination: Destination) -> None:
    """Undoes what a killed run left half done, and takes its leavings away."""
    for stage in sorted(destination.folder.glob(f"{_PREFIX}*")):
        if stage.is_symlink() or not stage.is_dir():
            continue
        journal = _read_journal(stage)
        if journal is None:
            if {entry.name for entry in stage.iterdir()} <= _PARTS:
                _discard(stage)
        elif journal["root"] == [_relative_root(destination)]:
            _undo(stage, destination)
            _discard(stage)


def _prepare(
    stage: Path, destination: Destination, changes: tuple[Change, ...]
) -> None:
    """New files, copies of old ones and, last, the journal."""
    for change in changes:
        target = destination.file(change.path)
        if change.new is not None:
            new = stage / "new" / change.path
            new.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(change.new.encode())
            if change.old is not None:
                new.chmod(stat.S_IMODE(target.stat().st_mode))
        if change.old is not None:
            copy = stage / "old" / change.path
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(target, copy, follow_symlinks=False)
    journal = {
        "root": [_relative_root(destination)],
        "created": [str(change.path) for change in changes if change.old is None],
        "replaced": [str(change.path) for change in changes if change.old is not None],
    }
    partial = stage / "journal.part"
    partial.write_text(json.dumps(journal), encoding="utf-8")
    os.replace(partial, stage / _JOURNAL)


def _replace(
    stage: Path, destination: Destination, changes: tuple[Change, ...]
) -> None:
    for change in changes:
        if change.new is None:
            destination.file(change.path).unlink(missing_ok=True)
    for change in changes:
        if change.new is not None:
            target = destination.file(change.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(stage / "new" / change.path, target)


def _undo(stage: Path, destination: Destination) -> None:
    """Back to the copies; what was new goes. Safe to be run twice."""
    journal = _read_journal(stage)
    if journal is None:
        return
    created = [PurePosixPath(path) for path in journal["created"]]
    for path in created:
        destination.file(path).unlink(missing_ok=True)
    _sweep(destination, created)
    for text in journal["replaced"]:
        copy = stage / "old" / text
        if copy.is_file() and not copy.is_symlink():
            target = destination.file(PurePosixPath(text))
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(copy, target)
    (stage / _JOURNAL).unlink(missing_ok=True)


def _read_journal(stage: Path) -> dict[str, list[str]] | None:
    """The journal, if there is one and all its paths stay inside the package."""
    try:
        found = json.loads((stage / _JOURNAL).read_text(encoding="utf-8"))
        journal = {
            key: [str(one) for one in found[key]]
            for key in ("root", "created", "replaced")
        }
    except (OSError, ValueError, KeyError, TypeError):
        return None
    paths = (*journal["created"], *journal["replaced"])
    return journal if all(is_inside(PurePosixPath(path)) for path in paths) else None


def _relative_root(destination: Destination) -> str:
    return destination.root.relative_to(destination.folder).as_posix()


def _sweep(destination: Destination, paths: Iterable[PurePosixPath]) -> None:
    """Takes away byte code of modules that went, and folders that are empty now."""
    for path in paths:
        parent = destination.file(path).parent
        for compiled in (parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            with contextlib.suppress(OSError):
                compiled.unlink()
        with contextlib.suppress(OSError):
            (parent / "__pycache__").rmdir()
        while parent != destination.folder and destination.folder in parent.parents:
            try:
                parent.rmdir()
            except OSError:
                break
            parent = parent.parent


def _discard(stage: Path) -> None:
    """Removes a folder that we made ourselves."""
    shutil.rmtree(stage, ignore_errors=True)
