"""Lint: check a description by rules. One rule per module.

A module of this package that defines `RULE` is a rule. Its name in kebab case is the
rule's code, unless `RULE` has another name; its docstring is the rule's documentation.
Rules of plug-ins are entry points of the group `trueup.rules`, enabled by setting their
severity in the configuration.
"""

from .presets import PRESETS
from .rule import (
    GROUP,
    Check,
    Rule,
    RuleSelection,
    Violation,
    documentation,
    lint,
    names,
    rules,
)

__all__ = [
    "GROUP",
    "PRESETS",
    "Check",
    "Rule",
    "RuleSelection",
    "Violation",
    "documentation",
    "lint",
    "names",
    "rules",
]
