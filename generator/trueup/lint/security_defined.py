"""An operation has no security requirement.

Why: it is unclear whether it is public. `security: []` says that it is.

Bad:  an operation without `security`, in a description without `security`
Good: `security: [{apiKey: []}]`, or `security: []`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import operations


def check(spec: Spec) -> Iterator[Violation]:
    if spec.root.get("security") is not None:
        return
    for operation in operations(spec):
        if operation.node.get("security") is None:
            yield Violation(
                operation.key,
                f"`{operation.name}` has no `security`",
                help="add a requirement, or `security: []`",
            )


RULE = Rule(check, Severity.WARNING)
