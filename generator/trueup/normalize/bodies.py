"""Conversion of parameters, headers and responses of OpenAPI 2.0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from ..openapi import V20
from ..source import Json, Node, Pointer
from .dialect import upgrade

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
BYTES = "application/octet-stream"

_OF_SCHEMA = (
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
    "x-enum-varnames",
    "x-enumNames",
    "x-ms-enum",
)

# collectionFormat: style and explode, by OAS 3.1 section 4.8.12.2. `tsv` has no style
# there and keeps its name.
_STYLES: Mapping[str, tuple[str, bool]] = {
    "csv": ("form", False),
    "multi": ("form", True),
    "ssv": ("spaceDelimited", False),
    "pipes": ("pipeDelimited", False),
    "tsv": ("tsv", False),
}


class Converted(Struct, frozen=True):
    """A converted object, and the original nodes of its parts by relative pointer."""

    value: dict[str, Json]
    origins: Mapping[Pointer, Node] = field(default_factory=dict)


def schema_of(node: Node) -> dict[str, Json]:
    """The schema of a parameter, an Items Object or a header."""
    value = _schema_node(node).value
    assert isinstance(value, dict)
    if value is not node.value:
        return value
    schema = {k: value[k] for k in _OF_SCHEMA if k in value}
    items = node.get("items")
    if items is not None and isinstance(items.value, dict):
        schema["items"] = schema_of(items)
    upgraded = upgrade(schema, V20)
    return upgraded.value if upgraded is not None else schema


def _schema_node(node: Node) -> Node:
    """The node with the schema: `schema`, if the author wrote it as in 3.0."""
    schema = node.get("schema")
    is_object = schema is not None and isinstance(schema.value, dict)
    return schema if schema and is_object and node.get("type") is None else node


def _extensions(node: Node) -> dict[str, Json]:
    return {k: v.value for k, v in node.items() if k.startswith("x-")}


def parameter(node: Node) -> Converted:
    """Convert a parameter in path, query or header."""
    value = node.value
    assert isinstance(value, dict)
    fields = ("name", "in", "description", "required", "allowEmptyValue")
    converted: dict[str, Json] = {k: value[k] for k in fields if k in value}
    converted["schema"] = schema_of(node)
    if node.text("type") == "array":
        converted.update(_style(node, is_query=node.text("in") == "query"))
    if "x-example" in value:
        converted["example"] = value["x-example"]
    converted.update(
        {k: v for k, v in _extensions(node).items() if k not in _OF_SCHEMA}
    )
    return Converted(converted, {("schema",): _schema_node(node)})


def _style(node: Node, *, is_query: bool) -> dict[str, Json]:
    style, explode = _STYLES.get(node.text("collectionFormat"), ("form", False))
    if not is_query and style in ("form", "simple"):
        return {"style": "simple"}
    return {"style": style, "explode": explode}


def header(node: Node) -> Converted:
    """Convert a header of a response."""
    converted: dict[str, Json] = {}
    if node.text("description"):
        converted["description"] = node.text("description")
    converted["schema"] = schema_of(node)
    if node.text("collectionFormat") not in ("", "csv"):
        converted.update(_style(node, is_query=False))
    converted.update(
        {k: v for k, v in _extensions(node).items() if k not in _OF_SCHEMA}
    )
    return Converted(converted, {("schema",): _schema_node(node)})


def body(node: Node, media_types: Iterable[str]) -> Converted:
    """Convert a parameter in `body` to a request body."""
    converted: dict[str, Json] = {}
    if node.text("description"):
        converted["description"] = node.text("description")
    converted["required"] = node.flag("required")
    source = node if node.get("type") is not None else node.get("schema")
    schema = None if source is None else source.value
    if source is node:
        schema = schema_of(node)
    content: dict[str, Json] = {}
    origins: dict[Pointer, Node] = {}
    for media_type in list(media_types) or [_default_media_type(node)]:
        content[media_type] = {} if source is None else {"schema": schema}
        if source is not None:
            origins["content", media_type, "schema"] = source
    converted["content"] = content
    converted.update(_extensions(node))
    return Converted(converted, origins)


def _default_media_type(node: Node) -> str:
    """The media type of a body without `consumes`."""
    return BYTES if node.text("type") == "file" else JSON


def form(nodes: list[Node], media_types: Iterable[str]) -> Converted:
    """Convert all parameters in `formData` to a request body."""
    consumed = [name for name in media_types if name in (FORM, MULTIPART)]
    has_file = any(node.text("type") == "file" for node in nodes)
    if has_file or not consumed:
        consumed = [MULTIPART] if has_file else [FORM]
    properties: dict[str, Json] = {}
    encoding: dict[str, Json] = {}
    for node in nodes:
        name = node.text("name")
        schema = schema_of(node)
        if node.text("description"):
            schema["description"] = node.text("description")
        properties[name] = schema
        if node.text("type") == "array":
            encoding[name] = _style(node, is_query=True)
    required: list[Json] = [
        node.text("name") for node in nodes if node.flag("required")
    ]
    form_schema: dict[str, Json] = {"type": "object", "properties": properties}
    if required:
        form_schema["required"] = required
    media: dict[str, Json] = {"schema": form_schema}
    if encoding:
        media["encoding"] = encoding
    origins: dict[Pointer, Node] = {}
    for media_type in consumed:
        inside = ("content", media_type, "schema", "properties")
        origins.update(
            {(*inside, node.text("name")): _schema_node(node) for node in nodes}
        )
    content: dict[str, Json] = {media_type: media for media_type in consumed}
    return Converted({"required": bool(required), "content": content}, origins)


def response(node: Node, media_types: Iterable[str]) -> Converted:
    """Convert a response: its schema and examples become contents by media type."""
    converted: dict[str, Json] = {"description": node.text("description")}
    origins: dict[Pointer, Node] = {}
    headers: dict[str, Json] = {}
    for name, old in _objects(node, "headers"):
        new = header(old)
        headers[name] = new.value
        origins["headers", name] = old
        for pointer, origin in new.origins.items():
            origins["headers", name, *pointer] = origin
    if headers:
        converted["headers"] = headers
    schema = node.get("schema")
    examples = node.get("examples")
    if schema is not None or examples is not None:
        converted["content"] = _content(schema, examples, list(media_types), origins)
    converted.update(_extensions(node))
    return Converted(converted, origins)


def _content(
    schema: Node | None,
    examples: Node | None,
    media_types: list[str],
    origins: dict[Pointer, Node],
) -> dict[str, Json]:
    is_file = schema is not None and schema.text("format") == "binary"
    keys = [name for name, _ in examples.items()] if examples is not None else []
    others = [name for name in keys if "/" in name and name not in media_types]
    if is_file:  # not JSON, even if `produces` of the API is
        media_types = ["*/*" if "json" in m.lower() else m for m in media_types]
    content: dict[str, Json] = {}
    for media_type in [*media_types, *others] or [BYTES if is_file else JSON]:
        media: dict[str, Json] = {}
        if schema is not None:
            media["schema"] = schema.value
            origins["content", media_type, "schema"] = schema
        example = examples.get(media_type) if examples is not None else None
        if example is not None:
            media["example"] = example.value
            origins["content", media_type, "example"] = example
        content[media_type] = media
    return content


def _objects(node: Node, name: str) -> Iterator[tuple[str, Node]]:
    """The objects in the mapping `name`."""
    for key, value in node.items(name):
        if isinstance(value.value, dict):
            yield key, value
