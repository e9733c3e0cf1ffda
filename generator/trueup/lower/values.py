"""Values of parameters and headers: from `schema` or from `content`."""

from __future__ import annotations

import re

from msgspec import Struct

from .. import ir
from ..ir.traversal import without_null
from ..media_types import URL_ENCODED, essence, is_json
from ..resolve import Node
from ..schemas.constants import constants_of
from ..schemas.json_types import inferred_types, json_types_of
from ..schemas.merged import MergedSchema, merge_schema
from .context import Context
from .declarations import Hint
from .string_formats import formats_of_argument
from .types import type_of

STRING = ir.Primitive(ir.Scalar.STRING)

_MAX_REFERENCES = 20
_STRUCTURED = frozenset(("object", "array"))


class Value(Struct, frozen=True):
    """The type of a parameter or header; `media_type` if it is a document of that."""

    type: ir.Type
    schema: str | None = None
    media_type: str | None = None
    formats: tuple[str, ...] = ()


def value_of(ctx: Context, node: Node, hint: Hint) -> Value:
    """The value of a parameter or header."""
    schema = node.get("schema")
    media_type, content = (
        (None, None) if schema is not None else first_content(ctx, node)
    )
    if content is not None:
        schema = content.get("schema")
    if media_type is not None and schema is None:
        return Value(ir.ANY if is_json(media_type) else STRING, None, media_type)
    if schema is None:
        message = "`schema` is missing; typed as `str`"
        ctx.report.warning("missing-schema", message, node)
        return Value(STRING)
    type_ = type_of(ctx, (schema,), hint)
    if media_type is not None and not _is_serializable(ctx, media_type, type_, schema):
        message = (
            f"`{media_type}` is not supported for objects and lists; typed as `str`"
        )
        ctx.report.note("unstructured-body", message, schema)
        return Value(STRING, None, media_type)
    pointer = schema_pointer(ctx, schema, hint)
    return Value(type_, pointer, media_type, formats_of_argument(ctx, schema))


def first_content(ctx: Context, node: Node) -> tuple[str | None, Node | None]:
    """The first media type in the `content` of a parameter or header."""
    content = ctx.spec.member(node, "content")
    if content is None:
        return None, None
    media_type, written = next(content.items(), (None, None))
    return media_type, ctx.spec.follow(written) if written is not None else None


def schema_pointer(ctx: Context, schema: Node, hint: Hint) -> str:
    """The pointer to a schema in the bundle; to its target if it is only a reference."""
    for _ in range(_MAX_REFERENCES):
        if not isinstance(schema.value, dict) or schema.value.keys() != {"$ref"}:
            break
        target = ctx.spec.target(schema)
        if target is None:
            break
        schema = target
        if schema.identity in ctx.bundle.keys:
            break
    return ctx.bundle.pointer(schema, _definition_name(schema, hint))


def _definition_name(schema: Node, hint: Hint) -> str:
    """A name from the location where schemas are shared, otherwise from the hint."""
    match schema.pointer:
        case ("paths", path, "parameters", *_):
            return ".".join(("_".join(re.findall(r"\w+", path)), hint[-1]))
        case ("components", "headers", name, *_):
            return f"headers.{name}"
        case _:
            return ".".join(hint)


def _is_serializable(
    ctx: Context, media_type: str, type_: ir.Type, schema: Node
) -> bool:
    """Whether values of the type can be serialized in the media type."""
    if is_json(media_type) or is_primitive(type_) or has_scalar_values(ctx, schema):
        return True
    return essence(media_type) == URL_ENCODED and can_have_properties(ctx, schema)


def is_primitive(type_: ir.Type | None) -> bool:
    return type_ is None or isinstance(without_null(type_), ir.Primitive)


def has_scalar_values(ctx: Context, schema: Node) -> bool:
    """Whether a schema allows neither objects nor lists, as an enumeration does."""
    merged = merge_schema(ctx.schemas, (schema,))
    values = constants_of(ctx.schemas, merged) or []
    if merged.unions or any(isinstance(value, (list, dict)) for value in values):
        return False
    return _STRUCTURED.isdisjoint(_json_types(ctx, merged))


def is_structured(ctx: Context, schema: Node) -> bool:
    merged = merge_schema(ctx.schemas, (schema,))
    return not _STRUCTURED.isdisjoint(_json_types(ctx, merged))


def can_have_properties(ctx: Context, schema: Node) -> bool:
    merged = merge_schema(ctx.schemas, (schema,))
    types = _json_types(ctx, merged)
    return "object" in types or bool(merged.unions and not types)


def _json_types(ctx: Context, merged: MergedSchema) -> list[str]:
    return json_types_of(ctx.schemas, merged) or inferred_types(merged)
