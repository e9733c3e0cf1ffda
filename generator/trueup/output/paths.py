"""Paths inside an output folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from msgspec import Struct

from ..config import Package
from ..diagnostics import KnownLocation, Report, Span
from ..emit.identifiers import is_device
from ..relative_paths import relative_path
from .obstacles import Obstacle

_MAX_PART = 255
"""Maximum length of a file name in bytes on common file systems."""
_MAX_PARTS = 64
"""Maximum number of parts of a path."""


class Destination(Struct, frozen=True):
    """The output folder of a run, and the package folder `root`, which is in `folder` or is
    `folder` itself. Nothing outside `folder` is changed."""

    folder: Path
    root: Path
    source: PurePosixPath = PurePosixPath()
    """The folder of the modules, relative to `root`, which has other files of a
    distribution."""

    @classmethod
    def of(cls, package: Package) -> Destination:
        """The destination of a package, or of its distribution."""
        return cls(package.output, package.home, package.source)

    @property
    def package(self) -> PurePosixPath:
        """The package's own folder, relative to `folder`."""
        return PurePosixPath(self.root.relative_to(self.folder).as_posix())

    @property
    def modules(self) -> PurePosixPath:
        """The folder of the package's modules, relative to `folder`."""
        return self.package / self.source

    def within(self, path: PurePosixPath) -> PurePosixPath:
        """A file of the package, relative to `folder`; `path` must be `is_inside`."""
        if not is_inside(path):
            raise ValueError(f"{path} leaves the package")
        return self.package / path

    def shown(self, path: PurePosixPath | None = None) -> str:
        """The path of a file of the package, or of its folder, for messages."""
        return relative_path(self.root if path is None else self.root / path)

    def location(self, path: PurePosixPath | None = None) -> KnownLocation:
        """The location of a file of the package, or of its folder."""
        return KnownLocation(Span(self.shown(path), 1, 1, 0))

    def location_in_folder(self, path: PurePosixPath) -> KnownLocation:
        """The location of a path relative to `folder`."""
        return KnownLocation(Span(relative_path(self.folder / path), 1, 1, 0))


def is_inside(path: PurePosixPath) -> bool:
    """Whether a relative path stays in its folder on all platforms."""
    text = str(path)
    parts = text.split("/")
    return (
        bool(path.parts)
        and not path.is_absolute()
        and text.isprintable()  # neither controls nor surrogates nor bidi marks
        and len(parts) <= _MAX_PARTS
        and not any(part in ("", ".", "..") for part in parts)
        and not re.search(r'[\\:*?"<>|]', text)
        and not any(is_device(part) for part in parts)
        and not any(part.endswith((" ", ".")) for part in parts)
        and all(len(part.encode()) <= _MAX_PART for part in parts)
    )


def folded(path: PurePosixPath) -> str:
    """A key that is equal for paths of the same file on macOS or Windows."""
    return unicodedata.normalize("NFC", str(path)).casefold()


def collisions(
    paths: Iterable[PurePosixPath],
) -> list[tuple[PurePosixPath, PurePosixPath]]:
    """Pairs of paths of the same file on file systems that ignore case or normalize."""
    seen: dict[str, PurePosixPath] = {}
    pairs = []
    for path in paths:
        key = folded(path)
        if key in seen:
            pairs.append((seen[key], path))
        seen.setdefault(key, path)
    return pairs


_OBSTACLES = {
    "link": (
        "link-in-output",
        "`{}` is a symbolic link; not followed or replaced",
        "remove the link",
    ),
    "folder": (
        "folder-in-the-way",
        "`{}` must be a file, but is a folder",
        "move the folder away",
    ),
    "file": (
        "file-in-the-way",
        "`{}` must be a folder, but is a file",
        "move the file away",
    ),
    "special": (
        "special-file-in-output",
        "`{}` is not a regular file; not read or replaced",
        "remove it",
    ),
}


def report_obstacle(
    destination: Destination, obstacle: Obstacle, report: Report
) -> None:
    """Report an obstacle in the output folder."""
    code, message, help = _OBSTACLES[obstacle.what]
    path = obstacle.path
    if path.is_relative_to(destination.package) and path != destination.package:
        shown = path.relative_to(destination.package)
    else:
        shown = path
    report.error(
        code, message.format(shown), destination.location_in_folder(path), help=help
    )
