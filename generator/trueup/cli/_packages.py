"""Generate the requested packages in memory, and pass their files to a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import click
from msgspec import Struct

from ..diagnostics import Report
from . import INPUT_ERROR, SUCCESS, _diagnostics
from . import _options as options
from ._progress import progress

if TYPE_CHECKING:
    from ..access import Access
    from ..config import Config, Package
    from ..output import Counts
    from ..pipeline import Progress
    from ..render import File

Action: TypeAlias = (
    "Callable[[Package, tuple[File, ...], CommandRequest, Report], Outcome]"
)
"""Process the files of a package."""

Shortcut: TypeAlias = "Callable[[Package, CommandRequest], Counts | None]"
"""Return the counts of a package that is up to date; None if it must be generated."""


class CommandRequest(Struct, frozen=True):
    """The combination of command line and configuration."""

    packages: tuple[Package, ...]
    access: Access
    config: Config
    report_format: str


class Outcome(Struct, frozen=True):
    """The result of a command for one package: the exit code, the counts of files, and the
    changes that a run would make, as (kind, path)."""

    code: int
    counts: Counts | None = None
    changes: tuple[tuple[str, str], ...] = ()


def parse_request(values: Mapping[str, Any], report: Report) -> CommandRequest | None:
    """Build the request from the values of `options.package_options`; None if the
    configuration is invalid."""
    rest = dict(values)
    package_options = options.take_package_options(rest)
    config = options.configuration(rest.pop("config_file"), report)
    if config is None:
        return None
    report_format = rest.pop("report_format")
    access = options.access(**rest, config=config)
    packages = options.packages(package_options, config, access, report)
    if not packages:
        return None
    return CommandRequest(packages, access, config, report_format)


def process_packages(
    values: Mapping[str, Any],
    action: Action,
    shortcut: Shortcut | None = None,
    *,
    lists_changes: bool = False,
) -> int:
    """Run `action` on each package without errors, show all diagnostics, return the code.

    `values` are those of `options.package_options`. Errors in one package do not prevent
    the generation of the others.
    """
    report = Report()
    request = parse_request(values, report)
    if request is None:
        _diagnostics.show(values["report_format"], report)
        return INPUT_ERROR
    report_format = request.report_format

    from ..output import Counts

    exit_code = _diagnostics.exit_code(report, _diagnostics.limit(values["strict"]))
    total, reports = Counts(), [report]
    changes: tuple[tuple[str, str], ...] = ()
    with progress(len(request.packages), report_format != "text") as advance:
        for package in request.packages:
            counts = shortcut(package, request) if shortcut is not None else None
            if counts is None:
                report = options.report_for(request.config)
                outcome = _process(package, report, request, action, advance)
                exit_code = max(exit_code, outcome.code)
                counts, changes = outcome.counts, changes + outcome.changes
                reports.append(report)
            total += counts or Counts()
    _diagnostics.show(
        report_format,
        *reports,
        files=[package.description.as_posix() for package in request.packages],
        counts=(total.written, total.unchanged, total.removed),
        changes=changes if lists_changes else None,
    )
    return exit_code


def _process(
    package: Package,
    report: Report,
    request: CommandRequest,
    action: Action,
    advance: Progress,
) -> Outcome:
    """Generate a package and run `action` on it, unless there are errors."""
    from .. import pipeline

    access = options.access_for(package, request.access)
    severities = request.config.lint
    files = pipeline.generate(package, report, access, severities, progress=advance)
    if files is None:
        return Outcome(INPUT_ERROR)
    code = _diagnostics.exit_code(report, _diagnostics.limit(package.strict))
    if not files or code != SUCCESS:
        return Outcome(code)
    return action(package, files, request, report)


def reject_diff_format(diff: bool, report_format: str) -> None:
    """Raise for `--diff` with a format that prints to standard output, too."""
    if diff and report_format != "text":
        raise click.UsageError("--diff prints text, so it needs --format text")
