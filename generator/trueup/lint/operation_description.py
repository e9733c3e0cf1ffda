"""An operation has no description.

Why: it is the docstring of the generated method.

Bad:  `get: {operationId: listPets}`
Good: `get: {operationId: listPets, description: List all pets.}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import is_falsy, operations


def check(spec: Spec) -> Iterator[Violation]:
    for operation in operations(spec):
        if is_falsy(operation.node.get("description")):
            yield Violation(
                operation.location("description"),
                f"`{operation.name}` has no description",
                help="add `description`",
            )


RULE = Rule(check, Severity.WARNING)
