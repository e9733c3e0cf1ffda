"""The oracle of decoding: the parts of a value that its type preserves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from ... import examples, ir
from ...emit.object_types import plain_type, plain_variants
from .union_oracle import variant_of

BuildExample: TypeAlias = Callable[[str], ir.Maybe]
"""Builds an example of the schema at a pointer, or returns ABSENT."""

_MAX_DEPTH = 8
"""Maximum depth of nested variants to complete; some refer to each other in cycles."""


def completed(
    api: ir.Api, type_: ir.Type, value: ir.Json, build: BuildExample, depth: int = 0
) -> ir.Json:
    """`value` with the properties that its variants require.

    A base schema with a discriminator accepts a value of the discriminator without the
    properties that the schema of this variant requires; the type, a union, does not.
    """

    def complete(inner: ir.Type, child: ir.Json) -> ir.Json:
        return completed(api, inner, child, build, depth)

    if depth > _MAX_DEPTH:
        return value
    plain = plain_type(api, type_)
    match plain, value:
        case ir.Union(discriminator=ir.Discriminator(name)), dict():
            variant = variant_of(api, plain, value)
            if not isinstance(variant, ir.Ref) or name not in value:
                return value
            schema = api.declaration(variant.key).schema
            if schema and not examples.is_valid_at(value, schema, api.schemas):
                example = build(schema)
                if isinstance(example, dict):
                    value = {**example, name: value[name]}
            return completed(api, variant, value, build, depth + 1)
        case _:
            return convert_children(plain, value, complete)


def convert_children(
    type_: ir.Type, value: ir.Json, convert: Callable[[ir.Type, ir.Json], ir.Json]
) -> ir.Json:
    """`value` with its items and properties converted, each by its type."""
    children = (convert(inner, child) for inner, child in children_of(type_, value))
    if isinstance(value, list):
        return list(children) or value
    if isinstance(value, dict):
        return dict(zip(value, children, strict=False)) or value
    return value


def children_of(type_: ir.Type, value: ir.Json) -> Iterator[tuple[ir.Type, ir.Json]]:
    """Items and properties of a value with their types; none if the type does not match."""
    match type_, value:
        case ir.Array(item), list():
            yield from ((item, child) for child in value)
        case ir.Tuple(items), list() if len(items) == len(value):
            yield from zip(items, value, strict=True)
        case ir.Map(inner), dict():
            yield from ((inner, child) for child in value.values())
        case ir.Object(fields), dict():
            types = {field.name: field.type for field in fields}
            for name, child in value.items():
                yield types.get(name, ir.ANY), child
        case _:
            return


def preserved(api: ir.Api, type_: ir.Type, value: ir.Json) -> ir.Json:
    """`value` as it is decoded and encoded: without undeclared properties, without null
    where it is equivalent to absence, and with properties that have one valid value."""
    plain = plain_type(api, type_)
    match plain, value:
        case ir.Object(), dict():
            return _preserved_properties(api, plain, value)
        case ir.Union(), (dict() | list()):
            variant = variant_of(api, plain, value)
            return value if variant is None else preserved(api, variant, value)
        case _:
            return convert_children(
                plain, value, lambda inner, child: preserved(api, inner, child)
            )


def _preserved_properties(
    api: ir.Api, type_: ir.Object, value: dict[str, ir.Json]
) -> dict[str, ir.Json]:
    fields = {field.name: field for field in type_.fields}
    properties: dict[str, ir.Json] = {}
    for name, child in value.items():
        field = fields.get(name)
        if field is None:
            if type_.extra is not None:
                properties[name] = preserved(api, type_.extra, child)
        elif child is not None:
            properties[name] = preserved(api, field.type, child)
        elif field.nullable or field.required or _takes_null(api, field.type):
            properties[name] = None
    for field in type_.fields:
        if field.name not in value and field.constant is not ir.ABSENT:
            if field.has_constant_default:
                properties[field.name] = field.constant
    return properties


def _takes_null(api: ir.Api, type_: ir.Type) -> bool:
    """Whether null is a value of a type that is not `Nullable`."""
    return any(map(_is_null, plain_variants(api, type_)))


def _is_null(type_: ir.Type) -> bool:
    match type_:
        case ir.Primitive(scalar):
            return scalar in (ir.Scalar.ANY, ir.Scalar.NEVER, ir.Scalar.NULL)
        case ir.Literal(values):
            return None in values
        case _:
            return False
