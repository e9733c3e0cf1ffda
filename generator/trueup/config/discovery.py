"""Search for a configuration file, and decide whether to trust it.

A configuration says which files are read and written, so one that another user put
above the working directory must not count (compare git's `safe.directory`).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

LARGEST = 4 << 20
"""Bytes in a configuration file."""

NAMES = ("trueup.toml", "pyproject.toml")


class Unusable(Exception):
    """Why a configuration file is not read; `help` says how to go on."""

    def __init__(self, reason: str, help: str | None = None) -> None:
        super().__init__(reason)
        self.help = help


def find(start: Path) -> Path | None:
    """The nearest `trueup.toml`, or `pyproject.toml` with a `[tool.trueup]`.

    A file that cannot be read counts as the nearest: `read` reports it.
    """
    for path in candidates(start):
        if os.path.lexists(path) and (path.name == NAMES[0] or _mentions_us(path)):
            return path
    return None


def candidates(start: Path) -> Iterator[Path]:
    """Every path at which `find` looks for a configuration."""
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
    here = start
    while not os.path.lexists(here / ".git") and str(here) != home:
        above = here.parent
        if above == here or _device(above) != device or not _is_private(above):
            return
        here = above
        yield here


def content(path: Path, *, named: bool) -> bytes:
    """The bytes of a configuration file; `Unusable` or `OSError` where it is refused.

    A file that the user named is trusted, also if it belongs to another user.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if not stat.S_ISREG(os.stat(path).st_mode):  # to open a device may have effects
        raise Unusable("is not a regular file")
    with os.fdopen(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise Unusable("is not a regular file")
        if not named and not _is_trusted(status.st_uid):
            raise Unusable(
                "belongs to another user",
                f"name it to trust it: `--config {path.name}`; or take ownership of it",
            )
        found = file.read(LARGEST + 1)
    if len(found) > LARGEST:
        raise Unusable(f"is larger than {LARGEST >> 20} MB")
    return found


def _mentions_us(path: Path) -> bool:
    try:
        return b"tool.trueup" in content(path, named=True)
    except (OSError, Unusable):
        return False


def _is_trusted(owner: int) -> bool:
    """Whether files of `owner` may configure a run: our own and root's.

    Root also trusts the owner of the working directory, as containers have it: they run
    as root in a checkout that belongs to a user outside.
    """
    if not hasattr(os, "geteuid"):  # Windows
        return True
    user = os.geteuid()
    return owner in (user, 0) or (user == 0 and owner == os.stat(os.curdir).st_uid)


def _is_private(folder: Path) -> bool:
    """Whether only users whom we trust can put files into `folder`."""
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
