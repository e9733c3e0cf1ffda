"""An operation has no `operationId`.

Why: the name of the generated method is derived from the id. Without one it is derived
from method and path, so it changes when the path does.

Bad:  `get: {responses: …}`
Good: `get: {operationId: listPets, responses: …}`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from .rule import Rule, Violation
from .traversal import operations

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Violation]:
    for operation in operations(spec):
        if not operation.node.text("operationId").strip():
            yield Violation(
                operation.key,
                f"`{operation.name}` has no `operationId`",
                help="add one; the method name is derived from it",
            )


RULE = Rule(check, Severity.NOTE)
