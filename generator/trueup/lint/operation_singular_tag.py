"""An operation has more than one tag.

Why: a tag is a group of operations, so the operation occurs in several groups.

Bad:  `tags: [pets, owners]`
Good: `tags: [pets]`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import operations


def check(spec: Spec) -> Iterator[Violation]:
    for operation in operations(spec):
        count = len([*operation.node.elements("tags")])
        if count > 1:
            yield Violation(
                operation.location("tags"),
                f"`{operation.name}` has {count} tags",
                help="keep one of them",
            )


RULE = Rule(check, Severity.WARNING)
