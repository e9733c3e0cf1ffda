"""Recovery after a killed run: undo its changes and remove its stage folder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from ..diagnostics import Report
from . import key as keys
from .directory import Directory
from .journal import (
    JOURNAL,
    MAX_BYTES,
    Copy,
    Journal,
    content_digest,
    decode,
    identity,
    is_own,
)
from .manifest import MANIFEST, listed
from .obstacles import Obstacle
from .paths import Destination, is_inside
from .stage_folders import stages
from .state import NoState


def recover(directory: Directory, destination: Destination, report: Report) -> bool:
    """Undo killed runs of this user; False if another stage folder is reported, which may
    have come with a repository, or contain other files."""
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
            reason = "was not created by a run of this user in this folder"
            _refuse(destination, name, reason, report)
    return len(report) == before


def _recover(
    directory: Directory,
    stage: PurePosixPath,
    destination: Destination,
    key: bytes,
    folder: str,
) -> bool:
    """Undo and remove one stage folder; False if it was modified."""
    try:
        content = directory.read(stage / JOURNAL, MAX_BYTES)
        if content is not None:
            journal = decode(content, key, folder, stage.name)
            if journal is None:
                return False
            if journal.package != str(destination.package):
                return True  # left for the next run of that package
            if not _may_undo(directory, stage, destination, journal):
                return False
            undo(directory, stage, destination, journal)
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
    """Whether a journal concerns only files of manifests, and its copies are complete."""
    paths = [PurePosixPath(path) for path in (*journal.created, *journal.replaced)]
    if not all(map(is_inside, paths)):
        return False
    known = {MANIFEST}
    for folder in (stage / "old", stage / "new", destination.package):
        content = directory.read(folder / MANIFEST)
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
    """Whether the old content is in the stage folder, or already restored."""
    content = directory.read(stage / "old" / path)
    if content is None:
        content = directory.read(destination.within(PurePosixPath(path)))
    return content is not None and content_digest(content) == copy.digest


def undo(
    directory: Directory,
    stage: PurePosixPath,
    destination: Destination,
    journal: Journal,
) -> None:
    """Restore old files and remove new ones. Idempotent."""
    created = [PurePosixPath(path) for path in journal.created]
    for path in created:
        directory.unlink(destination.within(path))
    sweep(directory, destination, created)
    for text, copy in journal.replaced.items():
        source, target = stage / "old" / text, destination.within(PurePosixPath(text))
        if directory.status(source) is not None:
            directory.make(target.parent)
            directory.set_mode(source, copy.mode)
            directory.replace(source, target)
    paths = (*created, *map(PurePosixPath, journal.replaced))
    touched = [destination.within(path) for path in paths]
    directory.sync((), folders_above(directory, touched))
    directory.unlink(stage / JOURNAL)
    directory.sync_folder(stage)


def folders_above(
    directory: Directory, paths: Iterable[PurePosixPath]
) -> list[PurePosixPath]:
    """The existing parent folders of `paths`, deepest first."""
    folders = {folder for path in paths for folder in path.parents}
    return [
        folder
        for folder in sorted(folders, key=lambda f: len(f.parts), reverse=True)
        if not folder.parts or directory.status(folder) is not None
    ]


def sweep(
    directory: Directory, destination: Destination, paths: Iterable[PurePosixPath]
) -> None:
    """Remove byte code of removed modules, and empty folders."""
    for path in paths:
        parent = destination.within(path).parent
        compiled = parent / "__pycache__"
        with contextlib.suppress(OSError, Obstacle):
            for name, is_folder in directory.entries(compiled):
                matches = name.startswith(f"{path.stem}.") and name.endswith(".pyc")
                if matches and not is_folder:
                    directory.unlink(compiled / name)
        directory.remove_empty(compiled)
        while parent.parts and directory.remove_empty(parent):
            parent = parent.parent


def _refuse(destination: Destination, name: str, reason: str, report: Report) -> None:
    location = destination.location_in_folder(PurePosixPath(name))
    report.error(
        "foreign-stage",
        f"`{name}` {reason}; nothing was undone or written",
        location,
        help=f"inspect `{location.span().path}`, and remove it",
    )
