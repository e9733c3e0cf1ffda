"""Generates every package that was asked for, and hands each to a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import click
from msgspec import Struct

from .. import repeat
from ..diagnostics import Report
from . import CLEAN, UNABLE
from . import _findings as findings
from . import _options as options
from ._progress import progress
from ._repeating import Made, remember

if TYPE_CHECKING:
    from ..config import Config, Package
    from ..output import Counts
    from ..pipeline import Progress
    from ..render import File
    from ..resolve import Access

Act: TypeAlias = "Callable[[Package, tuple[File, ...], Report], tuple[int, Counts]]"
"""What a command does with a package's files: gives an exit code and counts."""


Told: TypeAlias = "Callable[[Package, int], str]"
"""What a command says of a package when all of its so many files are unchanged."""


class Asked(Struct, frozen=True):
    """What a command line asks for. `configuration` are digests of the files in which
    that could stand, and `shown_as` says how findings are shown."""

    packages: tuple[Package, ...]
    access: Access
    found: Config
    configuration: Mapping[str, str]
    shown_as: str


def asked_for(values: Mapping[str, Any], report: Report) -> Asked | None:
    """What the values of `options.package_options` amount to; None where the
    configuration cannot be used."""
    left = dict(values)
    file = left.pop("config_file")
    before = repeat.configuration(file)
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
        before,
        left["shown_as"],
    )


def for_each(values: Mapping[str, Any], act: Act, told: Told | None = None) -> int:
    """Runs `act` on each package without errors, shows all findings, gives the code.

    `values` are those of `options.package_options`. One package's errors do not keep
    the others from being made. With `told`, a run that goes well is remembered: the
    same command need not run again until something has changed.
    """
    report = Report()
    asked = asked_for(values, report)
    if asked is None:
        findings.show(values["shown_as"], report)
        return UNABLE
    shown_as, found = asked.shown_as, asked.found

    from ..output import Counts

    exit_code, done, diagnostics = CLEAN, Counts(), list(report)
    made: list[Made] = []
    with progress(len(asked.packages), shown_as != "text") as advance:
        for package in asked.packages:
            report = Report()
            code, one = _make(package, report, asked.access, found, act, advance)
            if one is not None:
                done += one.counts
                made.append(one)
            exit_code = max(exit_code, code)
            diagnostics += report
    findings.show(
        shown_as,
        diagnostics,
        written=done.written,
        unchanged=done.unchanged,
        removed=done.removed,
    )
    if told is not None and exit_code == CLEAN:
        remember(made, found, asked.configuration, shown_as, diagnostics, told)
    return exit_code


def _make(
    package: Package,
    report: Report,
    access: Access,
    found: Config,
    act: Act,
    advance: Progress,
) -> tuple[int, Made | None]:
    """The exit code for one package, and what was made unless there were errors."""
    from .. import pipeline

    access = options.of_package(access, package)
    files = pipeline.generate(package, report, access, found.lint, progress=advance)
    if files is None:
        return UNABLE, None
    code = findings.code(report, strict=package.strict)
    if code != CLEAN or not files:
        return code, None
    code, counts = act(package, files, report)
    return code, Made(package, files, report.read, counts)


def refuse_diff(diff: bool, shown_as: str) -> None:
    """Other formats own standard output, where a difference would go."""
    if diff and shown_as != "text":
        raise click.UsageError("--diff prints text, so it needs --format text")
