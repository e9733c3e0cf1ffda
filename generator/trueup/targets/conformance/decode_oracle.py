"""The oracle of decoding: a value as its type holds it, worked out without the client."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ... import examples, ir
from ...emit.object_types import plain_type
from .union_oracle import variant_of

Make: TypeAlias = Callable[[str], ir.Maybe]
"""A sample of the schema at a pointer; ABSENT where there is none."""

_DEEPEST = 8
"""Variants in one another that are made complete. Members of some lead back to them."""


def completed(
    api: ir.Api, type_: ir.Type, value: ir.Json, make: Make, depth: int = 0
) -> ir.Json:
    """`value` with all that its variants require.

    A base schema with a discriminator accepts a tag without the members that the schema
    of that tag requires; the type, which is the union of them, does not.
    """
    if depth > _DEEPEST:
        return value
    match type_, value:
        case ir.Ref(key), _:
            return completed(api, api.declaration(key).type, value, make, depth)
        case ir.Nullable(inner), _:
            return completed(api, inner, value, make, depth)
        case ir.Array(item), list():
            return [completed(api, item, each, make, depth) for each in value]
        case ir.Tuple(items), list() if len(items) == len(value):
            pairs = zip(items, value, strict=True)
            return [completed(api, item, each, make, depth) for item, each in pairs]
        case ir.Map(inner), dict():
            return {
                name: completed(api, inner, each, make, depth)
                for name, each in value.items()
            }
        case ir.Object(), dict():
            types = {one.name: one.type for one in type_.fields}
            return {
                name: completed(api, types.get(name, ir.ANY), each, make, depth)
                for name, each in value.items()
            }
        case ir.Union(discriminator=ir.Discriminator(name)), dict():
            variant = variant_of(api, type_, value)
            if not isinstance(variant, ir.Ref) or name not in value:
                return value
            schema = api.declaration(variant.key).schema
            if schema is not None and not examples.is_valid_at(
                value, schema, api.schemas
            ):
                made = make(schema)
                if isinstance(made, dict):
                    value = {**made, name: value[name]}
            return completed(api, variant, value, make, depth + 1)
        case _:
            return value


def kept(api: ir.Api, type_: ir.Type, value: ir.Json) -> ir.Json:
    """`value` without what a reader of `type_` does not keep: undeclared members, and
    null where it means no more than absence; with members that have one value only."""
    match type_, value:
        case ir.Ref(key), _:
            return kept(api, api.declaration(key).type, value)
        case ir.Nullable(inner), _:
            return None if value is None else kept(api, inner, value)
        case ir.Array(item), list():
            return [kept(api, item, each) for each in value]
        case ir.Tuple(items), list() if len(items) == len(value):
            return [
                kept(api, item, each) for item, each in zip(items, value, strict=True)
            ]
        case ir.Map(inner), dict():
            return {name: kept(api, inner, each) for name, each in value.items()}
        case ir.Object(), dict():
            return _kept_members(api, type_, value)
        case ir.Union(), (dict() | list()):
            variant = variant_of(api, type_, value)
            return value if variant is None else kept(api, variant, value)
        case _:
            return value


def _kept_members(
    api: ir.Api, type_: ir.Object, value: dict[str, ir.Json]
) -> dict[str, ir.Json]:
    fields = {one.name: one for one in type_.fields}
    found: dict[str, ir.Json] = {}
    for name, member in value.items():
        declared = fields.get(name)
        if declared is None:
            if type_.extra is not None:
                found[name] = kept(api, type_.extra, member)
        elif member is not None:
            found[name] = kept(api, declared.type, member)
        elif declared.nullable or declared.required or _takes_null(api, declared.type):
            found[name] = None
    filled_in = (one for one in type_.fields if one.name not in value)
    for one in filled_in:
        if _has_one_value(one) and one.constant is not ir.ABSENT:
            found[one.name] = one.constant
    return found


def _has_one_value(field: ir.Field) -> bool:
    """Whether a class fills the member in: required, and only one value is legal. It may
    be missing all the same, in a request that leaves out what is only read."""
    return (
        field.required
        and not field.nullable
        and isinstance(field.type, ir.Literal)
        and isinstance(field.constant, str | int)
    )


def _takes_null(api: ir.Api, type_: ir.Type) -> bool:
    """Whether null is a value of a type that is not `Nullable`: it means something."""
    match plain_type(api, type_):
        case ir.Primitive(scalar):
            return scalar in (ir.Scalar.ANY, ir.Scalar.NEVER, ir.Scalar.NULL)
        case ir.Literal(values):
            return None in values
        case ir.Union(variants):
            return any(_takes_null(api, variant) for variant in variants)
        case _:
            return False
