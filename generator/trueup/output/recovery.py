"""Output: undo what a killed run left half done, and remove its stage folder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from ..diagnostics import Report
from . import key as keys
from .directory import Directory, Obstacle
from .journal import (
    JOURNAL,
    LARGEST,
    PREFIX,
    Copy,
    Journal,
    content_digest,
    decode,
    identity,
    is_own,
)
from .manifest import MANIFEST, listed
from .places import Destination, is_inside
from .state import NoState


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


def undo(
    directory: Directory,
    stage: PurePosixPath,
    destination: Destination,
    journal: Journal,
) -> None:
    """Back to the copies; what was new goes. Safe to be run twice."""
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
    """All folders above `paths` that exist, the deepest first."""
    folders = {folder for path in paths for folder in path.parents}
    return [
        folder
        for folder in sorted(folders, key=lambda one: len(one.parts), reverse=True)
        if not folder.parts or directory.status(folder) is not None
    ]


def sweep(
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


def _refuse(destination: Destination, name: str, reason: str, report: Report) -> None:
    place = destination.place_in_folder(PurePosixPath(name))
    report.error(
        "foreign-stage",
        f"`{name}` {reason}; nothing was undone or written",
        place,
        help=f"look into `{place.span().path}`, and remove it",
    )
