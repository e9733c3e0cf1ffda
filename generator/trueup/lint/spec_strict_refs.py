"""A `$ref` stands where OpenAPI allows none.

Why: a reference may stand for a schema, a response, a parameter and other objects of
that kind, not for all of `content` or `paths`. Here it is followed; other tools may stop
at it, or lose what it leads to.

Bad:  `content: {$ref: '#/components/x-contents/Pets'}`
Good: `content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from .rule import Finding, Rule

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Finding]:
    for node in spec.displaced:
        end = spec.follow(node)
        if end is None or not isinstance(end.value, (dict, list)):
            continue  # an error already
        name = node.pointer[-1] if node.pointer else ""
        yield Finding(
            node.get("$ref") or node,
            f"a reference cannot stand for all of `{name}`",
            help="put it deeper, or write out what it leads to",
        )


RULE = Rule(check, Severity.WARNING)
