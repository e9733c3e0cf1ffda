"""An operation describes no response.

Why: the client treats any 2xx as success and returns no data. OAS 2.0 and 3.0 require
responses, and validation reports a violation; since 3.1 they are optional.

Bad:  `get: {operationId: listPets}`
Good: `get: {operationId: listPets, responses: {'200': …}}`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..openapi import V31
from .rule import Rule, Violation
from .traversal import operations

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Violation]:
    for operation in operations(spec) if spec.version >= V31 else ():
        if operation.node.get("responses") is None:
            yield Violation(
                operation.key,
                f"`{operation.name}` describes no response; any 2xx is success",
                help="describe its responses under `responses`",
            )


RULE = Rule(check, Severity.NOTE)
