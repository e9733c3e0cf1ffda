"""An operation id does not start with a verb.

Why: methods of clients are named by it, and methods are verbs.

Bad:  `operationId: bikes`
Good: `operationId: listBikes`
"""

from __future__ import annotations

from collections.abc import Iterator

from trueup.lint import Rule, Severity, Spec, Violation, operations

VERBS = ("add", "create", "delete", "get", "list", "read", "replace", "update")


def check(spec: Spec) -> Iterator[Violation]:
    for operation in operations(spec):
        name = operation.node.text("operationId")
        if name and not name.startswith(VERBS):
            yield Violation(
                operation.location("operationId"),
                f"`{name}` does not start with a verb",
                help=f"start with one of {', '.join(VERBS)}",
            )


RULE = Rule(check, Severity.WARNING)
