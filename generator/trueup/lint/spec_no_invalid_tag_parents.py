"""A tag's parent does not exist, or is below the tag itself.

Why: since 3.2 tags form a tree: "the tag MUST exist in the API description, and circular
references between parent and child tags MUST NOT be used" (OAS 3.2, Tag Object).

Bad:  `tags: [{name: cats, parent: pest}]`
Good: `tags: [{name: cats, parent: pets}, {name: pets}]`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..source import Node
from ..spelling import did_you_mean
from .rule import Finding, Rule

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Finding]:
    listed = spec.member(spec.root, "tags")
    tags: dict[str, Node] = {}
    for tag in () if listed is None else listed.elements():
        if tag.text("name"):
            tags.setdefault(tag.text("name"), tag)
    done: set[str] = set()
    for name, tag in tags.items():
        parent = tag.text("parent")
        if parent and parent not in tags:
            message = f"no tag is called `{parent}`"
            yield Finding(tag.get("parent") or tag, message, did_you_mean(parent, tags))
        circle = _circle(name, tags)
        if circle and done.isdisjoint(circle):
            way = " → ".join(f"`{each}`" for each in (*circle, circle[0]))
            yield Finding(tag.get("parent") or tag, f"tags are in a circle: {way}")
        done.update(circle)


def _circle(start: str, tags: dict[str, Node]) -> list[str]:
    """The tags from `start` back to it by their parents; none if they lead elsewhere."""
    way = [start]
    while True:
        tag = tags.get(way[-1])
        parent = "" if tag is None else tag.text("parent")
        if parent == start:
            return way
        if not parent or parent in way:
            return []
        way.append(parent)


RULE = Rule(check, Severity.WARNING)
