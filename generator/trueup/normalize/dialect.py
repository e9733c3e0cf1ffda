"""Conversion of a schema of OpenAPI 2.0 or 3.0 to JSON Schema 2020-12.

See OAS 3.0.4, section 4.7.24, and the list of changes in OAS 3.1.0 ("JSON Schema
vocabularies alignment").
"""

from __future__ import annotations

from msgspec import Struct

from ..openapi import V20, Version
from ..source import Json

_ANNOTATIONS = frozenset(
    {
        "title",
        "description",
        "default",
        "deprecated",
        "examples",
        "externalDocs",
        "readOnly",
        "writeOnly",
        "xml",
    }
)
_OF_3_0 = frozenset({"nullable", "exclusiveMinimum", "exclusiveMaximum"})
_OUTDATED = _OF_3_0 | {"example"}
_OUTDATED_IN_2_0 = _OUTDATED | {"x-nullable", "discriminator", "type"}


class Upgraded(Struct, frozen=True):
    """A converted schema. `wrapped` are the keywords that were moved into the first branch of
    `anyOf`, whose second branch is null."""

    value: dict[str, Json]
    wrapped: tuple[str, ...] = ()


def upgrade(old: dict[str, Json], version: Version) -> Upgraded | None:
    """Convert a schema; None if it is unchanged."""
    if "$ref" in old:
        return _reference(old)
    if (_OUTDATED_IN_2_0 if version == V20 else _OUTDATED).isdisjoint(old):
        return None
    schema = dict(old)
    _bound(schema, "minimum", "exclusiveMinimum")
    _bound(schema, "maximum", "exclusiveMaximum")
    if "example" in schema:
        schema = _with_examples(schema)
    if version == V20:
        _from_swagger(schema)
    return _with_null(old, schema)


def upgrade_outdated_keywords(old: dict[str, Json]) -> Upgraded | None:
    """Convert keywords of 3.0 that authors use in 3.1; None without any."""
    if _OF_3_0.isdisjoint(old):
        return None
    schema = dict(old)
    _bound(schema, "minimum", "exclusiveMinimum")
    _bound(schema, "maximum", "exclusiveMaximum")
    return _with_null(old, schema)


def _with_null(old: dict[str, Json], schema: dict[str, Json]) -> Upgraded | None:
    """Convert `nullable`; None if `schema` is the same as `old`."""
    nullable = schema.pop("nullable", False)
    result = _nullable(schema) if nullable is True else Upgraded(schema)
    has_same_keys = not result.wrapped and result.value.keys() == old.keys()
    if has_same_keys and all(result.value[key] is old[key] for key in old):
        return None
    return result


def _reference(old: dict[str, Json]) -> Upgraded | None:
    """Drop the siblings of a reference, except its documentation."""
    new = {k: old[k] for k in old if k in ("$ref", "description", "summary")}
    return Upgraded(new) if len(new) < len(old) else None


def _bound(schema: dict[str, Json], bound: str, exclusive: str) -> None:
    """`minimum: 1, exclusiveMinimum: true` is `exclusiveMinimum: 1`."""
    flag = schema.get(exclusive)
    if not isinstance(flag, bool):
        return
    del schema[exclusive]
    if flag and bound in schema:
        schema[exclusive] = schema.pop(bound)


def _with_examples(schema: dict[str, Json]) -> dict[str, Json]:
    """Replace `example` by `examples`, unless there are some."""
    if "examples" in schema:
        return {k: v for k, v in schema.items() if k != "example"}
    return {
        ("examples" if k == "example" else k): ([v] if k == "example" else v)
        for k, v in schema.items()
    }


def _from_swagger(schema: dict[str, Json]) -> None:
    """Convert the keywords of 2.0 that differ from 3.0."""
    flag = schema.pop("x-nullable", None)
    if isinstance(flag, bool):
        schema["nullable"] = flag
    name = schema.get("discriminator")
    if isinstance(name, str):
        schema["discriminator"] = {"propertyName": name}
    if schema.get("type") == "file":
        schema["type"] = "string"
        schema["format"] = "binary"


def _nullable(schema: dict[str, Json]) -> Upgraded:
    """Allow null, with as few changes as possible."""
    null: dict[str, Json] = {"type": "null"}
    if "allOf" in schema or "$ref" in schema:
        # Null would have to be valid for all of them, so it becomes an alternative.
        annotations = {
            k: v for k, v in schema.items() if k in _ANNOTATIONS or k.startswith("x-")
        }
        parts = {k: v for k, v in schema.items() if k not in annotations}
        return Upgraded({**annotations, "anyOf": [parts, null]}, tuple(parts))
    type_ = schema.get("type")
    if isinstance(type_, str) and type_ != "null":
        schema["type"] = [type_, "null"]
    elif isinstance(type_, list) and "null" not in type_:
        schema["type"] = [*type_, "null"]
    options = schema.get("enum")
    if isinstance(options, list) and None not in options:
        schema["enum"] = [*options, None]
    for keyword in ("oneOf", "anyOf"):
        alternatives = schema.get(keyword)
        if isinstance(alternatives, list) and null not in alternatives:
            schema[keyword] = [*alternatives, null]
    return Upgraded(schema)
