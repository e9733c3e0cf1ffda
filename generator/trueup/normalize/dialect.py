"""Normalize, one schema: the dialects of 2.0 and 3.0 to JSON Schema 2020-12.

OAS 3.0.4 section 4.7.24 and the list of changes in OAS 3.1.0 ("JSON Schema vocabularies
alignment").
"""

from __future__ import annotations

from msgspec import Struct

from ..source import Json
from ..openapi import V20, Version

_ABOUT = frozenset(
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
    """A schema in the new dialect. `wrapped` are the members that now stand in the
    first alternative of `anyOf`, the second being null."""

    value: dict[str, Json]
    wrapped: tuple[str, ...] = ()


def upgrade(old: dict[str, Json], version: Version) -> Upgraded | None:
    """The schema in the new dialect; None when it is the same there."""
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
    nullable = schema.pop("nullable", False)
    result = _nullable(schema) if nullable is True else Upgraded(schema)
    same = not result.wrapped and result.value.keys() == old.keys()
    if same and all(result.value[key] is old[key] for key in old):
        return None
    return result


def modernized(old: dict[str, Json]) -> Upgraded | None:
    """A schema of 3.1 or later without the words of 3.0 that mean nothing there, and
    that authors go on using; None where it has none of them."""
    if _OF_3_0.isdisjoint(old):
        return None
    schema = dict(old)
    _bound(schema, "minimum", "exclusiveMinimum")
    _bound(schema, "maximum", "exclusiveMaximum")
    nullable = schema.pop("nullable", False)
    result = _nullable(schema) if nullable is True else Upgraded(schema)
    return None if result.value.keys() == old.keys() else result


def _reference(old: dict[str, Json]) -> Upgraded | None:
    """Beside a reference nothing counts; its documentation does no harm."""
    if len(old) == 1:
        return None
    kept = {k: old[k] for k in old if k in ("$ref", "description", "summary")}
    return Upgraded(kept) if len(kept) < len(old) else None


def _bound(schema: dict[str, Json], bound: str, exclusive: str) -> None:
    """`minimum: 1, exclusiveMinimum: true` is `exclusiveMinimum: 1`."""
    flag = schema.get(exclusive)
    if not isinstance(flag, bool):
        return
    del schema[exclusive]
    if flag and bound in schema:
        schema[exclusive] = schema.pop(bound)


def _with_examples(schema: dict[str, Json]) -> dict[str, Json]:
    """`example` becomes `examples`, in its place, unless there are some."""
    if "examples" in schema:
        return {k: v for k, v in schema.items() if k != "example"}
    return {
        ("examples" if k == "example" else k): ([v] if k == "example" else v)
        for k, v in schema.items()
    }


def _from_swagger(schema: dict[str, Json]) -> None:
    """What 2.0 writes in another way than 3.0."""
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
    """Null as one more value, in the way that changes least."""
    null: dict[str, Json] = {"type": "null"}
    if "allOf" in schema or "$ref" in schema:
        # Null would have to satisfy each part, so it stands beside all of them.
        about = {k: v for k, v in schema.items() if k in _ABOUT or k.startswith("x-")}
        parts = {k: v for k, v in schema.items() if k not in about}
        return Upgraded({**about, "anyOf": [parts, null]}, tuple(parts))
    kind = schema.get("type")
    if isinstance(kind, str) and kind != "null":
        schema["type"] = [kind, "null"]
    elif isinstance(kind, list) and "null" not in kind:
        schema["type"] = [*kind, "null"]
    options = schema.get("enum")
    if isinstance(options, list) and None not in options:
        schema["enum"] = [*options, None]
    for keyword in ("oneOf", "anyOf"):
        alternatives = schema.get(keyword)
        if isinstance(alternatives, list) and null not in alternatives:
            schema[keyword] = [*alternatives, null]
    return Upgraded(schema)
