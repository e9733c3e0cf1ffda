"""Replacement of one file that the user named."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath

from ..diagnostics import KnownLocation, Report, Span
from .directory import Directory
from .obstacles import Obstacle


def replace_file(
    path: Path, content: bytes, report: Report, *, before: bytes | None = None
) -> bool:
    """Replace a file atomically, or create it and its folder; False, with a diagnostic, if
    that fails.

    The mode is kept. A symbolic link is not followed, and a file whose content is not
    `before`, if that is given, is not replaced.
    """
    shown = path.as_posix()
    try:
        if before is None:
            path.absolute().parent.mkdir(parents=True, exist_ok=True)
        with Directory.open(path.absolute().parent) as folder:
            return replace_in(folder, PurePosixPath(path.name), content, before)
    except Obstacle as error:
        reason = f"it is a {error.what}"
    except Changed:
        reason = "it has changed meanwhile"
    except (OSError, ValueError) as error:
        text = error.strerror if isinstance(error, OSError) else str(error)
        reason = (text or "unknown reason").lower()
    location = KnownLocation(Span(shown, 1, 1, 0))
    report.error("cannot-write", f"cannot write `{shown}`: {reason}", location)
    return False


class Changed(Exception):
    """The content of the file is not the expected one."""


def replace_in(
    folder: Directory, name: PurePosixPath, content: bytes, before: bytes | None
) -> bool:
    """`replace_file` for a file in an open folder. Raises `Changed`."""
    status = folder.status(name)
    mode = None
    if status is not None:
        mode = stat.S_IMODE(status.st_mode) & 0o777
        old = folder.read(name)  # raises for what is not a regular file
        if before is not None and old != before:
            raise Changed(name)
        if old == content:
            return True
    elif before is not None:
        raise Changed(name)
    partial = name.with_name(f".{name.name}.{os.urandom(6).hex()}.part")
    try:
        folder.write(partial, content, mode)
        folder.sync_file(partial)
        folder.replace(partial, name)
    finally:
        folder.unlink(partial)
    return True
