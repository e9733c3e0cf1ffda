"""Declarations of parents: a union of the descendants, and of the parent alone."""

from __future__ import annotations

from ... import ir
from ...resolve import Node
from ...schemas.allof_inheritance import Parent
from ...schemas.keywords import Identity
from ...schemas.merged import merge_schema
from ..context import Context
from . import inference
from .discriminators import complete_mapping, explicit_mapping


def declare_parent(ctx: Context, key: str, parent: Parent) -> ir.Type:
    """The union of the descendants of a parent and the parent alone.

    The properties of the parent itself are declared too: the variant for other values.
    """
    merged = merge_schema(ctx.schemas, (parent.node,))
    own = inference.infer_type(ctx, merged, ctx.declarations.hints[key])
    if not isinstance(own, ir.Object):
        return own
    own_key = _own_key(ctx, parent.node)
    ctx.declarations.by_key[own_key] = inference.declaration_of(
        ctx, own_key, own, (parent.node,)
    )
    nodes = (*parent.descendants, parent.node)
    positions: dict[Identity, int] = {
        node.identity: index for index, node in enumerate(nodes)
    }
    names = [[_discriminator_value(node)] for node in parent.descendants]
    mapping = complete_mapping(
        explicit_mapping(ctx, parent.discriminator, positions, is_reported=False),
        [()] * len(nodes),
        [*names, []],
    )
    discriminator = ir.Discriminator(
        parent.discriminator.text("propertyName"),
        tuple(mapping.items()),
        len(parent.descendants),
    )
    variants = tuple(ir.Ref(_variant_key(ctx, node)) for node in nodes)
    return ir.Union(variants, discriminator)


def _variant_key(ctx: Context, node: Node) -> str:
    if node.identity in ctx.inheritance.parents:
        return _own_key(ctx, node)
    return ctx.declarations.keys[node.identity]


def _own_key(ctx: Context, node: Node) -> str:
    declarations = ctx.declarations
    hint = declarations.hints[declarations.keys[node.identity]]
    return declarations.reserve(("own", *node.identity), (*hint, "base"))


def _discriminator_value(node: Node) -> str:
    return node.text("x-ms-discriminator-value") or node.pointer[-1]
