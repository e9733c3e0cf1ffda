"""A GET or HEAD operation has a body.

Why: "content received in a GET request has no generally defined semantics" (RFC 9110,
section 9.3.1), and many servers and proxies refuse or drop it.

Bad:  `get: {requestBody: …}`
Good: `post: {requestBody: …}`, or parameters `in: query`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import operations, parameters


def check(spec: Spec) -> Iterator[Violation]:
    for operation in operations(spec):
        if operation.method not in ("get", "head"):
            continue
        body = operation.node.get("requestBody")
        if body is not None:
            yield Violation(body, f"`{operation.name}` has a body")
        for entry, parameter in parameters(spec, operation.node):
            if parameter.text("in") in ("body", "formData"):
                yield Violation(entry, f"`{operation.name}` has a body")


RULE = Rule(check, Severity.WARNING)
