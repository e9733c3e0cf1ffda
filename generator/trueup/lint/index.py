"""An index of a description for rules: values by key, objects by kind, operations.

It is built by one traversal of all documents and one of the objects, so that a rule costs
as much as it has values to check.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from ..openapi import ObjectKind
from ..source import Document, Json, Node, Pointer

if TYPE_CHECKING:
    from ..resolve import Spec

KEYS = frozenset(
    {
        *("$ref", "allOf", "anyOf", "default", "description", "discriminator"),
        *("enum", "example"),
        *("examples", "format", "maxItems", "maxLength", "maxProperties", "maximum"),
        *("minItems", "minLength", "minProperties", "minimum", "nullable", "oneOf"),
        *("exclusiveMaximum", "exclusiveMinimum", "minContains"),
        *("parameters", "pattern", "properties", "required", "schema", "title", "type"),
        *("x-example", "xml"),
    }
)
"""Keys by which the objects of a description are indexed."""

_DATA = frozenset(
    {
        *("const", "dataValue", "default", "enum", "example", "serializedValue"),
        *("value", "x-example"),
    }
)
"""Keys of values that are data, not part of the description."""

_MAPS = frozenset(
    {
        *("$defs", "callbacks", "content", "definitions", "dependentSchemas"),
        *("encoding", "headers", "links", "parameters", "pathItems", "paths"),
        *("patternProperties", "properties", "requestBodies", "responses", "schemas"),
        *("securityDefinitions", "securitySchemes", "variables", "webhooks"),
    }
)
"""Keys of objects whose keys are names."""


class Index(Struct, frozen=True):
    """See the module."""

    objects: Mapping[ObjectKind, Sequence[Node]]
    values: Mapping[str, Sequence[Node]]
    """Objects by the keys that they have, without those inside data."""
    references: Sequence[Node]
    """Objects with a `$ref` string, including those inside data."""


@lru_cache(maxsize=1)
def index(spec: Spec) -> Index:
    """The index of a description; only that of the last one is retained."""
    by_kind: dict[ObjectKind, list[Node]] = defaultdict(list)
    for node, kind in spec.objects:
        by_kind[kind].append(node)
    by_key: dict[str, list[Node]] = {key: [] for key in KEYS}
    references: list[Node] = []
    for document in spec.documents.values():
        for node, is_data, is_map in _objects(document):
            keys = KEYS.intersection(node.value) if isinstance(node.value, dict) else ()
            if "$ref" in keys:
                references.append(node)
            if not is_data and not is_map:
                for key in keys:
                    by_key[key].append(node)
    return Index(by_kind, by_key, references)


def _objects(document: Document) -> Iterator[tuple[Node, bool, bool]]:
    """All JSON objects of a document in document order, whether they are data, and
    whether their keys are names."""
    pending: list[tuple[Pointer, Json, bool, bool]] = [
        ((), document.value, False, False)
    ]
    while pending:
        pointer, value, is_data, is_map = pending.pop()
        if isinstance(value, list):
            pending += [
                ((*pointer, str(i)), inner, is_data, False)
                for i, inner in reversed([*enumerate(value)])
                if isinstance(inner, (dict, list))
            ]
        elif isinstance(value, dict):
            yield Node(document, pointer, value), is_data, is_map
            for name, inner in reversed(value.items()):
                if isinstance(inner, (dict, list)):
                    is_inner_data = is_data or (
                        not is_map and is_data_field(name, inner)
                    )
                    is_inner_map = not is_map and name in _MAPS
                    pending.append(
                        ((*pointer, name), inner, is_inner_data, is_inner_map)
                    )


def is_data_field(name: str, value: Json) -> bool:
    """Whether a field of an object contains data, not a part of the description."""
    if name == "examples":  # those of a schema, or of a response of 2.0
        return isinstance(value, list) or (
            isinstance(value, dict) and "/" in "".join(value)
        )
    return name in _DATA or name.startswith("x-")
