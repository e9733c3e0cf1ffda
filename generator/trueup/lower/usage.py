"""Which declarations are named where something is sent, and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from .. import ir
from ..media_types import is_form
from .context import Context
from .traversal import references

_BINARY = ir.Primitive(ir.Scalar.BINARY)


class Usage(Struct, frozen=True):
    """Keys of the declarations that operations name, and the schemas of requests."""

    in_requests: frozenset[str]
    in_responses: frozenset[str]
    request_schemas: frozenset[str]
    """Pointers to the schemas of parameters and request bodies."""


def usage_of(operations: Iterable[ir.Operation]) -> Usage:
    """Collect the declarations that requests and responses name."""
    asked: set[str] = set()
    answered: set[str] = set()
    judging: set[str | None] = set()
    for operation in operations:
        for parameter in operation.parameters:
            asked.update(references(parameter.type))
            judging.add(parameter.schema)
        for content in operation.body.contents if operation.body else ():
            asked.update(_named(content))
            judging |= {content.schema, content.item_schema}
        for response in operation.responses:
            for header in response.headers:
                answered.update(references(header.type))
            for content in response.contents:
                answered.update(_named(content))
    pointers = frozenset(each for each in judging if each is not None)
    return Usage(frozenset(asked), frozenset(answered), pointers)


def _named(content: ir.Content) -> Iterator[str]:
    yield from references(content.type)
    if content.item is not None:
        yield from references(content.item)


def parted_by(ctx: Context, operations: Iterable[ir.Operation]) -> frozenset[str]:
    """The declarations whose members are parts of a form, and those of the members."""
    aliases = {key for key, each in ctx.finished.items() if each.type == _BINARY}
    found: set[str] = set()
    for operation in operations:
        for content in _contents(operation):
            if is_form(content.media_type):
                for key in _tops(ctx, content.type, frozenset()):
                    found.add(key)
                    found.update(_of_members(ctx, ctx.finished[key].type, aliases))
    return frozenset(found)


def _of_members(ctx: Context, form: ir.Type, aliases: set[str]) -> Iterator[str]:
    """Members that are bytes, or several of them, by a name of their own."""
    for field in form.fields if isinstance(form, ir.Object) else ():
        for key in references(field.type):
            declaration = ctx.finished.get(key)
            if declaration is not None and _is_bytes(declaration.type, aliases):
                yield key


def _is_bytes(type_: ir.Type, aliases: set[str]) -> bool:
    """Whether nothing but bytes, or lists of them, are values of a type."""
    match type_:
        case ir.Ref(key):
            return key in aliases
        case ir.Nullable(inner) | ir.Array(inner):
            return _is_bytes(inner, aliases)
        case ir.Union(variants):
            return all(_is_bytes(each, aliases) for each in variants)
        case _:
            return type_ == _BINARY


def _contents(operation: ir.Operation) -> Iterator[ir.Content]:
    yield from operation.body.contents if operation.body else ()
    for response in operation.responses:
        yield from response.contents


def _tops(ctx: Context, type_: ir.Type, passed: frozenset[str]) -> Iterator[str]:
    match type_:
        case ir.Ref(key) if key not in passed and key in ctx.finished:
            yield key
            yield from _tops(ctx, ctx.finished[key].type, passed | {key})
        case ir.Nullable(inner):
            yield from _tops(ctx, inner, passed)
        case ir.Union(variants):
            for each in variants:
                yield from _tops(ctx, each, passed)
        case _:
            return
