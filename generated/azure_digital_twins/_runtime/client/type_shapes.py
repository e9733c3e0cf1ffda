"""The shape of a Python type: the JSON that its values are written as."""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin

import msgspec
from msgspec import UnsetType

from .coercion import Kind, Shape, array, object_of
from .model import OpenModel, open_layout
from .variants import variant_of


def shape_of(type: object, *, eager: bool = False) -> Shape:
    """The shape of the JSON of a Python type.

    It is known for scalars, lists, dicts and models; other types are strings. So is a
    type that allows a string and something else, unless `eager`.
    """
    return _shape_of(type, eager, ())


def _shape_of(type: object, eager: bool, within: tuple[object, ...]) -> Shape:
    """`within` are the enclosing classes: a class inside itself, or below the levels that
    forms and headers have, is JSON, and needs no shape."""
    origin, arguments = get_origin(type), get_args(type)
    if origin in (Union, UnionType):
        others = [item for item in arguments if item not in (NoneType, UnsetType)]
        if len(others) == 1:
            shape = _shape_of(others[0], eager, within)
            return msgspec.structs.replace(shape, nullable=NoneType in arguments)
    if origin is tuple:
        items = [_shape_of(item, eager, within) for item in arguments]
        return Shape("array", first=tuple(items))
    if origin in (list, set, frozenset):
        return array(_shape_of(next(iter(arguments), str), eager, within))
    if origin is dict:
        return object_of({}, _shape_of(arguments[1], eager, within))
    variant = variant_of(type)
    kinds = set(variant.kinds) - {"null"}
    nullable = "null" in variant.kinds
    scalars = kinds - {"object", "array"}
    if "object" in kinds:
        plain = _scalar(scalars) if scalars else None
        is_known = type in within or len(within) >= _DEEPEST
        members = {} if is_known else _members_of(type, eager, (*within, type))
        return Shape("object", members=members, nullable=nullable, plain=plain)
    if eager and "string" in kinds and len(kinds) > 1:
        return Shape("any", nullable=nullable)
    return Shape(_scalar(kinds), nullable=nullable)


_DEEPEST = 3


def _scalar(kinds: set[str]) -> Kind:
    for kind in _BY_PREFERENCE:
        if kinds == {kind} or kinds == {"integer", "number"} == {kind, "integer"}:
            return kind
    return "string" if "string" in kinds else "any"


_BY_PREFERENCE: tuple[Literal["boolean", "integer", "number"], ...] = (
    "boolean",
    "integer",
    "number",
)


def _members_of(
    type: object, eager: bool, within: tuple[object, ...]
) -> Mapping[str, Shape]:
    if isinstance(type, _class) and issubclass(type, OpenModel):
        type = open_layout(type).declared
    if isinstance(type, _class) and issubclass(type, msgspec.Struct):
        fields = msgspec.structs.fields(type)
        return {
            field.encode_name: _shape_of(field.type, eager, within) for field in fields
        }
    return {}


_class = type
