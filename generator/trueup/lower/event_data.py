"""Data of events that is JSON: typed by `contentSchema` (OAS 3.2, "Server-Sent Event Streams")."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from .. import ir
from ..ir.traversal import contents_in, without_null
from ..media_types import EVENTS, essence, is_json
from ..resolve import Node
from ..schemas.keywords import keywords_of
from ..schemas.merged import merge_schema
from .context import Context
from .types import type_of


def type_event_data(
    ctx: Context, operations: tuple[ir.Operation, ...]
) -> tuple[ir.Operation, ...]:
    """Type the property `data` of events by the schema of its content."""
    return tuple(
        (
            replace(
                operation,
                body=(
                    replace(
                        operation.body, contents=_contents(ctx, operation.body.contents)
                    )
                    if operation.body is not None
                    else None
                ),
                responses=tuple(
                    replace(response, contents=_contents(ctx, response.contents))
                    for response in operation.responses
                ),
            )
            if any(map(_is_event_stream, contents_in(operation)))
            else operation
        )
        for operation in operations
    )


def _is_event_stream(content: ir.Content) -> bool:
    return essence(content.media_type) == EVENTS and content.item is not None


def _contents(ctx: Context, contents: tuple[ir.Content, ...]) -> tuple[ir.Content, ...]:
    return tuple(map(lambda content: _content(ctx, content), contents))


def _content(ctx: Context, content: ir.Content) -> ir.Content:
    if not _is_event_stream(content) or content.item is None:
        return content
    has_json_data = False
    for key in [*_events(ctx, content.item, frozenset())]:
        has_json_data |= _type_data(ctx, key)
    return replace(content, has_json_data=has_json_data)


def _events(ctx: Context, type_: ir.Type, visited: frozenset[str]) -> Iterator[str]:
    """The declarations of objects among the variants of a type."""
    match type_:
        case ir.Ref(key) if key not in visited:
            declared = ctx.declarations.by_key[key].type
            if isinstance(declared, ir.Object):
                yield key
            yield from _events(ctx, declared, visited | {key})
        case ir.Nullable(inner):
            yield from _events(ctx, inner, visited)
        case ir.Union(variants):
            for variant in variants:
                yield from _events(ctx, variant, visited)
        case _:
            return


def _type_data(ctx: Context, key: str) -> bool:
    """Type the data of one event; whether it is JSON."""
    declared = ctx.declarations.by_key[key]
    assert isinstance(declared.type, ir.Object)
    fields = list(declared.type.fields)
    for index, field in enumerate(fields):
        schema = _content_schema(ctx, field) if field.name == "data" else None
        if schema is not None:
            type_ = type_of(ctx, (schema,), (*declared.hint, "data"))
            nullable = isinstance(type_, ir.Nullable)
            fields[index] = replace(
                field, type=without_null(type_), nullable=nullable, constant=ir.ABSENT
            )
            changed = replace(declared.type, fields=tuple(fields))
            ctx.declarations.by_key[key] = replace(declared, type=changed)
            return True
    return False


def _content_schema(ctx: Context, field: ir.Field) -> Node | None:
    if not isinstance(field.source_location, Node):
        return None
    merged = merge_schema(ctx.schemas, (field.source_location,))
    media_types = [keywords_of(part).get("contentMediaType") for part in merged.parts]
    if not any(isinstance(name, str) and is_json(name) for name in media_types):
        return None
    return next(iter(merged.get("contentSchema")), None)
