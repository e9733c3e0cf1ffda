"""Discriminators: which value of which property selects which variant.

OAS 3.1 section 4.8.25, OAS 3.2 (`defaultMapping`). A mapping holds names of schemas or
references; a schema that is not mapped is selected by its own name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from ... import ir
from ...resolve import Node, node_at
from ...schemas.bundle import DiscriminatorValues
from ...schemas.constants import constants_of
from ...schemas.json_types import inferred_types, json_types_of
from ...schemas.keywords import Identity, keywords_of
from ...schemas.merged import (
    MergedSchema,
    SchemaReader,
    is_reference,
    merge_schema,
    target_of,
)
from ..context import Context

Variants: TypeAlias = "Sequence[tuple[ir.Type, list[Node]]]"
"""The types of a union, each with the schemas that have it."""

_MAX_EXPANSION = 8


def owner_of(merged: MergedSchema, union: Node) -> Node | None:
    """The schema with the union, if it has a discriminator."""
    document, pointer = union.identity
    for part in merged.parts:
        if part.identity == (document, pointer[:-1]):
            return part if "discriminator" in keywords_of(part) else None
    return None


def discriminator_of(
    ctx: Context, owner: Node, variants: Variants
) -> ir.Discriminator | None:
    """The discriminator of a union, by the positions of its variants."""
    node = owner.get("discriminator")
    name = node.text("propertyName") if node is not None else ""
    if node is None or not name:
        message = "a discriminator needs `propertyName`; ignored"
        ctx.report.warning("discriminator-missing-property-name", message, node)
        return None
    if not all(
        _is_object(ctx.schemas, part) for _, nodes in variants for part in nodes
    ):
        message = "a discriminator needs variants that are objects; ignored"
        ctx.report.note("discriminator-on-non-objects", message, node)
        return None
    positions = _positions(ctx.schemas, variants)
    mapping = complete_mapping(
        explicit_mapping(ctx, node, positions),
        [_declared_values(ctx, nodes, name) for _, nodes in variants],
        [_implicit_values(ctx, nodes, name) for _, nodes in variants],
    )
    if not mapping:
        message = (
            f"no value of `{name}` selects a variant; the discriminator is ignored"
        )
        ctx.report.warning("discriminator-without-mapping", message, node)
        return None
    default = _default(ctx, node, positions)
    _add_values(ctx, name, mapping, variants, default)
    return ir.Discriminator(name, tuple(mapping.items()), default)


def complete_mapping(
    explicit: Mapping[str, int],
    declared: Iterable[Iterable[str]],
    implicit: Iterable[Iterable[str]],
) -> dict[str, int]:
    """The position of the variant that each value selects.

    Next to the explicit mapping, variants have the values that their own schemas declare;
    where a variant has neither, its name, which is `implicit`.
    """
    mapping = dict(explicit)
    mapped = set(mapping.values())
    for index, (own, names) in enumerate(zip(declared, implicit, strict=True)):
        values = list(own)
        if not values and index not in mapped:
            values = list(names)
        for value in values:
            mapping.setdefault(value, index)
    return mapping


def explicit_mapping(
    ctx: Context,
    discriminator: Node,
    positions: Mapping[Identity, int],
    *,
    is_reported: bool = True,
) -> dict[str, int]:
    """The `mapping` of a discriminator; with `is_reported`, other targets are reported."""
    mapping: dict[str, int] = {}
    for value, schema in _targets(ctx, discriminator):
        index = positions.get(schema.identity)
        if index is not None:
            mapping[value] = index
        elif is_reported:
            message = f"`{value}` maps to a schema that is not a variant; ignored"
            key = discriminator.at("mapping", value)
            ctx.report.note("mapping-outside-union", message, key)
    return mapping


def _targets(ctx: Context, discriminator: Node) -> Iterator[tuple[str, Node]]:
    for value, written in discriminator.items("mapping"):
        if isinstance(written.value, str):
            target = _schema_at(ctx, written.value, discriminator)
            if target is not None:
                yield value, target


def _schema_at(ctx: Context, written: str, location: Node) -> Node | None:
    """The schema that a mapping names: a component's name, or a reference to it."""
    schemas = ctx.spec.root.at("components", "schemas")
    name = written.removeprefix("#/components/schemas/").removeprefix("#/definitions/")
    if schemas is not None and "#" not in name and (schema := schemas.get(name)):
        return schema
    return node_at(ctx.spec, written, location)


def _add_values(
    ctx: Context,
    name: str,
    mapping: Mapping[str, int],
    variants: Variants,
    default: int | None,
) -> None:
    """Record the values of each variant, by which validators distinguish variants.

    The default variant has all values but those of the others.
    """
    for index, (_, nodes) in enumerate(variants):
        is_default = index == default
        values = tuple(
            value
            for value, position in mapping.items()
            if (position == index) is not is_default
        )
        for node in nodes if values else ():
            ctx.variants[node.identity] = DiscriminatorValues(name, values, is_default)


def _positions(reader: SchemaReader, variants: Variants) -> dict[Identity, int]:
    """The position of the variant for each schema."""
    positions: dict[Identity, int] = {}
    for index, (_, nodes) in enumerate(variants):
        for node in nodes:
            for schema in (node, *_reference_chain(reader, node)):
                positions.setdefault(schema.identity, index)
    return positions


def _reference_chain(reader: SchemaReader, node: Node) -> list[Node]:
    """The targets of a reference, without what depends on the dynamic scope."""
    chain: dict[Identity, Node] = {}
    while is_reference(node):
        target = target_of(reader, node)
        if target is None or target.identity in chain:
            break
        chain[target.identity] = target
        node = target
    return list(chain.values())


def _implicit_values(ctx: Context, nodes: list[Node], name: str) -> Iterator[str]:
    """The values of a variant that is a union itself, or else the name of its schema."""
    for node in nodes:
        chain = _reference_chain(ctx.schemas, node)
        if chain:
            inner = chain[-1].get("discriminator")
            values: list[str] = []
            if inner is not None and inner.text("propertyName") == name:
                values = [value for value, _ in _targets(ctx, inner)]
            if values:
                yield from values
            else:
                yield chain[0].pointer[-1] if chain[0].pointer else ""


def _declared_values(ctx: Context, nodes: list[Node], name: str) -> Iterator[str]:
    """The values that a variant's own schema allows for the property."""
    for node in nodes:
        merged = merge_schema(ctx.schemas, (node,))
        for properties in merged.get("properties"):
            schema = (ctx.spec.follow(properties) or properties).get(name)
            if schema is not None:
                own = merge_schema(ctx.schemas, (schema,))
                values = constants_of(ctx.schemas, own) or []
                # A property that lists the values of all variants selects none.
                if len(values) == 1 and isinstance(values[0], str):
                    yield values[0]
        for extension in merged.get("x-ms-discriminator-value"):
            if isinstance(extension.value, str):
                yield extension.value


def _default(ctx: Context, node: Node, positions: Mapping[Identity, int]) -> int | None:
    written = node.text("defaultMapping")
    schema = _schema_at(ctx, written, node) if written else None
    return positions.get(schema.identity) if schema is not None else None


def _is_object(reader: SchemaReader, node: Node) -> bool:
    merged = merge_schema(reader, (node,))
    types = json_types_of(reader, merged)
    if types is None:
        inferred = inferred_types(merged)
        variants = [inner for union in merged.unions for inner in union.elements()]
        if variants and not inferred:
            return len(merged.expanded_unions) > _MAX_EXPANSION or all(
                is_reference(inner) or _is_object(reader, inner) for inner in variants
            )
        types = inferred
    return [name for name in types if name != "null"] in (["object"], [])
