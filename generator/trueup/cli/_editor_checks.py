"""The checks of an editor: the diagnostics of one description, as `trueup lint` reports them."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from msgspec.structs import replace

from ..config import Config, Package
from ..diagnostics import Diagnostic, Report, Severity
from ..fixes import Fix, apply_fixes
from ..language_server.published import CheckResult, FixedFile
from ..library.lint_runs import LintRequest, LintRun, check_suppressions, run_lint
from ..source import find_includer, is_description
from . import _options as options
from ._fixes import fixes_for


def description_of(path: Path) -> Path | None:
    """The description that is a file, includes it, or has it as an overlay; None for other
    files."""
    if is_description(path):
        return path
    config = options.configuration(None, Report())
    packages = () if config is None else config.packages
    for package in packages:
        if path.resolve() in map(Path.resolve, package.overlays):
            return Path(os.path.abspath(package.description))
    includer = find_includer(path, [package.description for package in packages])
    return None if includer is None else Path(os.path.abspath(includer))


def check(description: Path, content: bytes | None) -> CheckResult:
    """The diagnostics of a description by absolute path, with those of the configuration.

    `content` is that of the editor; None for that of the file.
    """
    report = Report()
    config = options.configuration(None, report)
    runs = [] if config is None else _lint(description, content, config, report)
    reports = [report, *(run.report for run in runs)]
    diagnostics: dict[Path, list[Diagnostic]] = defaultdict(list)
    for diagnostic in dict.fromkeys(chain.from_iterable(reports)):
        span = diagnostic.span
        file = description if span is None else Path(os.path.abspath(span.path))
        diagnostics[file].append(diagnostic)
    return CheckResult(dict(diagnostics), partial(_fixed, runs))


def _fixed(runs: Sequence[LintRun], diagnostic: Diagnostic) -> FixedFile | None:
    """The file after the fix of one diagnostic; None without a fix."""
    for fix in _all_fixes(runs, diagnostic):
        result = apply_fixes(fix.document, [fix])
        if result.made:
            return FixedFile(fix.document.path, fix.document.text, result.text)
    return None


def _all_fixes(runs: Sequence[LintRun], diagnostic: Diagnostic) -> Iterator[Fix]:
    for run in runs:
        yield from fixes_for(run, diagnostic, unsafe=True)  # chosen one by one


def _lint(
    description: Path, content: bytes | None, config: Config, report: Report
) -> list[LintRun]:
    configured = [
        p for p in config.packages if p.description.resolve() == description.resolve()
    ]
    packages = [
        replace(package, description=description, content=content)
        for package in configured or [Package("api", Path(), description)]
    ]
    access = options.access((), False, False, config)
    request = LintRequest(tuple(packages), access, config, Severity.ERROR, None, ())
    runs = [run_lint(package, request) for package in packages]
    check_suppressions(runs, request, report)
    return runs
