"""Generates every package that was asked for, and hands each to a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import click
from msgspec import Struct

from ..diagnostics import Report
from . import CLEAN, UNABLE
from . import _findings as findings
from . import _options as options
from ._progress import progress

if TYPE_CHECKING:
    from ..access import Access
    from ..config import Config, Package
    from ..output import Counts
    from ..pipeline import Progress
    from ..render import File

Act: TypeAlias = (
    "Callable[[Package, tuple[File, ...], Asked, Report], tuple[int, Counts]]"
)
"""What a command does with a package's files: gives an exit code and counts."""

Shortcut: TypeAlias = "Callable[[Package, Asked], Counts | None]"
"""The counts of a package for which nothing need be done; None otherwise."""


class Asked(Struct, frozen=True):
    """The request of a command line. `shown_as` is the format of diagnostics."""

    packages: tuple[Package, ...]
    access: Access
    found: Config
    shown_as: str


def asked_for(values: Mapping[str, Any], report: Report) -> Asked | None:
    """What the values of `options.package_options` amount to; None where the
    configuration cannot be used."""
    left = dict(values)
    file = left.pop("config_file")
    remote, outside = left.pop("allow_remote"), left.pop("allow_outside")
    missing = left.pop("allow_missing")
    wanted = options.wanted(left)
    found = options.configuration(file, report)
    if found is None:
        return None
    return Asked(
        options.packages(wanted, found),
        options.access(remote, outside, missing, found),
        found,
        left["shown_as"],
    )


def for_each(
    values: Mapping[str, Any], act: Act, shortcut: Shortcut | None = None
) -> int:
    """Run `act` on each package without errors, show all diagnostics, return the code.

    `values` are those of `options.package_options`. One package's errors do not keep
    the others from being generated.
    """
    report = Report()
    asked = asked_for(values, report)
    if asked is None:
        findings.show(values["shown_as"], report)
        return UNABLE
    shown_as = asked.shown_as

    from ..output import Counts

    exit_code, done, diagnostics = CLEAN, Counts(), list(report)
    with progress(len(asked.packages), shown_as != "text") as advance:
        for package in asked.packages:
            counts = shortcut(package, asked) if shortcut is not None else None
            if counts is None:
                report = Report()
                code, counts = _make(package, report, asked, act, advance)
                exit_code = max(exit_code, code)
                diagnostics += report
            done += counts
    findings.show(
        shown_as,
        diagnostics,
        written=done.written,
        unchanged=done.unchanged,
        removed=done.removed,
    )
    return exit_code


def _make(
    package: Package, report: Report, asked: Asked, act: Act, advance: Progress
) -> tuple[int, Counts]:
    """Generate a package and act on it, unless there are errors."""
    from .. import pipeline
    from ..output import Counts

    access = options.of_package(asked.access, package)
    severities = asked.found.lint
    files = pipeline.generate(package, report, access, severities, progress=advance)
    if files is None:
        return UNABLE, Counts()
    code = findings.code(report, strict=package.strict)
    return (
        act(package, files, asked, report)
        if files and code == CLEAN
        else (code, Counts())
    )


def refuse_diff(diff: bool, shown_as: str) -> None:
    """Other formats own standard output, where a difference would go."""
    if diff and shown_as != "text":
        raise click.UsageError("--diff prints text, so it needs --format text")
