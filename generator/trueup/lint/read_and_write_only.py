"""A property is both read-only and write-only.

Why: it is neither sent nor received, so it does not exist.

Bad:  `{type: string, readOnly: true, writeOnly: true}`
Good: `{type: string, readOnly: true}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import ObjectKind
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import objects


def check(spec: Spec) -> Iterator[Violation]:
    for schema in objects(spec, ObjectKind.SCHEMA):
        if schema.flag("readOnly") and schema.flag("writeOnly"):
            yield Violation(
                schema.get("writeOnly") or schema,
                "`readOnly` and `writeOnly` exclude each other",
                help="remove one of them",
            )


RULE = Rule(check, Severity.ERROR)
