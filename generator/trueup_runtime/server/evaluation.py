"""Choose the schema of a union that an invalid value is meant for, and find the
properties that `unevaluatedProperties` applies to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from .json_schema import Json, SchemaLookup
from .pointers import quoted

_MAX_DEPTH: Final = 20
_MAX_NAMES: Final = 5
_MAX_TAGS: Final = 20


def choose_branch(
    schemas: SchemaLookup, pointers: list[str], value: Json
) -> tuple[str | None, tuple[str, str] | None]:
    """The branch to explain an invalid value by, or the error of its tag: the name of
    the property and a message. A tag is a property with constants in every branch."""
    branches = [p for p in pointers if _types(schemas, p) != {"null"}]
    if isinstance(value, dict):
        tags = [(pointer, _tags(schemas, pointer, 0)) for pointer in branches]
        common = [
            name
            for name in (tags[0][1] if tags else ())
            if all(name in named for _, named in tags)
        ]
        distinct = (name for name in common if _is_distinct(name, tags))
        name = next(distinct, None) if len(tags) > 1 else None
        if name is not None:
            return _by_tag(name, tags, value)
    kind = _type_of(value)
    typed = [p for p in branches if not (types := _types(schemas, p)) or kind in types]
    # Of a type or null, the type explains values of other types.
    candidates = typed or branches
    return (candidates[0] if len(candidates) == 1 else None), None


def _by_tag(
    name: str, tags: list[tuple[str, dict[str, list[str]]]], value: Mapping[str, Json]
) -> tuple[str | None, tuple[str, str] | None]:
    if name not in value:
        return None, ("", f'"{name}" is a required property')
    for pointer, named in tags:
        if value[name] in named[name]:
            return pointer, None
    known = [tag for _, named in tags for tag in named[name]]
    listed = ", ".join(f'"{tag}"' for tag in known[:_MAX_TAGS])
    more = ", …" if len(known) > _MAX_TAGS else ""
    return None, (name, f"is not one of {listed}{more}")


def _is_distinct(name: str, tags: list[tuple[str, dict[str, list[str]]]]) -> bool:
    """Whether no constant belongs to two branches."""
    constants = [tag for _, named in tags for tag in named[name]]
    return len(constants) == len(set(constants))


def _tags(schemas: SchemaLookup, pointer: str, depth: int) -> dict[str, list[str]]:
    """Properties that must be one of some strings, by name."""
    tags: dict[str, list[str]] = {}
    for schema in _in_place(schemas, pointer, depth):
        properties = schema.get("properties")
        for name, inner in properties.items() if isinstance(properties, dict) else ():
            flat = schemas.resolved(inner) if isinstance(inner, dict) else {}
            values = [flat["const"]] if "const" in flat else flat.get("enum")
            if isinstance(values, list) and name not in tags:
                strings = [item for item in values if isinstance(item, str)]
                if strings and len(strings) == len(values):
                    tags[name] = strings
    return tags


def _types(schemas: SchemaLookup, pointer: str) -> set[str]:
    """The JSON types of a schema; none if it does not name them."""
    for schema in _in_place(schemas, pointer, 0):
        named = schema.get("type")
        if isinstance(named, str):
            return {named}
        if isinstance(named, list):
            return {str(name) for name in named}
    return set()


def _in_place(
    schemas: SchemaLookup, pointer: str, depth: int
) -> Iterator[dict[str, Json]]:
    """A schema, and those that it refers to or combines by `allOf`."""
    schema = schemas.at(pointer)
    if not isinstance(schema, dict) or depth > _MAX_DEPTH:
        return
    yield schema
    target = schema.get("$ref")
    if isinstance(target, str) and target.startswith("#"):
        yield from _in_place(schemas, target, depth + 1)
    for index in _indexes(schema.get("allOf")):
        yield from _in_place(schemas, f"{pointer}/allOf/{index}", depth + 1)


def _type_of(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def unevaluated(
    schemas: SchemaLookup, pointer: str, value: Mapping[str, Json]
) -> list[str]:
    """Names of properties that no subschema evaluates. A branch of `allOf` counts even
    if it is invalid, since that is an error of its own."""
    names = [
        name
        for name in value
        if name not in set(_evaluated(schemas, pointer, value, 0))
    ]
    return names[: _MAX_NAMES + 1]


def _evaluated(
    schemas: SchemaLookup, pointer: str, value: Mapping[str, Json], depth: int
) -> Iterator[str]:
    schema = schemas.at(pointer)
    if not isinstance(schema, dict) or depth > _MAX_DEPTH:
        return
    if "additionalProperties" in schema or (
        depth and "unevaluatedProperties" in schema
    ):
        yield from value
        return
    named = schema.get("properties")
    yield from named if isinstance(named, dict) else ()
    patterns = schema.get("patternProperties")
    for pattern in patterns if isinstance(patterns, dict) else ():
        for name in value:
            key = f"{pointer} pattern {pattern}"
            if schemas.is_valid_by({"pattern": pattern}, key, name):
                yield name
    for inner in _applied(schemas, pointer, schema, value):
        yield from _evaluated(schemas, inner, value, depth + 1)


def _applied(
    schemas: SchemaLookup,
    pointer: str,
    schema: Mapping[str, Json],
    value: Mapping[str, Json],
) -> Iterator[str]:
    """The subschemas that apply to the value itself."""
    target = schema.get("$ref")
    if isinstance(target, str) and target.startswith("#"):
        yield target
    for index in _indexes(schema.get("allOf")):
        yield f"{pointer}/allOf/{index}"
    for keyword in ("oneOf", "anyOf"):
        branches = [f"{pointer}/{keyword}/{i}" for i in _indexes(schema.get(keyword))]
        valid = [p for p in branches if schemas.is_valid_part(p, dict(value))]
        yield from valid or branches
    for keyword in ("if", "then", "else"):
        if keyword in schema:
            yield f"{pointer}/{keyword}"
    dependent = schema.get("dependentSchemas")
    for name in dependent if isinstance(dependent, dict) else ():
        if name in value:
            yield f"{pointer}/dependentSchemas/{quoted(name)}"


def _indexes(listed: Json) -> range:
    return range(len(listed)) if isinstance(listed, list) else range(0)
