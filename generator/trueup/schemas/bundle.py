"""The bundle: schemas as definitions of one JSON Schema 2020-12 document.

Keeps what validates, `readOnly` and `writeOnly`, examples and defaults; drops keywords
of OpenAPI, annotations, and what the validator does not accept.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from ..ir import Json
from ..json_schema_keywords import with_subschemas
from ..json_values import JSON_TYPES
from ..resolve import Node
from ..schema_formats import FORMATS
from .builder import BundleBuilder
from .constraints import CONSTRAINTS, add_constraint
from .json_types import has_any_json_type, inferred_types
from .keywords import (
    REFERENCES,
    WITH_SCHEMA,
    WITH_SCHEMA_LIST,
    WITH_SCHEMA_MAP,
    Identity,
)
from .merged import SchemaReader, merge_schema, target_of
from .patterns import is_supported

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_MAX_DEPTH = 200
_CONDITIONS = frozenset(("not", "if", "then", "else", "contains", "propertyNames"))
_DECISIVE = {*REFERENCES, "enum", "const", *with_subschemas("one", in_place=True)}
_DECISIVE |= with_subschemas("list", in_place=True)
"""Keywords next to which no type is inferred from the others."""


class DiscriminatorValues(Struct, frozen=True):
    """The values of a property that select one variant, or that exclude it."""

    property: str
    values: tuple[str, ...]
    are_excluded: bool


class Bundling(Struct, frozen=True):
    """The inputs of a bundle: `variants` are those that a discriminator selects."""

    reader: SchemaReader
    builder: BundleBuilder
    variants: Mapping[Identity, DiscriminatorValues] = field(default_factory=dict)


def definitions_of(bundling: Bundling) -> dict[str, Json]:
    """`$defs`: the schemas that were added, and those that they refer to."""
    builder = bundling.builder
    definitions: dict[str, Json] = {}
    pending = list(builder.roots)
    while pending:
        for key in pending:
            nodes = builder.roots[key]
            if len(nodes) == 1:
                definitions[key] = _schema(bundling, nodes[0])
            else:
                definitions[key] = {
                    "allOf": [{"$ref": builder.pointer(node)} for node in nodes]
                }
        pending = [key for key in builder.roots if key not in definitions]
    return definitions


def _schema(
    bundling: Bundling, node: Node, depth: int = 0, *, is_complete: bool = True
) -> Json:
    """One schema; `is_complete` if no other schema applies to the same value."""
    value = node.value
    if isinstance(value, bool):
        return value
    if not isinstance(value, dict) or depth > _MAX_DEPTH:
        return True
    schema: dict[str, Json] = {}
    for word, content in value.items():
        if word in WITH_SCHEMA:
            inner = node.get(word)
            if inner is not None and isinstance(content, (dict, bool)):
                # Also below: a list or map without `type` has one among variants too.
                is_complete = word not in _CONDITIONS
                schema[word] = _schema(
                    bundling, inner, depth + 1, is_complete=is_complete
                )
        elif word in WITH_SCHEMA_MAP:
            if isinstance(content, dict):
                schema[word] = _schema_map(bundling, node, word, depth)
        elif word in WITH_SCHEMA_LIST:
            if isinstance(content, list) and content:
                schema[word] = _schema_list(bundling, node, word, depth)
        elif word == "type" and content in JSON_TYPES:
            schema[word] = content
        elif word in CONSTRAINTS:
            add_constraint(node, word, content, schema, bundling.reader.report)
        elif word in REFERENCES and isinstance(content, str):
            target = target_of(bundling.reader, node)
            if target is not None:
                schema["$ref"] = bundling.builder.pointer(target)
    if schema.get("type") == "number" and _is_integer_format(schema.get("format")):
        schema["type"] = "integer"
    if is_complete and "type" not in schema and _DECISIVE.isdisjoint(value):
        types = inferred_types(merge_schema(bundling.reader, (node,)))
        if len(types) == 1:
            schema["type"] = types[0]
    if "enum" in schema and "type" in schema:
        _drop_mismatches(schema)
    return schema


def _is_integer_format(name: Json) -> bool:
    known = FORMATS.get(name) if isinstance(name, str) else None
    return known is not None and known.json_type == "integer"


def _schema_map(
    bundling: Bundling, node: Node, word: str, depth: int
) -> dict[str, Json]:
    inner = node.get(word)
    if inner is None:
        return {}
    report = bundling.reader.report
    return {
        name: _schema(bundling, schema, depth + 1)
        for name, schema in (bundling.reader.spec.follow(inner) or inner).items()
        if word != "patternProperties" or is_supported(name, schema, report)
    }


def _schema_list(bundling: Bundling, node: Node, word: str, depth: int) -> list[Json]:
    return [
        _discriminated(
            bundling, element, _schema(bundling, element, depth + 1, is_complete=False)
        )
        for element in node.elements(word)
    ]


def _discriminated(bundling: Bundling, node: Node, schema: Json) -> Json:
    """A variant with the values of the discriminator that select it."""
    discriminator = bundling.variants.get(node.identity)
    if (
        discriminator is None
        or not isinstance(schema, dict)
        or schema.keys() != {"$ref"}
    ):
        return schema
    values = [
        wire_value
        for value in discriminator.values
        for wire_value in _wire_values(value)
    ]
    condition: dict[str, Json] = {
        "properties": {discriminator.property: {"enum": values}},
        "required": [discriminator.property],
    }
    if discriminator.are_excluded:
        return {**schema, "not": condition}
    return {**schema, **condition}


def _wire_values(value: str) -> list[Json]:
    """The JSON values of a discriminator value: mappings spell numbers and booleans as
    strings."""
    if value in ("true", "false"):
        return [value, value == "true"]
    if value.removeprefix("-").isdecimal() and len(value) < 16:
        return [value, int(value)]
    return [value]


def _drop_mismatches(schema: dict[str, Json]) -> None:
    """Drop values that `type` excludes, and `enum` if no other is left."""
    types, values = schema["type"], schema["enum"]
    allowed = types if isinstance(types, list) else [types]
    matching: list[Json] = [
        value
        for value in (values if isinstance(values, list) else [])
        if has_any_json_type(value, allowed)
    ]
    if matching:
        schema["enum"] = matching
    else:
        del schema["enum"]
