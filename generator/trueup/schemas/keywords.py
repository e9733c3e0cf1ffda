"""The keywords of JSON Schema 2020-12, by the type of their value."""

from __future__ import annotations

from typing import TypeAlias

from ..ir import Json
from ..openapi import DYNAMIC_KEYWORDS
from ..resolve import Node

Identity: TypeAlias = tuple[object, ...]
"""Identifies a schema, or several that apply together, within one description."""

UNIONS = ("oneOf", "anyOf")
REFERENCES = ("$ref", *DYNAMIC_KEYWORDS)

WITH_SCHEMA = frozenset(
    (
        "items",
        "additionalProperties",
        "unevaluatedProperties",
        "unevaluatedItems",
        "not",
        "if",
        "then",
        "else",
        "contains",
        "propertyNames",
        "contentSchema",
    )
)
WITH_SCHEMA_MAP = frozenset(
    ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions")
)
WITH_SCHEMA_LIST = frozenset(("allOf", "oneOf", "anyOf", "prefixItems"))

NARROWING = frozenset(
    (
        "type",
        "enum",
        "const",
        "format",
        "contentEncoding",
        "contentMediaType",
        "properties",
        "required",
        "additionalProperties",
        "patternProperties",
        "unevaluatedProperties",
        "items",
        "prefixItems",
        "oneOf",
        "anyOf",
    )
)
"""Keywords that can change a type, besides `$ref` and `allOf`."""

IMPLIED_TYPES = {
    "properties": "object",
    "additionalProperties": "object",
    "patternProperties": "object",
    "required": "object",
    "minProperties": "object",
    "maxProperties": "object",
    "propertyNames": "object",
    "items": "array",
    "prefixItems": "array",
    "minItems": "array",
    "maxItems": "array",
    "uniqueItems": "array",
    "pattern": "string",
    "minLength": "string",
    "maxLength": "string",
    "contentEncoding": "string",
    "contentMediaType": "string",
    "multipleOf": "number",
    "minimum": "number",
    "maximum": "number",
    "exclusiveMinimum": "number",
    "exclusiveMaximum": "number",
}
"""The JSON type to which a keyword applies, where `type` is missing."""


def keywords_of(node: Node) -> dict[str, Json]:
    """The keywords of a schema; empty if it is not an object."""
    value = node.value
    return value if isinstance(value, dict) else {}


def identity_of(nodes: tuple[Node, ...]) -> Identity:
    if len(nodes) == 1:
        return nodes[0].identity
    return ("&", *(node.identity for node in nodes))
