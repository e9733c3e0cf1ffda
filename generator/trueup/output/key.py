"""Output: the user's own key, by which a run recognizes what an earlier run left.

It stands in the user's state folder, never in the output folder, which may come with
a repository from anybody.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import PurePosixPath

from .directory import Directory
from .state import NoState, require_private, state

_NAME = PurePosixPath("journal.key")
_SIZE = 32


def load(*, create: bool) -> bytes:
    """The key; `NoState` where there is none, or none that can be trusted."""
    with state(create=create) as folder:
        found = _read(folder)
        if found is None and create:
            _write(folder)
            found = _read(folder)
        path = folder.path / _NAME
    if found is None:
        raise NoState(f"`{path}` does not exist")
    if len(found) != _SIZE:
        raise NoState(f"`{path}` is damaged; remove it")
    return found


def _read(folder: Directory) -> bytes | None:
    status = folder.status(_NAME)
    if status is None:
        return None
    require_private(folder.path / _NAME, status, 0o077)
    return folder.read(_NAME, _SIZE)


def _write(folder: Directory) -> None:
    """Create the key as a whole; where two runs do, both use the first one."""
    partial = PurePosixPath(f"{_NAME}.{os.urandom(8).hex()}")
    folder.write(partial, os.urandom(_SIZE), 0o600)
    try:
        folder.sync_file(partial)
        with contextlib.suppress(FileExistsError):
            folder.link(partial, _NAME)
    finally:
        folder.unlink(partial)
    folder.sync_folder(PurePosixPath())
