"""Lint, the machinery: what a rule is, which there are, and running them all."""

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


class Finding(Struct, frozen=True):
    """What a rule found: where, what is wrong, and what to do about it."""

    place: Locatable
    message: str
    help: Help = None
    related: tuple[tuple[str, Locatable], ...] = ()


Check: TypeAlias = "Callable[[Spec], Iterator[Finding]]"


class Rule(Struct, frozen=True):
    """A check and how bad its findings are; None: only where the user says so.

    `needs_valid`: the check relies on the specification being kept to, so that a
    description with errors is not shown to it.
    """

    check: Check
    severity: Severity | None
    needs_valid: bool = False


def lint(spec: Spec, report: Report, severities: Mapping[str, str]) -> None:
    """Runs every rule that is on. `severities` overrides a rule's own, `off` silences."""
    is_valid = not report.has_errors
    for name, rule in _rules(severities, report):
        level = severities.get(name)
        severity = rule.severity if level is None else _LEVELS[level]
        if severity is None or (rule.needs_valid and not is_valid):
            continue
        for found in rule.check(spec):
            report.add(
                name,
                severity,
                found.message,
                found.place,
                help=found.help,
                related=found.related,
            )


_LEVELS: Mapping[str, Severity | None] = {
    **{severity.value: severity for severity in Severity},
    "off": None,
}


def names() -> tuple[str, ...]:
    """Codes of our own rules, in alphabetical order."""
    return tuple(name for name, _ in plugins.all_built_in(_PACKAGE, "RULE", Rule))


def documentation(name: str) -> str | None:
    """What a rule's module says about it: summary, why, bad, good."""
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
                f"the configuration sets `{name}`, and there is no such rule",
                None,
                help=did_you_mean(name, known),
            )
