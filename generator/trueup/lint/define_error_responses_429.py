"""An operation describes no response for too many requests.

Why: a client that knows the 429 response of an API can wait as long as it must.

Bad:  `responses: {'200': {description: Pets.}}`
Good: `responses: {'200': {description: Pets.}, '429': {description: Slow down.}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import operations


def check(spec: Spec) -> Iterator[Violation]:
    for operation in operations(spec):
        codes = [code for code, _ in spec.entries(operation.node, "responses")]
        if codes and not {"429", "4XX", "default"} & set(codes):
            yield Violation(
                operation.location("responses"),
                f"`{operation.name}` has no 429 response",
                help="describe the response to too many requests",
            )


RULE = Rule(check, Severity.WARNING)
