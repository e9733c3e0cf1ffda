"""Lint rules: definition, discovery and execution."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from .. import plugins
from ..diagnostics import Help, Locatable, Report, Severity
from ..plugin_failures import isolated
from ..severities import SeveritySettings, severity_of_level

if TYPE_CHECKING:
    from ..resolve import Spec

EXPLANATIONS = {
    "fixed-severity": """\
The configuration lowers the severity of an error that must be corrected to get a usable result, so
it stays an error. Warnings, notes and all lint rules can be lowered and turned off.
`allow_missing` permits references to what does not exist.""",
    "failed-plugin": """\
A rule or a target of another distribution raised an exception, which the message names. Update or
remove that distribution, or report the error to its authors. With `TRUEUP_DEBUG=1` in the
environment, the traceback is printed.""",
    "unknown-rule": """\
The configuration sets the severity of a code that does not exist, neither in trueup nor as a rule
of an installed plug-in. `trueup rules` lists the rules and codes.""",
}
"""Explanations of the diagnostic codes of linting, other than the rules."""

GROUP = "trueup.rules"

_PACKAGE = "trueup.lint"


class Violation(Struct, frozen=True):
    """A violation of a rule."""

    location: Locatable
    message: str
    help: Help = None
    related: tuple[tuple[str, Locatable], ...] = ()


Check: TypeAlias = "Callable[[Spec], Iterator[Violation]]"


class Rule(Struct, frozen=True):
    """A check, and the default severity of its violations; None disables the rule.

    `needs_valid`: the check requires a valid description, so it is skipped after errors.
    """

    check: Check
    severity: Severity | None
    needs_valid: bool = False


def lint(spec: Spec, report: Report, severities: Mapping[str, str]) -> None:
    """Run all enabled rules. `severities` overrides the defaults; `off` disables a rule.

    The severities of `report` override both, also within some files only.
    """
    is_valid = not report.prevents_generation
    configured = report.severities or SeveritySettings()
    for name, rule in plugins.all_built_in(_PACKAGE, "RULE", Rule):
        if is_valid or not rule.needs_valid:
            _run(name, rule, spec, report, severities)
    wanted = {*severities, *configured.codes} - set(names())
    for name in sorted(wanted & set(plugins.installed(GROUP))) if wanted else ():
        with isolated(GROUP, name, report):
            rule = plugins.third_party(GROUP, name, Rule)
            if is_valid or not rule.needs_valid:
                _run(name, rule, spec, report, severities)


def _run(
    name: str, rule: Rule, spec: Spec, report: Report, severities: Mapping[str, str]
) -> None:
    level = severities.get(name)
    severity = rule.severity if level is None else severity_of_level(level)
    configured = report.severities
    if severity is None and not (configured and configured.enables(name)):
        return
    for violation in rule.check(spec):
        report.add(
            name,
            severity,
            violation.message,
            violation.location,
            help=violation.help,
            related=violation.related,
            is_rule=True,
        )


def names() -> tuple[str, ...]:
    """Codes of the built-in rules, in alphabetical order."""
    return tuple(name for name, _ in plugins.all_built_in(_PACKAGE, "RULE", Rule))


def documentation(name: str) -> str | None:
    """The docstring of a rule's module: summary, why, bad, good."""
    rule = dict(plugins.all_built_in(_PACKAGE, "RULE", Rule)).get(name)
    if rule is None:
        if name not in plugins.installed(GROUP):
            return None
        rule = plugins.third_party(GROUP, name, Rule)
    return inspect.getdoc(sys.modules[rule.check.__module__])
