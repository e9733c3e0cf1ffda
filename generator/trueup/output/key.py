"""The user's key, by which a run authenticates the journal of an earlier run.

It is in the user's state folder, not in the output folder, which may come with a
repository from an untrusted source.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import PurePosixPath

from .directory import Directory
from .state import NoState, read_private, state

_NAME = PurePosixPath("journal.key")
_SIZE = 32


def load(*, create: bool) -> bytes:
    """Load the key. Raises `NoState` if there is none, or it cannot be trusted."""
    with state(create=create) as folder:
        key = read_private(folder, _NAME, _SIZE)
        if key is None and create:
            _write(folder)
            key = read_private(folder, _NAME, _SIZE)
        path = folder.path / _NAME
    if key is None:
        raise NoState(f"`{path}` does not exist")
    if len(key) != _SIZE:
        raise NoState(f"`{path}` is damaged; remove it")
    return key


def _write(folder: Directory) -> None:
    """Create the key atomically; concurrent runs use the first one."""
    partial = PurePosixPath(f"{_NAME}.{os.urandom(8).hex()}")
    folder.write(partial, os.urandom(_SIZE), 0o600)
    try:
        folder.sync_file(partial)
        with contextlib.suppress(FileExistsError):
            folder.link(partial, _NAME)
    finally:
        folder.unlink(partial)
    folder.sync_folder(PurePosixPath())
