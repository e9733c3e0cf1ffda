"""Files of an older git revision, extracted until a description has all of its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from msgspec.structs import replace

from ..access import Access
from ..config import Config, Package
from ..diagnostics import Report
from ..digests import ABSENT
from ..git_revisions import Revision
from ..lint_results import relative_to

T = TypeVar("T")

_MAX_ROUNDS = 50
"""Maximum length of a chain of files, each of which only the previous one refers to."""


def run_until_complete(
    revision: Revision, root: Path, run: Callable[[], tuple[T, Report]]
) -> T:
    """Run `run` until every file that its report misses is extracted below `root`, or is
    not in the revision."""
    result, report = run()
    for _ in range(_MAX_ROUNDS):
        missing = {
            Path(path).relative_to(root).as_posix()
            for path, digest in report.read.items()
            if digest == ABSENT and Path(path).is_relative_to(root)
        }
        if not missing or not revision.extract(missing, root):
            break
        result, report = run()
    return result


def moved_folder(folder: Path, revision: Revision, root: Path) -> Path:
    """The folder below `root` for one of the repository."""
    return Path(root, relative_to(revision.root, str(folder)))


def moved_overlays(
    package: Package,
    revision: Revision,
    root: Path,
    old_names: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Path, ...]:
    """The overlays of a package below `root`; those outside of the repository as they are.

    `old_names` are the names of files in the revision that have others now.
    """
    moved: list[Path] = []
    for overlay in package.overlays:
        name = revision.path_of(overlay)
        moved.append(overlay if name is None else root / old_names.get(name, name))
    return tuple(moved)


def moved_access(access: Access, revision: Revision, root: Path) -> Access:
    """The access for extracted files: the project folder is that of the repository."""
    if access.root is None:
        return access
    return replace(access, root=moved_folder(access.root, revision, root))


def moved_config(config: Config, revision: Revision, root: Path) -> Config:
    """The configuration for extracted files: its globs are those of the repository."""
    if config.path is None:
        return config
    folder = moved_folder(config.path.absolute().parent, revision, root)
    return replace(config, path=folder / config.path.name)
