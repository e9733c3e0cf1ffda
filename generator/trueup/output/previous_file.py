"""Files of the last run, as they are in the package folder."""

from __future__ import annotations

from pathlib import PurePosixPath

from .directory import Directory
from .obstacles import Obstacle
from .paths import Destination


def previous_content(
    destination: Destination, path: PurePosixPath, limit: int
) -> bytes | None:
    """At most `limit` + 1 bytes of a file; None if it does not exist or cannot be read,
    which `write` reports."""
    try:
        with Directory.open(destination.folder) as directory:
            return directory.read(destination.within(path), limit)
    except (OSError, Obstacle):
        return None
