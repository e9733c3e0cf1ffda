"""Schemas of a description as JSON Schema 2020-12, to validate its examples.

Other than `schemas`, this does not require a valid description: an unknown keyword is
ignored, an unresolved reference allows any value.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from ..openapi import V20, V30, V31, Cardinality, ObjectKind, fields_of
from ..resolve import Spec
from ..source import Json, Node, Pointer

Direction: TypeAlias = Literal["request", "response"] | None

_OMITTED = frozenset(
    {
        *("$anchor", "$dynamicAnchor", "$dynamicRef", "$id", "$recursiveAnchor"),
        *("$recursiveRef", "$schema", "$vocabulary", "default", "definitions", "$defs"),
        *("description", "discriminator", "example", "examples", "externalDocs", "id"),
        *("title", "xml"),
    }
)
"""Keywords without an effect on validation, or whose effect is resolved already."""

_BYTE = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"

_FORMATS: dict[str, dict[str, Json]] = {
    "byte": {"pattern": _BYTE},
    "int32": {"multipleOf": 1, "minimum": -(2**31), "maximum": 2**31 - 1},
    "int64": {"multipleOf": 1},
}
"""Formats of OpenAPI that restrict a value, as keywords."""

_RELAXED = {"request": "readOnly", "response": "writeOnly"}
"""Properties that are not required in a direction."""


class SchemaConverter:
    """Converts schemas; `definitions` are the converted ones by key."""

    def __init__(self, spec: Spec) -> None:
        self.definitions: dict[str, Json] = {}
        self._spec = spec
        self._keys: dict[tuple[str, Pointer, Direction], str] = {}
        self._fields = fields_of(ObjectKind.SCHEMA, spec.version)
        self._pending: list[tuple[str, Node, Direction]] = []

    def pointer(self, node: Node, direction: Direction = None) -> str:
        """Convert a schema and those that it refers to; return its JSON pointer."""
        pointer = self._register(node, direction)
        while self._pending:
            key, target, side = self._pending.pop()
            self.definitions[key] = self._convert(target, side)
        return pointer

    def _register(self, node: Node, direction: Direction) -> str:
        identity = (*node.identity, direction)
        if identity not in self._keys:
            self._keys[identity] = f"S{len(self._keys)}"
            self._pending.append((self._keys[identity], node, direction))
        return f"#/$defs/{self._keys[identity]}"

    def _convert(self, node: Node, direction: Direction) -> Json:
        value = node.value
        if not isinstance(value, dict):
            return value if isinstance(value, bool) else {}
        target = self._target(node) if isinstance(value.get("$ref"), str) else None
        if "$ref" in value and (self._spec.version < V31 or len(value) == 1):
            return {"$ref": self._register(target, direction)} if target else {}
        converted: dict[str, Json] = {}
        for name, inner in node.items():
            if name not in _OMITTED and not name.startswith("x-"):
                converted[name] = self._keyword(name, inner, direction)
        if "$ref" in value:
            del converted["$ref"]
            if target is not None:
                converted["$ref"] = self._register(target, direction)
        self._translate(node, converted)
        self._relax(node, converted, direction)
        return converted

    def _target(self, node: Node) -> Node | None:
        if node in self._spec.links:
            return self._spec.follow(node)
        reference = node.text("$ref")
        root = Node(node.document, (), node.document.value)
        return root.at(*reference.split("/")[1:]) if reference[:2] == "#/" else None

    def _keyword(self, name: str, value: Node, direction: Direction) -> Json:
        field = self._fields.get(name)
        if field is None or field.kind is not ObjectKind.SCHEMA:
            return value.value
        if field.cardinality is Cardinality.MAP:
            return {key: self._convert(v, direction) for key, v in value.items()}
        if isinstance(value.value, list):
            return [self._convert(item, direction) for item in value.elements()]
        return self._convert(value, direction)

    def _translate(self, node: Node, converted: dict[str, Json]) -> None:
        """Translate keywords of older drafts and of OpenAPI, in place."""
        version = self._spec.version
        types = converted.get("type")
        if not isinstance(converted.get("required", []), list):
            del converted["required"]  # of a parameter or a property of 2.0
        if isinstance(types, str) and (
            (version == V30 and node.flag("nullable"))
            or (version == V20 and node.flag("x-nullable"))
        ):
            converted["type"] = [types, "null"]
        if version < V31:
            for bound in ("Minimum", "Maximum"):
                exclusive = converted.pop(f"exclusive{bound}", None)
                if exclusive is True and bound.lower() in converted:
                    converted[f"exclusive{bound}"] = converted.pop(bound.lower())
            if isinstance(converted.get("items"), list):
                converted["prefixItems"] = converted.pop("items")
                if "additionalItems" in converted:
                    converted["items"] = converted.pop("additionalItems")
        restriction = _FORMATS.get(node.text("format"))
        if restriction is not None:
            others = converted.get("allOf", [])
            others = others if isinstance(others, list) else []
            converted["allOf"] = [*others, restriction]

    def _relax(
        self, node: Node, converted: dict[str, Json], direction: Direction
    ) -> None:
        required = converted.get("required")
        if direction is None or not isinstance(required, list):
            return
        flag = _RELAXED[direction]
        relaxed = set()
        for name, inner in node.items("properties"):
            target = self._target(inner) if inner.text("$ref") else inner
            if target is not None and target.flag(flag):
                relaxed.add(name)
        converted["required"] = [
            name for name in required if not (isinstance(name, str) and name in relaxed)
        ]
