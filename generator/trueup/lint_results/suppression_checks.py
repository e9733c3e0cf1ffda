"""Suppressions that have no effect: of unknown codes, expired, or unused."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from ..diagnostics import Locatable, Report
from ..severities import SeveritySettings
from ..suggestions import did_you_mean
from ..suppressions import (
    InlineSuppression,
    Suppression,
    SuppressionKey,
    Suppressions,
)

EXPLANATIONS = {
    "unused-suppression": """\
The configuration or the description ignores a diagnostic that is not reported there. The problem
is solved, or the suppression is at another place than the problem. An error that prevents
generation is not ignored. Remove the suppression. Rules that did not run are not considered.""",
    "expired-suppression": """\
The last day of a suppression is over (`expires`, in UTC), so it has no effect any more. Solve the
problem that it ignored, or set another day.""",
}
"""Explanations of the diagnostic codes of this module."""


class LintScope(Struct, frozen=True):
    """The extent of one run of the command.

    `codes` are all codes that exist, `rules` those of rules. `only` are the rules that run
    instead of all other checks. `is_partial` means that a description of the configuration
    is not checked, `has_all` that the configuration lists the descriptions.
    """

    codes: Collection[str]
    rules: Collection[str]
    only: Collection[str] = ()
    is_partial: bool = False
    has_all: bool = False

    def has_run(self, code: str, run: Suppressions) -> bool:
        """Whether a run has reported all diagnostics of a code."""
        return code in run.checked if code in self.rules else run.is_complete


def check_suppressions(
    runs: Sequence[Suppressions], scope: LintScope, report: Report
) -> None:
    """Report the suppressions that have no effect in any run."""
    used = {key for run in runs for key in run.used}
    for suppression, key, location, concerned in _all(runs, scope):
        rule = suppression.rule
        if scope.only and rule not in scope.only:
            continue
        if rule not in scope.codes:
            message = f"suppression of unknown code `{rule[:60]}`; no effect"
            hint = did_you_mean(rule, scope.codes)
            report.warning("unknown-rule", message, location, help=hint)
        elif runs[0].is_expired(suppression):
            message = f"the suppression of `{rule}` expired on {suppression.expires}"
            hint = "solve the problem, or set another day"
            report.warning("expired-suppression", message, location, help=hint)
        elif (
            key not in used
            and concerned
            and all(scope.has_run(rule, run) for run in concerned)
            and not _is_off(rule, report.severities)
        ):
            message = f"`{rule}` is not reported here; ignoring it has no effect"
            hint = "remove the suppression"
            report.warning("unused-suppression", message, location, help=hint)


_Checked: TypeAlias = tuple[
    "Suppression | InlineSuppression",
    SuppressionKey,
    "Locatable | None",
    Sequence[Suppressions],
]
"""A suppression, and the runs that decide whether it is used; without any, that cannot be
decided."""


def _all(runs: Sequence[Suppressions], scope: LintScope) -> Iterator[_Checked]:
    for number, configured in enumerate(runs[0].configured if runs else ()):
        key = configured.rule, str(number)
        yield configured, key, configured.location, _concerned(configured, runs, scope)
    entries = {entry.key: entry for run in runs for entry in run.inline}
    for key, inline in entries.items():
        concerned = [run for run in runs if key[0] in run.paths]
        yield inline, key, inline.location, concerned


def _concerned(
    suppression: Suppression, runs: Sequence[Suppressions], scope: LintScope
) -> Sequence[Suppressions]:
    matching = [run for run in runs if run.is_concerned(suppression)]
    if scope.is_partial:
        return matching if suppression.files and not _has_globs(suppression) else ()
    return runs if scope.has_all and not matching else matching


def _has_globs(suppression: Suppression) -> bool:
    return any(character in file for file in suppression.files for character in "*?[")


def _is_off(code: str, severities: SeveritySettings | None) -> bool:
    """Whether the configuration turns a code off anywhere."""
    if severities is None:
        return False
    levels = [severities.levels, *(override.lint for override in severities.overrides)]
    return any(level.get(code) == "off" for level in levels)
