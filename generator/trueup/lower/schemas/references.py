"""When a schema is nothing but a reference to another, with remarks of its own."""

from __future__ import annotations

from ...resolve import Node
from ...openapi import refers
from ..context import Context
from .shape import (
    NARROWING,
    gather,
    is_reference,
    kinds,
    members,
    target_of,
)


def sole_reference(ctx: Context, nodes: tuple[Node, ...]) -> Node | None:
    """The schema that `nodes` only repeat, if there is one.

    `{"$ref": X}`, and `allOf` of one reference, and either with siblings that change
    no type: a description, a length, the `type` that X has anyway.
    """
    if len(nodes) == 1:
        keywords = members(nodes[0])
        if "allOf" not in keywords:
            if not refers(nodes[0]):
                return None
            if is_reference(nodes[0]) and NARROWING.isdisjoint(keywords):
                return target_of(ctx, nodes[0])
    targets: dict[tuple[object, ...], Node] = {}
    leaves: list[Node] = []
    for node in nodes:
        if not _collect(ctx, node, targets, leaves, 0):
            return None
    if len(targets) > 1:
        targets = _widest(ctx, targets)
    if len(targets) != 1:
        return None
    target = next(iter(targets.values()))
    if any(not _repeats(ctx, leaf, target) for leaf in leaves):
        return None
    return target


def _collect(
    ctx: Context,
    node: Node,
    targets: dict[tuple[object, ...], Node],
    leaves: list[Node],
    depth: int,
) -> bool:
    """Sorts a schema into references and the rest; false where it cannot be done."""
    value = node.value
    if value is True:
        return True
    if not isinstance(value, dict) or depth > 20:
        return False
    if is_reference(node):
        target = target_of(ctx, node)
        if target is None:
            return False
        targets[target.identity] = target
    listed = node.get("allOf") if "allOf" in value else None
    if listed is not None and isinstance(listed.value, list):
        if node.identity in ctx.caches.get("heirs", {}):
            return False
        for element in listed.elements():
            if not _collect(ctx, element, targets, leaves, depth + 1):
                return False
    if not NARROWING.isdisjoint(value):
        leaves.append(node)
    return True


def _widest(
    ctx: Context, targets: dict[tuple[object, ...], Node]
) -> dict[tuple[object, ...], Node]:
    """Without the schemas that another one of them includes."""
    kept = dict(targets)
    for identity, target in targets.items():
        included = gather(ctx, (target,)).seen
        for other in targets:
            if other != identity and other in included and identity in kept:
                kept.pop(other, None)
    return kept


def _repeats(ctx: Context, leaf: Node, target: Node) -> bool:
    narrowing = NARROWING & members(leaf).keys()
    if narrowing != {"type"}:
        return False
    said = members(leaf)["type"]
    allowed = said if isinstance(said, list) else [said]
    known = kinds(ctx, gather(ctx, (target,)))
    return known is None or all(kind in allowed for kind in known)
