"""Groups of keywords, and the keywords of one schema."""

from __future__ import annotations

from typing import TypeAlias

from ..ir import Json
from ..json_schema_keywords import KEYWORDS, with_subschemas
from ..openapi import DYNAMIC_KEYWORDS
from ..resolve import Node

Identity: TypeAlias = tuple[object, ...]
"""Identifies a schema, or several that apply together, within one description."""

UNIONS = ("oneOf", "anyOf")
REFERENCES = ("$ref", *DYNAMIC_KEYWORDS)

WITH_SCHEMA = with_subschemas("one")
WITH_SCHEMA_MAP = with_subschemas("map")
WITH_SCHEMA_LIST = with_subschemas("list")

NARROWING = frozenset(name for name, keyword in KEYWORDS.items() if keyword.narrows)
"""Keywords that can change a type, besides `$ref` and `allOf`."""

IMPLIED_TYPES = {
    name: keyword.json_type
    for name, keyword in KEYWORDS.items()
    if keyword.json_type is not None and keyword.implies_type
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
