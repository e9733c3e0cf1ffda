"""The stages that read and check a description: load, resolve, validate, lint."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import MAX_BEFORE_SUPPRESSIONS, Report
from ..run_limits import within_limits
from ..severities import PRESET
from .documents import load_document
from .stages import Load, Observe, Progress, ignore_progress, ignore_spec, stage

if TYPE_CHECKING:
    from ..config import Package
    from ..lint import RuleSelection
    from ..resolve import Access, Spec


def describe(
    path: Path,
    report: Report,
    access: Access,
    severities: Mapping[str, str],
    *,
    load: Load | None = None,
    preset: str = "minimal",
    only: Collection[str] = (),
    ruleset: RuleSelection | None = None,
    observe: Observe = ignore_spec,
    progress: Progress = ignore_progress,
) -> Spec | None:
    """Read and check a description; None if it cannot be read.

    `load` replaces the reading of the file at `path`. `only` names the rules to run
    instead of all other checks, `ruleset` those to run instead of the preset. `observe`
    is called once references are resolved.
    """
    from .. import validate
    from ..lint import lint as run_rules
    from ..lint.presets import mistakes

    limit = report.limit
    report.mistakes = mistakes(
        severities.get(PRESET, preset), allow_missing=access.allow_missing
    )

    def work() -> Spec | None:
        spec = _resolve(path, report, access, load, only, progress)
        if spec is None:
            return None
        observe(spec)
        if not only:
            with stage("validate", path, progress):
                validate.validate(spec, report)
        with stage("lint", path, progress):
            run_rules(
                spec, report, severities, preset=preset, only=only, ruleset=ruleset
            )
        return spec

    spec = within_limits(work, report)
    if spec is None:
        report.hide_suppressed(limit)
    return spec


def resolve(package: Package, report: Report, access: Access) -> Spec | None:
    """Read a description and all its files; None if it cannot be read."""
    path, load = package.description, lambda: load_document(package, report, access)
    return within_limits(
        lambda: _resolve(path, report, access, load, (), ignore_progress), report
    )


def _resolve(
    path: Path,
    report: Report,
    access: Access,
    load: Load | None,
    only: Collection[str],
    progress: Progress,
) -> Spec | None:
    """Load a description and resolve its references; apply its suppressions."""
    from .. import resolve, source

    unrelated, limit = Report(), report.limit
    report.limit = max(limit, MAX_BEFORE_SUPPRESSIONS)
    with stage("load", path, progress):
        document = load() if load is not None else source.load(path, report)
    if document is None:
        return None
    with stage("resolve", path, progress):
        spec = (
            resolve.resolve(document, unrelated, access, assume=(3, 1))
            if only
            else resolve.resolve(document, report, access)
        )
    if spec is None:
        report.extend(unrelated)
    else:
        _suppress(spec, report, limit, unrelated if only else report)
    return spec


def _suppress(spec: Spec, report: Report, limit: int, mistakes: Report) -> None:
    """Apply the suppressions of a description, also to recorded diagnostics."""
    if report.suppressions is not None:
        from ..lint_results import attach_suppressions

        attach_suppressions(spec, report.suppressions, mistakes)
    report.hide_suppressed(limit)
