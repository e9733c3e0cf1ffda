"""A tag is listed twice under `tags`.

Why: "each tag name in the list MUST be unique" (OAS, OpenAPI Object). A tag becomes a
group of operations, documented by the first entry.

Bad:  `tags: [{name: pets}, {name: pets, description: Dogs and cats.}]`
Good: `tags: [{name: pets, description: Dogs and cats.}]`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from .rule import Rule, Violation

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Violation]:
    seen: set[str] = set()
    for tag in spec.elements(spec.root, "tags"):
        name = tag.text("name")
        if name and name in seen:
            yield Violation(
                tag.get("name") or tag,
                f"duplicate tag `{name}`; the first entry is used",
                help="remove one of them",
            )
        seen.add(name)


RULE = Rule(check, Severity.ERROR)
