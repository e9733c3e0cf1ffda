"""The oracle of unions: the variant that a value is decoded as.

It follows from the types, without the client under test: of the
variants, the best matches first, the first that accepts the value.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

import msgspec

from ... import ir
from ...emit.object_types import plain_type
from ...emit.representations import Representation, choose_representations
from ...examples.validation import is_base64url
from ...schema_formats import PYTHON_TYPES

Rank: TypeAlias = "tuple[int, int]"
"""How well a value matches, the best first: a category, the negated number of properties."""

_CLASS, _MAP, _ANY = range(3)


def variant_of(api: ir.Api, union: ir.Union, value: ir.Json) -> ir.Type | None:
    """The variant of an object or a list: the one that the discriminator selects, without
    one the first of the best matches that accepts the value. None if no variant matches:
    then the value is preserved as it is."""
    if union.discriminator is not None and isinstance(value, dict):
        return _discriminated(union, value)
    ranked: list[tuple[Rank, int]] = []
    for index, variant in enumerate(union.variants):
        rank = _rank(api, variant, value)
        if rank is not None:
            ranked.append((rank, index))
    matches = [union.variants[index] for _, index in sorted(ranked)]
    if len(matches) < 2:
        return next(iter(matches), None)
    accepting = (variant for variant in matches if accepts(api, variant, value))
    return next(accepting, matches[0])


def _discriminated(union: ir.Union, value: ir.Json) -> ir.Type | None:
    """The variant that the discriminator names, else its default. Others are not guessed."""
    discriminator = union.discriminator
    if discriminator is None or not isinstance(value, dict):
        return None
    index = discriminator.default
    if discriminator.name in value:
        tag = value[discriminator.name]
        text = tag if isinstance(tag, str) else json.dumps(tag)
        index = dict(discriminator.mapping).get(text, index)
    return None if index is None else union.variants[index]


def _rank(api: ir.Api, variant: ir.Type, value: ir.Json) -> Rank | None:
    """How well a value matches; None if its type or its property names do not."""
    match plain_type(api, variant), value:
        case ((ir.Object(fields=(_, *_)) as plain), dict()):
            if not _could_be(plain, value):
                return None
            shared = sum(field.name in value for field in plain.fields)
            is_open = plain.extra is not None
            return (_CLASS, -shared) if shared or is_open or not value else None
        case ((ir.Object() | ir.Map()), dict()):
            return _MAP, 0
        case ((ir.Array() | ir.Tuple()), list()):
            return _CLASS, 0
        case ir.Union(variants), _:
            ranks = (_rank(api, inner, value) for inner in variants)
            categories = [rank[0] for rank in ranks if rank is not None]
            return (min(categories), 0) if categories else None
        case ir.Primitive(ir.Scalar.ANY | ir.Scalar.NEVER), _:
            return _ANY, 0
        case _:
            return None


def narrowed(api: ir.Api, type_: ir.Type, value: ir.Json) -> ir.Type:
    """The plain type; for a union, the only variant that matches the JSON type of a value,
    if there is one."""
    plain = plain_type(api, type_)
    if not isinstance(plain, ir.Union):
        return plain
    types = [narrowed(api, variant, value) for variant in plain.variants]
    types = [inner for inner in types if _matches_json_type(inner, value)]
    return types[0] if types and all(t == types[0] for t in types) else plain


def _matches_json_type(type_: ir.Type, value: ir.Json) -> bool:
    match type_, value:
        case ((ir.Array() | ir.Tuple()), _):
            return isinstance(value, list)
        case ((ir.Object() | ir.Map()), _):
            return isinstance(value, dict)
        case ir.Primitive(ir.Scalar.BINARY | ir.Scalar.BASE64), _:
            return isinstance(value, str)
        case ir.Primitive(scalar), str():
            return scalar not in _NOT_STRINGS
        case ir.Primitive(scalar), _:
            return _scalar_accepts(scalar, value)
        case ir.Literal(values), _:
            return any(type(constant) is type(value) for constant in values)
        case ir.Enum(scalar), _:
            return isinstance(value, str if scalar is ir.Scalar.STRING else int)
        case _:
            return True


_NOT_STRINGS = (ir.Scalar.NULL, ir.Scalar.BOOLEAN, ir.Scalar.INTEGER, ir.Scalar.NUMBER)


def accepts(api: ir.Api, type_: ir.Type, value: ir.Json) -> bool:
    """Whether a value can be decoded as the type; schemas are not considered."""
    match type_, value:
        case ir.Ref(key), _:
            declared = api.declaration(key).type
            if _representations(api)[key] is not Representation.UNION:
                return accepts(api, declared, value)
            return _union_accepts(api, declared, value)
        case ir.Nullable(inner), _:
            return value is None or accepts(api, inner, value)
        case ir.Array(item), list():
            return all(accepts(api, item, child) for child in value)
        case ir.Tuple(items), list():
            pairs = zip(items, value, strict=True)
            return len(items) == len(value) and all(
                accepts(api, item, child) for item, child in pairs
            )
        case ir.Map(inner), dict():
            return all(accepts(api, inner, child) for child in value.values())
        case ir.Object(), dict():
            return _object_accepts(api, type_, value)
        case ir.Union(variants), _:
            return any(accepts(api, variant, value) for variant in variants)
        case ir.Literal(values), _:
            return any(type(v) is type(value) and v == value for v in values)
        case ir.Enum(scalar), _:
            return isinstance(value, str) == (scalar is ir.Scalar.STRING)
        case ir.Primitive(scalar), _:
            return _scalar_accepts(scalar, value)
        case _:
            return False


@lru_cache(maxsize=1)
def _representations(api: ir.Api) -> Mapping[str, Representation]:
    return choose_representations(api.declarations, api.by_key)


def _union_accepts(api: ir.Api, type_: ir.Type, value: ir.Json) -> bool:
    """A union also accepts what matches no variant, unless the discriminator names one."""
    match type_:
        case ir.Nullable(inner):
            return value is None or _union_accepts(api, inner, value)
        case ir.Union():
            named = _discriminated(type_, value)
            return value is not None and (named is None or accepts(api, named, value))
        case _:
            return True


def _object_accepts(api: ir.Api, type_: ir.Object, value: dict[str, ir.Json]) -> bool:
    if not _could_be(type_, value):
        return False
    fields = {field.name: field for field in type_.fields}
    for name, child in value.items():
        field = fields.get(name)
        if field is None:
            if type_.extra is not None and not accepts(api, type_.extra, child):
                return False
        elif child is None and (field.nullable or not field.required):
            continue
        elif not accepts(api, field.type, child):
            return False
    return True


def _could_be(type_: ir.Object, value: dict[str, ir.Json]) -> bool:
    """Whether an object has the required properties and constants of a type."""
    for field in type_.fields:
        if field.name not in value:
            if field.required:
                return False
            continue
        child = value[field.name]
        if isinstance(field.type, ir.Literal) and child not in field.type.values:
            return False
    return True


def _scalar_accepts(scalar: ir.Scalar, value: ir.Json) -> bool:
    match scalar:
        case ir.Scalar.ANY | ir.Scalar.NEVER:
            return True
        case ir.Scalar.NULL:
            return value is None
        case ir.Scalar.BOOLEAN:
            return isinstance(value, bool)
        case ir.Scalar.INTEGER | ir.Scalar.NUMBER if isinstance(value, bool):
            return False
        case ir.Scalar.INTEGER:
            whole = isinstance(value, float) and value.is_integer()
            return isinstance(value, int) or whole
        case ir.Scalar.NUMBER:
            return isinstance(value, int | float)
        case ir.Scalar.BASE64URL:
            return isinstance(value, str) and is_base64url(value)
        case ir.Scalar.BASE64 | ir.Scalar.BINARY:
            return isinstance(value, str) and _is_base64(value)
        case _:
            return _converts(PYTHON_TYPES[scalar], value)


def _converts(type_: type, value: ir.Json) -> bool:
    try:
        msgspec.convert(value, type_)
    except msgspec.ValidationError:
        return False
    return True


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text)
    except (binascii.Error, ValueError):
        return False
    return True
