"""`trueup lint`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..diagnostics import Report
from . import INPUT_ERROR, SUCCESS, _diagnostics
from . import _options as options

if TYPE_CHECKING:
    from ..hosts import AllowedHosts


@click.command()
@click.argument("descriptions", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@options.format_option
@options.access_options
def command(
    descriptions: tuple[Path, ...],
    strict: bool,
    report_format: str,
    config_file: Path | None,
    allow_remote: AllowedHosts,
    allow_outside: bool,
    allow_missing: bool,
) -> int:
    """Lint DESCRIPTIONs, or those of all configured packages.

    `trueup rules` lists the rules, `trueup explain CODE` explains one.
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

    from .. import pipeline

    exit_code, diagnostics = SUCCESS, list(report)
    for path in paths:
        report = Report()
        packages = [
            package
            for package in config.packages
            if package.description.resolve() == path.resolve()
        ]
        permitted = options.access_for(packages[0], access) if packages else access
        spec = pipeline.describe(path, report, permitted, config.lint)
        code = _diagnostics.exit_code(report, strict=strict)
        exit_code = max(exit_code, INPUT_ERROR if spec is None else code)
        diagnostics += report
    _diagnostics.show(report_format, diagnostics)
    return exit_code
