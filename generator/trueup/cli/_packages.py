"""Generates every package that was asked for, and hands each to a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from ..diagnostics import Report
from . import CLEAN, UNABLE
from . import _findings as findings
from . import _options as options
from ._progress import progress

if TYPE_CHECKING:
    from ..config import Package
    from ..output import Counts
    from ..render import File

Act: TypeAlias = "Callable[[Package, tuple[File, ...], Report], tuple[int, Counts]]"
"""What a command does with a package's files: gives an exit code and counts."""


def for_each(values: dict[str, Any], act: Act) -> int:
    """Runs `act` on each package without errors, shows all findings, gives the code.

    `values` are those of `options.package_options`. One package's errors do not keep
    the others from being made.
    """
    shown_as = values.pop("shown_as")
    config_file = values.pop("config_file")
    remote, outside = values.pop("allow_remote"), values.pop("allow_outside")
    asked = options.wanted(values)
    report = Report()
    found = options.configuration(config_file, report)
    if found is None:
        findings.show(shown_as, report)
        return UNABLE
    packages = options.packages(asked, found)
    access = options.access(remote, outside)

    from .. import pipeline
    from ..output import Counts

    exit_code, done, diagnostics = CLEAN, Counts(), list(report)
    with progress(len(packages), shown_as != "text") as advance:
        for package in packages:
            report = Report()
            files = pipeline.generate(
                package, report, access, found.lint, progress=advance
            )
            if files is None:
                code = UNABLE
            else:
                code = findings.code(report, strict=package.strict)
            if code == CLEAN and files:
                code, counts = act(package, files, report)
                done += counts
            exit_code = max(exit_code, code)
            diagnostics += report
    findings.show(
        shown_as,
        diagnostics,
        written=done.written,
        unchanged=done.unchanged,
        removed=done.removed,
    )
    return exit_code


def refuse_diff(diff: bool, shown_as: str) -> None:
    """Other formats own standard output, where a difference would go."""
    if diff and shown_as != "text":
        raise click.UsageError("--diff prints text, so it needs --format text")
