"""An operation has no `operationId`.

Why: the name of the generated method is derived from the id. Without one it is derived
from method and path, so it changes when the path does.

Bad:  `get: {responses: …}`
Good: `get: {operationId: listPets, responses: …}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import operations


def check(spec: Spec) -> Iterator[Violation]:
    for operation in operations(spec):
        value = operation.node.get("operationId")
        # Validation reports an id that is not a string.
        if value is None or (isinstance(value.value, str) and not value.value.strip()):
            yield Violation(
                operation.location("operationId"),
                f"`{operation.name}` has no `operationId`",
                help="add one; the method name is derived from it",
            )


RULE = Rule(check, Severity.WARNING, "operation-operationId")
