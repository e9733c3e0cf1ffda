"""The type of a schema: references, constants, unions, objects, arrays, primitives.

The core of this package; the other modules call it for nested schemas.
"""

from __future__ import annotations

from ... import ir
from ...ir import Json
from ...ir.traversal import without_null
from ...pointers import pointer_to
from ...resolve import Node
from ...schemas.constants import constants_of, without_mismatches
from ...schemas.json_types import inferred_types, json_types_of, report_conflict
from ...schemas.keywords import Identity, identity_of
from ...schemas.merged import MergedSchema, merge_schema
from ...schemas.nullability import accepts_null
from ..commonmark import description_of
from ..context import Context
from ..declarations import Hint
from . import arrays, objects, unions
from .enums import enum_name, type_of_constants
from .reference_hints import reference_hint
from .scalars import plain_type, scalar_of
from .sole_reference import sole_reference

MAX_DEPTH = 60
"""Schemas that nest more deeply become `ANY`."""

_NAMED = frozenset((ir.Object, ir.Enum, ir.Union))
"""Types that have to have a name."""

_WITHOUT_NULL = frozenset((ir.Scalar.ANY, ir.Scalar.NULL, ir.Scalar.NEVER))
"""Scalars that are not combined with null."""


def type_of(ctx: Context, nodes: tuple[Node, ...], hint: Hint) -> ir.Type:
    """The type of the conjunction of `nodes`; `hint` names it where it needs a name."""
    identity = identity_of(nodes)
    known = ctx.inference.types.get(identity)
    if known is not None:
        return known
    target = sole_reference(ctx, nodes)
    if target is not None:
        type_ = reference_to(ctx, target)
    elif identity in ctx.inference.in_progress:
        return _recursive(ctx, merge_schema(ctx.schemas, nodes), identity)
    elif ctx.inference.depth >= MAX_DEPTH:
        message = f"schemas nest more than {MAX_DEPTH} deep; typed as `Any`"
        ctx.report.warning("nesting-too-deep", message, nodes[0])
        return ir.ANY
    elif identity not in ctx.declarations.keys and (plain := plain_type(nodes)):
        type_ = ir.Primitive(scalar_of(plain, nodes))  # as most schemas
    else:
        merged = merge_schema(ctx.schemas, nodes)
        type_ = type_of_merged(ctx, merged, identity, hint)
    ctx.inference.types[identity] = type_
    return type_


def type_of_merged(
    ctx: Context, merged: MergedSchema, identity: Identity, hint: Hint
) -> ir.Type:
    """The type of a merged schema, declared under `identity` if it needs a name."""
    state = ctx.inference
    if identity in state.in_progress:
        return _recursive(ctx, merged, identity)
    state.in_progress[identity] = hint
    state.depth += 1
    try:
        type_ = infer_type(ctx, merged, hint)
    finally:
        state.depth -= 1
        del state.in_progress[identity]
    return declare_if_needed(ctx, type_, merged, identity, hint)


def _recursive(ctx: Context, merged: MergedSchema, identity: Identity) -> ir.Type:
    key = ctx.declarations.reserve(identity, ctx.inference.in_progress[identity])
    return _with_null(ctx, ir.Ref(key), merged)


def reference_to(ctx: Context, target: Node) -> ir.Type:
    """A `Ref` to the declaration of the schema `target`, which is declared later."""
    state = ctx.inference
    identity = target.identity
    known = state.references.get(identity)
    if known is not None:
        return known
    key = ctx.declarations.keys.get(identity)
    if key is None:
        hint = state.in_progress.get(identity) or reference_hint(ctx, target)
        key = ctx.declarations.reserve(identity, hint)
        state.pending.append((key, target))
    type_ = _with_null(ctx, ir.Ref(key), merge_schema(ctx.schemas, (target,)))
    state.references[identity] = type_
    return type_


def declare_if_needed(
    ctx: Context, type_: ir.Type, merged: MergedSchema, identity: Identity, hint: Hint
) -> ir.Type:
    """`type_` itself, or a `Ref` to its declaration if it has to have a name."""
    declarations = ctx.declarations
    inner = without_null(type_)
    needs_name = type(inner) in _NAMED  # faster than `isinstance`
    if not needs_name and identity not in declarations.keys:
        return type_
    name = enum_name(merged) if isinstance(inner, ir.Enum) else None
    key = declarations.reserve(identity, (*hint[:-1], name) if name else hint)
    if key not in declarations.by_key:
        declarations.by_key[key] = declaration_of(ctx, key, inner, merged.roots)
    return _with_null(ctx, ir.Ref(key), merged)


def declaration_of(
    ctx: Context, key: str, type_: ir.Type, nodes: tuple[Node, ...], named: bool = False
) -> ir.Declaration:
    first = nodes[0]
    if len(nodes) == 1:
        schema = ctx.bundle.pointer(first, key)
    else:
        schema = pointer_to(ctx.bundle.add(nodes, key))
    declaration = ir.Declaration(
        key=key,
        hint=ctx.declarations.hints[key],
        type=type_,
        doc=description_of(first, "description", "title"),
        deprecated=first.flag("deprecated"),
        named=named,
        schema=schema,
        source_location=first,
    )
    ctx.size.spend(declaration, first)
    return declaration


def infer_type(
    ctx: Context, merged: MergedSchema, hint: Hint, named: bool = False
) -> ir.Type:
    """The type of a merged schema, undeclared; types inside it are declared."""
    type_ = _without_null(ctx, merged, hint, named)
    if type(type_) is ir.Primitive and type_.scalar in _WITHOUT_NULL:
        return type_
    return type_ if type(type_) is ir.Nullable else _with_null(ctx, type_, merged)


def _without_null(
    ctx: Context, merged: MergedSchema, hint: Hint, named: bool
) -> ir.Type:
    if merged.is_never:
        return ir.Primitive(ir.Scalar.NEVER)
    if merged.is_unresolved:
        return ir.ANY
    types = json_types_of(ctx.schemas, merged)
    if types == []:
        report_conflict(ctx.schemas, merged)
        return ir.ANY
    if types == ["null"]:
        return ir.NULL
    constants = _constants(ctx, merged, types, named)
    if constants is not None:
        return constants
    if merged.unions:
        union = unions.union_of(ctx, merged, types, hint)
        if union is not None:
            return union
    possible = [
        name
        for name in (inferred_types(merged) if types is None else types)
        if name != "null"
    ]
    if "number" in possible and "integer" in possible:
        possible.remove("integer")
    if not possible:
        return ir.ANY
    if len(possible) == 1:
        return _of_json_type(ctx, possible[0], merged, hint)
    return _of_json_types(ctx, possible, merged, hint)


def _constants(
    ctx: Context, merged: MergedSchema, types: list[str] | None, named: bool
) -> ir.Type | None:
    values = constants_of(ctx.schemas, merged)
    if values is None:
        return None
    if types:
        values = without_mismatches(ctx.schemas, merged, values, types)
    non_null: list[Json] = [value for value in values if value is not None]
    if values and not non_null:
        return ir.NULL
    return type_of_constants(ctx, merged, non_null, named)


def _of_json_type(
    ctx: Context, json_type: str, merged: MergedSchema, hint: Hint
) -> ir.Type:
    match json_type:
        case "object":
            return objects.object_of(ctx, merged, hint)
        case "array":
            return arrays.array_of(ctx, merged, hint)
        case _:
            return ir.Primitive(scalar_of(json_type, merged.parts))


def _of_json_types(
    ctx: Context, json_types: list[str], merged: MergedSchema, hint: Hint
) -> ir.Type:
    variants: dict[ir.Type, None] = {}
    for name in json_types:
        type_ = _of_json_type(ctx, name, merged, hint)
        if isinstance(type_, ir.Object):
            identity = ("kind", name, *identity_of(merged.roots))
            type_ = without_null(
                declare_if_needed(ctx, type_, merged, identity, (*hint, name))
            )
        variants[type_] = None
    return ir.Union(tuple(variants)) if len(variants) > 1 else next(iter(variants))


def _with_null(ctx: Context, type_: ir.Type, merged: MergedSchema) -> ir.Type:
    return ir.Nullable(type_) if accepts_null(ctx.schemas, merged) else type_
