"""An `operationId` contains characters that are not allowed in a URL.

Why: documentation links to operations by their ids.

Bad:  `operationId: 'list pets'`
Good: `operationId: listPets`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import operations

_VALID = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]*")


def check(spec: Spec) -> Iterator[Violation]:
    for operation in operations(spec):
        operation_id = operation.node.text("operationId")
        if not _VALID.fullmatch(operation_id):
            yield Violation(
                operation.location("operationId"),
                f"`{operation_id}` contains characters that a URL must not contain",
                help="use letters, digits, `-` and `_`",
            )


RULE = Rule(check, Severity.WARNING, "operation-operationId-valid-in-url")
