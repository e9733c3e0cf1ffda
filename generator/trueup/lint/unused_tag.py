"""A tag is listed, but no operation has it.

Why: documentation shows a group without operations. Since 3.2, a parent of other tags
counts as used.

Bad:  `tags: [{name: pets}]` without an operation that has the tag
Good: `get: {tags: [pets]}`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import operations


def check(spec: Spec) -> Iterator[Violation]:
    used = {
        tag.value
        for operation in operations(spec)
        for tag in operation.node.elements("tags")
        if isinstance(tag.value, str)
    }
    tags = [*spec.elements(spec.root, "tags")]
    used |= {tag.text("parent") for tag in tags}
    for tag in tags:
        name = tag.text("name")
        if name and name not in used:
            yield Violation(
                tag.get("name") or tag, f"no operation has the tag `{name}`"
            )


RULE = Rule(check, Severity.WARNING)
