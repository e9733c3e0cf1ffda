"""A key next to a `$ref` is ignored.

Why: up to OAS 3.0, all keys next to `$ref` "SHALL be ignored" (Reference Object). Since
3.1, keys in a schema are not ignored, and validation reports others. A `description` next
to a reference to a schema is not reported, since it documents the property.

Bad:  `{$ref: '#/components/schemas/Pet', nullable: true}` in OAS 3.0
Good: `{allOf: [{$ref: '#/components/schemas/Pet'}], nullable: true}`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..openapi import V31, ObjectKind, reference
from .rule import Rule, Violation

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Violation]:
    if spec.version >= V31:
        return
    for node, kind in spec.referring:
        if kind is ObjectKind.PATH_ITEM or reference(node, kind) != "$ref":
            continue
        for name, _ in node.items():
            is_used = kind is ObjectKind.SCHEMA and name == "description"
            if name != "$ref" and not is_used and not name.startswith("x-"):
                yield Violation(
                    node.key(name),
                    f"`{name}` next to a `$ref` is ignored",
                    help=_help(kind),
                )


def _help(kind: ObjectKind) -> str:
    if kind is ObjectKind.SCHEMA:
        return "move the `$ref` into an `allOf`"
    return "remove it, or replace the `$ref` by the object"


RULE = Rule(check, Severity.NOTE)
