"""Output: which paths may be written. Knows no contents."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from msgspec import Struct

from ..diagnostics import At, Report, Span


class Destination(Struct, frozen=True):
    """Where a package goes: `folder` holds it, `root` is the package's own folder.

    `root` is `folder` or below it. Nothing outside `folder` is ever touched.
    """

    folder: Path
    root: Path

    def file(self, path: PurePosixPath) -> Path:
        """Where a file of the package stands; `path` must be `is_inside`."""
        if not is_inside(path):
            raise ValueError(f"{path} leaves the package")
        return self.root / path

    def shown(self, path: PurePosixPath | None = None) -> str:
        """A file of the package, or its folder, as people are shown it."""
        target = self.root if path is None else self.root / path
        return Path(os.path.relpath(target)).as_posix()

    def place(self, path: PurePosixPath | None = None) -> At:
        """A whole file as the place of a finding."""
        return At(Span(self.shown(path), 1, 1, 0))


_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def is_inside(path: PurePosixPath) -> bool:
    """Whether a relative path stays below its folder on every platform."""
    text = str(path)
    return (
        bool(path.parts)
        and not path.is_absolute()
        and not any(part in ("", ".", "..") for part in text.split("/"))
        and not re.search(r'[\\:*?"<>|\x00-\x1f\x7f]', text)
        and not any(_DEVICES.fullmatch(part) for part in path.parts)
        and not any(part.endswith((" ", ".")) for part in path.parts)
    )


def collisions(
    paths: Iterable[PurePosixPath],
) -> list[tuple[PurePosixPath, PurePosixPath]]:
    """Pairs that are one file on a file system that folds case or normalizes."""
    seen: dict[str, PurePosixPath] = {}
    found = []
    for path in paths:
        folded = unicodedata.normalize("NFC", str(path)).casefold()
        if folded in seen:
            found.append((seen[folded], path))
        seen.setdefault(folded, path)
    return found


def refused(
    destination: Destination, paths: Iterable[PurePosixPath], report: Report
) -> bool:
    """Reports what stands in the way of `paths`; True when anything does.

    A folder of the package that is a link must end inside the output folder; a file
    that is a link is never followed.
    """
    bound = destination.folder.resolve()
    before = len(report)
    if not _is_within(destination.root.resolve(), bound):
        report.error(
            "outside-output",
            f"the package's folder is a link that leaves `{destination.folder.name}`",
            destination.place(),
        )
        return True
    folders: set[PurePosixPath] = set()
    for path in paths:
        target = destination.file(path)
        folders.update(path.parents)
        if target.is_symlink():
            report.error(
                "link-in-output",
                f"`{path}` is a link; it is neither followed nor replaced",
                destination.place(path),
                help="remove the link",
            )
        elif target.is_dir():
            report.error(
                "folder-in-the-way",
                f"a folder stands where the file `{path}` goes",
                destination.place(path),
                help="move the folder away",
            )
    for inner in sorted(folders):
        if not _is_within((destination.root / inner).resolve(), bound):
            report.error(
                "outside-output",
                f"the folder `{inner}` is a link that leaves the output folder",
                destination.place(inner),
                help="remove the link",
            )
            break  # what is below it would only say so again
    return len(report) > before


def _is_within(path: Path, bound: Path) -> bool:
    return path == bound or bound in path.parents
