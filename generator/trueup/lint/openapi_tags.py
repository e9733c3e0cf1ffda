"""The description has no `tags`.

Why: tags group operations, and their descriptions document the groups.

Bad:  `openapi: 3.1.0` without `tags`
Good: `tags: [{name: pets, description: Dogs and cats.}]`
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..resolve import Spec
from .rule import Rule, Violation
from .traversal import closest


def check(spec: Spec) -> Iterator[Violation]:
    if not [*spec.elements(spec.root, "tags")]:
        yield Violation(
            closest(spec, spec.root, "tags"),
            "`tags` must be an array with at least one tag",
            help="describe the tags of the operations",
        )


RULE = Rule(check, Severity.WARNING)
