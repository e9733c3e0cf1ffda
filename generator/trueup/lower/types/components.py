"""Declarations of component schemas, then of the other targets of references."""

from __future__ import annotations

from ... import ir
from ...ir.traversal import without_null
from ...resolve import Node
from ...schemas.keywords import identity_of
from ...schemas.merged import merge_schema
from ..context import Context
from . import inference
from .parents import declare_parent
from .sole_reference import sole_reference


def declare_components(ctx: Context) -> None:
    """Declare all of `components.schemas`, of any type."""
    declarations = ctx.declarations
    for key, node in declarations.components.items():
        parent = ctx.inheritance.parents.get(node.identity)
        if parent is not None and declarations.keys[node.identity] == key:
            type_ = declare_parent(ctx, key, parent)
        else:
            type_ = _own_type(ctx, key, node)
        declarations.by_key[key] = inference.declaration_of(
            ctx, key, type_, (node,), named=True
        )


def declare_pending(ctx: Context) -> None:
    """Declare the targets of references outside of the components, and theirs."""
    pending = ctx.inference.pending
    declared = ctx.declarations.by_key
    while pending:
        key, node = pending.pop(0)
        if key not in declared:
            type_ = _own_type(ctx, key, node)
            declared.setdefault(key, inference.declaration_of(ctx, key, type_, (node,)))


def _own_type(ctx: Context, key: str, node: Node) -> ir.Type:
    """The type of a declaration; not nullable, because its references are."""
    keys, hint = ctx.declarations.keys, ctx.declarations.hints[key]
    if keys.get(node.identity, key) != key:
        return ir.Ref(keys[node.identity])
    target = sole_reference(ctx, (node,))
    if target is not None:
        type_ = inference.reference_to(ctx, target)
    else:
        identity = identity_of((node,))
        ctx.inference.in_progress[identity] = hint
        merged = merge_schema(ctx.schemas, (node,))
        type_ = inference.infer_type(ctx, merged, hint, named=True)
        del ctx.inference.in_progress[identity]
    return without_null(type_)
