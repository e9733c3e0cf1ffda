"""A schema of 3.1 or later has `nullable`.

Why: 3.1 has removed it, so null is not allowed.

Bad:  `{type: string, nullable: true}`
Good: `{type: [string, 'null']}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V31, ObjectKind
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import objects


def check(spec: Spec) -> Iterator[Violation]:
    for schema in objects(spec, ObjectKind.SCHEMA):
        nullable = schema.get("nullable")
        if nullable is not None:
            yield Violation(
                nullable,
                "`nullable` has no effect since 3.1",
                help="add `'null'` to `type`" if nullable.value else "remove it",
            )


RULE = Rule(check, Severity.WARNING, since=V31)
