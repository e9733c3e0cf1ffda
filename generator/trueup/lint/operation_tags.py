"""An operation has no tag.

Why: operations are grouped by tags, in documentation and in the generated package.

Bad:  `get: {operationId: listPets}`
Good: `get: {operationId: listPets, tags: [pets]}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import operations


def check(spec: Spec) -> Iterator[Violation]:
    for operation in operations(spec):
        if not [*operation.node.elements("tags")]:
            yield Violation(
                operation.location("tags"),
                f"`{operation.name}` has no tag",
                help="add `tags`",
            )


RULE = Rule(check, Severity.WARNING)
