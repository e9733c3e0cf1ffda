"""Lists and tuples: what the items are, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable

from ... import ir
from ...resolve import Node
from ..context import Context, Hint, identity_of
from . import types, unions
from .shape import Shape

_NEVER = ir.Primitive(ir.Scalar.NEVER)


def array_of(ctx: Context, shape: Shape, hint: Hint) -> ir.Type:
    """A `Tuple` where the schema says of each item that it is there and what it is;
    otherwise an `Array` of whatever may stand in any place."""
    further = _further(ctx, shape, hint)
    least = max(_counts(shape, "minItems"), default=0)
    most = min(_counts(shape, "maxItems"), default=None)
    first = _first(ctx, shape, hint, most)
    if not first:
        return ir.Array(further)
    closed = further == _NEVER or (most is not None and most <= len(first))
    if not closed:
        return ir.Array(_any_of(ctx, (*first, further), shape, hint))
    if least == len(first):
        return ir.Tuple(first)
    return ir.Array(_any_of(ctx, first, shape, hint))


def _first(
    ctx: Context, shape: Shape, hint: Hint, most: int | None
) -> tuple[ir.Type, ...]:
    """The types of the first items, by place; of no more than there can be."""
    places: list[dict[tuple[object, ...], Node]] = []
    for node in shape.get("prefixItems"):
        if not isinstance(node.value, list):
            message = "`prefixItems` is no list, so it is ignored"
            ctx.warn("invalid-type", message, node)
            continue
        for index, each in enumerate(node.elements()):
            if index == len(places):
                places.append({})
            places[index][each.identity] = each
    return tuple(
        types.type_of(ctx, tuple(nodes.values()), (*hint, str(index + 1)))
        for index, nodes in enumerate(places[:most])
    )


def _further(ctx: Context, shape: Shape, hint: Hint) -> ir.Type:
    """The type of items that have no place of their own; NEVER where there are none."""
    items = list(shape.get("items")) or list(shape.get("unevaluatedItems"))
    if any(node.value is False for node in items):
        return _NEVER
    real = tuple(node for node in items if node.value not in (True, {}))
    return types.type_of(ctx, real, (*hint, "item")) if real else ir.ANY


def _any_of(
    ctx: Context, found: Iterable[ir.Type], shape: Shape, hint: Hint
) -> ir.Type:
    """One type for several, with a name of its own where it is a union."""
    kept = [type_ for type_ in found if type_ != _NEVER]
    nullable = any(isinstance(each, ir.Nullable) or each == ir.NULL for each in kept)
    merged = unions.merged(kept)
    if isinstance(merged, ir.Union):
        key = ctx.reserve(("items", *identity_of(shape.roots)), (*hint, "item"))
        if key not in ctx.finished:
            place = shape.roots[0] if shape.roots else None
            ctx.finished[key] = ir.Declaration(key, ctx.hints[key], merged, place=place)
        merged = ir.Ref(key)
    if nullable and merged not in (ir.ANY, ir.NULL):
        return ir.Nullable(merged)
    return merged


def _counts(shape: Shape, word: str) -> list[int]:
    return [
        int(node.value)
        for node in shape.get(word)
        if isinstance(node.value, (int, float)) and not isinstance(node.value, bool)
    ]
