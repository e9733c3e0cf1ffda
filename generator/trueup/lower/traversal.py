"""Over types: what they refer to, and copies with some of it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import assert_never

from msgspec.structs import replace

from .. import ir


def references(type_: ir.Type) -> Iterator[str]:
    """The keys of all declarations that a type refers to, in order."""
    match type_:
        case ir.Ref(key):
            yield key
        case ir.Primitive() | ir.Literal() | ir.Enum():
            return
        case ir.Array(item):
            yield from references(item)
        case ir.Tuple(items):
            for each in items:
                yield from references(each)
        case ir.Map(value):
            yield from references(value)
        case ir.Nullable(inner):
            yield from references(inner)
        case ir.Union(variants):
            for each in variants:
                yield from references(each)
        case ir.Object(fields, extra):
            for field in fields:
                if not isinstance(field.type, ir.Primitive):
                    yield from references(field.type)
            if extra is not None:
                yield from references(extra)
        case _:
            assert_never(type_)


def primitives(type_: ir.Type) -> Iterator[ir.Scalar]:
    """What all primitives inside a type hold."""
    match type_:
        case ir.Primitive(scalar):
            yield scalar
        case ir.Ref() | ir.Literal() | ir.Enum():
            return
        case ir.Array(item):
            yield from primitives(item)
        case ir.Tuple(items):
            for each in items:
                yield from primitives(each)
        case ir.Map(value):
            yield from primitives(value)
        case ir.Nullable(inner):
            yield from primitives(inner)
        case ir.Union(variants):
            for each in variants:
                yield from primitives(each)
        case ir.Object(fields, extra):
            for field in fields:
                if isinstance(field.type, ir.Primitive):
                    yield field.type.scalar
                elif not isinstance(field.type, ir.Ref):
                    yield from primitives(field.type)
            if extra is not None:
                yield from primitives(extra)
        case _:
            assert_never(type_)


def rewritten(type_: ir.Type, leaf: Callable[[ir.Type], ir.Type]) -> ir.Type:
    """A copy in which `leaf` has replaced primitives and references."""
    match type_:
        case ir.Ref() | ir.Primitive():
            return leaf(type_)
        case ir.Literal() | ir.Enum():
            return type_
        case ir.Array(item):
            return ir.Array(rewritten(item, leaf))
        case ir.Tuple(items):
            return ir.Tuple(tuple(rewritten(each, leaf) for each in items))
        case ir.Map(value):
            return ir.Map(rewritten(value, leaf))
        case ir.Nullable(inner):
            return ir.Nullable(rewritten(inner, leaf))
        case ir.Union(variants, tag):
            return ir.Union(tuple(rewritten(each, leaf) for each in variants), tag)
        case ir.Object(fields, extra, closed):
            changed = tuple(_field(each, leaf) for each in fields)
            return ir.Object(changed, rewritten(extra, leaf) if extra else None, closed)
        case _:
            assert_never(type_)


def _field(field: ir.Field, leaf: Callable[[ir.Type], ir.Type]) -> ir.Field:
    type_ = rewritten(field.type, leaf)
    return field if type_ == field.type else replace(field, type=type_)


def closure(starts: Iterator[str], edges: dict[str, tuple[str, ...]]) -> set[str]:
    """Everything that can be reached from `starts`, themselves included."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += edges.get(key, ())
    return found
