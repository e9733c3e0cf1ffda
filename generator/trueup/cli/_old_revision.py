"""Linting of an older git revision, to tell new diagnostics from old ones."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct
from msgspec.structs import replace

from ..diagnostics import Diagnostic, Report
from ..digests import ABSENT
from ..git_revisions import GitError, Revision, find_revision
from ..hosts import is_url
from ..library.lint_runs import LintRequest, LintRun, run_lint
from ..library.revision_files import (
    moved_access,
    moved_config,
    moved_overlays,
    run_until_complete,
)
from ._known_problems import RECORDED, subtract

if TYPE_CHECKING:
    from ..config import Package
    from ..lint_results import Fingerprint


def old_diagnostics(
    runs: Sequence[LintRun], request: LintRequest, name: str, report: Report
) -> set[Diagnostic] | None:
    """The diagnostics that the revision `name` has, too; None, with a diagnostic, if it
    cannot be read."""
    from ..lint_results import Fingerprints

    reject_unversioned(request)
    old: set[Diagnostic] = set()
    try:
        for run in runs:
            if not run.is_readable:
                continue
            folder = run.package.description.absolute().parent
            revision = find_revision(folder, name)
            known = _fingerprints_in(revision, run, request)
            current = Fingerprints(run.documents, _FileNames(revision.root).of)
            old |= subtract(dict(current.pairs(run.report)), known)
    except GitError as error:
        report.error(error.code, error.message, None, help=error.help)
        return None
    return old


def reject_unversioned(request: LintRequest) -> None:
    """Raise for descriptions that are not files."""
    for package in request.packages:
        if package.url:
            raise click.UsageError("--changed-since needs descriptions that are files")
        if package.content is not None and not package.description.parent.is_dir():
            raise click.UsageError("--changed-since needs an existing folder")


class _FileNames(Struct, frozen=True):
    """The names of files in a repository; `renamed` maps old names to new ones."""

    root: Path
    renamed: Mapping[str, str] = {}

    def of(self, shown: str) -> str:
        from ..lint_results import relative_to

        name = relative_to(self.root, shown)
        return self.renamed.get(name, name)


def _fingerprints_in(
    revision: Revision, run: LintRun, request: LintRequest
) -> Mapping[Fingerprint, int]:
    """The fingerprints of a description in a revision, with the new names of files; empty
    if it did not exist."""
    from ..lint_results import Fingerprints

    old_names = revision.renamed()
    description = revision.path_of(run.package.description)
    if description is None:
        return {}
    description = old_names.get(description, description)
    read = [Path(path) for path, digest in run.report.read.items() if digest != ABSENT]
    used = {revision.path_of(path) for path in read if not is_url(str(path))} - {None}
    wanted = {description, *(old_names.get(name, name) for name in used if name)}
    with tempfile.TemporaryDirectory(prefix="trueup-") as folder:
        # As deep as the repository, so that paths above it stay apart.
        root = Path(folder).resolve().joinpath("tree", revision.root.name)
        if description not in revision.extract(wanted, root):
            return {}
        overlays = moved_overlays(run.package, revision, root, old_names)
        # An overlay that the revision does not have did not change the description.
        overlays = tuple(path for path in overlays if path.exists())
        package = replace(
            run.package,
            description=root / description,
            content=None,
            overlays=overlays,
        )
        old = _lint(revision, root, package, request)
        renamed = {before: after for after, before in old_names.items()}
        names = _FileNames(root, renamed)
        return Fingerprints(old.documents, names.of).count(old.report)


def _lint(
    revision: Revision, root: Path, package: Package, request: LintRequest
) -> LintRun:
    """Lint the extracted files; extract those that are missing, until none is."""
    moved = replace(
        request,
        access=moved_access(request.access, revision, root),
        config=moved_config(request.config, revision, root),
    )

    def lint() -> tuple[LintRun, Report]:
        old = run_lint(package, moved, limit=RECORDED)
        return old, old.report

    return run_until_complete(revision, root, lint)
