"""An operation describes no response for a mistake of the client.

Why: without a 4xx or `default` response, the error of the client is untyped.

Bad:  `responses: {'200': {description: Pets.}}`
Good: `responses: {'200': {description: Pets.}, '404': {description: Not found.}}`
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
        if codes and not any(code[:1] == "4" or code == "default" for code in codes):
            yield Violation(
                operation.location("responses"),
                f"`{operation.name}` has no 4xx response",
                help="describe the response to an invalid request",
            )


RULE = Rule(check, Severity.WARNING)
