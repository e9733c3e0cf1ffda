"""The changes for callers since a git revision, or since an older description."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from msgspec.structs import replace

from .. import config as configuration_files
from .. import pipeline
from ..config import Config, Package
from ..diagnostics import Report, Severity
from ..git_revisions import GitError, Revision, find_revision
from ..pipeline.surfaces import LocatedSurface
from ..surface import SurfaceChanges, compare_surfaces
from .revision_files import (
    moved_access,
    moved_config,
    moved_folder,
    moved_overlays,
    run_until_complete,
)
from .run_settings import RunRequest, access_for, report_for

EXPLANATIONS = {
    "no-older-description": """\
The revision has no description for this package, so there is nothing to compare with: the package
is new, or the description had another path.""",
    "older-description": """\
The description of the revision cannot be compared, since it cannot be read or has errors; the
message states the first one.""",
}
"""Explanations of the diagnostic codes of this module."""


def changes_since(
    package: Package, request: RunRequest, against: str | Path, report: Report
) -> SurfaceChanges | None:
    """The changes for callers of a package since a revision (`str`), or since an older
    description (`Path`); None, with diagnostics, if that cannot be determined."""
    severities, access = request.config.lint, access_for(package, request.access)
    new = pipeline.read_surface(package, report, access, severities)
    if new is None:
        return None
    if isinstance(against, Path):
        older = replace(package, description=against, url="", content=None)
        seen = report_for(request.config)
        old = pipeline.read_surface(older, seen, access, severities)
        return _compare(old, new, seen, report, against.as_posix())
    if package.url or package.content is not None:
        report.error(
            "no-repository",
            f"the description of `{package.name}` is not a file of a git repository",
            None,
            help="name an older description instead of a revision",
        )
        return None
    try:
        folder = package.description.absolute().parent
        revision = find_revision(folder, against)
        return _since_revision(package, request, revision, against, new, report)
    except GitError as error:
        report.error(error.code, error.message, None, help=error.help)
        return None


def removed_packages(request: RunRequest, against: str) -> tuple[str, ...]:
    """The names of packages that the configuration had at a revision and no longer has; none
    if the run is not for all packages, or if the older configuration cannot be read."""
    config = request.config
    known = {package.name for package in config.packages}
    if config.path is None or known != {package.name for package in request.packages}:
        return ()
    try:
        revision = find_revision(config.path.absolute().parent, against)
        with tempfile.TemporaryDirectory(prefix="trueup-") as folder:
            older = _older_config(config, revision, Path(folder).resolve())
    except GitError:
        return ()  # reported for each package
    names = () if older is None else (package.name for package in older.packages)
    return tuple(name for name in names if name not in known)


def _compare(
    old: LocatedSurface | None,
    new: LocatedSurface,
    seen: Report,
    report: Report,
    name: str,
) -> SurfaceChanges | None:
    if old is not None:
        changes = compare_surfaces(old.surface, new.surface)
        return replace(changes, locations=new.locations)
    errors = [d.message for d in seen if d.severity is Severity.ERROR]
    reason = errors[0] if errors else "it cannot be read"
    report.error("older-description", f"cannot compare with `{name}`: {reason}", None)
    return None


def _since_revision(
    package: Package,
    request: RunRequest,
    revision: Revision,
    name: str,
    new: LocatedSurface,
    report: Report,
) -> SurfaceChanges | None:
    with tempfile.TemporaryDirectory(prefix="trueup-") as folder:
        # As deep as the repository, so that paths above it stay apart.
        root = Path(folder).resolve().joinpath("tree", revision.root.name)
        older, config = _older_package(package, request.config, revision, root)
        path = older.description.relative_to(root).as_posix()
        if older.url or path not in revision.extract((path,), root):
            message = f"`{name}` has no description `{path}`; nothing is compared"
            report.note("no-older-description", message, None)
            version = new.surface.version
            return SurfaceChanges((), version, version)
        # Permissions are those of the present configuration.
        allowed = replace(older, allow_remote=package.allow_remote)
        access = moved_access(access_for(allowed, request.access), revision, root)

        def read() -> tuple[tuple[LocatedSurface | None, Report], Report]:
            seen = report_for(config)
            return (pipeline.read_surface(older, seen, access, config.lint), seen), seen

        old, seen = run_until_complete(revision, root, read)
    return _compare(old, new, seen, report, name)


def _older_package(
    package: Package, config: Config, revision: Revision, root: Path
) -> tuple[Package, Config]:
    """The package in the configuration of a revision, with paths below `root`; as it is
    now if that configuration does not have it."""
    older = _older_config(config, revision, root)
    for known in older.packages if older is not None else ():
        path = Path(os.path.normpath(known.description))
        if known.name == package.name and path.is_relative_to(root):
            overlays = known.overlays
            if not _are_configured(package, config):
                overlays = moved_overlays(package, revision, root)
            return replace(known, description=path, overlays=overlays), older or config
    folder = package.description.absolute().parent
    description = moved_folder(folder, revision, root) / package.description.name
    overlays = moved_overlays(package, revision, root)
    moved = replace(package, description=description, overlays=overlays)
    return moved, moved_config(config, revision, root)


def _are_configured(package: Package, config: Config) -> bool:
    """Whether the overlays of a package are those of the configuration, not of options."""
    return any(
        known.name == package.name and known.overlays == package.overlays
        for known in config.packages
    )


def _older_config(config: Config, revision: Revision, root: Path) -> Config | None:
    if config.path is None:
        return None
    path = revision.path_of(config.path)
    if path is None or path not in revision.extract((path,), root):
        return None
    return configuration_files.read(root / path, Report(), named=True)
