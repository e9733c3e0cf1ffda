"""`trueup lint`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..diagnostics import Report, Severity
from . import INPUT_ERROR, _diagnostics
from . import _options as options

if TYPE_CHECKING:
    from ..access import Access
    from ..config import Config, Package
    from ..hosts import AllowedHosts


@click.command()
@click.argument("descriptions", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    help="Exit with 1 if there is a diagnostic of this severity or a higher one"
    " [default: error].",
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@options.format_option
@options.access_options
def command(
    descriptions: tuple[Path, ...],
    fail_on: str | None,
    strict: bool,
    report_format: str,
    config_file: Path | None,
    allow_remote: AllowedHosts,
    allow_outside: bool,
    allow_missing: bool,
) -> int:
    """Lint DESCRIPTIONs, or those of all configured packages.

    Reports all that `generate` would report about them. `trueup rules` lists the rules,
    `trueup explain CODE` explains one.
    """
    report = Report()
    config = options.configuration(config_file, report)
    if config is None:
        _diagnostics.show(report_format, report)
        return INPUT_ERROR
    configured = (package.description for package in config.packages)
    paths = descriptions or tuple(dict.fromkeys(configured))
    if not paths:
        raise click.UsageError("name a description, or configure packages")
    access = options.access(allow_remote, allow_outside, allow_missing, config)
    limit = Severity(fail_on or "error")
    if strict:
        limit = max(limit, Severity.WARNING, key=_rank)
    exit_code = _diagnostics.exit_code(report, limit)
    diagnostics = dict.fromkeys(report)
    failures: list[BaseException] = []
    for path in paths:
        for package in _packages(path, config):
            code, report = _lint(package, access, config, limit)
            exit_code = max(exit_code, code)
            diagnostics |= dict.fromkeys(report)
            failures += report.failures
    _diagnostics.show(report_format, diagnostics)
    _diagnostics.show_failures(failures)
    return exit_code


def _rank(severity: Severity) -> int:
    return severity.rank


def _packages(description: Path, config: Config) -> list[Package]:
    """The configured packages of a description, otherwise one with the defaults."""
    from ..config import Package

    packages = [
        package
        for package in config.packages
        if package.description.resolve() == description.resolve()
    ]
    return packages or [Package("api", Path(), description)]


def _lint(
    package: Package, access: Access, config: Config, limit: Severity
) -> tuple[int, Report]:
    """Run the stages of `generate` that report diagnostics; return code and report."""
    from .. import pipeline

    report = Report(config.severities)
    permitted = options.access_for(package, access)
    files = pipeline.plan_files(package, report, permitted, config.lint)
    if package.strict:
        limit = max(limit, Severity.WARNING, key=_rank)
    code = _diagnostics.exit_code(report, limit)
    return (INPUT_ERROR if files is None else code), report
