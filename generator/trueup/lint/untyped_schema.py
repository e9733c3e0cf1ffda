"""A property or a body accepts any value.

Why: it is typed as `Any`, so type checkers and editors cannot help.

Bad:  `properties: {owner: {description: The owner.}}`
Good: `properties: {owner: {type: string, description: The owner.}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import ObjectKind
from ..resolve import Spec
from .rule import Rule, Violation
from .schema_keywords import ANNOTATIONS
from .traversal import objects


def check(spec: Spec) -> Iterator[Violation]:
    for schema in objects(spec, ObjectKind.SCHEMA):
        is_property = schema.pointer[-2:-1] in (("properties",), ("schemas",))
        is_body = schema.pointer[-1:] == ("schema",)
        if (is_property or is_body) and isinstance(schema.value, dict):
            if ANNOTATIONS.issuperset(schema.value):
                yield Violation(
                    schema, "the schema accepts any value", help="add a `type`"
                )


RULE = Rule(check, Severity.NOTE)
