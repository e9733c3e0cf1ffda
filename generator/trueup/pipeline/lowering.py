"""The stages that turn a description into the operations of a package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import Report
from .stages import Progress, stage

if TYPE_CHECKING:
    from .. import ir
    from ..config import Package
    from ..resolve import Spec


def lower_package(
    spec: Spec, package: Package, report: Report, progress: Progress
) -> ir.Api:
    """The operations that a package selects, and what they use."""
    from .. import lower, normalize, selection, unknown_properties

    lowering, path = report.for_stage(), package.description
    with stage("normalize", path, progress):
        normal = normalize.normalize(spec, lowering)
    with stage("lower", path, progress):
        api = lower.lower(normal, lowering)
    with stage("select", path, progress):
        api = selection.select(api, package, lowering)
        api = unknown_properties.keep(api, package, lowering)
    report.merge(lowering)
    return api
