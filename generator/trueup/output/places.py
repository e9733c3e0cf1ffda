"""Output: which paths may be written. Knows no contents."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from msgspec import Struct

from ..diagnostics import KnownLocation, Report, Span
from ..emit.identifiers import is_device
from .directory import Obstacle

_LONGEST_PART = 255
"""Bytes in a file name on common file systems."""
_DEEPEST = 64
"""Folders in a path."""


class Destination(Struct, frozen=True):
    """Where a package goes: `folder` holds it, `root` is the package's own folder.

    `root` is `folder` or below it. Nothing outside `folder` is ever touched.
    """

    folder: Path
    root: Path

    @property
    def package(self) -> PurePosixPath:
        """The package's own folder, relative to `folder`."""
        return PurePosixPath(self.root.relative_to(self.folder).as_posix())

    def within(self, path: PurePosixPath) -> PurePosixPath:
        """A file of the package, relative to `folder`; `path` must be `is_inside`."""
        if not is_inside(path):
            raise ValueError(f"{path} leaves the package")
        return self.package / path

    def shown(self, path: PurePosixPath | None = None) -> str:
        """A file of the package, or its folder, as people are shown it."""
        return _relative(self.root if path is None else self.root / path)

    def place(self, path: PurePosixPath | None = None) -> KnownLocation:
        """The source location of a whole file of the package, or of its folder."""
        return KnownLocation(Span(self.shown(path), 1, 1, 0))

    def place_in_folder(self, path: PurePosixPath) -> KnownLocation:
        """The source location of a path that is relative to `folder`."""
        return KnownLocation(Span(_relative(self.folder / path), 1, 1, 0))


def is_inside(path: PurePosixPath) -> bool:
    """Whether a relative path stays below its folder on every platform."""
    text = str(path)
    parts = text.split("/")
    return (
        bool(path.parts)
        and not path.is_absolute()
        and text.isprintable()  # neither controls nor surrogates nor bidi marks
        and len(parts) <= _DEEPEST
        and not any(part in ("", ".", "..") for part in parts)
        and not re.search(r'[\\:*?"<>|]', text)
        and not any(is_device(part) for part in parts)
        and not any(part.endswith((" ", ".")) for part in parts)
        and all(len(part.encode()) <= _LONGEST_PART for part in parts)
    )


def folded(path: PurePosixPath) -> str:
    """A key that is equal for paths that are one file on macOS or Windows."""
    return unicodedata.normalize("NFC", str(path)).casefold()


def collisions(
    paths: Iterable[PurePosixPath],
) -> list[tuple[PurePosixPath, PurePosixPath]]:
    """Pairs that are one file on a file system that folds case or normalizes."""
    seen: dict[str, PurePosixPath] = {}
    found = []
    for path in paths:
        key = folded(path)
        if key in seen:
            found.append((seen[key], path))
        seen.setdefault(key, path)
    return found


_OBSTACLES = {
    "link": (
        "link-in-output",
        "`{}` is a link; it is neither followed nor replaced",
        "remove the link",
    ),
    "folder": (
        "folder-in-the-way",
        "`{}` must be a file, and is a folder",
        "move the folder away",
    ),
    "file": (
        "file-in-the-way",
        "`{}` must be a folder, and is a file",
        "move the file away",
    ),
    "special": (
        "special-file-in-output",
        "`{}` is not a regular file; it is neither read nor replaced",
        "remove it",
    ),
}


def report_obstacle(
    destination: Destination, obstacle: Obstacle, report: Report
) -> None:
    """Report what keeps a path of the output folder from being read or written."""
    code, message, help = _OBSTACLES[obstacle.what]
    path = obstacle.path
    if path.is_relative_to(destination.package) and path != destination.package:
        shown = path.relative_to(destination.package)
    else:
        shown = path
    report.error(
        code, message.format(shown), destination.place_in_folder(path), help=help
    )


def _relative(path: Path) -> str:
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()
