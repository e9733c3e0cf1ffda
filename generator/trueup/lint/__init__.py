"""Lint: check a description by rules. One rule per module.

A module of this package that defines `RULE` is a rule. Its name in kebab case is the
rule's code, unless `RULE` has another name; its docstring is the rule's documentation.
Rules of plug-ins are entry points of the group `trueup.rules`, enabled by setting their
severity in the configuration; the names below that `docs/writing-rules.md` lists are public.
"""

import importlib
import sys
from types import ModuleType

from ..diagnostics import Severity
from ..openapi import ObjectKind
from ..resolve import Key, Node, Spec
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
from .traversal import Operation, objects, operations, parameters

__all__ = [
    "GROUP",
    "PRESETS",
    "Check",
    "Key",
    "Node",
    "ObjectKind",
    "Operation",
    "Rule",
    "RuleSelection",
    "Severity",
    "Spec",
    "Violation",
    "documentation",
    "lint",
    "names",
    "objects",
    "operations",
    "parameters",
    "rules",
]


class _CallablePackage(ModuleType):
    """This package, which is also the function `trueup.lint` of the public API."""

    def __call__(self, *arguments: object, **options: object) -> object:
        library = importlib.import_module("trueup.library.public_functions")
        return library.lint(*arguments, **options)


sys.modules[__name__].__class__ = _CallablePackage
