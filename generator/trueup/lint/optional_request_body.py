"""The body of an operation is optional, which is often an oversight.

Why: bodies are optional unless `required` is true, so the generated method does not
require it either.

Bad:  `post: {requestBody: {content: …}}`
Good: `post: {requestBody: {required: true, content: …}}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import operations


def check(spec: Spec) -> Iterator[Violation]:
    for operation in operations(spec):
        body = spec.member(operation.node, "requestBody")
        if body is not None and body.get("required") is None:
            yield Violation(
                body,
                f"the body of `{operation.name}` is optional",
                help="add `required: true`, or `required: false` to confirm it",
            )


RULE = Rule(check, Severity.WARNING)
