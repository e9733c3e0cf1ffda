"""Lists and tuples."""

from __future__ import annotations

from collections.abc import Iterable

from ... import ir
from ...resolve import Node
from ...schemas.keywords import identity_of
from ...schemas.merged import MergedSchema
from ..context import Context
from ..declarations import Hint
from . import inference, unions

_NEVER = ir.Primitive(ir.Scalar.NEVER)


def array_of(ctx: Context, merged: MergedSchema, hint: Hint) -> ir.Type:
    """A `Tuple` if the schema requires and describes each item, otherwise an `Array`
    whose item type covers every position."""
    rest = _rest(ctx, merged, hint)
    min_items = max(_counts(merged, "minItems"), default=0)
    max_items = min(_counts(merged, "maxItems"), default=None)
    prefix = _prefix(ctx, merged, hint, max_items)
    if not prefix:
        return ir.Array(rest)
    is_closed = rest == _NEVER or (max_items is not None and max_items <= len(prefix))
    if not is_closed:
        return ir.Array(_any_of(ctx, (*prefix, rest), merged, hint))
    if min_items == len(prefix):
        return ir.Tuple(prefix)
    return ir.Array(_any_of(ctx, prefix, merged, hint))


def _prefix(
    ctx: Context, merged: MergedSchema, hint: Hint, max_items: int | None
) -> tuple[ir.Type, ...]:
    """The types of the first items, by position; at most `max_items`."""
    schemas: list[dict[tuple[object, ...], Node]] = []
    for node in merged.get("prefixItems"):
        if not isinstance(node.value, list):
            message = "`prefixItems` must be a list; ignored"
            ctx.report.warning("invalid-type", message, node)
            continue
        for index, element in enumerate(node.elements()):
            if index == len(schemas):
                schemas.append({})
            schemas[index][element.identity] = element
    return tuple(
        inference.type_of(ctx, tuple(nodes.values()), (*hint, str(index + 1)))
        for index, nodes in enumerate(schemas[:max_items])
    )


def _rest(ctx: Context, merged: MergedSchema, hint: Hint) -> ir.Type:
    """The type of the items after the prefix; NEVER without any."""
    items = list(merged.get("items")) or list(merged.get("unevaluatedItems"))
    if any(node.value is False for node in items):
        return _NEVER
    narrowing = tuple(node for node in items if node.value not in (True, {}))
    if not narrowing:
        return ir.ANY
    return inference.type_of(ctx, narrowing, (*hint, "item"))


def _any_of(
    ctx: Context, types: Iterable[ir.Type], merged: MergedSchema, hint: Hint
) -> ir.Type:
    """One type for several, declared if it is a union."""
    possible = [type_ for type_ in types if type_ != _NEVER]
    is_nullable = any(
        isinstance(type_, ir.Nullable) or type_ == ir.NULL for type_ in possible
    )
    united = unions.unite(possible)
    if isinstance(united, ir.Union):
        united = _declared(ctx, united, merged, hint)
    if is_nullable and united not in (ir.ANY, ir.NULL):
        return ir.Nullable(united)
    return united


def _declared(
    ctx: Context, union: ir.Union, merged: MergedSchema, hint: Hint
) -> ir.Ref:
    declarations = ctx.declarations
    identity = ("items", *identity_of(merged.roots))
    key = declarations.reserve(identity, (*hint, "item"))
    if key not in declarations.by_key:
        location = merged.roots[0] if merged.roots else None
        declarations.by_key[key] = ir.Declaration(
            key, declarations.hints[key], union, source_location=location
        )
    return ir.Ref(key)


def _counts(merged: MergedSchema, word: str) -> list[int]:
    return [
        int(node.value)
        for node in merged.get(word)
        if isinstance(node.value, (int, float)) and not isinstance(node.value, bool)
    ]
