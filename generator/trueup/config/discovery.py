"""Search for a configuration file, and decide whether to trust it.

A configuration determines which files are read and written, so one that another user put
above the working directory must not be used (compare git's `safe.directory`).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

MAX_BYTES = 1 << 20
"""Maximum size of a configuration file."""

NAMES = ("trueup.toml", "pyproject.toml")


class UnusableConfig(Exception):
    """A configuration file that is not used, and `help`."""

    def __init__(self, reason: str, help: str | None = None) -> None:
        super().__init__(reason)
        self.help = help


def find(start: Path) -> Path | None:
    """The nearest `trueup.toml`, or `pyproject.toml` with a `[tool.trueup]`.

    A file that cannot be read is returned, too; `read` reports it.
    """
    return next(filter(None, map(find_in, folders(start))), None)


def find_in(folder: Path) -> Path | None:
    """The configuration file of a folder."""
    for name in NAMES:
        path = folder / name
        if os.path.lexists(path) and (name == NAMES[0] or _mentions_trueup(path)):
            return path
    return None


def candidates(start: Path) -> Iterator[Path]:
    """All paths that `find` checks."""
    for folder in folders(start):
        for name in NAMES:
            yield folder / name


def folders(start: Path) -> Iterator[Path]:
    """The folders that are searched: from `start` up to the root of the repository.

    The search ends earlier at the home folder, at a file system's boundary, and before
    a folder that other users may write to or that belongs to another user.
    """
    yield start
    device = _device(start)
    home = os.path.realpath(os.path.expanduser("~"))
    folder = start
    while not os.path.lexists(folder / ".git") and str(folder) != home:
        above = folder.parent
        if above == folder or _device(above) != device or not _is_private(above):
            return
        folder = above
        yield folder


def content(path: Path, *, named: bool) -> bytes:
    """Read a configuration file. Raises `UnusableConfig` or `OSError`.

    With `named`, the user chose the file, so it may belong to another user.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if not stat.S_ISREG(
        os.stat(path).st_mode
    ):  # opening a device may have side effects
        raise UnusableConfig("is not a regular file")
    with os.fdopen(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UnusableConfig("is not a regular file")
        if not named and not _is_trusted(status.st_uid):
            raise UnusableConfig(
                "belongs to another user",
                f"name it to trust it: `--config {path.name}`; or take ownership of it",
            )
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnusableConfig(f"is larger than {MAX_BYTES >> 20} MB")
    return data


def _mentions_trueup(path: Path) -> bool:
    try:
        return b"tool.trueup" in content(path, named=True)
    except (OSError, UnusableConfig):
        return False


def _is_trusted(owner: int) -> bool:
    """Whether files of `owner` may configure a run: those of this user and root.

    Root also trusts the owner of the working directory, since containers run as root in a
    checkout of another user.
    """
    if not hasattr(os, "geteuid"):  # Windows
        return True
    user = os.geteuid()
    return owner in (user, 0) or (user == 0 and owner == os.stat(os.curdir).st_uid)


def _is_private(folder: Path) -> bool:
    """Whether only trusted users can create files in `folder`."""
    try:
        status = os.stat(folder)
    except OSError:
        return False
    is_open = bool(status.st_mode & stat.S_IWOTH)
    return not is_open and _is_trusted(status.st_uid)


def _device(folder: Path) -> int | None:
    try:
        return os.stat(folder).st_dev
    except OSError:
        return None
