"""Shapes of JSON schemas, for parameters and forms.

Text is converted to the JSON value that the schema expects. Text that cannot be
converted stays text, and validation reports it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from typing import Final, Literal

from msgspec.structs import replace

from ..client.coercion import STRING, Kind, Shape
from .json_schema import Json, Schema
from .schemas import Schemas

_MAX_DEPTH: Final = 12


def shape(schemas: Schemas, pointer: str | None) -> Shape:
    """The shape of the values that a schema takes; text without a schema."""
    if pointer is None:
        return STRING
    return _shape(schemas, schemas.at(pointer), 0)


def _shape(schemas: Schemas, schema: Schema, depth: int) -> Shape:
    if depth > _MAX_DEPTH:
        return Shape("any")
    flat = schemas.resolved(schema)
    types = _types(flat)
    item: Shape | None = None
    first: tuple[Shape, ...] = ()
    members: dict[str, Shape] = {}
    extra: Shape | None = None
    for inner in _alternatives(schemas, flat, depth):
        types |= _kinds(inner)
        item, first = item or inner.item, first or inner.first
        for name, member in (inner.members or {}).items():
            members[name] = _either(members.get(name, member), member)
        extra = extra or inner.extra
    merged = _kind(types, item, members, extra)
    match merged.kind:
        case "array":
            merged = replace(merged, first=first)
            return _of_array(schemas, flat, merged, depth)
        case "object":
            own = dict(_members(schemas, flat.get("properties"), depth))
            return replace(
                merged,
                members={**members, **own},
                extra=extra or _extra(schemas, flat, bool(members or own), depth),
            )
        case _:
            return replace(merged, encoding=_encoding(flat))


def _encoding(flat: Mapping[str, Json]) -> Literal["base64", "base64url"] | None:
    """The encoding of a string that stands for bytes."""
    words = flat.get("format"), flat.get("contentEncoding")
    if "base64url" in words:
        return "base64url"
    return "base64" if "base64" in words or "byte" in words else None


def _of_array(
    schemas: Schemas, flat: Mapping[str, Json], array: Shape, depth: int
) -> Shape:
    items, first = flat.get("items"), flat.get("prefixItems")
    if isinstance(items, dict):
        array = replace(array, item=_shape(schemas, items, depth + 1))
    if isinstance(first, list):
        shapes = [
            _shape(schemas, item if isinstance(item, dict) else True, depth + 1)
            for item in first
        ]
        array = replace(array, first=tuple(shapes))
    return array


def _kind(
    types: set[str],
    item: Shape | None,
    members: Mapping[str, Shape],
    extra: Shape | None,
) -> Shape:
    nullable = "null" in types
    named = types - {"null"}
    scalars = named - {"array", "object"}
    plain = _scalar(scalars) if scalars else None
    if "array" in named:
        others = dict(members) if "object" in named else None
        return Shape("array", item, others, nullable=nullable, plain=plain)
    if "object" in named:
        return Shape("object", None, members, extra, nullable, plain=plain)
    return Shape(_scalar(named), nullable=nullable)


def _scalar(named: set[str]) -> Kind:
    """The kind of scalars of these types."""
    if named == {"integer"}:
        return "integer"
    if named and named <= {"integer", "number"}:
        return "number"
    if named == {"boolean"}:
        return "boolean"
    return "string" if named <= {"string"} else "any"


def _either(first: Shape, second: Shape) -> Shape:
    """The shape of both."""
    if first == second:
        return first
    kinds = _kinds(first) | _kinds(second)
    members = dict(first.members or {})
    for name, member in (second.members or {}).items():
        members[name] = _either(members.get(name, member), member)
    item, extra = first.item or second.item, first.extra or second.extra
    return _kind(kinds, item, members, extra)


def with_texts(shape_: Shape) -> Shape:
    """The shape of an object whose members are texts where they may be several things."""
    members = {
        name: STRING if member.kind == "any" else member
        for name, member in (shape_.members or {}).items()
    }
    return replace(shape_, members=members)


def _kinds(shape_: Shape) -> set[str]:
    """The JSON types of a shape."""
    kinds: set[str] = {shape_.kind}
    if shape_.plain is not None:
        kinds.add(shape_.plain)
    kinds.discard("any")
    if shape_.members is not None:
        kinds.add("object")
    return kinds | {"null"} if shape_.nullable else kinds


def _alternatives(
    schemas: Schemas, flat: Mapping[str, Json], depth: int
) -> Iterator[Shape]:
    for keyword in ("allOf", "oneOf", "anyOf"):
        listed = flat.get(keyword)
        if isinstance(listed, list):
            for schema in listed:
                if isinstance(schema, dict):
                    yield _shape(schemas, schema, depth + 1)


def _members(
    schemas: Schemas, properties: Json, depth: int
) -> Iterator[tuple[str, Shape]]:
    if isinstance(properties, dict):
        for name, schema in properties.items():
            yield (
                name,
                _shape(
                    schemas, schema if isinstance(schema, dict) else True, depth + 1
                ),
            )


def _extra(
    schemas: Schemas, flat: Mapping[str, Json], has_members: bool, depth: int
) -> Shape | None:
    """The shape of members that are not named. Where nothing is named, all are taken."""
    further, patterns = flat.get("additionalProperties"), flat.get("patternProperties")
    schemas_of_members = [
        further,
        *(patterns.values() if isinstance(patterns, dict) else ()),
    ]
    shapes = [
        _shape(schemas, schema, depth + 1)
        for schema in schemas_of_members
        if isinstance(schema, dict)
    ]
    if shapes:
        return reduce(_either, shapes)
    if further is True or (further is None and not has_members):
        return Shape("any")
    return None


def _types(flat: Mapping[str, Json]) -> set[str]:
    named = flat.get("type")
    if isinstance(named, str):
        return {named}
    if isinstance(named, list):
        return {str(name) for name in named}
    values = flat.get("enum", [flat["const"]] if "const" in flat else None)
    if isinstance(values, list):
        return {_type_of(value) for value in values}
    if "properties" in flat:
        return {"object"}
    return {"array"} if "items" in flat or "prefixItems" in flat else set()


def _type_of(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"
