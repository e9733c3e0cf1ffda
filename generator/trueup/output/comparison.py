"""Comparison of generated files with those on disk."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from pathlib import PurePosixPath

from msgspec import Struct

from ..diagnostics import Report
from ..digests import digest
from ..provenance import Provenance
from ..render import File
from .directory import Directory
from .file_counts import Counts
from .manifest import MANIFEST, can_be_generated, manifest, owned
from .obstacles import Obstacle
from .paths import Destination, collisions, folded, report_obstacle


class ChangeKind(Enum):
    """The state of a file on disk, compared with the generated file."""

    UNCHANGED = "unchanged"
    MISSING = "missing"
    STALE = "stale"
    """Written by an earlier run, unchanged since, and not up to date."""
    ORPHANED = "orphaned"
    """Written by an earlier run, unchanged since, and no longer generated."""
    EDITED = "edited"
    """Written by an earlier run and edited since."""
    FOREIGN = "foreign"
    """Has the path of a generated file, and was not written by a run."""


CHANGED = tuple(kind for kind in ChangeKind if kind is not ChangeKind.UNCHANGED)


class Change(Struct, frozen=True):
    """A file: `new` is its new text; None if it is removed or unchanged."""

    kind: ChangeKind
    path: PurePosixPath
    new: str | None
    old: bytes | None


class Comparison(Struct, frozen=True):
    destination: Destination
    changes: tuple[Change, ...]
    """All files that are generated, or were by the last run, by path."""

    def of(self, *kinds: ChangeKind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind in kinds)


def counts(comparison: Comparison) -> Counts:
    """Count the files of a comparison by what `write` does with them."""
    written = removed = unchanged = 0
    for change in comparison.changes:
        if change.kind is ChangeKind.UNCHANGED:
            unchanged += 1
        elif change.new is None:
            removed += 1
        else:
            written += 1
    return Counts(written, unchanged, removed)


def is_generated(comparison: Comparison) -> bool:
    """Whether a run may have written the folder. Anybody may have an empty `py.typed`."""
    return any(
        change.kind not in (ChangeKind.MISSING, ChangeKind.FOREIGN) and change.old
        for change in comparison.changes
    ) or any(change.path == MANIFEST and change.old for change in comparison.changes)


def compare(
    destination: Destination,
    files: Iterable[File],
    report: Report,
    *,
    force: bool = False,
    provenance: Provenance | None = None,
) -> Comparison | None:
    """Compare the folder with `files`; None, with diagnostics, if that is impossible.

    With `force`, a broken manifest is treated as empty.
    """
    with contextlib.ExitStack() as stack:
        directory = None  # everything is missing
        with contextlib.suppress(FileNotFoundError):
            directory = stack.enter_context(Directory.open(destination.folder))
        return compare_in(
            directory, destination, files, report, force=force, provenance=provenance
        )


def compare_in(
    directory: Directory | None,
    destination: Destination,
    files: Iterable[File],
    report: Report,
    *,
    force: bool = False,
    provenance: Provenance | None = None,
) -> Comparison | None:
    """`compare` for an open output folder; None if the folder does not exist."""
    planned = tuple(files)
    planned = (*planned, manifest(planned, provenance))
    for first, second in collisions(file.path for file in planned):
        report.error(
            "path-collision",
            f"`{first}` and `{second}` are the same file if case is ignored",
            destination.location(second),
        )
        return None
    disk = _Disk(directory, destination, report)
    ours = disk.owned(force)
    if ours is None:
        return None
    changes = [disk.planned(file, ours) for file in planned]
    names = {folded(file.path) for file in planned}
    gone = sorted(path for path in ours if folded(path) not in names)
    changes += [disk.no_longer(path, ours[path]) for path in gone]
    if disk.is_obstructed:
        return None
    present = (change for change in changes if change is not None)
    return Comparison(destination, tuple(sorted(present, key=lambda c: c.path)))


class _Disk:
    """The files of an output folder. Reports obstacles."""

    def __init__(
        self, directory: Directory | None, destination: Destination, report: Report
    ) -> None:
        self._directory, self._destination = directory, destination
        self._report = report
        self.is_obstructed = False

    def owned(self, force: bool) -> Mapping[PurePosixPath, str] | None:
        """The entries of the manifest; None if it is unusable."""
        if self._directory is None:
            return {}
        try:
            report = Report() if force else self._report
            ours = owned(self._directory, self._destination, report)
        except Obstacle as obstacle:
            self._obstructed(obstacle)
            return None
        return {} if ours is None and force else ours

    def planned(self, file: File, ours: Mapping[PurePosixPath, str]) -> Change | None:
        try:
            old = self._content(file.path)
        except Obstacle as obstacle:
            self._obstructed(obstacle)
            return None
        if old is None:
            kind = ChangeKind.MISSING
        elif old == file.content or digest(old) == file.digest:
            kind = ChangeKind.UNCHANGED
        elif file.extends is not None:
            is_same = old == file.extends  # otherwise it was edited during this run
            kind = ChangeKind.STALE if is_same else ChangeKind.EDITED
        elif file.path == MANIFEST or ours.get(file.path) == digest(old):
            kind = ChangeKind.STALE
        else:
            kind = ChangeKind.EDITED if file.path in ours else ChangeKind.FOREIGN
        return Change(kind, file.path, file.text, old)

    def no_longer(self, path: PurePosixPath, known: str) -> Change | None:
        try:
            old = self._content(path)
        except Obstacle as obstacle:
            if obstacle.what in ("link", "special"):
                self._obstructed(obstacle)
            return None
        if old is None:
            return None
        if not can_be_generated(path, self._destination.source):
            return None  # whoever wrote the manifest, the file is left alone
        kind = ChangeKind.ORPHANED if digest(old) == known else ChangeKind.EDITED
        return Change(kind, path, None, old)

    def _content(self, path: PurePosixPath) -> bytes | None:
        relative = self._destination.within(path)
        return None if self._directory is None else self._directory.read(relative)

    def _obstructed(self, obstacle: Obstacle) -> None:
        report_obstacle(self._destination, obstacle, self._report)
        self.is_obstructed = True


def diff(comparison: Comparison) -> Iterator[str]:
    """The lines of a unified diff, with line breaks; the manifest, which has only
    checksums, is last."""
    import difflib  # rarely needed

    for change in sorted(comparison.changes, key=lambda c: c.path == MANIFEST):
        if change.kind is ChangeKind.UNCHANGED:
            continue
        name = comparison.destination.shown(change.path)
        old = (change.old or b"").decode("utf-8", "replace").replace("\r\n", "\n")
        lines = difflib.unified_diff(
            old.splitlines(keepends=True),
            (change.new or "").splitlines(keepends=True),
            "/dev/null" if change.old is None else f"a/{name}",
            "/dev/null" if change.new is None else f"b/{name}",
        )
        for line in lines:
            yield (
                line
                if line.endswith("\n")
                else f"{line}\n\\ No newline at end of file\n"
            )
