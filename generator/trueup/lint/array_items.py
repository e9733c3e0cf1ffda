"""A schema of type `array` has no `items`.

Why: up to 3.0, "`items` MUST be present if the `type` is `array`" (OAS 3.0, Schema
Object). Since 3.1 the items may then have any type, and are typed as `Any`.

Bad:  `{type: array}`
Good: `{type: array, items: {type: string}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V30, V31, Version
from ..resolve import Spec
from ..source import Node
from .rule import Rule, Violation
from .traversal import is_falsy, with_key


def check(spec: Spec) -> Iterator[Violation]:
    for schema in with_key(spec, "type"):
        is_tuple = spec.version >= V31 and schema.get("prefixItems") is not None
        if _is_array(schema, spec.version) and not is_tuple:
            items = schema.get("items")
            if is_falsy(items):
                yield Violation(
                    items or schema,
                    "an array has no `items`; they have any type",
                    help="add `items`",
                    severity=Severity.ERROR if spec.version == V30 else None,
                )


def _is_array(schema: Node, version: Version) -> bool:
    types = [node.value for node in schema.elements("type")]
    if version >= V31 and "array" in types:
        return True
    return schema.text("type") == "array" or types == ["array"]


RULE = Rule(check, Severity.WARNING)
