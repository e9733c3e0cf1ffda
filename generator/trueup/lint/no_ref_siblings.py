"""A key next to a `$ref` is ignored.

Why: up to OAS 3.0, all keys next to `$ref` "SHALL be ignored" (Reference Object). Since
3.1, keys in a schema are not ignored, and validation reports others.

Bad:  `{$ref: '#/components/schemas/Pet', nullable: true}` in OAS 3.0
Good: `{allOf: [{$ref: '#/components/schemas/Pet'}], nullable: true}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V30
from ..resolve import Spec
from .index import index
from .rule import Rule, Violation


def check(spec: Spec) -> Iterator[Violation]:
    for node in index(spec).references:
        for name, _ in node.items():
            if name != "$ref":
                yield Violation(
                    node.key(name),
                    f"`{name}` next to a `$ref` is ignored",
                    help="remove it, or move the `$ref` into an `allOf`",
                )


RULE = Rule(check, Severity.WARNING, "no-$ref-siblings", until=V30)
