"""Generate the requested packages in memory, and pass their files to a command."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import click
from msgspec import Struct
from msgspec.structs import replace

from ..diagnostics import Report
from ..library.exit_codes import exit_code, lowest_failure
from . import INPUT_ERROR, SUCCESS, _diagnostics
from . import _options as options
from ._package_selection import select_packages
from ._progress import STAGES, progress
from ._summary import summary_table

if TYPE_CHECKING:
    from ..config import Package
    from ..library.package_results import Outcome, PackageAction, PackageResult
    from ..library.run_settings import RunRequest


Show: TypeAlias = "Callable[[Outcome, bool], None]"
"""Print what concerns a package, and whether it is the only one."""


def parse_request(
    values: Mapping[str, Any], report: Report, *, checks_codes: bool = True
) -> RunRequest | None:
    """Build the request from the values of `options.package_options`; None if the
    configuration is invalid. `checks_codes` is that of `configuration`."""
    from ..library.run_settings import RunRequest, has_known_codes

    rest = dict(values)
    package_options = options.take_package_options(rest)
    file = rest.pop("config_file")
    config = options.configuration(file, report, checks_codes=checks_codes)
    if config is None:
        return None
    rest.pop("report_format")
    access = options.access(**rest, config=config)
    packages = select_packages(package_options, config, access, report)
    if not packages:
        return None
    return RunRequest(packages, access, config, has_known_codes(report))


def process_packages(
    values: Mapping[str, Any],
    action: PackageAction,
    show: Show,
    *,
    skips_unchanged: bool = False,
    lists_changes: bool = False,
    has_table: bool = False,
) -> int:
    """Apply `action` to the files of each package without errors, call `show` for each
    outcome, show all diagnostics, return the exit code.

    `values` are those of `options.package_options` and `options.jobs_option`. Errors in one
    package do not prevent the generation of the others. Several packages have a table.
    """
    rest, report = dict(values), Report()
    jobs, report_format = rest.pop("jobs"), rest["report_format"]
    request = parse_request(rest, report, checks_codes=not skips_unchanged)
    if request is None:
        _diagnostics.show(report_format, report)
        return INPUT_ERROR

    from ..output.file_counts import Counts

    known, request = _up_to_date(request, report) if skips_unchanged else ({}, request)
    code = exit_code(report, lowest_failure(values["strict"]))
    outcomes: list[Outcome] = []
    run = _Run(request, action, jobs, report_format != "text")
    with closing(_outcomes(run, known)) as iterator:
        for outcome in iterator:
            show(outcome, len(request.packages) == 1)
            outcomes.append(outcome)
    results = [outcome.result for outcome in outcomes]
    total = sum((result.counts for result in results), Counts())
    changes = tuple((c.kind, c.path) for result in results for c in result.files)
    diagnosed: list[_diagnostics.Diagnosed] = [report, *outcomes]
    _diagnostics.show(
        report_format,
        *diagnosed,
        files=[package.description.as_posix() for package in request.packages],
        unchecked=_failed(results),
        counts=(total.written, total.unchanged, total.removed),
        changes=changes if lists_changes else None,
        diffs=dict(chain.from_iterable(outcome.diffs.items() for outcome in outcomes)),
    )
    code = max([code, *(result.exit_code for result in results)])
    is_silent = action.name == "check" and code == SUCCESS
    if has_table and report_format == "text" and len(results) > 1 and not is_silent:
        print(summary_table(results, action.name), end="", flush=True)
    return code


def _failed(results: Iterable[PackageResult]) -> list[str]:
    """The descriptions whose package could not be generated, or not be compared."""
    failed = (result for result in results if result.exit_code >= INPUT_ERROR)
    return [result.package.description.as_posix() for result in failed]


class _Run(Struct, frozen=True):
    request: RunRequest
    action: PackageAction
    jobs: int | None
    is_quiet: bool


def _up_to_date(
    request: RunRequest, report: Report
) -> tuple[Mapping[int, PackageResult], RunRequest]:
    """The results for packages that are up to date, by their index.

    Unless these are all, the codes in the configuration are checked, which takes as long
    as all else: a package was only recorded if they were known.
    """
    from ..library.run_settings import has_known_codes, report_unknown_codes
    from ..library.skipped_runs import up_to_date

    results = [up_to_date(package, request) for package in request.packages]
    known = {index: result for index, result in enumerate(results) if result}
    if len(known) < len(results):
        report_unknown_codes(request.config, report)
        request = replace(request, has_known_codes=has_known_codes(report))
    return known, request


def _outcomes(
    run: _Run, known: Mapping[int, PackageResult]
) -> Generator[Outcome, None, None]:
    """The outcomes for all packages, in order. Those whose result is known are not run."""
    from ..library.package_results import Outcome

    packages = run.request.packages
    rest = [package for index, package in enumerate(packages) if index not in known]
    with closing(_new_outcomes(run, rest)) as new:
        for index in range(len(packages)):
            yield Outcome(known[index]) if index in known else next(new)


def _new_outcomes(
    run: _Run, packages: Sequence[Package]
) -> Generator[Outcome, None, None]:
    """Run packages, in worker processes if that pays."""
    if not packages:
        return
    from ..library.package_outcomes import run_action
    from ..library.workers import default_jobs, run_packages

    request, action, total = run.request, run.action, len(packages)
    jobs = min(run.jobs or default_jobs(packages), total)
    if jobs == 1:
        with progress(total * STAGES, run.is_quiet) as advance:
            for package in packages:
                yield run_action(package, request, action, advance)
    else:
        with progress(total, run.is_quiet) as advance:
            outcomes = run_packages(packages, request, action, jobs, advance)
            with closing(outcomes):
                yield from outcomes


def reject_diff_format(diff: bool, report_format: str, *allowed: str) -> None:
    """Raise for `--diff` with a format that has no place for differences."""
    if diff and report_format not in allowed:
        listed = " or ".join(allowed)
        raise click.UsageError(f"--diff needs --format {listed}")
