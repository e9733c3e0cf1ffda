"""Something stands beside a `$ref` that nothing reads.

Why: up to OAS 3.0 every key beside `$ref` "SHALL be ignored" (Reference Object). Since
3.1 keys in a schema count, and elsewhere validation finds those that do not. The
description of a schema is not among them: it documents the member all the same.

Bad:  `{$ref: '#/components/schemas/Pet', nullable: true}` in OAS 3.0
Good: `{allOf: [{$ref: '#/components/schemas/Pet'}], nullable: true}`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..structure import V31, Kind, reference
from .rule import Finding, Rule

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Finding]:
    if spec.version >= V31:
        return
    for node, kind in spec.referring:
        if kind is Kind.PATH_ITEM or reference(node, kind) != "$ref":
            continue
        for name, _ in node.items():
            is_read = kind is Kind.SCHEMA and name == "description"
            if name != "$ref" and not is_read and not name.startswith("x-"):
                yield Finding(
                    node.key(name),
                    f"`{name}` beside a `$ref` is ignored",
                    help=_help(kind),
                )


def _help(kind: Kind) -> str:
    if kind is Kind.SCHEMA:
        return "put the `$ref` into an `allOf`"
    return "remove it, or write the object out"


RULE = Rule(check, Severity.NOTE)
