"""Files of a project that change what is generated: templates, and custom code.

A project may be somebody else's, so links are not followed, and sizes and numbers are bounded.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from .digests import ABSENT, digest, digest_of

MAX_BYTES = 1_000_000
"""Maximum size of a file."""

MAX_FILES = 200
"""Maximum number of files and folders in a folder of templates."""


class UnusableFile(Exception):
    """A file or folder that is not read; the message is a clause without a subject."""


def shown(path: Path) -> str:
    """A path as in diagnostics: relative to the working directory."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def read_text(path: Path, read: dict[str, str]) -> str | None:
    """The text of a file in UTF-8; None if it does not exist. Raises `UnusableFile`.

    The digest of its content is added to `read`, also if it is not used.
    """
    key = os.path.abspath(path)
    read[key] = digest_of(key)
    try:
        content = read_regular_file(path)
    except FileNotFoundError:
        read[key] = ABSENT
        return None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UnusableFile(f"cannot be read: {reason}") from error
    read[key] = digest(content)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise UnusableFile("is not UTF-8") from error


def read_regular_file(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The content of a file of at most `limit` bytes, which is not a link or a device.
    Raises `UnusableFile` and `OSError`."""
    _check_kind(os.lstat(path), stat.S_ISREG, "regular file")
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
        flags |= getattr(os, name, 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        _check_kind(os.fstat(file.fileno()), stat.S_ISREG, "regular file")
        content = file.read(limit + 1)
    if len(content) > limit:
        raise UnusableFile(f"is larger than {limit // 1_000_000} MB")
    return content


def check_folder(folder: Path, root: Path) -> None:
    """Raise `UnusableFile` unless `folder` is below `root`, and no part of the path between
    them is a link."""
    top, path = os.path.abspath(root), os.path.abspath(folder)
    if not path.startswith(os.path.join(top, "")):
        raise UnusableFile("is not below the folder of the configuration")
    current = top
    for part in os.path.relpath(path, top).split(os.sep):
        current = os.path.join(current, part)
        try:
            status = os.lstat(current)
        except FileNotFoundError:
            raise UnusableFile("does not exist") from None
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            raise UnusableFile(f"cannot be read: {reason}") from error
        _check_kind(status, stat.S_ISDIR, "folder")


def _check_kind(status: os.stat_result, is_kind: object, name: str) -> None:
    attributes = getattr(status, "st_file_attributes", 0)  # Windows
    is_junction = attributes & getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0)
    if stat.S_ISLNK(status.st_mode) or is_junction:
        raise UnusableFile("is a symbolic link")
    if not callable(is_kind) or not is_kind(status.st_mode):
        raise UnusableFile(f"is not a {name}")


def is_regular_file(path: Path, root: Path) -> bool:
    """Whether a path below `root` is that of a file, and no part of it is a link."""
    try:
        if path.parent != root:
            check_folder(path.parent, root)
        _check_kind(os.lstat(path), stat.S_ISREG, "regular file")
    except (UnusableFile, OSError):
        return False
    return True


def names_in(folder: Path) -> list[str]:
    """The names of all files below a folder, relative to it, in order; those with a leading
    dot are omitted. Links are listed and not followed. Raises `UnusableFile`."""
    names = []
    for name in _entries(folder, ""):
        names.append(name)
        if len(names) > MAX_FILES:
            raise UnusableFile(f"contains more than {MAX_FILES} files")
    return sorted(name for name in names if not name.endswith("/"))


def _entries(folder: Path, prefix: str) -> Iterator[str]:
    """Names of files and, with a slash at the end, of folders, without recursion."""
    pending = [prefix]
    while pending:
        prefix = pending.pop()
        try:
            with os.scandir(folder / prefix) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    name = f"{prefix}{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(f"{name}/")
                        name += "/"
                    yield name
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            raise UnusableFile(f"cannot be read: {reason}") from error
