"""Properties that are only in responses (`readOnly`) or only in requests (`writeOnly`)."""

from __future__ import annotations

from collections.abc import Mapping

from ..ir import Json
from ..pointers import lookup
from .allof import merge_allof

_EXCLUDED = {"request": "readOnly", "response": "writeOnly"}
_MAX_DEPTH = 12


def excluded_properties(
    schema: Mapping[str, Json], direction: str, bundle: Mapping[str, Json]
) -> set[str]:
    """Optional properties of a merged schema that are excluded in a direction."""
    word = _EXCLUDED.get(direction)
    properties = schema.get("properties")
    if word is None or not isinstance(properties, dict):
        return set()
    required = schema.get("required")
    names = required if isinstance(required, list) else ()
    return {
        name
        for name, member in properties.items()
        if name not in names and _is_marked(member, word, bundle)
    }


def _is_marked(schema: Json, word: str, bundle: Mapping[str, Json]) -> bool:
    """Whether a schema, or the target of its `$ref`, has the keyword."""
    if not isinstance(schema, dict):
        return False
    target = schema.get("$ref")
    if schema.get(word) is True or not isinstance(target, str):
        return schema.get(word) is True
    referenced = lookup(target, bundle)
    return isinstance(referenced, dict) and referenced.get(word) is True


def fits_direction(
    value: Json,
    schema: Json,
    direction: str,
    bundle: Mapping[str, Json],
    depth: int = 0,
) -> bool:
    """Whether a documented value has no property that is excluded in this direction.

    At depth 0, `schema` is merged. Properties of union variants are not checked.
    """
    if not isinstance(value, (dict, list)) or depth > _MAX_DEPTH:
        return True
    merged = merge_allof(schema, bundle) if depth else schema
    if not isinstance(merged, dict):
        return True
    if isinstance(value, list):
        items = merged.get("items")
        return all(
            fits_direction(item, items, direction, bundle, depth + 1) for item in value
        )
    if any(name in value for name in excluded_properties(merged, direction, bundle)):
        return False
    properties = merged.get("properties")
    declared = properties if isinstance(properties, dict) else {}
    return all(
        fits_direction(value[name], member, direction, bundle, depth + 1)
        for name, member in declared.items()
        if name in value
    )
