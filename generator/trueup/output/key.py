"""Output: the user's own key, by which a run recognizes what an earlier run left.

It stands in the user's state folder, never in the output folder, which may come with
a repository from anybody.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path, PurePosixPath

from .directory import Directory, Obstacle

_NAME = PurePosixPath("journal.key")
_SIZE = 32


class NoKey(Exception):
    """Why there is no key to use."""


def load(*, create: bool) -> bytes:
    """The key; `NoKey` where there is none, or none that can be trusted."""
    folder = _state_folder()
    if folder is None:
        raise NoKey("there is no home folder")
    try:
        if create:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with Directory.open(folder) as state:
            _require_private(folder, state.status_of_folder(), 0o022)
            found = _read(state)
            if found is None and create:
                _write(state)
                found = _read(state)
    except OSError as error:
        raise NoKey(f"`{folder}`: {error.strerror or error}") from error
    except Obstacle as error:
        raise NoKey(f"`{folder / error.path}` is not a regular file") from error
    if found is None:
        raise NoKey(f"`{folder / _NAME}` does not exist")
    if len(found) != _SIZE:
        raise NoKey(f"`{folder / _NAME}` is damaged; remove it")
    return found


def _read(state: Directory) -> bytes | None:
    status = state.status(_NAME)
    if status is None:
        return None
    _require_private(state.path / _NAME, status, 0o077)
    return state.read(_NAME, _SIZE)


def _write(state: Directory) -> None:
    """Create the key as a whole; where two runs do, both use the first one."""
    partial = PurePosixPath(f"{_NAME}.{os.urandom(8).hex()}")
    state.write(partial, os.urandom(_SIZE), 0o600)
    try:
        state.sync_file(partial)
        with contextlib.suppress(FileExistsError):
            state.link(partial, _NAME)
    finally:
        state.unlink(partial)
    state.sync_folder(PurePosixPath())


def _require_private(path: Path, status: os.stat_result, others: int) -> None:
    """Refuse what another user owns, or may change."""
    if not hasattr(os, "geteuid"):  # Windows: the user's profile is private
        return
    if status.st_uid != os.geteuid():
        raise NoKey(f"`{path}` belongs to another user")
    if stat.S_IMODE(status.st_mode) & others:
        raise NoKey(f"`{path}` is open to other users; restrict its mode")


def _state_folder() -> Path | None:
    """`XDG_STATE_HOME`, or the platform's convention."""
    named = os.environ.get("XDG_STATE_HOME", "")
    if os.path.isabs(named):
        return Path(named, "trueup")
    if sys.platform == "win32":
        place = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        place = "~/Library/Application Support"
    else:
        place = "~/.local/state"
    home = os.path.expanduser(place)
    return Path(home, "trueup") if os.path.isabs(home) else None
