"""One schema to one type: references, values, unions, objects, the rest.

The core that the other modules of this package call back into.
"""

from __future__ import annotations

from ... import ir
from ...ir import Json
from ...resolve import Node
from ..context import DEEPEST, Context, Hint, Identity, identity_of, name_of, pointer_to
from ..prose import said
from . import arrays, objects, unions
from .formats import scalar
from .leaves import leaf_of
from .nulls import accepts_null
from .references import sole_reference
from .shape import Shape, gather, implied, kinds, members, report_conflict
from .values import enum_name, fitting, named_values, of_values


def type_of(ctx: Context, nodes: tuple[Node, ...], hint: Hint) -> ir.Type:
    """The type of what `nodes` say together; `hint` names it where it needs a name."""
    leaf = leaf_of(ctx, nodes[0]) if len(nodes) == 1 else None
    if leaf is not None:
        return leaf
    identity = identity_of(nodes)
    known = ctx.types.get(identity)
    if known is not None:
        return known
    target = sole_reference(ctx, nodes)
    if target is not None:
        found = reference(ctx, target)
    elif identity in ctx.working:
        key = ctx.reserve(identity, ctx.working[identity])
        return _with_null(ctx, ir.Ref(key), gather(ctx, nodes))
    elif ctx.depth >= DEEPEST:
        message = (
            f"schemas nest more than {DEEPEST} deep here; this one is read as any value"
        )
        ctx.warn("nesting-too-deep", message, nodes[0])
        return ir.ANY
    else:
        shape = gather(ctx, nodes)
        found = shaped(ctx, shape, identity, hint)
    ctx.types[identity] = found
    return found


def shaped(ctx: Context, shape: Shape, identity: Identity, hint: Hint) -> ir.Type:
    """The type of a shape, declared under `identity` where it needs a name."""
    if identity in ctx.working:
        key = ctx.reserve(identity, ctx.working[identity])
        return _with_null(ctx, ir.Ref(key), shape)
    ctx.working[identity] = hint
    ctx.depth += 1
    try:
        raw = build(ctx, shape, hint)
    finally:
        ctx.depth -= 1
        del ctx.working[identity]
    return settle(ctx, raw, shape, identity, hint)


def reference(ctx: Context, target: Node) -> ir.Type:
    """A `Ref` to the declaration of the schema `target`, which is made in time."""
    identity = target.identity
    known = ctx.references.get(identity)
    if known is not None:
        return known
    key = ctx.keys.get(identity)
    if key is None:
        hint = ctx.working.get(identity) or (name_of(target),)
        key = ctx.reserve(identity, hint)
        ctx.waiting.append((key, target))
    found = _with_null(ctx, ir.Ref(key), gather(ctx, (target,)))
    ctx.references[identity] = found
    return found


def settle(
    ctx: Context, raw: ir.Type, shape: Shape, identity: Identity, hint: Hint
) -> ir.Type:
    """`raw` itself, or a `Ref` to a declaration of it where it has to have a name."""
    inner = raw.type if isinstance(raw, ir.Nullable) else raw
    if (
        not isinstance(inner, (ir.Object, ir.Enum, ir.Union))
        and identity not in ctx.keys
    ):
        return raw
    name = enum_name(shape) if isinstance(inner, ir.Enum) else None
    key = ctx.reserve(identity, (*hint[:-1], name) if name else hint)
    if key not in ctx.finished:
        ctx.finished[key] = declaration(ctx, key, inner, shape.roots)
    return _with_null(ctx, ir.Ref(key), shape)


def declaration(
    ctx: Context, key: str, type_: ir.Type, nodes: tuple[Node, ...], named: bool = False
) -> ir.Declaration:
    first = nodes[0]
    if len(nodes) == 1:
        schema = ctx.pointer(first, key)
    else:
        schema = pointer_to(ctx.entry(nodes, key))
    return ir.Declaration(
        key=key,
        hint=ctx.hints[key],
        type=type_,
        doc=said(first, "description", "title"),
        deprecated=first.flag("deprecated"),
        named=named,
        schema=schema,
        samples=samples_of(first),
        place=first,
    )


def samples_of(node: Node) -> tuple[Json, ...]:
    """The documented examples of a schema: `examples`, then the older `example`."""
    keywords = members(node)
    listed = keywords.get("examples")
    found: list[Json] = list(listed) if isinstance(listed, list) else []
    if "example" in keywords:
        found.append(keywords["example"])
    return tuple(found)


def build(ctx: Context, shape: Shape, hint: Hint, named: bool = False) -> ir.Type:
    """The type of a shape where it stands, undeclared; its members are declared."""
    core = _core(ctx, shape, hint, named)
    match core:
        case ir.Primitive(ir.Scalar.ANY | ir.Scalar.NULL | ir.Scalar.NEVER):
            return core
        case ir.Nullable():
            return core
        case _:
            return ir.Nullable(core) if accepts_null(ctx, shape) else core


def _core(ctx: Context, shape: Shape, hint: Hint, named: bool) -> ir.Type:
    if shape.never:
        return ir.Primitive(ir.Scalar.NEVER)
    if shape.broken:
        return ir.ANY
    said = kinds(ctx, shape)
    if said == []:
        report_conflict(ctx, shape)
        return ir.ANY
    if said == ["null"]:
        return ir.NULL
    values = named_values(ctx, shape)
    if values is not None:
        usable = fitting(ctx, shape, values, said) if said else values
        found = _of_usable(ctx, shape, usable, named)
        if found is not None:
            return found
    if shape.unions:
        united = unions.union_of(ctx, shape, said, hint)
        if united is not None:
            return united
    real = [
        kind for kind in (implied(shape) if said is None else said) if kind != "null"
    ]
    if "number" in real and "integer" in real:
        real.remove("integer")
    if not real:
        return ir.ANY
    if len(real) == 1:
        return _of_kind(ctx, real[0], shape, hint)
    return _several(ctx, real, shape, hint)


def _of_usable(
    ctx: Context, shape: Shape, values: list[Json], named: bool
) -> ir.Type | None:
    real: list[Json] = [value for value in values if value is not None]
    if values and not real:
        return ir.NULL
    return of_values(ctx, shape, real, named)


def _of_kind(ctx: Context, kind: str, shape: Shape, hint: Hint) -> ir.Type:
    match kind:
        case "object":
            return objects.object_of(ctx, shape, hint)
        case "array":
            return arrays.array_of(ctx, shape, hint)
        case _:
            return ir.Primitive(scalar(kind, shape))


def _several(ctx: Context, real: list[str], shape: Shape, hint: Hint) -> ir.Type:
    variants: dict[ir.Type, None] = {}
    for kind in real:
        found = _of_kind(ctx, kind, shape, hint)
        if isinstance(found, ir.Object):
            identity = ("kind", kind, *identity_of(shape.roots))
            found = settle(ctx, found, shape, identity, (*hint, kind))
            if isinstance(found, ir.Nullable):
                found = found.type
        variants[found] = None
    return ir.Union(tuple(variants)) if len(variants) > 1 else next(iter(variants))


def _with_null(ctx: Context, type_: ir.Type, shape: Shape) -> ir.Type:
    return ir.Nullable(type_) if accepts_null(ctx, shape) else type_
