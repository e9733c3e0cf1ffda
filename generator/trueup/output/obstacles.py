"""Entries of the wrong type, where a file or a folder is needed."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import PurePosixPath


class Obstacle(Exception):
    """An entry at `path` of the wrong type, where a file or a folder is needed.

    `what` is `link`, `folder`, `file` or `special` (a FIFO, a socket, a device).
    """

    def __init__(self, path: PurePosixPath, what: str) -> None:
        super().__init__(f"{path} is a {what}")
        self.path, self.what = path, what


def type_of(mode: int) -> str:
    """The type of an entry, as `Obstacle.what`."""
    if stat.S_ISLNK(mode):
        return "link"
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "special"


def require_regular(path: PurePosixPath, mode: int) -> None:
    """Raises `Obstacle` for anything but a file."""
    if not stat.S_ISREG(mode):
        raise Obstacle(path, type_of(mode))


def as_obstacle(path: PurePosixPath, error: OSError) -> Exception:
    """Convert the error for a link or a socket that replaced a file after a check."""
    kinds = {errno.ELOOP: "link", errno.EMLINK: "link", errno.ENXIO: "special"}
    return Obstacle(path, kinds[error.errno]) if error.errno in kinds else error


def is_junction(status: os.stat_result) -> bool:
    """Whether a folder is a reparse point of Windows, such as a junction."""
    attributes = int(getattr(status, "st_file_attributes", 0))
    return bool(attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT)
