"""A tag's parent does not exist, or is below the tag itself.

Why: since 3.2 tags form a tree: "the tag MUST exist in the API description, and circular
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
from .rule import Finding, Rule

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Finding]:
    listed = spec.member(spec.root, "tags")
    tags: dict[str, Node] = {}
    for tag in () if listed is None else listed.elements():
        if tag.text("name"):
            tags.setdefault(tag.text("name"), tag)
    for tag in tags.values():
        parent = tag.text("parent")
        if parent and parent not in tags:
            message = f"no tag is called `{parent}`"
            suggestion = partial(did_you_mean, parent, tags)
            yield Finding(tag.get("parent") or tag, message, suggestion)
    for circle in _circles(tags):
        first = tags[circle[0]]
        way = " → ".join(f"`{each}`" for each in (*circle, circle[0]))
        yield Finding(first.get("parent") or first, f"tags are in a circle: {way}")


def _circles(tags: Mapping[str, Node]) -> Iterator[list[str]]:
    """Each circle of parents once, from the tag in it that is listed first."""
    order = {name: index for index, name in enumerate(tags)}
    done: set[str] = set()
    for start in tags:
        way: dict[str, None] = {}
        name = start
        while name in tags and name not in way and name not in done:
            way[name] = None
            name = tags[name].text("parent")
        done.update(way)
        if name in way:
            names = list(way)
            circle = names[names.index(name) :]
            first = circle.index(min(circle, key=order.__getitem__))
            yield [*circle[first:], *circle[:first]]


RULE = Rule(check, Severity.WARNING)
