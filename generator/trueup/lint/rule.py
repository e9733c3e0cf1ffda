"""Lint rules: definition, discovery and execution."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from .. import plugins
from ..diagnostics import Help, Locatable, Report, Severity
from ..suggestions import did_you_mean

if TYPE_CHECKING:
    from ..resolve import Spec

EXPLANATIONS = {
    "unknown-rule": """\
The configuration sets the severity of a rule that does not exist, neither in trueup nor in an
installed plug-in. `trueup rules` lists the rules.""",
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
    """Run all enabled rules. `severities` overrides the defaults; `off` disables a rule."""
    is_valid = not report.has_errors
    for name, rule in _rules(severities, report):
        level = severities.get(name)
        severity = rule.severity if level is None else _LEVELS[level]
        if severity is None or (rule.needs_valid and not is_valid):
            continue
        for violation in rule.check(spec):
            report.add(
                name,
                severity,
                violation.message,
                violation.location,
                help=violation.help,
                related=violation.related,
            )


_LEVELS: Mapping[str, Severity | None] = {
    **{severity.value: severity for severity in Severity},
    "off": None,
}


def names() -> tuple[str, ...]:
    """Codes of the built-in rules, in alphabetical order."""
    return tuple(name for name, _ in plugins.all_built_in(_PACKAGE, "RULE", Rule))


def documentation(name: str) -> str | None:
    """The docstring of a rule's module: summary, why, bad, good."""
    rule = dict(plugins.all_built_in(_PACKAGE, "RULE", Rule)).get(name)
    if rule is None:
        rule = plugins.third_party(GROUP, name, Rule)
    if rule is None:
        return None
    return inspect.getdoc(sys.modules[rule.check.__module__])


def _rules(severities: Mapping[str, str], report: Report) -> Iterator[tuple[str, Rule]]:
    own = dict(plugins.all_built_in(_PACKAGE, "RULE", Rule))
    yield from own.items()
    for name in sorted(set(severities) - set(own)):
        rule = plugins.third_party(GROUP, name, Rule)
        if rule is not None:
            yield name, rule
        else:
            known = (*own, *plugins.installed(GROUP))
            report.warning(
                "unknown-rule",
                f"the configuration sets the severity of unknown rule `{name}`",
                None,
                help=did_you_mean(name, known),
            )
