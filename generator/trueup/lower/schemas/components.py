"""Every component schema to a declaration, then whatever else references lead to."""

from __future__ import annotations

from ... import ir
from ...resolve import Node
from ..context import Context, identity_of
from . import types
from .families import declare_family, find_families
from .references import sole_reference
from .shape import gather


def declare_components(ctx: Context) -> None:
    """Declares all of `components.schemas`, whatever they look like."""
    schemas = ctx.spec.member(ctx.spec.root, "components", "schemas")
    for name, node in schemas.items() if schemas is not None else ():
        meant = _meant(ctx, node)
        key = ctx.reserve(node.identity, (name,))
        ctx.components[key] = meant
        ctx.keys.setdefault(meant.identity, key)
        ctx.entries.setdefault(meant.identity, key)
        ctx.entries[node.identity] = key
        ctx.roots[key] = (meant,)
    families = find_families(ctx)
    ctx.caches.setdefault("families", {}).update(families)
    for key, node in ctx.components.items():
        family = families.get(node.identity)
        if family is not None and ctx.keys[node.identity] == key:
            ctx.hints.setdefault(key, (key,))
            type_ = declare_family(ctx, key, node, *family)
        else:
            type_ = _own_type(ctx, key, node)
        ctx.finished[key] = types.declaration(ctx, key, type_, (node,), named=True)


def declare_waiting(ctx: Context) -> None:
    """Declares what references lead to outside of the components, to the last one."""
    while ctx.waiting:
        key, node = ctx.waiting.pop(0)
        if key not in ctx.finished:
            type_ = _own_type(ctx, key, node)
            ctx.finished.setdefault(key, types.declaration(ctx, key, type_, (node,)))


def _own_type(ctx: Context, key: str, node: Node) -> ir.Type:
    """What a declaration holds: never a null on top, which stands with its users."""
    if ctx.keys.get(node.identity, key) != key:
        return ir.Ref(ctx.keys[node.identity])
    target = sole_reference(ctx, (node,))
    if target is not None:
        found = types.reference(ctx, target)
    else:
        identity = identity_of((node,))
        ctx.working[identity] = ctx.hints[key]
        found = types.build(ctx, gather(ctx, (node,)), ctx.hints[key], named=True)
        del ctx.working[identity]
    return found.type if isinstance(found, ir.Nullable) else found


def _meant(ctx: Context, node: Node) -> Node:
    """A component that only refers to another file stands for what is there."""
    value = node.value
    if not isinstance(value, dict) or value.keys() != {"$ref"}:
        return node
    target = ctx.spec.target(node)
    if target is None or target.document is node.document:
        return node
    return target if target.identity not in ctx.keys else node
