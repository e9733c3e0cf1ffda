"""Schemas that only repeat another, with annotations of their own."""

from __future__ import annotations

from ...openapi import refers
from ...resolve import Node
from ...schemas.json_types import json_types_of
from ...schemas.keywords import NARROWING, Identity, keywords_of
from ...schemas.merged import is_reference, merge_schema, target_of
from ..context import Context

_MAX_DEPTH = 20


def sole_reference(ctx: Context, nodes: tuple[Node, ...]) -> Node | None:
    """The schema that `nodes` only repeat, if there is one.

    `{"$ref": X}`, and `allOf` of one reference, and either with siblings that do not
    change the type: a description, a length, the `type` that X has anyway.
    """
    if len(nodes) == 1:
        keywords = keywords_of(nodes[0])
        if "allOf" not in keywords:
            if not refers(nodes[0]):
                return None
            if is_reference(nodes[0]) and NARROWING.isdisjoint(keywords):
                return target_of(ctx.schemas, nodes[0])
    targets: dict[Identity, Node] = {}
    narrowing: list[Node] = []
    for node in nodes:
        if not _collect(ctx, node, targets, narrowing, 0):
            return None
    if len(targets) > 1:
        targets = _without_included(ctx, targets)
    if len(targets) != 1:
        return None
    target = next(iter(targets.values()))
    if any(not _repeats_type(ctx, node, target) for node in narrowing):
        return None
    return target


def _collect(
    ctx: Context,
    node: Node,
    targets: dict[Identity, Node],
    narrowing: list[Node],
    depth: int,
) -> bool:
    """Sort a schema into references and narrowing keywords; False if it has more."""
    value = node.value
    if value is True:
        return True
    if not isinstance(value, dict) or depth > _MAX_DEPTH:
        return False
    if is_reference(node):
        target = target_of(ctx.schemas, node)
        if target is None:
            return False
        targets[target.identity] = target
    if node.identity in ctx.inheritance.descendants:
        return False
    for element in node.elements("allOf") if "allOf" in value else ():
        if not _collect(ctx, element, targets, narrowing, depth + 1):
            return False
    if not NARROWING.isdisjoint(value):
        narrowing.append(node)
    return True


def _without_included(
    ctx: Context, targets: dict[Identity, Node]
) -> dict[Identity, Node]:
    """Drop the schemas that another one of them includes."""
    remaining = dict(targets)
    for identity, target in targets.items():
        if identity in remaining:
            visited = merge_schema(ctx.schemas, (target,)).visited
            for included in visited.keys() - {identity}:
                remaining.pop(included, None)
    return remaining


def _repeats_type(ctx: Context, node: Node, target: Node) -> bool:
    if NARROWING & keywords_of(node).keys() != {"type"}:
        return False
    declared = keywords_of(node)["type"]
    allowed = declared if isinstance(declared, list) else [declared]
    types = json_types_of(ctx.schemas, merge_schema(ctx.schemas, (target,)))
    return types is None or all(name in allowed for name in types)
