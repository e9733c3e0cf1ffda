"""The settings of a run: the configuration, and what it may read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ..diagnostics import MAX_PER_CODE, Report, Severity
from ..suggestions import did_you_mean
from ..suppressions import Suppressions
from . import clock, configured_rulesets

if TYPE_CHECKING:
    from ..access import Access
    from ..config import Config, Package
    from ..hosts import AllowedHosts

EXPLANATIONS = {
    "nothing-configured": """\
The configuration has no package with that name, or no configuration exists: name a file, or
create one with `trueup init`.""",
}
"""Explanations of the diagnostic codes of this module."""


class RunRequest(Struct, frozen=True):
    """The packages of a run, and what they may read."""

    packages: tuple[Package, ...]
    access: Access
    config: Config
    has_known_codes: bool = True
    """Whether the configuration sets no severities of unknown codes: if it does, each run
    reports them."""


def configuration(
    file: Path | None, report: Report, *, checks_codes: bool = True
) -> Config | None:
    """Read the configuration, by default the nearest one; None, with diagnostics, if it
    is invalid. `checks_codes` is False if `report_unknown_codes` is called later."""
    from .. import config

    path = file or config.find(Path.cwd())
    if path is None:
        return config.Config()
    configured = config.read(path, report, named=file is not None)
    if configured is not None and checks_codes:
        report_unknown_codes(configured, report)
    return configured


def report_unknown_codes(config: Config, report: Report) -> None:
    """Report severities of codes that do not exist; targets of plug-ins have their own.

    The severity `error` of such a code would have no effect, so it is an error.
    """
    from ..config import TARGETS

    if not config.lint_locations:
        return
    if any(set(package.targets) - set(TARGETS) for package in config.packages):
        return
    from .. import plugins
    from ..lint import GROUP, names

    known = {*names(), *plugins.installed(GROUP)}
    if config.ruleset is not None:
        known.update(configured_rulesets.names(config.ruleset))
    if known.issuperset(config.lint_locations):
        return
    from .known_codes import EXPLANATIONS  # imports all stages

    known.update(EXPLANATIONS)
    tables = (config.lint, *(override.lint for override in config.overrides))
    for code, location in config.lint_locations.items():
        if code not in known:
            is_error = any(table.get(code) == Severity.ERROR.value for table in tables)
            hint = did_you_mean(code, known)
            install = "install the plug-in that defines it"
            report.add(
                "unknown-rule",
                Severity.ERROR if is_error else Severity.WARNING,
                f"the configuration sets the severity of unknown code `{code}`",
                location,
                help=(
                    f"{hint} otherwise, {install}"
                    if hint
                    else f"correct it, or {install}"
                ),
            )


def has_known_codes(report: Report) -> bool:
    """Whether `report_unknown_codes` has reported nothing."""
    return all(diagnostic.code != "unknown-rule" for diagnostic in report)


def report_for(config: Config, *, limit: int = MAX_PER_CODE) -> Report:
    """A report with the severities and the suppressions of the configuration."""
    severities = config.severities
    suppressions = Suppressions(config.ignore, severities.folder, clock.today())
    return Report(severities, suppressions, limit=limit)


def access(
    allow_remote: AllowedHosts,
    allow_outside: bool,
    allow_missing: bool,
    config: Config,
) -> Access:
    """Limits on references. The project folder is that of the configuration file, or the
    working directory."""
    from ..access import Access

    root = config.path.absolute().parent if config.path else Path.cwd()
    files = tuple(p.description for p in config.packages if not p.url)
    return Access(allow_remote, root, allow_outside, allow_missing, files)


def access_for(package: Package, access: Access) -> Access:
    """Extend `access` by the permissions in the package's configuration."""
    hosts, more = access.allow_remote, package.allow_remote
    return replace(
        access,
        allow_missing=access.allow_missing or package.allow_missing,
        allow_remote=True if hosts is True or more is True else (*hosts, *more),
    )
