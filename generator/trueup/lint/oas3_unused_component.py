"""A component is not used.

Why: nothing in the description refers to it, so it has no effect on the API. It may be a
leftover. A `mapping` of a discriminator counts as a reference. References in other files
that the description refers to are considered.

Bad:  `components.schemas: {Pet: …}` without a reference to it
Good: `$ref: '#/components/schemas/Pet'`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V30
from ..resolve import Spec
from .rule import Rule, Violation
from .unused_components import unused

_SECTIONS = (
    *("schemas", "responses", "parameters", "examples", "requestBodies"),
    *("headers", "links", "callbacks", "pathItems", "mediaTypes"),
)


def check(spec: Spec) -> Iterator[Violation]:
    for name, node in unused(spec, spec.root.get("components"), _SECTIONS):
        yield Violation(node, f"component `{name}` is not used", help="remove it")


RULE = Rule(check, Severity.WARNING, since=V30)
