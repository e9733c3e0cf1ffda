"""`trueup lint`: all that `generate` would report, without planning files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from ..diagnostics import Report
from ..run_limits import within_limits
from .description import describe
from .documents import load_document
from .lowering import lower_package
from .stages import Observe, ignore_progress, stage

if TYPE_CHECKING:
    from ..config import Package
    from ..lint import RuleSelection
    from ..resolve import Access


def lint(
    package: Package,
    report: Report,
    access: Access,
    severities: Mapping[str, str],
    *,
    preset: str,
    only: Collection[str],
    ruleset: RuleSelection | None,
    observe: Observe,
) -> bool:
    """Report all that `generate` would report, and what the rules of `preset` report.

    Returns False if the description cannot be read. The parameters are those of
    `describe`.
    """
    from .. import targets

    spec = describe(
        package.description,
        report,
        access,
        severities,
        load=lambda: load_document(package, report, access),
        preset=preset,
        only=only,
        ruleset=ruleset,
        observe=observe,
    )
    if spec is None or only or report.prevents_generation:
        return spec is not None

    def work() -> bool:
        api = lower_package(spec, package, report, ignore_progress)
        with stage("plan", package.description, ignore_progress):
            targets.report_problems(package, api, report)
        return True

    is_complete = within_limits(work, report) is not None
    if is_complete:
        report.complete()
    return is_complete
