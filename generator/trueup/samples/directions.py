"""Members that go one way only: requests have none that are only read. Judges no value."""

from __future__ import annotations

from collections.abc import Mapping

from ..ir import Json
from .merging import flat
from .pointers import lookup

_EXCLUDED = {"request": "readOnly", "response": "writeOnly"}
_DEEPEST = 12


def excluded(
    schema: Mapping[str, Json], direction: str, bundle: Mapping[str, Json]
) -> set[str]:
    """Optional members of a flat schema that this direction leaves out."""
    word = _EXCLUDED.get(direction)
    properties = schema.get("properties")
    if word is None or not isinstance(properties, dict):
        return set()
    required = schema.get("required")
    kept = required if isinstance(required, list) else ()
    return {
        name
        for name, member in properties.items()
        if name not in kept and _is_marked(member, word, bundle)
    }


def _is_marked(schema: Json, word: str, bundle: Mapping[str, Json]) -> bool:
    """Whether a member's schema carries the word, or the schema that it refers to."""
    if not isinstance(schema, dict):
        return False
    target = schema.get("$ref")
    if schema.get(word) is True or not isinstance(target, str):
        return schema.get(word) is True
    whole = lookup(target, bundle)
    return isinstance(whole, dict) and whole.get(word) is True


def keeps(
    value: Json,
    schema: Json,
    direction: str,
    bundle: Mapping[str, Json],
    depth: int = 0,
) -> bool:
    """Whether a documented value holds nothing that this direction leaves out.

    `schema` is flat at depth 0. What only a variant of a union declares is not seen.
    """
    if not isinstance(value, (dict, list)) or depth > _DEEPEST:
        return True
    whole = flat(schema, bundle) if depth else schema
    if not isinstance(whole, dict):
        return True
    if isinstance(value, list):
        items = whole.get("items")
        return all(keeps(each, items, direction, bundle, depth + 1) for each in value)
    if any(name in value for name in excluded(whole, direction, bundle)):
        return False
    properties = whole.get("properties")
    declared = properties if isinstance(properties, dict) else {}
    return all(
        keeps(value[name], member, direction, bundle, depth + 1)
        for name, member in declared.items()
        if name in value
    )
