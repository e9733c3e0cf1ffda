"""The stages from a description to the files of a package in memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..diagnostics import Report
from ..run_limits import within_limits
from .description import describe
from .documents import load_document
from .lowering import lower_package
from .stages import Plan, Progress, ignore_progress, stage
from .surfaces import surface_file

if TYPE_CHECKING:
    from ..config import Package
    from ..render import File, Planned
    from ..resolve import Access


def generate(
    package: Package,
    report: Report,
    access: Access,
    severities: Mapping[str, str] | None = None,
    *,
    plan: Plan | None = None,
    progress: Progress = ignore_progress,
) -> tuple[File, ...] | None:
    """Generate the files of a package in memory; no files if `report` has errors.

    Returns None if the description or a template of the project cannot be used, or the
    formatter is not installed.
    """
    from .. import formatting, overrides, render

    path, templates = package.description, None
    if not formatting.is_available(package.formatter, report):
        return None
    if plan is None:
        customized = overrides.customize(package, report, access)
        if customized is None:
            return None
        package, templates = customized
    planned = plan_files(
        package, report, access, severities or {}, plan=plan, progress=progress
    )
    if not planned:
        return None if planned is None else ()

    def work() -> tuple[File, ...] | None:
        with stage("render", path, progress):
            files = tuple(
                render.render(planned)
                if templates is None
                else overrides.render_with(planned, templates, report)
            )
        if report.has_errors:
            return None
        with stage("format", path, progress):
            if templates is None:
                return formatting.format(files, package.formatter)
            return overrides.format_with(files, package.formatter, templates, report)

    return within_limits(work, report)


def plan_files(
    package: Package,
    report: Report,
    access: Access,
    severities: Mapping[str, str],
    *,
    plan: Plan | None = None,
    progress: Progress = ignore_progress,
) -> tuple[Planned, ...] | None:
    """Run all stages that report diagnostics; no files if `report` has errors.

    This is the first part of `generate`. `plan` replaces the plan of the package's targets.
    Returns None if the description cannot be read.
    """
    from .. import targets

    path = package.description
    spec = describe(
        path,
        report,
        access,
        severities,
        load=lambda: load_document(package, report, access),
        progress=progress,
    )
    if spec is None or report.prevents_generation:
        return None if spec is None else ()

    def work() -> tuple[Planned, ...]:
        api = lower_package(spec, package, report, progress)
        with stage("plan", path, progress):
            planned = tuple((plan or targets.plan)(package, api, report))
            if plan is None:
                planned += (surface_file(api, package),)
                if "server" in targets.load(package.targets, Report()):
                    from ..description_bundle import served_description

                    planned += (served_description(spec, api, package),)
            return planned

    planned = within_limits(work, report)
    if planned is not None:
        report.complete()
    return () if planned is not None and report.has_errors else planned
