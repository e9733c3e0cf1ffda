"""An operation describes no response.

Why: nobody knows what it answers, so any 2xx counts as success and its body is left
alone. OAS 2.0 and 3.0 require responses, where validation says so; since 3.1 they may
be missing.

Bad:  `get: {operationId: listPets}`
Good: `get: {operationId: listPets, responses: {'200': …}}`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..structure import V31
from .rule import Finding, Rule
from .walking import operations

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Finding]:
    for operation in operations(spec) if spec.version >= V31 else ():
        if operation.node.get("responses") is None:
            yield Finding(
                operation.key,
                f"`{operation.name}` describes no response",
                help="any 2xx counts as success, and what it holds is not known",
            )


RULE = Rule(check, Severity.NOTE)
