"""`oneOf` and `anyOf`: the variants, merged with the schema around them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ... import ir
from ...ir.traversal import without_null
from ...resolve import Node
from ...schemas.constants import constants_of
from ...schemas.json_types import json_types_of
from ...schemas.keywords import NARROWING, UNIONS, identity_of, keywords_of
from ...schemas.merged import (
    MergedSchema,
    is_reference,
    merge_schema,
    merge_variant,
    target_of,
)
from ..commonmark import description_of
from ..context import Context
from ..declarations import Hint
from . import discriminators, inference
from .objects import describes_properties
from .sole_reference import sole_reference

MAX_COMBINATIONS = 64
"""Unions that apply together and have more combinations of variants are not expanded."""

_MAX_HINTS = 40


class Variant(Struct, frozen=True):
    """A type, and the schema that has it."""

    node: Node
    type: ir.Type


def union_of(
    ctx: Context, merged: MergedSchema, types: list[str] | None, hint: Hint
) -> ir.Type | None:
    """The type of a schema with unions; None if they only constrain values."""
    narrowing = [union for union in merged.unions if _narrows(union, merged)]
    if not narrowing:
        return None
    if len(narrowing) > 1 and _combinations(narrowing) > MAX_COMBINATIONS:
        message = "too many combinations of variants; typed by the first union only"
        ctx.report.warning("union-combination-limit", message, narrowing[1])
        merged = merge_variant(merged, narrowing[1], MergedSchema())
        narrowing = narrowing[:1]
    union = narrowing[0]
    enum = _annotated_enum(ctx, union)
    if enum is not None and not describes_properties(merged):
        return enum
    is_merged = len(narrowing) > 1 or describes_properties(merged)
    if not is_merged and (only := _only_variant(ctx, union)) is not None:
        return _type_of_only(ctx, only, hint)
    variants: list[Variant] = []
    for index, node in enumerate(union.elements()):
        inner_hint = (*hint, _title(ctx, node) or str(index + 1))
        if is_merged or _inherits_type(ctx, node, types):
            type_ = _merged_type(ctx, merged, union, node, inner_hint)
            variants += [] if type_ is None else [Variant(node, type_)]
        else:
            variants += _flattened(ctx, node, inner_hint)
    return _united(ctx, variants, discriminators.owner_of(merged, union))


def _only_variant(ctx: Context, union: Node) -> Node | None:
    """The only variant except null, if it has a type."""
    variants = [node for node in union.elements() if not _is_null(ctx, node)]
    if len(variants) != 1 or not isinstance(variants[0].value, dict):
        return None
    has_type = not {"type", "allOf"}.isdisjoint(keywords_of(variants[0]))
    return variants[0] if has_type or is_reference(variants[0]) else None


def _is_null(ctx: Context, node: Node) -> bool:
    if keywords_of(node).get("type") == "null":
        return True
    return constants_of(ctx.schemas, merge_schema(ctx.schemas, (node,))) == [None]


def _type_of_only(ctx: Context, node: Node, hint: Hint) -> ir.Type:
    """The type of the only variant, which has the name of the union."""
    if sole_reference(ctx, (node,)) is not None:
        type_ = inference.type_of(ctx, (node,), hint)
    else:
        type_ = inference.infer_type(ctx, merge_schema(ctx.schemas, (node,)), hint)
    return without_null(type_)


def _narrows(union: Node, merged: MergedSchema) -> bool:
    """Whether a union changes the type, not only which values are valid."""
    if describes_properties(merged) or merged.has("type"):
        return any(_changes_type(node, merged) for node in union.elements())
    return True


def _changes_type(node: Node, merged: MergedSchema) -> bool:
    keywords = keywords_of(node)
    if "allOf" in keywords or is_reference(node):
        return True
    narrowing = NARROWING & keywords.keys()
    if narrowing == {"type"} and describes_properties(merged):
        return keywords["type"] != "object"
    return bool(narrowing - {"required"})


def _inherits_type(ctx: Context, node: Node, types: list[str] | None) -> bool:
    """Whether the `type` next to the union narrows a variant."""
    if types is None:
        return False
    own = json_types_of(ctx.schemas, merge_schema(ctx.schemas, (node,)))
    if own is None:
        inner = {"allOf", *UNIONS} & keywords_of(node).keys()
        return not is_reference(node) and (types != ["object"] or not inner)
    return any(name not in types for name in own)


def _merged_type(
    ctx: Context, merged: MergedSchema, union: Node, node: Node, hint: Hint
) -> ir.Type | None:
    """The type of a variant merged with the schema around it; None if they contradict."""
    own = merge_schema(ctx.schemas, (node,))
    both = merge_variant(merged, union, own)
    if json_types_of(ctx.schemas, both) == []:
        return None
    if {part.identity for part in both.parts} == {part.identity for part in own.parts}:
        if not both.unions:
            return inference.type_of(ctx, (node,), hint)
    identity = ("+", union.identity, *identity_of(both.roots), *both.expanded_unions)
    return inference.type_of_merged(ctx, both, identity, hint)


def _flattened(ctx: Context, node: Node, hint: Hint) -> list[Variant]:
    """A variant, or those of the union in it if that has no discriminator."""
    keywords = keywords_of(node)
    word = next((word for word in UNIONS if word in keywords), None)
    union = node.get(word) if word is not None else None
    if (
        union is None
        or "discriminator" in keywords
        or "allOf" in keywords
        or NARROWING & keywords.keys() != {word}
        or is_reference(node)
        or len(hint) > _MAX_HINTS
    ):
        return [Variant(node, inference.type_of(ctx, (node,), hint))]
    variants: list[Variant] = []
    for index, inner in enumerate(union.elements()):
        inner_hint = (*hint, _title(ctx, inner) or str(index + 1))
        variants += _flattened(ctx, inner, inner_hint)
    return variants or [Variant(node, inference.type_of(ctx, (node,), hint))]


def _united(ctx: Context, variants: list[Variant], owner: Node | None) -> ir.Type:
    type_ = unite(variant.type for variant in variants)
    if not variants and owner is not None:
        return ir.ANY
    if not isinstance(type_, ir.Union) or owner is None:
        return type_
    nodes: dict[ir.Type, list[Node]] = {variant: [] for variant in type_.variants}
    for variant in variants:
        inner = without_null(variant.type)
        if inner in nodes:
            nodes[inner].append(variant.node)
    discriminator = discriminators.discriminator_of(ctx, owner, [*nodes.items()])
    return replace(type_, discriminator=discriminator)


def unite(types: Iterable[ir.Type]) -> ir.Type:
    """One type for several, without null: the only one, or a union."""
    listed = list(types)
    non_null = [without_null(type_) for type_ in listed]
    literals = [type_ for type_ in non_null if isinstance(type_, ir.Literal)]
    if len(literals) > 1:
        non_null = [type_ for type_ in non_null if not isinstance(type_, ir.Literal)]
    variants = dict.fromkeys(non_null)
    if ir.ANY in variants:
        return ir.ANY
    for nothing in (ir.NULL, ir.Primitive(ir.Scalar.NEVER)):
        variants.pop(nothing, None)
    if len(literals) > 1:
        variants[_joined(literals)] = None
    if ir.Primitive(ir.Scalar.NUMBER) in variants:  # which includes its constants
        for constant in [type_ for type_ in variants if _is_numeric(type_)]:
            del variants[constant]
    if not variants:
        if ir.NULL in listed:
            return ir.NULL
        return ir.ANY if listed else ir.Primitive(ir.Scalar.NEVER)
    return next(iter(variants)) if len(variants) == 1 else ir.Union(tuple(variants))


def _joined(literals: Sequence[ir.Literal]) -> ir.Literal:
    """All constants; the type is part of the key because `1` equals `True`."""
    values = {
        (type(value), value): value for literal in literals for value in literal.values
    }
    return ir.Literal(
        tuple(values.values()), any(literal.can_grow for literal in literals)
    )


def _is_numeric(type_: ir.Type) -> bool:
    """Whether all values of a type are integer constants."""
    return isinstance(type_, ir.Literal) and all(
        type(value) is int for value in type_.values
    )


def _annotated_enum(ctx: Context, union: Node) -> ir.Enum | None:
    """An enumeration that is written as one `const` per variant, each with a title."""
    members: list[ir.EnumMember] = []
    for node in union.elements():
        if is_reference(node):
            return None
        if keywords_of(node).get("type") == "null":
            continue
        values = constants_of(ctx.schemas, merge_schema(ctx.schemas, (node,)))
        if values is None or len(values) != 1:
            return None
        value = values[0]
        if not isinstance(value, (str, int)) or isinstance(value, bool):
            return None
        doc = description_of(node, "description")
        members.append(ir.EnumMember(value, node.text("title") or str(value), doc))
    unique = {member.value: member for member in reversed(members)}
    if len(unique) < 2 or len({type(value) for value in unique}) > 1:
        return None
    is_string = isinstance(members[0].value, str)
    scalar = ir.Scalar.STRING if is_string else ir.Scalar.INTEGER
    return ir.Enum(scalar, tuple(reversed(unique.values())))


def _title(ctx: Context, node: Node) -> str:
    if is_reference(node):
        target = target_of(ctx.schemas, node)
        declarations = ctx.declarations
        key = declarations.keys.get(target.identity) if target is not None else None
        if key is not None:
            return declarations.hints[key][-1]
    return node.text("title")


def _combinations(unions: list[Node]) -> int:
    return math.prod(
        max(1, len(union.value) if isinstance(union.value, list) else 1)
        for union in unions
    )
