"""Whether a value has only declared properties."""

from __future__ import annotations

from collections.abc import Mapping

from ..ir import Json
from .allof import merge_allof
from .validation import is_valid

_MAX_DEPTH = 20
_EXTRA = ("additionalProperties", "unevaluatedProperties")


def has_only_declared_properties(
    value: Json, schema: Json, bundle: Mapping[str, Json], depth: int = 0
) -> bool:
    """Whether `schema` declares all properties in `value`.

    JSON Schema allows undeclared ones, but models do not preserve them.
    """
    if not isinstance(value, dict | list) or depth > _MAX_DEPTH:
        return True
    merged = merge_allof(schema, bundle)
    if not isinstance(merged, dict):
        return merged
    unions = merged.pop("unions", None)
    if isinstance(unions, list) and unions:
        first, *rest = unions
        return any(
            _accepts(value, variant, bundle)
            and has_only_declared_properties(
                value, {"allOf": [merged, *rest, variant]}, bundle, depth
            )
            for variant in _variants(first)
        )
    if isinstance(value, dict):
        return all(
            (declared := _member(name, merged)) is not None
            and has_only_declared_properties(member, declared, bundle, depth + 1)
            for name, member in value.items()
        )
    prefix = merged.get("prefixItems")
    first_items = prefix if isinstance(prefix, list) else []
    further = merged.get("items", True)
    return all(
        has_only_declared_properties(
            item,
            first_items[index] if index < len(first_items) else further,
            bundle,
            depth + 1,
        )
        for index, item in enumerate(value)
    )


def _accepts(value: Json, schema: Json, bundle: Mapping[str, Json]) -> bool:
    if isinstance(schema, dict):
        return is_valid(value, schema, bundle)
    return schema is True


def _variants(union: Json) -> list[Json]:
    listed = next(iter(union.values())) if isinstance(union, dict) else None
    return listed if isinstance(listed, list) else []


def _member(name: str, schema: Mapping[str, Json]) -> Json:
    """The schema of a property; None if it is not declared."""
    properties = schema.get("properties")
    if isinstance(properties, dict) and name in properties:
        return properties[name]
    for word in _EXTRA:
        extra = schema.get(word)
        if extra is not None and extra is not False:
            return extra
    if schema.get("patternProperties"):
        return True
    required = schema.get("required")
    if not properties and not required:
        return True  # a map
    return True if isinstance(required, list) and name in required else None
