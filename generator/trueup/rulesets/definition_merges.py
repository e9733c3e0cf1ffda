"""Changes of rules by the rulesets that extend theirs."""

from __future__ import annotations

from msgspec.structs import replace

from ..diagnostics import Severity
from ..source import Node
from .definitions import Aliases, RulesetRule, is_selected, level_of


def level_at(value: object, rule: RulesetRule | None) -> Severity | None:
    """The severity that an override sets."""
    if value is True:
        return rule.severity if rule is not None else None
    return level_of(value)


def changed_rule(rule: RulesetRule, value: object) -> RulesetRule:
    """A rule after a change of its severity, or of whether it is enabled."""
    if isinstance(value, bool):
        return replace(rule, is_enabled=value, is_off=rule.is_off and not value)
    severity = level_of(value)
    if severity is None:
        return replace(rule, is_enabled=False, is_off=True)
    return replace(rule, severity=severity, is_enabled=True, is_off=False)


def defined_rule(
    name: str,
    before: RulesetRule | None,
    node: Node,
    aliases: Aliases,
    owner: str,
    mode: str,
) -> RulesetRule:
    """A rule by its definition, which keeps the fields of an earlier one that it does not
    state."""
    fields = dict(node.items())
    is_recommended = node.flag("recommended", True) and node.flag("enabled", True)
    stated = node.get("severity")
    if before is not None:
        severity = before.severity if stated is None else level_of(stated.value)
        return replace(
            before,
            fields={**before.fields, **fields},
            severity=severity,
            is_enabled=severity is not None,
            is_off=False,
            aliases=aliases,
        )
    rule = RulesetRule(name, owner=owner, fields=fields, aliases=aliases)
    rule = replace(rule, is_recommended=is_recommended)
    if stated is not None:
        rule = replace(rule, severity=level_of(stated.value))
    is_enabled = is_selected(rule, mode) and rule.severity is not None
    return replace(rule, is_enabled=is_enabled)
