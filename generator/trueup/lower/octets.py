"""Where bytes can stand: bodies and parts of forms. In JSON, `binary` is a string."""

from __future__ import annotations

from collections.abc import Iterator, Set

from msgspec.structs import replace

from .. import ir
from ..media_types import is_json
from .context import Context
from .traversal import primitives, references, rewritten

_BINARY = ir.Primitive(ir.Scalar.BINARY)
_STRING = ir.Primitive(ir.Scalar.STRING)


def settle_octets(
    ctx: Context, operations: tuple[ir.Operation, ...], forms: Set[str]
) -> tuple[ir.Operation, ...]:
    """Bytes stay in bodies that are bytes and in members of forms, and nowhere else.

    `forms` are declarations whose members are parts of a form.
    """
    aliases = {key for key, each in ctx.finished.items() if each.type == _BINARY}
    for key, declaration in ctx.finished.items():
        if (
            key not in forms
            and key not in aliases
            and _concerns(declaration.type, aliases)
        ):
            plain = _as_text(declaration.type, aliases)
            ctx.finished[key] = replace(declaration, type=plain)
    return tuple(_in_operation(each, aliases) for each in operations)


def _concerns(type_: ir.Type, aliases: set[str]) -> bool:
    if ir.Scalar.BINARY in primitives(type_):
        return True
    return bool(aliases) and not aliases.isdisjoint(references(type_))


def _as_text(type_: ir.Type, aliases: set[str]) -> ir.Type:
    if not _concerns(type_, aliases):
        return type_

    def leaf(inner: ir.Type) -> ir.Type:
        binary = inner == _BINARY or (
            isinstance(inner, ir.Ref) and inner.key in aliases
        )
        return _STRING if binary else inner

    return rewritten(type_, leaf)


def _contents(operations: tuple[ir.Operation, ...]) -> Iterator[ir.Content]:
    for operation in operations:
        yield from operation.body.contents if operation.body else ()
        for response in operation.responses:
            yield from response.contents


def _in_operation(operation: ir.Operation, aliases: set[str]) -> ir.Operation:
    if not any(_concerns(type_, aliases) for type_ in _types(operation)):
        return operation
    body = operation.body
    return replace(
        operation,
        parameters=tuple(
            replace(each, type=_as_text(each.type, aliases))
            for each in operation.parameters
        ),
        body=replace(body, contents=_texts(body.contents, aliases)) if body else None,
        responses=tuple(
            replace(each, contents=_texts(each.contents, aliases))
            for each in operation.responses
        ),
    )


def _types(operation: ir.Operation) -> Iterator[ir.Type]:
    yield from (parameter.type for parameter in operation.parameters)
    for content in _contents((operation,)):
        yield content.type


def _texts(
    contents: tuple[ir.Content, ...], aliases: set[str]
) -> tuple[ir.Content, ...]:
    """Bytes in a JSON document are text; elsewhere they are what the body is."""
    return tuple(
        (
            replace(each, type=_as_text(each.type, aliases))
            if is_json(each.media_type)
            else each
        )
        for each in contents
    )
