"""The public surface of a package, with which the next run compares its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from ..diagnostics import Locatable, Report
from ..run_limits import within_limits
from .description import describe
from .documents import load_document
from .lowering import lower_package
from .stages import Load, Progress, ignore_progress, stage

if TYPE_CHECKING:
    from .. import ir
    from ..config import Package
    from ..emit.naming import Symbols
    from ..render import Planned
    from ..resolve import Access
    from ..surface import Surface


def surface_file(api: ir.Api, package: Package) -> Planned:
    """Plan the file with the public surface, with which the next run compares its own."""
    from .. import surface
    from ..render import Planned

    extracted = surface.extract_surface(api, _symbols(api, package), package)
    return Planned(
        package.source / surface.SURFACE, None, surface.surface_text(extracted)
    )


def _symbols(api: ir.Api, package: Package) -> Symbols:
    from ..targets import api_names

    return api_names.name_api(api, package, Report())


class LocatedSurface(Struct, frozen=True):
    """A surface, and where its symbols are in the description."""

    surface: Surface
    locations: Mapping[str, Locatable]


def read_surface(
    package: Package,
    report: Report,
    access: Access,
    severities: Mapping[str, str],
    *,
    load: Load | None = None,
    progress: Progress = ignore_progress,
) -> LocatedSurface | None:
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

    from ..surface import extract_surface, symbol_locations

    def work() -> LocatedSurface:
        api = lower_package(spec, package, report, progress)
        with stage("plan", path, progress):
            symbols = _symbols(api, package)
            return LocatedSurface(
                extract_surface(api, symbols, package), symbol_locations(api, symbols)
            )

    surface = within_limits(work, report)
    return None if report.prevents_generation else surface
