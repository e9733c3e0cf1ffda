"""Skip the run of a package whose inputs and outputs are those of the last run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from .. import stamp
from ..config import TARGETS, Config, Package
from ..output.paths import Destination
from ..output.repeated_runs import unchanged
from .exit_codes import SUCCESS, exit_code, lowest_failure
from .package_results import PackageResult

if TYPE_CHECKING:
    from ..diagnostics import Report
    from .run_settings import RunRequest


def up_to_date(package: Package, request: RunRequest) -> PackageResult | None:
    """The result for a package whose stamp is valid; None if it must be generated."""
    if package.url or package.content is not None or package.distribution is not None:
        return None  # the user's files of a distribution may have changed
    destination = Destination.of(package)
    root = request.access.root or Path.cwd()
    settings = _severities(request.config)
    run = unchanged(
        destination, lambda known: stamp.is_valid(known, package, settings, root)
    )
    if run is None:
        return None
    if exit_code(run.diagnostics, lowest_failure(package.strict)) != SUCCESS:
        return None
    return PackageResult(
        package, SUCCESS, diagnostics=run.diagnostics, counts=run.counts
    )


def stamp_for(
    package: Package, request: RunRequest, report: Report
) -> stamp.Stamp | None:
    """The stamp of a run; None with targets or rules of plug-ins, whose inputs are
    unknown."""
    from .. import plugins
    from ..lint import GROUP, names

    if not request.has_known_codes:
        return None
    rules = set(request.config.severities.codes) - set(names())
    if rules and not rules.isdisjoint(plugins.installed(GROUP)):
        return None
    if not set(TARGETS).issuperset(package.targets):
        return None
    if package.url or package.content is not None or package.distribution is not None:
        return None
    if report.suppressions is not None and report.suppressions.can_expire:
        return None
    return stamp.stamp(package, _severities(request.config), report)


def _severities(config: Config) -> object:
    ignored = [replace(entry, location=None) for entry in config.ignore]
    return config.lint, config.overrides, ignored
