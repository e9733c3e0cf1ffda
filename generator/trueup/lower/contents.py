"""Contents of requests and responses by media type: types, and items of sequences."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from .. import ir
from ..media_types import (
    EVENTS,
    SEQUENCES,
    essence,
    is_form,
    is_json,
    is_sequence,
    is_text,
    is_xml,
)
from ..resolve import Node
from .context import Context
from .declarations import Hint
from .examples import examples_of
from .form_parts import parts_of
from .string_formats import string_formats
from .types import type_of
from .usage import BINARY
from .values import (
    STRING,
    can_have_properties,
    has_scalar_values,
    is_primitive,
    is_structured,
    schema_pointer,
)

_OBJECT = ir.Map(ir.ANY)
"""Replaces the type of a body that is not parsed, so that it is not declared."""


class _Sequence(Struct, frozen=True):
    """A body, of which `schema` describes the whole and `item_schema` each item."""

    type: ir.Type | None
    schema: Node | None
    item: ir.Type | None = None
    item_schema: str | None = None


def contents_of(ctx: Context, owner: Node, hint: Hint) -> tuple[ir.Content, ...]:
    """The `content` of a request body or a response, in document order.

    Media types with a typed body come first, so the first is a usable default.
    """
    content = ctx.spec.member(owner, "content")
    if content is None:
        return ()
    if not isinstance(content.value, dict):
        message = "`content` must be an object; ignored"
        ctx.report.warning("invalid-type", message, content)
        return ()
    contents = [
        _content(ctx, media_type, ctx.spec.follow(written) or written, hint)
        for media_type, written in content.items()
    ]
    return tuple(sorted(contents, key=_is_untyped))


def _is_untyped(content: ir.Content) -> bool:
    """Whether a body is a string or bytes although a schema may describe more."""
    name = essence(content.media_type)
    is_whole = content.type in (STRING, BINARY) and name not in SEQUENCES
    return is_xml(name) or (is_whole and content.schema is None)


def _content(ctx: Context, media_type: str, node: Node, hint: Hint) -> ir.Content:
    body = _sequence(ctx, media_type, node, hint)
    if body.item in (STRING, BINARY) and essence(media_type) == EVENTS:
        # Events are objects, which no schema of a string accepts.
        body = replace(body, item=STRING, item_schema=None, schema=None)
    schema = body.schema
    type_ = _supported_type(ctx, media_type, body.type, node, schema)
    is_described = type_ == body.type and schema is not None
    if is_sequence(media_type) and not isinstance(body.type, ir.Array):
        is_described = False
    return ir.Content(
        media_type=media_type,
        type=type_,
        schema=schema_pointer(ctx, schema, hint) if is_described and schema else None,
        item=body.item,
        item_schema=body.item_schema,
        parts=tuple(parts_of(ctx, node, hint)),
        examples=examples_of(ctx, node),
        formats=_formats(ctx, node) if is_described or body.item_schema else (),
    )


def _formats(ctx: Context, node: Node) -> tuple[str, ...]:
    schema = node.get("itemSchema") or node.get("schema")
    return () if schema is None else string_formats(ctx, (schema,))


def _sequence(ctx: Context, media_type: str, node: Node, hint: Hint) -> _Sequence:
    """The schemas of a body, and of its items if it is a sequence."""
    schema = node.get("schema")
    type_ = None if schema is None else _type_of_body(ctx, media_type, schema, hint)
    item_hint = (*hint, "item")
    item_schema = node.get("itemSchema")
    if item_schema is not None:
        item = type_of(ctx, (item_schema,), item_hint)
        pointer = schema_pointer(ctx, item_schema, item_hint)
        return _Sequence(type_ or ir.Array(item), schema, item, pointer)
    if schema is None or type_ is None:
        return _Sequence(type_, schema)
    if essence(media_type) in SEQUENCES and isinstance(type_, ir.Array):
        items = schema.get("items")
        item_pointer = schema_pointer(ctx, items, item_hint) if items else None
        return _Sequence(type_, schema, type_.item, item_pointer)
    if is_sequence(media_type) and type_ not in (ir.ANY, STRING, BINARY):
        # Before `itemSchema` existed, `schema` described an item. A string is the whole.
        pointer = schema_pointer(ctx, schema, hint)
        return _Sequence(ir.Array(type_), None, type_, pointer)
    return _Sequence(type_, schema)


def _type_of_body(ctx: Context, media_type: str, schema: Node, hint: Hint) -> ir.Type:
    """The type of a schema; `_OBJECT` for objects that are not parsed."""
    name = essence(media_type)
    is_supported = is_json(name) or is_form(name) or name in SEQUENCES
    if is_supported or name in ("*/*", "application/*"):
        return type_of(ctx, (schema,), hint)
    return _OBJECT if is_structured(ctx, schema) else type_of(ctx, (schema,), hint)


def _supported_type(
    ctx: Context,
    media_type: str,
    type_: ir.Type | None,
    location: Node,
    schema: Node | None,
) -> ir.Type:
    """The type of a body, restricted to what is supported for its media type."""
    name = essence(media_type)
    if is_json(name):
        return ir.ANY if type_ is None else type_
    if is_form(name):
        return _type_of_form(ctx, name, type_, location, schema)
    if name in SEQUENCES:
        if name == EVENTS and type_ in (None, BINARY):
            return STRING
        return ir.ANY if type_ is None else type_
    is_scalar = is_primitive(type_) or (
        schema is not None and has_scalar_values(ctx, schema)
    )
    if is_xml(name):
        if not is_scalar:
            message = f"XML is not parsed; bodies of `{name}` are typed as `str`"
            ctx.report.note_once("unstructured-body", message, location)
        return BINARY if type_ == BINARY else STRING
    if is_text(name):
        if type_ is None or type_ == ir.ANY:
            return STRING
        if not is_scalar:
            message = f"objects in `{media_type}` are not supported; typed as `str`"
            ctx.report.note_once("unstructured-body", message, location)
            return STRING
        return type_
    if name == "*/*" or (name == "application/*" and not is_primitive(type_)):
        return BINARY if type_ is None else type_
    if not is_scalar:
        message = f"objects in `{media_type}` are not supported; typed as `bytes`"
        ctx.report.note_once("unstructured-body", message, schema)
    return BINARY


def _type_of_form(
    ctx: Context, name: str, type_: ir.Type | None, location: Node, schema: Node | None
) -> ir.Type:
    """Forms have named fields; without named properties they are not parsed."""
    if type_ is not None and schema is not None and can_have_properties(ctx, schema):
        return type_
    if not name.startswith("multipart/"):
        if type_ is None or type_ == ir.ANY:
            return ir.ANY
        message = f"the schema of `{name}` has no properties; typed as `str`"
        ctx.report.note("unstructured-body", message, location)
        return STRING
    message = f"the schema of `{name}` has no properties; typed as `bytes`"
    ctx.report.note("unstructured-body", message, location)
    return BINARY
