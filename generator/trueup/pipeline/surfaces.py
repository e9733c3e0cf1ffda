"""The public surface of a package, with which the next run compares its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..diagnostics import Report
from ..run_limits import within_limits
from .description import describe, load_document
from .lowering import lower_package
from .stages import Load, Progress, ignore_progress, stage

if TYPE_CHECKING:
    from .. import ir
    from ..config import Package
    from ..render import Planned
    from ..resolve import Access
    from ..surface import Surface


def surface_file(api: ir.Api, package: Package) -> Planned:
    """Plan the file with the public surface, with which the next run compares its own."""
    from .. import surface
    from ..render import Planned

    text = surface.surface_text(extract_surface(api, package))
    return Planned(package.source / surface.SURFACE, None, text)


def extract_surface(api: ir.Api, package: Package) -> Surface:
    from .. import surface
    from ..targets import api_names

    symbols = api_names.name_api(api, package, Report())
    return surface.extract_surface(api, symbols, package)


def read_surface(
    package: Package,
    report: Report,
    access: Access,
    severities: Mapping[str, str],
    *,
    load: Load | None = None,
    progress: Progress = ignore_progress,
) -> Surface | None:
    """The public surface of a package that would be generated; None, with diagnostics,
    if it cannot be generated."""
    path = package.description
    spec = describe(
        path,
        report,
        access,
        severities,
        load=load or (lambda: load_document(package, report, access)),
        progress=progress,
    )
    if spec is None or report.prevents_generation:
        return None

    def work() -> Surface:
        api = lower_package(spec, package, report, progress)
        with stage("plan", path, progress):
            return extract_surface(api, package)

    surface = within_limits(work, report)
    return None if report.prevents_generation else surface
