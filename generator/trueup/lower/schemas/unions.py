"""`oneOf` and `anyOf`: variants, merged with what stands beside them, to one type."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from ... import ir
from ...resolve import Node
from ..context import Context, Hint, identity_of
from ..prose import said
from . import discriminators, types
from .objects import has_members
from .references import sole_reference
from .shape import (
    NARROWING,
    Shape,
    combine,
    gather,
    is_reference,
    kinds,
    members,
    target_of,
)
from .values import named_values

MOST = 64
"""More variants than this, by several unions that hold at once, are not spread out."""


class Variant(Struct, frozen=True):
    """A type, and the schema that says so."""

    node: Node
    type: ir.Type


def union_of(
    ctx: Context, shape: Shape, said: list[str] | None, hint: Hint
) -> ir.Type | None:
    """The type of a shape with unions; `None` where they only check values."""
    real = [union for union in shape.unions if _narrows(ctx, union, shape)]
    if not real:
        return None
    if len(real) > 1 and _product(real) > MOST:
        message = "several unions hold at once here; only the first one shapes the type"
        ctx.warn("union-combination-limit", message, real[1])
        shape = combine(shape, real[1], Shape())
        real = real[:1]
    union = real[0]
    documented = _annotated_values(ctx, union)
    if documented is not None and not has_members(shape):
        return documented
    merged = len(real) > 1 or has_members(shape)
    if not merged and (only := _only(ctx, union)) is not None:
        return _alone(ctx, only, hint)
    variants: list[Variant] = []
    for index, node in enumerate(union.elements()):
        inner_hint = (*hint, _title(ctx, node) or str(index + 1))
        if merged or _borrows(ctx, node, said):
            found = _merged(ctx, shape, union, node, inner_hint)
            variants += [] if found is None else [Variant(node, found)]
        else:
            variants += _spread(ctx, node, inner_hint)
    owner = discriminators.owner_of(shape, union)
    return _united(ctx, variants, owner)


def _only(ctx: Context, union: Node) -> Node | None:
    """The one variant beside null, if it is but one and says its own type."""
    real = [node for node in union.elements() if not _is_null(ctx, node)]
    if len(real) != 1 or not isinstance(real[0].value, dict):
        return None
    keywords = members(real[0])
    return (
        real[0]
        if is_reference(real[0]) or {"type", "allOf"} & keywords.keys()
        else None
    )


def _is_null(ctx: Context, node: Node) -> bool:
    return members(node).get("type") == "null" or named_values(
        ctx, gather(ctx, (node,))
    ) == [None]


def _alone(ctx: Context, node: Node, hint: Hint) -> ir.Type:
    """The type of the one variant, which takes the name of the whole."""
    if sole_reference(ctx, (node,)) is not None:
        found = types.type_of(ctx, (node,), hint)
    else:
        found = types.build(ctx, gather(ctx, (node,)), hint)
    return found.type if isinstance(found, ir.Nullable) else found


def _narrows(ctx: Context, union: Node, shape: Shape) -> bool:
    """Whether a union says something about types, not only about which values pass."""
    if has_members(shape) or shape.has("type"):
        return any(_says_type(node, shape) for node in union.elements())
    return True


def _says_type(node: Node, shape: Shape) -> bool:
    keywords = members(node)
    if "allOf" in keywords or is_reference(node):
        return True
    told = NARROWING & keywords.keys()
    if told == {"type"} and has_members(shape):
        return keywords["type"] != "object"
    return bool(told - {"required"})


def _borrows(ctx: Context, node: Node, said: list[str] | None) -> bool:
    """Whether a variant is narrowed by the `type` that stands beside the union."""
    if said is None:
        return False
    own = kinds(ctx, gather(ctx, (node,)))
    if own is None:
        inner = {"allOf", "oneOf", "anyOf"} & members(node).keys()
        return not is_reference(node) and (said != ["object"] or not inner)
    return any(kind not in said for kind in own)


def _merged(
    ctx: Context, shape: Shape, union: Node, node: Node, hint: Hint
) -> ir.Type | None:
    """A variant together with what stands beside the union; `None` if both cannot be."""
    own = gather(ctx, (node,))
    both = combine(shape, union, own)
    if kinds(ctx, both) == []:
        return None
    if {part.identity for part in both.parts} == {part.identity for part in own.parts}:
        if not both.unions:
            return types.type_of(ctx, (node,), hint)
    identity = ("+", union.identity, *identity_of(both.roots), *both.spent)
    return types.shaped(ctx, both, identity, hint)


def _spread(ctx: Context, node: Node, hint: Hint) -> list[Variant]:
    """A variant, or the variants of a union inside it that has no tag of its own."""
    keywords = members(node)
    inner = next((word for word in ("oneOf", "anyOf") if word in keywords), None)
    if (
        inner is None
        or "discriminator" in keywords
        or NARROWING & keywords.keys() != {inner}
    ):
        return [Variant(node, types.type_of(ctx, (node,), hint))]
    union = node.get(inner)
    if union is None or is_reference(node) or "allOf" in keywords or len(hint) > 40:
        return [Variant(node, types.type_of(ctx, (node,), hint))]
    found: list[Variant] = []
    for index, each in enumerate(union.elements()):
        found += _spread(ctx, each, (*hint, _title(ctx, each) or str(index + 1)))
    return found or [Variant(node, types.type_of(ctx, (node,), hint))]


def _united(ctx: Context, variants: list[Variant], owner: Node | None) -> ir.Type:
    found = merged(variant.type for variant in variants)
    if not variants and owner is not None:
        return ir.ANY
    if not isinstance(found, ir.Union) or owner is None:
        return found
    nodes: dict[ir.Type, list[Node]] = {type_: [] for type_ in found.variants}
    for variant in variants:
        inner = _without_null(variant.type)
        if inner in nodes:
            nodes[inner].append(variant.node)
    return replace(
        found, discriminator=discriminators.read(ctx, owner, [*nodes.items()])
    )


def merged(types_: Iterable[ir.Type]) -> ir.Type:
    """One type for several, null left out: the only one there is, or a union."""
    listed = list(types_)
    plain = [_without_null(type_) for type_ in listed]
    literals = [type_ for type_ in plain if isinstance(type_, ir.Literal)]
    if len(literals) > 1:  # told apart by value: `1` equals `True`
        plain = [each for each in plain if not isinstance(each, ir.Literal)]
    kept = dict.fromkeys(plain)
    if ir.ANY in kept:
        return ir.ANY
    for nothing in (ir.NULL, ir.Primitive(ir.Scalar.NEVER)):
        kept.pop(nothing, None)
    if len(literals) > 1:
        values = {
            (type(value), value): value for each in literals for value in each.values
        }
        kept[ir.Literal(tuple(values.values()))] = None
    if ir.Primitive(ir.Scalar.NUMBER) in kept:  # whose readers take no constants beside
        for constant in [type_ for type_ in kept if _is_numeric(type_)]:
            del kept[constant]
    if not kept:
        if ir.NULL in listed:
            return ir.NULL
        return ir.ANY if listed else ir.Primitive(ir.Scalar.NEVER)
    return next(iter(kept)) if len(kept) == 1 else ir.Union(tuple(kept))


def _without_null(type_: ir.Type) -> ir.Type:
    return type_.type if isinstance(type_, ir.Nullable) else type_


def _is_numeric(type_: ir.Type) -> bool:
    """Whether a type is of constants that are numbers."""
    return isinstance(type_, ir.Literal) and all(
        isinstance(value, int) and not isinstance(value, bool) for value in type_.values
    )


def _annotated_values(ctx: Context, union: Node) -> ir.Enum | None:
    """An enumeration that is spelled as one `const` a variant, to give each a remark."""
    found: list[ir.EnumMember] = []
    for node in union.elements():
        if is_reference(node) or members(node).get("type") == "null":
            if is_reference(node):
                return None
            continue
        values = named_values(ctx, gather(ctx, (node,)))
        if values is None or len(values) != 1 or not isinstance(values[0], (str, int)):
            return None
        value = values[0]
        if isinstance(value, bool):
            return None
        doc = said(node, "description")
        found.append(ir.EnumMember(value, node.text("title") or str(value), doc))
    kept = {member.value: member for member in reversed(found)}
    if len(kept) < 2 or len({type(value) for value in kept}) > 1:
        return None
    scalar = ir.Scalar.STRING if isinstance(found[0].value, str) else ir.Scalar.INTEGER
    return ir.Enum(scalar, tuple(reversed(kept.values())))


def _title(ctx: Context, node: Node) -> str:
    if is_reference(node):
        target = target_of(ctx, node)
        key = ctx.keys.get(target.identity) if target is not None else None
        if key is not None:
            return ctx.hints[key][-1]
    return node.text("title")


def _product(unions: list[Node]) -> int:
    size = 1
    for union in unions:
        size *= max(1, len(union.value) if isinstance(union.value, list) else 1)
    return size
