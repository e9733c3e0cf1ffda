"""`trueup lint`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..diagnostics import Report
from . import CLEAN, UNABLE
from . import _findings as findings
from . import _options as options

if TYPE_CHECKING:
    from ..hosts import AllowedHosts


@click.command()
@click.argument("descriptions", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Exit 1 for warnings too.")
@options.format_option
@options.access_options
def command(
    descriptions: tuple[Path, ...],
    strict: bool,
    shown_as: str,
    config_file: Path | None,
    allow_remote: AllowedHosts,
    allow_outside: bool,
    allow_missing: bool,
) -> int:
    """Judge DESCRIPTIONs, or those of the configured packages, and generate nothing.

    `trueup rules` lists the rules, `trueup explain CODE` says more about one.
    """
    report = Report()
    found = options.configuration(config_file, report)
    if found is None:
        findings.show(shown_as, report)
        return UNABLE
    configured = dict.fromkeys(one.description for one in found.packages)
    paths = descriptions or tuple(configured)
    if not paths:
        raise click.UsageError("name a description, or configure packages")
    access = options.access(allow_remote, allow_outside, allow_missing, found)

    from .. import pipeline

    exit_code, diagnostics = CLEAN, list(report)
    for path in paths:
        report = Report()
        known = [
            one for one in found.packages if one.description.resolve() == path.resolve()
        ]
        own = options.of_package(access, known[0]) if known else access
        spec = pipeline.describe(path, report, own, found.lint)
        code = UNABLE if spec is None else findings.code(report, strict=strict)
        exit_code = max(exit_code, code)
        diagnostics += report
    findings.show(shown_as, diagnostics)
    return exit_code
