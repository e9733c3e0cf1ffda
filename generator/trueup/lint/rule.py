"""Lint rules: definition, discovery and execution."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from .. import plugins
from ..diagnostics import Help, Locatable, Report, Severity
from ..openapi import V20, V32, Version
from ..plugin_failures import isolated
from ..severities import PRESET, SeveritySettings, severity_of_level
from ..suggestions import did_you_mean
from .index import index
from .presets import PRESETS, Preset
from .unresolved_references import confirmed, has_other_errors

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
of an installed plug-in. It is an error if that severity is `error`, and in `only` of `trueup.lint`.
`trueup rules` lists the rules and codes.""",
    "unknown-preset": """\
The configuration, or `preset` of `trueup.lint`, names a preset of rules that does not exist. The
presets are `minimal`, `recommended`, `spectral` and `all`.""",
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
    severity: Severity | None = None
    """The severity here, if it is not that of the rule."""


Check: TypeAlias = "Callable[[Spec], Iterator[Violation]]"


class Rule(Struct, frozen=True):
    """A check, and the severity of its violations.

    `name`: the code, if it is not the name of the module. `since`, `until`: versions of
    OpenAPI. `needs_valid`: the check requires a valid description, so it is skipped after
    errors, other than unresolved references. `exempt`: whether the presets `minimal` and
    `recommended` omit the rule for a description.
    """

    check: Check
    severity: Severity | None
    name: str = ""
    since: Version = V20
    until: Version = V32
    needs_valid: bool = False
    exempt: Callable[[Spec], bool] | None = None


class RuleSelection(Struct, frozen=True):
    """The choice of a ruleset, which replaces the default preset."""

    rules: Mapping[str, Rule] = field(default_factory=dict)
    """Further rules, and those that replace built-in ones."""

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    """Severities of built-in rules; others are off, unless a preset is configured."""

    def preset(self, base: Preset | None) -> Preset:
        """The severities of rules; `base` is the configured preset."""

        def severity(name: str, own: Severity | None) -> Severity | None:
            if name in self.rules:
                return self.rules[name].severity
            if name in self.severities or base is None:
                return self.severities.get(name)
            return base(name, own)

        return severity


def lint(
    spec: Spec,
    report: Report,
    severities: Mapping[str, str],
    *,
    preset: str = "minimal",
    only: Collection[str] = (),
    ruleset: RuleSelection | None = None,
) -> None:
    """Run the enabled rules.

    `severities` overrides the severities of the preset; `off` disables a rule. Its key
    `preset` replaces the preset. The severities of `report` override both, also within
    some files only. `only` names the rules that run, even if they are off. `ruleset`
    replaces the default preset.
    """
    is_valid = not has_other_errors(report)
    configured = report.severities or SeveritySettings()
    chosen = severities.get(PRESET, preset)
    default = _preset(chosen, report)
    has_exemptions = not only and ruleset is None and chosen not in ("spectral", "all")
    enabled = rules()
    if ruleset is not None:
        default = ruleset.preset(default if PRESET in severities else None)
        enabled = {**enabled, **ruleset.rules}
    try:
        for name, rule in enabled.items():
            if not only or name in only:
                own = default(name, rule.severity)
                if own is None and only:
                    own = rule.severity or Severity.WARNING
                if has_exemptions and rule.exempt is not None and rule.exempt(spec):
                    own = None
                confirmed_rule = rule if only else _confirmed(name, rule)
                _run(name, confirmed_rule, own, spec, report, severities, is_valid)
        wanted = set(only) or {*severities, *configured.codes}
        for name in sorted(wanted & set(plugins.installed(GROUP))) if wanted else ():
            with isolated(GROUP, name, report):
                rule = _checked(plugins.third_party(GROUP, name, Rule))
                own = Severity.WARNING if only else rule.severity
                _run(name, rule, own, spec, report, severities, is_valid)
        _drop_repetitions(report)
    finally:
        index.cache_clear()


_SECURITY_DEFINED = frozenset(
    {"oas2-operation-security-defined", "oas3-operation-security-defined"}
)


def _drop_repetitions(report: Report) -> None:
    """Drop the warnings of undefined security schemes that a rule reports, too."""
    reported = {
        diagnostic.span for diagnostic in report if diagnostic.code in _SECURITY_DEFINED
    }
    if not reported:
        return
    report.retain(
        lambda diagnostic: (
            diagnostic.code != "unknown-security-scheme"
            or diagnostic.span not in reported
        ),
        report.limit,
    )


def _checked(rule: Rule) -> Rule:
    """A rule of a plug-in whose violations are checked, since its types may be wrong.
    Raises `TypeError`."""
    if rule.severity is not None and not isinstance(rule.severity, Severity):
        kind = type(rule.severity).__name__
        raise TypeError(f"`severity` of the rule is a `{kind}`, not a `Severity`")

    def check(spec: Spec) -> Iterator[Violation]:
        for violation in rule.check(spec):
            if not isinstance(violation, Violation):
                kind = type(violation).__name__
                raise TypeError(f"the rule yields a `{kind}`, not a `Violation`")
            if not isinstance(violation.message, str):
                kind = type(violation.message).__name__
                raise TypeError(f"the message of a violation is a `{kind}`")
            if not hasattr(violation.location, "span"):
                kind = type(violation.location).__name__
                raise TypeError(f"the location of a violation is a `{kind}`")
            yield violation

    return replace(rule, check=check)


def _confirmed(name: str, rule: Rule) -> Rule:
    """A rule without the violations that may be consequences of an unresolved reference."""
    return replace(rule, check=lambda spec: confirmed(name, spec, rule.check(spec)))


def _preset(name: str, report: Report) -> Preset:
    if name not in PRESETS:
        hint = did_you_mean(name, PRESETS)
        message = f"the configuration names unknown preset `{name}`"
        report.error("unknown-preset", message, None, help=hint)
        name = "recommended"
    return PRESETS[name]


def _run(
    name: str,
    rule: Rule,
    own: Severity | None,
    spec: Spec,
    report: Report,
    severities: Mapping[str, str],
    is_valid: bool,
) -> None:
    """Run a rule whose severity is `own` unless it is configured."""
    level = severities.get(name)
    severity = own if level is None else severity_of_level(level)
    configured = report.severities
    if severity is None and not (configured and configured.enables(name)):
        return
    if rule.needs_valid and not is_valid:
        report.skipped.add(name)
        return
    if report.suppressions is not None:
        report.suppressions.checked.add(name)
    if not rule.since <= spec.version <= rule.until:
        return
    report.rules.add(name)
    for violation in rule.check(spec):
        report.add(
            name,
            severity if level else violation.severity or severity,
            violation.message,
            violation.location,
            help=violation.help,
            related=violation.related,
            is_rule=True,
        )


@cache
def rules() -> Mapping[str, Rule]:
    """The built-in rules by their codes, in alphabetical order."""
    modules = plugins.all_built_in(_PACKAGE, "RULE", Rule)
    named = ((rule.name or code, rule) for code, rule in modules)
    return dict(sorted(named, key=lambda entry: entry[0].lower()))


def names() -> tuple[str, ...]:
    """Codes of the built-in rules, in alphabetical order."""
    return tuple(rules())


def documentation(name: str) -> str | None:
    """The docstring of a rule's module: summary, why, bad, good."""
    rule = rules().get(name)
    if rule is None:
        if name not in plugins.installed(GROUP):
            return None
        rule = plugins.third_party(GROUP, name, Rule)
    return inspect.getdoc(sys.modules[rule.check.__module__])
