"""Runs that would change nothing, by the record of the last run."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from itertools import groupby
from operator import attrgetter
from pathlib import PurePosixPath

from msgspec import Struct

from ..diagnostics import Diagnostic, Report, Severity
from ..digests import digest
from ..stamp import Stamp
from .directory import Directory
from .file_counts import Counts
from .last_run import last_run
from .manifest import MANIFEST, MAX_BYTES, owned
from .obstacles import Obstacle
from .paths import Destination
from .shadowing import report_shadows
from .stage_folders import stages


class Unchanged(Struct, frozen=True):
    """A run that would change nothing, and its diagnostics."""

    counts: Counts
    diagnostics: tuple[Diagnostic, ...]


def unchanged(
    destination: Destination, is_valid: Callable[[Stamp], bool]
) -> Unchanged | None:
    """The run that would change nothing; None if a run is needed."""
    try:
        with Directory.open(destination.folder) as directory:
            run = last_run(destination)
            manifest = directory.read(destination.within(MANIFEST), MAX_BYTES)
            if run is None or not run.is_of(destination, manifest):
                return None
            files = owned(directory, destination, Report())
            if files is None or any(stages(directory)):
                return None
            if not _are_unchanged(directory, destination, files):
                return None
            report = Report()
            report_shadows(directory, destination, files, report, Severity.WARNING)
            if len(report) or not is_valid(run.stamp):
                return None
            touch_manifest(directory, destination)
    except (OSError, Obstacle):
        return None
    return Unchanged(Counts(unchanged=len(files) + 1), run.stamp.diagnostics)


def _are_unchanged(
    directory: Directory,
    destination: Destination,
    files: Mapping[PurePosixPath, str],
) -> bool:
    """Whether files have the digests of a manifest, whose paths are inside of the
    package; raises `FileNotFoundError` if one is missing."""
    package = destination.package
    for parent, group in groupby(files, attrgetter("parent")):
        paths = tuple(group)
        contents = directory.read_all(package / parent, paths)
        for path, content in zip(paths, contents, strict=True):
            if digest(content) != files[path]:
                return False
    return True


def touch_manifest(directory: Directory, destination: Destination) -> None:
    """Give the manifest the current time, so that build tools can compare it with the
    inputs; files without changes keep their times."""
    with contextlib.suppress(OSError):  # a folder that is not writable
        directory.touch(destination.within(MANIFEST))
