"""Normalize 2.0, inside an operation: parameters and responses to what 3.1 has.

OAS 2.0 sections Parameter, Items, Response and Header Object. Knows no pointers of the
new description: each function says which old place the parts of its result come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from ..source import Json, Node, Pointer
from ..openapi import V20
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
# there; it keeps its name.
_STYLES: Mapping[str, tuple[str, bool]] = {
    "csv": ("form", False),
    "multi": ("form", True),
    "ssv": ("spaceDelimited", False),
    "pipes": ("pipeDelimited", False),
    "tsv": ("tsv", False),
}


class Made(Struct, frozen=True):
    """A new value, and by pointers relative to it which old places it comes from."""

    value: dict[str, Json]
    origins: Mapping[Pointer, Node] = field(default_factory=dict)


def schema_of(node: Node) -> dict[str, Json]:
    """The schema that a parameter, an Items Object or a header is itself in 2.0."""
    value = _place(node).value
    assert isinstance(value, dict)
    if value is not node.value:
        return value
    schema = {k: value[k] for k in _OF_SCHEMA if k in value}
    items = node.get("items")
    if items is not None and isinstance(items.value, dict):
        schema["items"] = schema_of(items)
    upgraded = upgrade(schema, V20)
    return upgraded.value if upgraded is not None else schema


def _place(node: Node) -> Node:
    """Where the schema stands: apart where its author wrote it as it is since 3.0."""
    written = node.get("schema")
    is_apart = written is not None and isinstance(written.value, dict)
    return written if written and is_apart and node.get("type") is None else node


def _extensions(node: Node) -> dict[str, Json]:
    return {k: v.value for k, v in node.items() if k.startswith("x-")}


def parameter(node: Node) -> Made:
    """A parameter in path, query or header."""
    value = node.value
    assert isinstance(value, dict)
    kept = ("name", "in", "description", "required", "allowEmptyValue")
    made: dict[str, Json] = {k: value[k] for k in kept if k in value}
    made["schema"] = schema_of(node)
    if node.text("type") == "array":
        made.update(_style(node, is_query=node.text("in") == "query"))
    if "x-example" in value:
        made["example"] = value["x-example"]
    made.update({k: v for k, v in _extensions(node).items() if k not in _OF_SCHEMA})
    return Made(made, {("schema",): _place(node)})


def _style(node: Node, *, is_query: bool) -> dict[str, Json]:
    style, explode = _STYLES.get(node.text("collectionFormat"), ("form", False))
    if not is_query and style in ("form", "simple"):
        return {"style": "simple"}
    return {"style": style, "explode": explode}


def header(node: Node) -> Made:
    """A header of a response."""
    made: dict[str, Json] = {}
    if node.text("description"):
        made["description"] = node.text("description")
    made["schema"] = schema_of(node)
    if node.text("collectionFormat") not in ("", "csv"):
        made.update(_style(node, is_query=False))
    made.update({k: v for k, v in _extensions(node).items() if k not in _OF_SCHEMA})
    return Made(made, {("schema",): _place(node)})


def body(node: Node, media_types: Iterable[str]) -> Made:
    """The request body that a parameter in `body` is."""
    made: dict[str, Json] = {}
    if node.text("description"):
        made["description"] = node.text("description")
    made["required"] = node.flag("required")
    place = node if node.get("type") is not None else node.get("schema")
    schema = None if place is None else place.value
    if place is node:
        schema = schema_of(node)
    content: dict[str, Json] = {}
    origins: dict[Pointer, Node] = {}
    for media_type in list(media_types) or [_usual(node)]:
        content[media_type] = {} if place is None else {"schema": schema}
        if place is not None:
            origins["content", media_type, "schema"] = place
    made["content"] = content
    made.update(_extensions(node))
    return Made(made, origins)


def _usual(node: Node) -> str:
    """What a body is sent as where nobody says."""
    return BYTES if node.text("type") == "file" else JSON


def form(nodes: list[Node], media_types: Iterable[str]) -> Made:
    """The request body that the parameters in `formData` are together."""
    consumed = [each for each in media_types if each in (FORM, MULTIPART)]
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
    whole: dict[str, Json] = {"type": "object", "properties": properties}
    if required:
        whole["required"] = required
    media: dict[str, Json] = {"schema": whole}
    if encoding:
        media["encoding"] = encoding
    origins: dict[Pointer, Node] = {}
    for media_type in consumed:
        inside = ("content", media_type, "schema", "properties")
        origins.update({(*inside, node.text("name")): _place(node) for node in nodes})
    content: dict[str, Json] = {media_type: media for media_type in consumed}
    return Made({"required": bool(required), "content": content}, origins)


def response(node: Node, media_types: Iterable[str]) -> Made:
    """A response: its schema and examples by media type."""
    made: dict[str, Json] = {"description": node.text("description")}
    origins: dict[Pointer, Node] = {}
    headers: dict[str, Json] = {}
    for name, place in _members(node, "headers"):
        one = header(place)
        headers[name] = one.value
        origins["headers", name] = place
        origins.update({("headers", name, *at): old for at, old in one.origins.items()})
    if headers:
        made["headers"] = headers
    schema = node.get("schema")
    examples = node.get("examples")
    if schema is not None or examples is not None:
        made["content"] = _content(schema, examples, list(media_types), origins)
    made.update(_extensions(node))
    return Made(made, origins)


def _content(
    schema: Node | None,
    examples: Node | None,
    media_types: list[str],
    origins: dict[Pointer, Node],
) -> dict[str, Json]:
    is_file = schema is not None and schema.text("format") == "binary"
    shown = [name for name, _ in examples.items()] if examples is not None else []
    named = [name for name in shown if "/" in name and name not in media_types]
    if is_file:  # no text of JSON, whatever the whole API produces
        media_types = ["*/*" if "json" in one.lower() else one for one in media_types]
    content: dict[str, Json] = {}
    for media_type in [*media_types, *named] or [BYTES if is_file else JSON]:
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


def _members(node: Node, name: str) -> Iterator[tuple[str, Node]]:
    member = node.get(name)
    for key, each in member.items() if member is not None else ():
        if isinstance(each.value, dict):
            yield key, each
