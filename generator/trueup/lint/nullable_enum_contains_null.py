"""The `type` of a schema allows null, but its `enum` does not.

Why: a value must be in the `enum` as well, so null is not valid (OAS 3.0.3, `nullable`).
Tools disagree about it: in 3.0, trueup and others accept null nevertheless.

Bad:  `{type: string, nullable: true, enum: [open, closed]}`
Good: `{type: string, nullable: true, enum: [open, closed, null]}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V30
from ..resolve import Spec
from ..source import Node
from .rule import Rule, Violation
from .traversal import with_key


def check(spec: Spec) -> Iterator[Violation]:
    key = "nullable" if spec.version == V30 else "type"
    for schema in with_key(spec, "enum"):
        values = schema.get("enum")
        if values is None or not isinstance(values.value, list):
            continue
        if None not in values.value and _allows_null(schema, key):
            remedy = "`nullable`" if key == "nullable" else "`'null'` from `type`"
            yield Violation(
                values,
                f"`{key}` allows null, but `enum` does not contain it",
                help=f"add `null` to `enum`, or remove {remedy}",
            )


def _allows_null(schema: Node, key: str) -> bool:
    if key == "nullable":
        return schema.flag(key)
    return "null" in [entry.value for entry in schema.elements(key)]


RULE = Rule(check, Severity.WARNING, since=V30)
