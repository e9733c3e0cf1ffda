"""Schemas that others extend by `allOf`, with a discriminator and no list of variants.

Such a parent stands for each of its heirs, so its declaration becomes a union of them,
and its own members get a declaration of their own: the variant for any other value.
"""

from __future__ import annotations

from collections import deque

from ... import ir
from ...resolve import Node
from ..context import Context, Identity
from . import types
from .discriminators import mapped_values
from .shape import gather, is_reference, members, target_of


def find_families(ctx: Context) -> dict[Identity, tuple[Node, tuple[Node, ...]]]:
    """Each parent with the discriminator that it has or inherits, and its heirs.

    Also remembers the heirs themselves, which must not be taken for mere references.
    """
    children = _children(ctx)
    families: dict[Identity, tuple[Node, tuple[Node, ...]]] = {}
    heirs = ctx.caches.setdefault("heirs", {})
    for node in ctx.components.values():
        place = node.get("discriminator")
        keywords = members(node)
        if place is None or not place.text("propertyName"):
            continue
        if "oneOf" in keywords or "anyOf" in keywords:
            for each in children.get(node.identity, ()):
                heirs[each.identity] = True
            continue
        for parent in (node, *_descendants(children, node)):
            if parent.identity in families:  # by what it extends itself
                continue
            below = _descendants(children, parent)
            if below:
                families.setdefault(parent.identity, (place, below))
                heirs.update((each.identity, True) for each in below)
    return families


def declare_family(
    ctx: Context, key: str, node: Node, place: Node, heirs: tuple[Node, ...]
) -> ir.Type:
    """The union that a parent stands for; its own members are declared beside it."""
    own = types.build(ctx, gather(ctx, (node,)), ctx.hints[key])
    if not isinstance(own, ir.Object):
        return own
    own_key = _own_key(ctx, node)
    declared = types.declaration(ctx, own_key, own, (node,))
    ctx.finished[own_key] = declared
    parents = ctx.caches["families"]
    variants: list[tuple[Node, ir.Type]] = []
    for heir in heirs:
        heir_key = (
            _own_key(ctx, heir) if heir.identity in parents else ctx.keys[heir.identity]
        )
        variants.append((heir, ir.Ref(heir_key)))
    variants.append((node, ir.Ref(own_key)))
    mapping: dict[str, int] = {}
    index_of = {each.identity: index for index, (each, _) in enumerate(variants)}
    for value, target in mapped_values(ctx, place):
        if target.identity in index_of:
            mapping[value] = index_of[target.identity]
    told = set(mapping.values())
    for index, (each, _) in enumerate(variants[:-1]):
        if index not in told:
            value = each.text("x-ms-discriminator-value") or each.pointer[-1]
            mapping.setdefault(value, index)
    tag = ir.Discriminator(
        place.text("propertyName"), tuple(mapping.items()), len(heirs)
    )
    return ir.Union(tuple(type_ for _, type_ in variants), tag)


def _own_key(ctx: Context, node: Node) -> str:
    hint = ctx.hints[ctx.keys[node.identity]]
    return ctx.reserve(("own", *node.identity), (*hint, "base"))


def _children(ctx: Context) -> dict[Identity, list[Node]]:
    found: dict[Identity, list[Node]] = {}
    for node in ctx.components.values():
        listed = node.get("allOf")
        for element in listed.elements() if listed is not None else ():
            target = target_of(ctx, element) if is_reference(element) else None
            if target is not None and target.identity != node.identity:
                found.setdefault(target.identity, []).append(node)
    return found


def _descendants(children: dict[Identity, list[Node]], node: Node) -> tuple[Node, ...]:
    found: dict[Identity, Node] = {}
    waiting = deque(children.get(node.identity, ()))
    while waiting:
        each = waiting.popleft()
        if each.identity not in found and each.identity != node.identity:
            found[each.identity] = each
            waiting += children.get(each.identity, ())
    return tuple(found.values())
