"""File operations in a folder that do not follow symbolic links.

Each component of a path is opened relative to the descriptor of its parent, so that a
component that is replaced by a link after a check is not followed either. On platforms
without `dir_fd` (Windows), each component is checked immediately before it is used.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from .obstacles import Obstacle, as_obstacle, is_junction, require_regular, type_of

_FLAGS = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _FLAGS
_SYNC = os.O_RDWR if os.name == "nt" else os.O_RDONLY
_NOT_SUPPORTED = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF)
_SYNC_THREADS = 16

HAS_DESCRIPTORS = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
"""Whether paths can be opened relative to the descriptor of a folder."""


class Directory:
    """An open folder. `descriptor` is None where the platform has no `dir_fd`."""

    def __init__(self, path: Path, descriptor: int | None) -> None:
        self.path, self.descriptor = path, descriptor

    @classmethod
    @contextlib.contextmanager
    def open(cls, path: Path) -> Iterator[Directory]:
        """Open a folder that the user named; a link at `path` itself is followed."""
        if not HAS_DESCRIPTORS:
            os.listdir(path)  # raises what opening it would raise
            yield cls(Path(os.path.realpath(path)), None)
            return
        descriptor = os.open(path, _FOLDER & ~os.O_NOFOLLOW)
        try:
            yield cls(path, descriptor)
        finally:
            os.close(descriptor)

    def status_of_folder(self) -> os.stat_result:
        """The status of the folder itself."""
        return os.stat(self.path if self.descriptor is None else self.descriptor)

    def status(self, path: PurePosixPath) -> os.stat_result | None:
        """`lstat` of an entry; None if it or a parent does not exist."""
        try:
            with self._parent(path) as (name, at):
                return os.stat(name, dir_fd=at, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def read(self, path: PurePosixPath, limit: int | None = None) -> bytes | None:
        """The content of a regular file, at most `limit` + 1 bytes; None if missing."""
        try:
            with self._parent(path) as (name, at):
                return _read(name, at, path, limit)
        except FileNotFoundError:
            return None

    def read_all(
        self, folder: PurePosixPath, paths: Iterable[PurePosixPath]
    ) -> Iterator[bytes]:
        """The contents of regular files in a folder, which is opened once. Raises
        `FileNotFoundError` for a missing one."""
        with self._folder(folder) as (name, at):
            prefix = f"{name}{os.sep}" if at is None else ""
            for path in paths:
                yield _read(f"{prefix}{path.name}", at, path, None)

    def write(
        self, path: PurePosixPath, content: bytes, mode: int | None = None
    ) -> None:
        """Write a new file, and its missing parents. An existing entry is an error."""
        try:
            descriptor = self._create(path, mode)
        except FileNotFoundError:
            self.make(path.parent)
            descriptor = self._create(path, mode)
        with os.fdopen(descriptor, "wb") as file:
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(descriptor, mode)
            file.write(content)

    def _create(self, path: PurePosixPath, mode: int | None) -> int:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS
        with self._parent(path) as (name, at):
            return os.open(name, flags, 0o666 if mode is None else 0o600, dir_fd=at)

    def replace(self, source: PurePosixPath, target: PurePosixPath) -> None:
        """Rename a file over another one, whose hard links keep their content."""
        with (
            self._parent(source) as (old, old_at),
            self._parent(target) as (new, new_at),
        ):
            os.replace(old, new, src_dir_fd=old_at, dst_dir_fd=new_at)

    def link(self, source: PurePosixPath, target: PurePosixPath) -> None:
        """Give a file a second name. An existing entry is an error."""
        with (
            self._parent(source) as (old, old_at),
            self._parent(target) as (new, new_at),
        ):
            follow = os.link not in os.supports_follow_symlinks  # Windows
            os.link(
                old, new, src_dir_fd=old_at, dst_dir_fd=new_at, follow_symlinks=follow
            )

    def unlink(self, path: PurePosixPath) -> None:
        """Remove a file or a link, if it exists."""
        with (
            contextlib.suppress(FileNotFoundError),
            self._parent(path) as (name, at),
        ):
            os.unlink(name, dir_fd=at)

    def make(self, path: PurePosixPath, mode: int = 0o777) -> None:
        """Create a folder and its missing parents."""
        for folder in (*reversed(path.parents), path):
            if folder.parts and self.status(folder) is None:
                with (
                    contextlib.suppress(FileExistsError),
                    self._parent(folder) as (name, at),
                ):
                    os.mkdir(name, mode, dir_fd=at)

    def remove_empty(self, path: PurePosixPath) -> bool:
        """Remove a folder if it is empty; return whether it was removed."""
        try:
            with self._parent(path) as (name, at):
                os.rmdir(name, dir_fd=at)
        except (OSError, Obstacle):
            return False
        return True

    def remove_tree(self, path: PurePosixPath) -> None:
        """Remove a folder and its content, as far as possible."""
        with contextlib.suppress(OSError, Obstacle), self._parent(path) as (name, at):
            import shutil  # slow to import, and not needed by runs without changes

            shutil.rmtree(name, ignore_errors=True, dir_fd=at)

    def entries(self, path: PurePosixPath) -> list[tuple[str, bool]]:
        """Names in a folder, sorted, and whether each is a folder; empty if missing."""
        try:
            with self._folder(path) as (folder, _), os.scandir(folder) as entries:
                return sorted(
                    (entry.name, entry.is_dir(follow_symlinks=False))
                    for entry in entries
                )
        except FileNotFoundError:
            return []

    def set_mode(self, path: PurePosixPath, mode: int) -> None:
        """Set the permissions of a regular file, where the platform has them."""
        if not hasattr(os, "fchmod"):
            return
        with self._parent(path) as (name, at):
            descriptor = os.open(name, os.O_RDONLY | _FLAGS, dir_fd=at)
        try:
            require_regular(path, os.fstat(descriptor).st_mode)
            os.fchmod(descriptor, mode & 0o777)
        finally:
            os.close(descriptor)

    def touch(self, path: PurePosixPath) -> None:
        """Set the times of a regular file to the current time."""
        with self._parent(path) as (name, at):
            descriptor = os.open(name, os.O_RDONLY | _FLAGS, dir_fd=at)
            try:
                require_regular(path, os.fstat(descriptor).st_mode)
                if os.utime in os.supports_fd:
                    os.utime(descriptor)
                else:
                    os.utime(name)
            finally:
                os.close(descriptor)

    def sync(
        self, files: Iterable[PurePosixPath], folders: Iterable[PurePosixPath]
    ) -> None:
        """Sync the content of files, then the entries of folders, to disk.

        Uses several threads, since file systems combine concurrent syncs.
        """
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(_SYNC_THREADS) as pool:
            for _ in pool.map(self.sync_file, files):
                pass
            for _ in pool.map(self.sync_folder, folders):
                pass

    def sync_file(self, path: PurePosixPath) -> None:
        """Sync the content of a file to disk."""
        with self._parent(path) as (name, at):
            descriptor = os.open(name, _SYNC | _FLAGS, dir_fd=at)
        try:
            _sync(descriptor)
        finally:
            os.close(descriptor)

    def sync_folder(self, path: PurePosixPath) -> None:
        """Sync the entries of a folder to disk, if the platform supports it."""
        with self._folder(path) as (_, descriptor):
            if descriptor is not None:
                _sync(descriptor)

    @contextlib.contextmanager
    def _parent(self, path: PurePosixPath) -> Iterator[tuple[str, int | None]]:
        """The name and `dir_fd` of an entry, for functions of `os`."""
        if not path.parts or path.is_absolute() or ".." in path.parts:
            raise ValueError(f"{path} leaves the folder")
        with self._folder(path.parent) as (folder, descriptor):
            is_open = descriptor is not None
            yield path.name if is_open else f"{folder}{os.sep}{path.name}", descriptor

    @contextlib.contextmanager
    def _folder(self, path: PurePosixPath) -> Iterator[tuple[int | str, int | None]]:
        """The argument of `os.scandir` for a folder, and its `dir_fd`."""
        if self.descriptor is None:
            yield self._checked(path), None
            return
        current = self.descriptor
        try:
            for folder in (*reversed(path.parents), path):
                if folder.parts:
                    inner = _open_folder(current, folder)
                    if current != self.descriptor:
                        os.close(current)
                    current = inner
            yield current, current
        finally:
            if current != self.descriptor:
                os.close(current)

    def _checked(self, path: PurePosixPath) -> str:
        """The absolute path of a folder, after a check of each component."""
        for folder in (*reversed(path.parents), path):
            status = os.lstat(self.path / folder)
            if not folder.parts:
                continue
            if is_junction(status):
                raise Obstacle(folder, "link")
            if not stat.S_ISDIR(status.st_mode):
                raise Obstacle(folder, type_of(status.st_mode))
        return str(self.path / path)


def _read(name: str, at: int | None, path: PurePosixPath, limit: int | None) -> bytes:
    require_regular(path, os.stat(name, dir_fd=at, follow_symlinks=False).st_mode)
    try:
        descriptor = os.open(name, os.O_RDONLY | _FLAGS, dir_fd=at)
    except OSError as error:
        raise as_obstacle(path, error) from error
    with os.fdopen(descriptor, "rb") as file:
        require_regular(path, os.fstat(descriptor).st_mode)
        return file.read() if limit is None else file.read(limit + 1)


def _open_folder(at: int, path: PurePosixPath) -> int:
    try:
        return os.open(path.name, _FOLDER, dir_fd=at)
    except OSError as error:
        if error.errno not in (errno.ENOTDIR, errno.ELOOP, errno.EMLINK):
            raise
        status = os.stat(path.name, dir_fd=at, follow_symlinks=False)
        raise Obstacle(path, type_of(status.st_mode)) from error


def _sync(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:  # a file system without it, such as some network ones
        if error.errno not in _NOT_SUPPORTED:
            raise
