"""Traversal of types and operations: what they refer to, and copies with changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, assert_never

from msgspec.structs import replace

from .api import Api
from .operations import Content, Header, Operation
from .types import (
    Array,
    Enum,
    Field,
    Literal,
    Map,
    Nullable,
    Object,
    Primitive,
    Ref,
    Tuple,
    Type,
    Union,
)

TypeAndSchema: TypeAlias = "tuple[Type, str | None]"
"""A type, and the pointer to its schema."""


_LEAVES = frozenset((Ref, Primitive, Literal, Enum))


def inner_types(type_: Type) -> tuple[Type, ...]:
    """The types directly inside a type, in order."""
    if type(type_) in _LEAVES:  # `isinstance` of a struct is slow when it is false
        return ()
    match type_:
        case Array(inner) | Map(inner) | Nullable(inner):
            return (inner,)
        case Tuple(items):
            return items
        case Union(variants):
            return variants
        case Object(fields, extra):
            types = tuple([field.type for field in fields])
            return types if extra is None else (*types, extra)
        case Ref() | Primitive() | Literal() | Enum():
            return ()
        case _:
            assert_never(type_)


def all_types(type_: Type) -> list[Type]:
    """A type and all types inside it, outermost first."""
    if type(type_) in _LEAVES:
        return [type_]
    types: list[Type] = []
    pending = [type_]
    while pending:
        current = pending.pop()
        types.append(current)
        if type(current) not in _LEAVES:
            pending += reversed(inner_types(current))
    return types


def referenced_keys(type_: Type) -> list[str]:
    """The keys of all declarations that a type refers to, in order."""
    return [inner.key for inner in all_types(type_) if type(inner) is Ref]


def without_null(type_: Type) -> Type:
    return type_.type if type(type_) is Nullable else type_


def with_leaves(type_: Type, leaf: Callable[[Type], Type]) -> Type:
    """A copy in which `leaf` has replaced primitives, literals and references."""
    if type(type_) in _LEAVES:
        return type_ if type(type_) is Enum else leaf(type_)
    match type_:
        case Array(item):
            return Array(with_leaves(item, leaf))
        case Tuple(items):
            return Tuple(tuple(with_leaves(item, leaf) for item in items))
        case Map(value):
            return Map(with_leaves(value, leaf))
        case Nullable(inner):
            return Nullable(with_leaves(inner, leaf))
        case Union(variants, discriminator):
            changed = tuple(with_leaves(variant, leaf) for variant in variants)
            return Union(changed, discriminator)
        case Object(fields, extra):
            changed_fields = tuple(_field(field, leaf) for field in fields)
            changed_extra = with_leaves(extra, leaf) if extra else None
            return replace(type_, fields=changed_fields, extra=changed_extra)
        case Ref() | Primitive() | Literal() | Enum():
            return type_
        case _:
            assert_never(type_)


def _field(field: Field, leaf: Callable[[Type], Type]) -> Field:
    type_ = with_leaves(field.type, leaf)
    return field if type_ == field.type else replace(field, type=type_)


def contents_in(operation: Operation) -> Iterator[Content]:
    """The contents of the request and of all responses."""
    yield from operation.body.contents if operation.body else ()
    for response in operation.responses:
        yield from response.contents


def request_types(operation: Operation) -> Iterator[TypeAndSchema]:
    """The types of parameters and request bodies."""
    for parameter in operation.parameters:
        yield parameter.type, parameter.schema
    yield from types_in(operation.body.contents if operation.body else ())


def response_types(operation: Operation) -> Iterator[TypeAndSchema]:
    """The types of headers and response bodies."""
    for response in operation.responses:
        yield from header_types(response.headers)
        yield from types_in(response.contents)


def header_types(headers: Iterable[Header]) -> Iterator[TypeAndSchema]:
    for header in headers:
        yield header.type, header.schema


def types_in(contents: Iterable[Content]) -> Iterator[TypeAndSchema]:
    for content in contents:
        yield content.type, content.schema
        if content.item is not None:
            yield content.item, content.item_schema


def keys_in_requests(api: Api) -> frozenset[str]:
    """The keys of the declarations that requests refer to, directly or not."""
    types = (type_ for o in api.operations for type_, _ in request_types(o))
    return keys_in(api, types)


def keys_in(api: Api, types: Iterable[Type]) -> frozenset[str]:
    """The keys of the declarations that types refer to, directly or not."""
    pending = [key for type_ in types for key in referenced_keys(type_)]
    keys: set[str] = set()
    while pending:
        key = pending.pop()
        if key not in keys and key in api.by_key:
            keys.add(key)
            pending.extend(referenced_keys(api.by_key[key].type))
    return frozenset(keys)
