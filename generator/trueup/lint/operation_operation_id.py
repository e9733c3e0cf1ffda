"""An operation has no id.

Why: the id names the function that calls the operation. Without one the name is made
of method and path, so it changes when the path does.

Bad:  `get: {responses: …}`
Good: `get: {operationId: listPets, responses: …}`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from .rule import Finding, Rule
from .walking import operations

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Finding]:
    for operation in operations(spec):
        if not operation.node.text("operationId").strip():
            yield Finding(
                operation.key,
                f"`{operation.name}` has no `operationId`",
                help="give it one: it becomes the name of a function",
            )


RULE = Rule(check, Severity.NOTE)
