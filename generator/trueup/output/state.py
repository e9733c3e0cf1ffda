"""The user's state folder, by which a run authenticates earlier runs of this user."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from .directory import Directory
from .obstacles import Obstacle


class NoState(Exception):
    """The state folder is missing or cannot be trusted."""


@contextlib.contextmanager
def state(*, create: bool) -> Iterator[Directory]:
    """Open the state folder. Raises `NoState`, also for failures while it is open."""
    folder = _path()
    if folder is None:
        raise NoState("no home folder")
    try:
        if create:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with Directory.open(folder) as directory:
            require_private(folder, directory.status_of_folder(), 0o022)
            yield directory
    except OSError as error:
        raise NoState(f"`{folder}`: {error.strerror or error}") from error
    except Obstacle as error:
        raise NoState(f"`{folder / error.path}` is not a regular file") from error


def read_private(folder: Directory, name: PurePosixPath, limit: int) -> bytes | None:
    """Read a file to which only this user has access; None if it is missing."""
    status = folder.status(name)
    if status is None:
        return None
    require_private(folder.path / name, status, 0o077)
    return folder.read(name, limit)


def require_private(path: Path, status: os.stat_result, others: int) -> None:
    """Raise `NoState` for a file or folder that another user owns or can change."""
    if not hasattr(os, "geteuid"):  # Windows: the user's profile is private
        return
    if status.st_uid != os.geteuid():
        raise NoState(f"`{path}` belongs to another user")
    if stat.S_IMODE(status.st_mode) & others:
        raise NoState(f"`{path}` is open to other users; restrict its mode")


def _path() -> Path | None:
    """`XDG_STATE_HOME`, or the default of the platform."""
    named = os.environ.get("XDG_STATE_HOME", "")
    if os.path.isabs(named):
        return Path(named, "trueup")
    if sys.platform == "win32":
        parent = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        parent = "~/Library/Application Support"
    else:
        parent = "~/.local/state"
    home = os.path.expanduser(parent)
    return Path(home, "trueup") if os.path.isabs(home) else None
