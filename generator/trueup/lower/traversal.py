"""Traversal of types and operations: what they refer to, and copies with changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import assert_never

from msgspec.structs import replace

from .. import ir


def inner_types(type_: ir.Type) -> Iterator[ir.Type]:
    """The types directly inside a type, in order."""
    match type_:
        case ir.Ref() | ir.Primitive() | ir.Literal() | ir.Enum():
            return
        case ir.Array(inner) | ir.Map(inner) | ir.Nullable(inner):
            yield inner
        case ir.Tuple(items):
            yield from items
        case ir.Union(variants):
            yield from variants
        case ir.Object(fields, extra):
            for field in fields:
                yield field.type
            if extra is not None:
                yield extra
        case _:
            assert_never(type_)


def all_types(type_: ir.Type) -> Iterator[ir.Type]:
    """A type and all types inside it, outermost first."""
    yield type_
    for inner in inner_types(type_):
        yield from all_types(inner)


def referenced_keys(type_: ir.Type) -> Iterator[str]:
    """The keys of all declarations that a type refers to, in order."""
    for inner in all_types(type_):
        if isinstance(inner, ir.Ref):
            yield inner.key


def with_leaves(type_: ir.Type, leaf: Callable[[ir.Type], ir.Type]) -> ir.Type:
    """A copy in which `leaf` has replaced primitives and references."""
    match type_:
        case ir.Ref() | ir.Primitive():
            return leaf(type_)
        case ir.Literal() | ir.Enum():
            return type_
        case ir.Array(item):
            return ir.Array(with_leaves(item, leaf))
        case ir.Tuple(items):
            return ir.Tuple(tuple(with_leaves(item, leaf) for item in items))
        case ir.Map(value):
            return ir.Map(with_leaves(value, leaf))
        case ir.Nullable(inner):
            return ir.Nullable(with_leaves(inner, leaf))
        case ir.Union(variants, discriminator):
            changed = tuple(with_leaves(variant, leaf) for variant in variants)
            return ir.Union(changed, discriminator)
        case ir.Object(fields, extra, closed):
            changed_fields = tuple(_field(field, leaf) for field in fields)
            changed_extra = with_leaves(extra, leaf) if extra else None
            return ir.Object(changed_fields, changed_extra, closed)
        case _:
            assert_never(type_)


def _field(field: ir.Field, leaf: Callable[[ir.Type], ir.Type]) -> ir.Field:
    type_ = with_leaves(field.type, leaf)
    return field if type_ == field.type else replace(field, type=type_)


def request_contents(operation: ir.Operation) -> tuple[ir.Content, ...]:
    return operation.body.contents if operation.body else ()


def contents_in(operation: ir.Operation) -> Iterator[ir.Content]:
    """The contents of the request and of all responses."""
    yield from request_contents(operation)
    for response in operation.responses:
        yield from response.contents


def types_of_content(content: ir.Content) -> Iterator[ir.Type]:
    yield content.type
    if content.item is not None:
        yield content.item
