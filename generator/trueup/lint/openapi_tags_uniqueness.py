"""The list of tags describes one tag twice.

Why: "each tag name in the list MUST be unique" (OAS, OpenAPI Object). A tag becomes a
group of operations, and the first description is the group's.

Bad:  `tags: [{name: pets}, {name: pets, description: Dogs and cats.}]`
Good: `tags: [{name: pets, description: Dogs and cats.}]`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from .rule import Finding, Rule

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Finding]:
    listed = spec.member(spec.root, "tags")
    seen: set[str] = set()
    for tag in () if listed is None else listed.elements():
        name = tag.text("name")
        if name and name in seen:
            yield Finding(
                tag.get("name") or tag,
                f"the tag `{name}` is listed twice",
                help="the first description counts; remove the other",
            )
        seen.add(name)


RULE = Rule(check, Severity.WARNING)
