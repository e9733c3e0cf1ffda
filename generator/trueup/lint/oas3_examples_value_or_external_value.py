"""An example has both `value` and `externalValue`, or neither.

Why: "the `value` field and `externalValue` field are mutually exclusive" (OAS 3.1, Example
Object). Since 3.2, `dataValue` and `serializedValue` are alternatives.

Bad:  `examples: {pet: {summary: A pet}}`
Good: `examples: {pet: {summary: A pet, value: {name: Rex}}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V30, V32, ObjectKind
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import objects

_NEW = frozenset({"dataValue", "serializedValue"})


def check(spec: Spec) -> Iterator[Violation]:
    for example in objects(spec, ObjectKind.EXAMPLE):
        if not isinstance(example.value, dict) or "$ref" in example.value:
            continue
        names = {"value", "externalValue"} & set(example.value)
        is_new = (
            spec.version >= V32 and not names and not _NEW.isdisjoint(example.value)
        )
        if len(names) != 1 and not is_new:
            yield Violation(
                example,
                "an example must have either `value` or `externalValue`",
                help="remove one of them" if names else "add `value`",
                severity=None if names else Severity.WARNING,
            )


RULE = Rule(check, Severity.ERROR, "oas3-examples-value-or-externalValue", since=V30)
