"""Declared defaults of the values that a request omits.

A default "represents what would be assumed by the consumer of the input as the value of
the schema if one is not provided" (OAS, Schema Object), and the server is that consumer.
A default that is not valid by its own schema is not used; neither are the defaults of
`readOnly` properties, which a client does not send.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, Final, TypeAlias

from msgspec import UNSET, UnsetType

from .json_schema import Json
from .limits import MAX_STEPS
from .pointers import escaped
from .schemas import Schemas

Insertions: TypeAlias = "dict[tuple[str | int, ...], Json]"
"""Defaults by the path of the property that they belong to."""

_BINARY: Final = ("binary",)
"""Formats of bytes, which have no default in JSON."""


class Defaults:
    """The defaults in the schemas of a description."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._own: dict[str, Json | UnsetType] = {}
        self._has_any: dict[str, bool] = {}

    def of(self, pointer: str) -> Json | UnsetType:
        """A copy of the default of a schema; UNSET if there is none, or an invalid one."""
        if pointer not in self._own:
            self._own[pointer] = self._find(pointer)
        value = self._own[pointer]
        if not isinstance(value, dict | list):
            return value
        copy = deepcopy(value)
        insert(copy, self.missing(pointer, copy))
        return copy

    def missing(self, pointer: str, value: object) -> Insertions:
        """The defaults of the properties that a valid `value` omits; none if the value
        would not be valid with them. They are in `value` while it is validated."""
        if not isinstance(value, (dict, list)) or not self.are_in(pointer):
            return {}
        search = _Search(self._schemas, self)
        try:
            search.visit(self._schemas.target(pointer), value, ())
        except RecursionError:
            return {}
        insertions = search.insertions
        if not insertions:
            return {}
        insert(value, insertions)
        is_valid = self._schemas.is_valid(pointer, value)
        remove(value, insertions)
        return insertions if is_valid else {}

    def _find(self, pointer: str) -> Json | UnsetType:
        schema = self._schemas.resolved(self._schemas.at(pointer.removeprefix("#")))
        default = _declared(schema)
        parts = schema.get("allOf")
        for part in parts if isinstance(parts, list) else ():
            if default is UNSET and isinstance(part, dict):
                default = _declared(self._schemas.resolved(part))
        if default is UNSET or not self._schemas.is_valid(pointer, default):
            return UNSET
        return default

    def are_in(self, pointer: str) -> bool:
        """Whether a schema, or one that it refers to, has a default."""
        if pointer not in self._has_any:
            schema = self._schemas.at(pointer.removeprefix("#"))
            reached = self._schemas.definitions_of(schema)
            self._has_any[pointer] = any(map(_has_default, (schema, *reached)))
        return self._has_any[pointer]


def insert(value: object, insertions: Insertions) -> None:
    """Insert properties into a value."""
    for path, default in insertions.items():
        parent, name = _parent(value, path)
        parent[name] = deepcopy(default)


def remove(value: object, insertions: Insertions) -> None:
    """Remove properties that were inserted."""
    for path in insertions:
        parent, name = _parent(value, path)
        del parent[name]


def insertions_at(pointer: str, insertions: Insertions) -> Insertions:
    """The insertions that contain a value at a JSON pointer."""
    return {
        path: default
        for path, default in insertions.items()
        if f"{pointer}/".startswith(
            "".join(f"/{escaped(str(step))}" for step in path) + "/"
        )
    }


def _parent(value: Any, path: tuple[str | int, ...]) -> tuple[dict[str, Any], str]:
    """The object that has the property at a path, and its name."""
    *steps, name = path
    for step in steps:
        value = value[step]
    return value, str(name)


class _Search:
    """Collects the defaults of one value."""

    def __init__(self, schemas: Schemas, defaults: Defaults) -> None:
        self.insertions: Insertions = {}
        self._schemas, self._defaults = schemas, defaults
        self._steps = MAX_STEPS

    def visit(self, pointer: str, value: Json, path: tuple[str | int, ...]) -> None:
        schema = self._schemas.at(pointer)
        if not isinstance(schema, dict) or not isinstance(value, dict | list):
            return
        for inner in self._in_place(pointer, schema, value):
            self.visit(self._schemas.target(inner), value, path)
        if isinstance(value, dict):
            self._properties(pointer, schema, value, path)
            return
        first = _length(schema.get("prefixItems"))
        for index, item in enumerate(value):
            inner = f"prefixItems/{index}" if index < first else "items"
            if index < first or "items" in schema:
                target = self._schemas.target(f"{pointer}/{inner}")
                self.visit(target, item, (*path, index))

    def _properties(
        self,
        pointer: str,
        schema: Mapping[str, Json],
        value: Mapping[str, Json],
        path: tuple[str | int, ...],
    ) -> None:
        named = self._schemas.properties_at(pointer)
        for name, inner in named:
            if name not in value:
                if (*path, name) not in self.insertions:
                    default = self._defaults.of(inner)
                    if not isinstance(default, UnsetType):
                        self.insertions[(*path, name)] = default
            elif isinstance(value[name], dict | list):
                self.visit(inner, value[name], (*path, name))
        if isinstance(schema.get("additionalProperties"), dict):
            inner = self._schemas.target(f"{pointer}/additionalProperties")
            declared = dict(named)
            for name in [name for name in value if name not in declared]:
                self.visit(inner, value[name], (*path, name))

    def _in_place(
        self, pointer: str, schema: Mapping[str, Json], value: Json
    ) -> Iterator[str]:
        """The subschemas that apply to the value itself."""
        target = schema.get("$ref")
        if isinstance(target, str) and target.startswith("#"):
            yield target
        for index in range(_length(schema.get("allOf"))):
            yield f"{pointer}/allOf/{index}"
        for keyword in ("oneOf", "anyOf"):
            for index in range(_length(schema.get(keyword))):
                if self._is_valid(f"{pointer}/{keyword}/{index}", value):
                    yield f"{pointer}/{keyword}/{index}"
                    break
        if "if" in schema:
            branch = "then" if self._is_valid(f"{pointer}/if", value) else "else"
            if branch in schema:
                yield f"{pointer}/{branch}"

    def _is_valid(self, pointer: str, value: Json) -> bool:
        self._steps -= 1
        if self._steps < 0:
            return False
        target = self._schemas.target(pointer)
        return self._schemas.is_valid_part(target, value) is True


def _declared(schema: Mapping[str, Json]) -> Json | UnsetType:
    if schema.get("readOnly") is True or schema.get("format") in _BINARY:
        return UNSET
    return schema.get("default", UNSET)


def _has_default(schema: Json) -> bool:
    waiting = [schema]
    while waiting:
        match waiting.pop():
            case dict() as node:
                if "default" in node:
                    return True
                waiting += node.values()
            case list() as items:
                waiting += items
            case _:
                pass
    return False


def _length(listed: Json) -> int:
    return len(listed) if isinstance(listed, list) else 0
