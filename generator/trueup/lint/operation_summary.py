"""An operation has no summary.

Why: documentation lists operations by their summaries.

Bad:  `get: {operationId: listPets}`
Good: `get: {operationId: listPets, summary: List pets}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import is_falsy, operations


def check(spec: Spec) -> Iterator[Violation]:
    for operation in operations(spec):
        if is_falsy(operation.node.get("summary")):
            yield Violation(
                operation.location("summary"),
                f"`{operation.name}` has no summary",
                help="add `summary`",
            )


RULE = Rule(check, Severity.WARNING)
