"""A definition of 2.0 is not used.

Why: nothing in the description refers to it, so it has no effect on the API. It may be a
leftover. References in other files that the description refers to are considered.

Bad:  `definitions: {Pet: …}` without a reference to it
Good: `$ref: '#/definitions/Pet'`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..openapi import V20
from ..resolve import Spec
from .rule import Rule, Violation
from .unused_components import unused


def check(spec: Spec) -> Iterator[Violation]:
    for name, node in unused(spec, spec.root, ("definitions",)):
        yield Violation(node, f"definition `{name}` is not used", help="remove it")


RULE = Rule(check, Severity.WARNING, until=V20)
