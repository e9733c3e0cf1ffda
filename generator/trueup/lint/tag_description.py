"""A tag has no description.

Why: the description of a tag documents the group of its operations.

Bad:  `tags: [{name: pets}]`
Good: `tags: [{name: pets, description: Dogs and cats.}]`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest, is_falsy


def check(spec: Spec) -> Iterator[Violation]:
    for tag in spec.elements(spec.root, "tags"):
        if is_falsy(tag.get("description")):
            yield Violation(
                closest(spec, tag, "description"),
                f"tag `{tag.text('name')}` has no description",
                help="add `description`",
            )


RULE = Rule(check, Severity.WARNING)
