"""A `$ref` is in a location where OpenAPI does not allow one.

Why: a reference can replace a schema, a response, a parameter and other referenceable
objects, but not all of `content` or `paths`. It is followed; other tools may reject or
ignore it.

Bad:  `content: {$ref: '#/components/x-contents/Pets'}`
Good: `content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from .rule import Rule, Violation

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Violation]:
    for node in spec.misplaced_references:
        target = spec.follow(node)
        if target is None or not isinstance(target.value, (dict, list)):
            continue  # already reported as an error
        name = node.pointer[-1] if node.pointer else ""
        yield Violation(
            node.get("$ref") or node,
            f"a `$ref` cannot replace `{name}`",
            help="move it to the objects inside, or replace it by its target",
        )


RULE = Rule(check, Severity.ERROR)
