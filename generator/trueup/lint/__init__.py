"""Lint: a description to findings. One rule per module; changes nothing.

A module of this package with `RULE` is a rule. Its name with hyphens is the rule's code,
its docstring is the rule's documentation. A third party's rule is an entry point of the
group `trueup.rules`, and runs where the configuration gives it a severity.
"""

from .rule import GROUP, Check, Finding, Rule, documentation, lint, names

__all__ = [
    "GROUP",
    "Check",
    "Finding",
    "Rule",
    "documentation",
    "lint",
    "names",
]
