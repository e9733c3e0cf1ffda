"""The parent of a tag does not exist, or is a descendant of the tag.

Why: since 3.2, tags form a tree: "the tag MUST exist in the API description, and circular
references between parent and child tags MUST NOT be used" (OAS 3.2, Tag Object).

Bad:  `tags: [{name: cats, parent: pest}]`
Good: `tags: [{name: cats, parent: pets}, {name: pets}]`
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..source import Node
from ..suggestions import did_you_mean
from .rule import Rule, Violation

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Violation]:
    tags: dict[str, Node] = {}
    for tag in spec.elements(spec.root, "tags"):
        if tag.text("name"):
            tags.setdefault(tag.text("name"), tag)
    for tag in tags.values():
        parent = tag.text("parent")
        if parent and parent not in tags:
            message = f"parent tag `{parent}` does not exist"
            suggestion = partial(did_you_mean, parent, tags)
            yield Violation(tag.get("parent") or tag, message, suggestion)
    for cycle in _cycles(tags):
        first = tags[cycle[0]]
        path = " → ".join(f"`{name}`" for name in (*cycle, cycle[0]))
        yield Violation(first.get("parent") or first, f"cycle of parent tags: {path}")


def _cycles(tags: Mapping[str, Node]) -> Iterator[list[str]]:
    """The cycles of parents, starting from the tag that is listed first."""
    order = {name: index for index, name in enumerate(tags)}
    visited: set[str] = set()
    for start in tags:
        path: dict[str, None] = {}
        name = start
        while name in tags and name not in path and name not in visited:
            path[name] = None
            name = tags[name].text("parent")
        visited.update(path)
        if name in path:
            names = list(path)
            cycle = names[names.index(name) :]
            first = cycle.index(min(cycle, key=order.__getitem__))
            yield [*cycle[first:], *cycle[:first]]


RULE = Rule(check, Severity.ERROR)
