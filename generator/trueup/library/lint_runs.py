"""Linting of the descriptions of one command."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ..diagnostics import MAX_PER_CODE, Report, Severity
from ..severities import PRESET
from ..suggestions import did_you_mean
from . import configured_rulesets
from .exit_codes import INPUT_ERROR, exit_code
from .run_settings import access_for, report_for

if TYPE_CHECKING:
    from ..access import Access
    from ..config import Config, Package
    from ..lint_results import LintScope
    from ..resolve import Spec
    from ..source import Document


class LintRequest(Struct, frozen=True):
    """The descriptions to lint, and the rules: those of a preset, or only the named ones."""

    packages: tuple[Package, ...]
    access: Access
    config: Config
    limit: Severity
    """The lowest severity that fails the run."""
    preset: str | None = None
    only: tuple[str, ...] = ()
    skipped: int = 0
    """The number of files that were named and are not linted."""
    ruleset: Path | None = None
    has_changed_files: bool = False
    """Whether the files are those that changed, as git hooks name them."""


def report_unknown_names(request: LintRequest, report: Report) -> None:
    """Report the preset and the rules of a request that do not exist."""
    from ..lint import PRESETS

    if request.preset is not None and request.preset not in PRESETS:
        hint = did_you_mean(request.preset, PRESETS)
        message = f"no preset has the name `{request.preset}`"
        report.error("unknown-preset", message, None, help=hint)
    for message, hint in unknown_rules(request.only, request.ruleset):
        report.error("unknown-rule", message, None, help=hint)


def unknown_rules(
    names: Collection[str],
    ruleset: Path | None,
    suggest: Callable[[str, Collection[str]], str | None] = did_you_mean,
) -> Iterator[tuple[str, str | None]]:
    """A message and a hint for each name that is not that of a rule."""
    if not names:
        return
    from .known_codes import EXPLANATIONS

    known = known_rules(ruleset)
    for name in names:
        if name in known:
            continue
        if name in EXPLANATIONS:
            yield f"`{name}` is not a lint rule", "only rules can run alone"
        else:
            yield f"unknown rule `{name}`", suggest(name, known)


def known_rules(ruleset: Path | None) -> Collection[str]:
    """The rules of trueup, of plug-ins and of a ruleset."""
    from .. import plugins
    from ..lint import GROUP, names

    rules = configured_rulesets.names(ruleset)
    return frozenset((*names(), *plugins.installed(GROUP), *rules))


class LintRun(Struct, frozen=True):
    """The diagnostics of one package. `limit` is the lowest severity that fails it."""

    package: Package
    report: Report
    limit: Severity
    is_readable: bool
    spec: Spec | None
    """The description, if its references could be resolved."""

    @property
    def documents(self) -> tuple[Document, ...]:
        return () if self.spec is None else tuple(self.spec.documents.values())

    @property
    def is_stopped(self) -> bool:
        """Whether errors prevented the checks of later stages."""
        is_stopped = self.report.prevents_generation and not self.report.is_complete
        return is_stopped and self.is_readable

    @property
    def exit_code(self) -> int:
        code = exit_code(self.report, self.limit)
        return code if self.is_readable else INPUT_ERROR


def lower(first: Severity, second: Severity) -> Severity:
    """The lower of two severities."""
    return max(first, second, key=lambda severity: severity.rank)


def run_lint(
    package: Package, request: LintRequest, *, limit: int = MAX_PER_CODE
) -> LintRun:
    """Run the stages of `generate` that report diagnostics."""
    from .. import pipeline

    config = request.config
    report = report_for(config, limit=limit)
    access = access_for(package, request.access)
    preset = {PRESET: request.preset} if request.preset else {}
    fails = request.limit
    if package.strict:
        fails = lower(fails, Severity.WARNING)
    ruleset = None
    if request.ruleset is not None:
        rules = configured_rulesets.read(
            request.ruleset, access, report, package.description, request.only
        )
        if rules is None:
            return LintRun(package, report, fails, False, None)
        ruleset, report.severities = rules.selection, rules.settings(config.severities)
    specs: list[Spec] = []
    is_readable = pipeline.lint(
        package,
        report,
        access,
        {**config.lint, **preset},
        preset="recommended",
        only=request.only,
        ruleset=ruleset,
        observe=specs.append,
    )
    spec = specs[-1] if specs else None
    return LintRun(package, report, fails, is_readable, spec)


def skipped_checks(runs: Sequence[LintRun]) -> list[str]:
    """A line that names the checks that did not run because of errors, if there are any."""
    stopped = [run.report for run in runs if run.is_stopped]
    if not stopped:
        return []
    causes = {d.code for report in stopped for d in report if d.prevents_generation}
    rules = sorted(set().union(*(report.skipped for report in stopped)))
    checks = ", ".join([*(f"`{name}`" for name in rules), "the checks of `generate`"])
    because = ", ".join(f"`{code}`" for code in sorted(causes))
    return [f"did not run because of {because}: {checks}"]


def scope(request: LintRequest) -> LintScope:
    """The extent of a run: which checks and which descriptions it includes."""
    from .. import lint_results
    from .known_codes import EXPLANATIONS

    rules = known_rules(request.ruleset)
    linted = {package.root for package in request.packages}
    configured = {package.root for package in request.config.packages}
    has_others = request.has_changed_files and not configured
    return lint_results.LintScope(
        codes=frozenset((*rules, *EXPLANATIONS)),
        rules=frozenset(rules),
        only=request.only,
        is_partial=request.skipped > 0 or has_others or not configured <= linted,
        has_all=bool(configured),
    )


def check_suppressions(
    runs: Sequence[LintRun], request: LintRequest, report: Report
) -> None:
    """Report the suppressions that have no effect in any run."""
    suppressions = [run.report.suppressions for run in runs]
    every = [entry for entry in suppressions if entry is not None]
    if not request.config.ignore and not any(entry.inline for entry in every):
        return
    from .. import lint_results

    checks = Report(request.config.severities)
    lint_results.check_suppressions(every, scope(request), checks)
    report.merge(checks)
