"""Names of stage folders, which are next to packages while they change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from .directory import Directory

PREFIX = ".trueup-stage-"


def stages(directory: Directory) -> Iterator[str]:
    """Entries of the output folder with the name of a stage folder."""
    for name, _ in directory.entries(PurePosixPath()):
        if name.casefold().startswith(PREFIX):
            yield name
