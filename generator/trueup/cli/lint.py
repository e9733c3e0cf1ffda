"""`trueup lint`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from ..diagnostics import Report, Severity
from ..library.exit_codes import exit_code, lowest_failure
from ..library.lint_runs import (
    LintRequest,
    LintRun,
    check_suppressions,
    lower,
    run_lint,
    skipped_checks,
    unknown_rules,
)
from ..reporters import Hidden
from ..reporters.escaping import escape
from ..suggestions import repeated_option
from . import INPUT_ERROR, _diagnostics, _rulesets
from . import _options as options
from ._fixed_files import show_diffs, write_files
from ._fixes import FixOptions, fix_descriptions, fix_options, take_fix_options
from ._inputs import parse_input, reject_repeated_stdin
from ._known_problems import (
    KnownDiagnostics,
    KnownProblems,
    count_of_problems,
    hide_known,
    known_problem_options,
    take_known_problems,
)
from ._package_selection import check_overlays
from ._report_options import format_option
from ._unrecognized import recognized

if TYPE_CHECKING:
    from ..config import Config, Package
    from ..hosts import AllowedHosts


@click.command()
@click.argument("descriptions", nargs=-1, type=click.Path())
@click.option(
    "--stdin-filename",
    type=click.Path(path_type=Path),
    help="Path of the description `-`, which is read from standard input.",
)
@click.option(
    "--skip-unrecognized",
    is_flag=True,
    help="Skip files that are not descriptions; replace a part of a description by the"
    " description that includes it.",
)
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    help="Exit with 1 if there is a diagnostic of this severity or a higher one"
    " [default: error].",
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--preset",
    type=click.Choice(["minimal", "recommended", "spectral", "all"]),
    help="Rules and their severities [default: `preset` of the configuration, or"
    " recommended].",
)
@click.option(
    "--only",
    multiple=True,
    metavar="RULE",
    help="Run this rule and no other check (repeatable).",
)
@options.overlay_option
@known_problem_options
@fix_options
@_rulesets.ruleset_option
@format_option
@options.access_options
def command(
    descriptions: tuple[str, ...],
    stdin_filename: Path | None,
    skip_unrecognized: bool,
    fail_on: str | None,
    strict: bool,
    preset: str | None,
    only: tuple[str, ...],
    overlays: tuple[Path, ...],
    ruleset: Path | None,
    report_format: str,
    config_file: Path | None,
    allow_remote: AllowedHosts,
    allow_outside: bool,
    allow_missing: bool,
    **values: Any,
) -> int:
    """Lint DESCRIPTIONs, or those of all configured packages.

    A DESCRIPTION is a path, an https URL (with --allow-remote), or `-` for standard input.
    Reports all that `generate` would report about them. `trueup rules` lists the rules,
    `trueup explain CODE` explains one.
    """
    reject_repeated_stdin(descriptions, stdin_filename)
    known = take_known_problems(values)
    fixing = take_fix_options(values, known, report_format, descriptions)
    report = Report()
    config = options.configuration(config_file, report)
    if config is None:
        _diagnostics.show(report_format, report)
        return INPUT_ERROR
    ruleset = ruleset or config.ruleset
    _check_names(only, ruleset)
    skipped = 0
    if skip_unrecognized and descriptions:
        descriptions, skipped = recognized(descriptions, config.packages)
    packages = _packages(descriptions, stdin_filename, config, skipped)
    check_overlays(overlays, packages)
    if overlays:
        packages = [replace(package, overlays=overlays) for package in packages]
    access = options.access(allow_remote, allow_outside, allow_missing, config)
    limit = lower(Severity(fail_on or "error"), lowest_failure(strict))
    request = LintRequest(
        tuple(packages), access, config, limit, preset, only, skipped, ruleset
    )
    request = replace(request, has_changed_files=skip_unrecognized)
    return _run(request, known, fixing, report_format, report)


def _run(
    request: LintRequest,
    known: KnownProblems,
    fixing: FixOptions,
    report_format: str,
    report: Report,
) -> int:
    """Lint all packages, show the diagnostics, and return the exit code."""
    if fixing.is_used:
        fixed = fix_descriptions(request, known, fixing, report)
        if fixed is None:
            _diagnostics.show(report_format, report)
            return INPUT_ERROR
        if fixing.diff:
            return show_diffs(fixed)
        if not write_files(fixed, report):
            _diagnostics.show(report_format, report)
            return INPUT_ERROR
        runs, lines = fixed.runs, fixed.lines
    else:
        runs = [run_lint(p, request, limit=known.recorded) for p in request.packages]
        lines = []
    check_suppressions(runs, request, report)
    diagnostics = hide_known(runs, request, known, report)
    hidden = _hidden(runs, diagnostics)
    _show(runs, request, known, report_format, report, hidden)
    lines = [*lines, *(diagnostics.lines(known) if diagnostics else ())]
    if report_format == "text":
        lines += skipped_checks(runs)
    if hidden.suppressed:
        lines.append(f"{count_of_problems(hidden.suppressed)} suppressed")
    for line in lines:
        click.echo(escape(line), err=True)
    if diagnostics is None:
        return INPUT_ERROR
    code = exit_code(report, request.limit)
    return max([code, *(run.exit_code for run in runs)])


def _hidden(runs: Sequence[LintRun], known: KnownDiagnostics | None) -> Hidden:
    """The numbers of hidden problems; a problem of several runs counts once."""
    states = (run.report.suppressions for run in runs)
    suppressed = {entry for state in states if state for entry in state.hidden}
    known = known or KnownDiagnostics()
    return Hidden(len(suppressed), len(known.listed), len(known.older))


def _show(
    runs: Sequence[LintRun],
    request: LintRequest,
    known: KnownProblems,
    report_format: str,
    report: Report,
    hidden: Hidden,
) -> None:
    reports = [report, *(run.report for run in runs)]
    packages = request.packages
    files = list(dict.fromkeys(package.description.as_posix() for package in packages))
    failed = [run.package.description.as_posix() for run in runs if not run.is_readable]
    _diagnostics.show(
        report_format, *reports, files=files, unchecked=failed, hidden=hidden
    )
    if report_format == "text" and not any(reports):
        text = "no new problems" if known.is_used else "no problems"
        rules = len(set().union(*(report.rules for report in reports)))
        ending = _files(len(files), rules, request.skipped)
        click.echo(f"{text} in {ending}", err=True)


def _files(number: int, rules: int, skipped: int) -> str:
    text = _count(number, "file")
    if rules:
        text += f" ({_count(rules, 'rule')})"
    if skipped:
        text += f"; skipped {_count(skipped, 'file')}"
    return text


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _check_names(only: tuple[str, ...], ruleset: Path | None) -> None:
    suggest = partial(repeated_option, "--only")
    for message, hint in unknown_rules(only, ruleset, suggest):
        raise click.UsageError("; ".join(filter(None, (message, hint))))


def _packages(
    descriptions: tuple[str, ...], stdin_name: Path | None, config: Config, skipped: int
) -> list[Package]:
    """The configured packages of the descriptions; one with the defaults where there are
    none. All configured packages without descriptions, unless files were skipped."""
    from ..config import Package

    if not descriptions and not skipped:
        if not config.packages:
            raise click.UsageError("name a description, or configure packages")
        return list(config.packages)
    packages: list[Package] = []
    for argument in descriptions:
        description = parse_input(argument, stdin_name)
        configured = [p for p in config.packages if description.is_of(p)]
        default = Package("api", Path(), description.path)
        packages += map(description.apply, configured or [default])
    return packages
