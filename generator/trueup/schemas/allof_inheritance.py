"""Inheritance: schemas with a discriminator that others include by `allOf`.

Such a parent has no list of variants. It stands for each of its descendants.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from msgspec import Struct

from ..resolve import Node
from .keywords import Identity, keywords_of
from .merged import SchemaReader, is_reference, target_of


class Parent(Struct, frozen=True):
    """`discriminator` may be inherited."""

    node: Node
    discriminator: Node
    descendants: tuple[Node, ...]


class Inheritance(Struct, frozen=True):
    """Parents and their descendants among the component schemas.

    `included` are all schemas that others include by `allOf`.
    """

    parents: Mapping[Identity, Parent]
    descendants: frozenset[Identity]
    included: frozenset[Identity]


def find_inheritance(
    reader: SchemaReader, components: Mapping[str, Node]
) -> Inheritance:
    """Find every parent, with its own discriminator or the one that it inherits."""
    children = _children(reader, components)
    parents: dict[Identity, Parent] = {}
    inheriting: set[Identity] = set()
    for node in components.values():
        discriminator = node.get("discriminator")
        keywords = keywords_of(node)
        if discriminator is None or not discriminator.text("propertyName"):
            continue
        if "oneOf" in keywords or "anyOf" in keywords:
            inheriting.update(
                child.identity for child in children.get(node.identity, ())
            )
            continue
        for parent in (node, *_descendants(children, node)):
            if parent.identity in parents:  # with the discriminator of a nearer schema
                continue
            descendants = _descendants(children, parent)
            if descendants:
                parents[parent.identity] = Parent(parent, discriminator, descendants)
                inheriting.update(child.identity for child in descendants)
    return Inheritance(parents, frozenset(inheriting), frozenset(children))


def _children(
    reader: SchemaReader, components: Mapping[str, Node]
) -> dict[Identity, list[Node]]:
    children: dict[Identity, list[Node]] = {}
    for node in components.values():
        for element in node.elements("allOf"):
            target = target_of(reader, element) if is_reference(element) else None
            if target is not None and target.identity != node.identity:
                children.setdefault(target.identity, []).append(node)
    return children


def _descendants(children: dict[Identity, list[Node]], node: Node) -> tuple[Node, ...]:
    """All descendants of a schema, nearest first."""
    descendants: dict[Identity, Node] = {}
    pending = deque(children.get(node.identity, ()))
    while pending:
        child = pending.popleft()
        if child.identity not in descendants and child.identity != node.identity:
            descendants[child.identity] = child
            pending += children.get(child.identity, ())
    return tuple(descendants.values())
